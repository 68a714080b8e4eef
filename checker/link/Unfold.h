//===- Unfold.h - An owner's path instead of its variables ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs have room for few flags, and loops that run nobody knows how often
// end what is known. Where only the owner is concerned, what its variables hold
// can be told by how far it has come: the graph is copied for each of their
// values, and for each time round.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_UNFOLD_H
#define THREADPOOL_TIDY_LINK_UNFOLD_H

#include "link/GraphBuilder.h"

#include <set>

namespace threadpool::link {

using InputInfos = std::vector<GraphBuilder::InputInfo>;

/// Replaces the tests of \p Own, flags that nobody else touches and that may
/// hold anything in the beginning, by what the path before them says, or else
/// by new inputs. A flag that a loop waits for stays; for those that are \p
/// Settled nobody waits. False if there is nothing to do, or if the graph would
/// become too large.
bool unfoldFlags(std::vector<RawNode> &Owner, std::set<std::uint32_t> Own,
                 const std::set<std::uint32_t> &Settled, InputInfos &Inputs);

/// Replaces the loop that is entered at \p Entry alone, with all of its
/// \p Component, by its first few times round; what is behind them is unknown.
/// Each time conditions turn out on their own. False if the graph would become
/// too large.
bool unrollLoop(std::vector<RawNode> &Owner,
                const std::vector<std::uint32_t> &Component,
                std::uint32_t Entry, InputInfos &Inputs);

/// Decides the inputs of which one side never closes the object, or always
/// leads on behind an unrolled loop: a run that does not stop it, and one of
/// which the end is not seen, show nothing. \p UnknownCloses says whether what
/// is not known may close it.
bool decideInputs(std::vector<RawNode> &Owner, bool UnknownCloses);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_UNFOLD_H
