//===- Slice.h - What of two routines concerns one object -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Removes from a callback and an owner what cannot influence the verdict, and
// replaces loops that the model cannot decide.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_SLICE_H
#define THREADPOOL_TIDY_LINK_SLICE_H

#include "link/Unfold.h"

#include <optional>
#include <set>

namespace threadpool::link {

struct RoutinePair {
  std::vector<RawNode> Callback;
  std::vector<RawNode> Owner;
};

/// What is known of the two beside their graphs.
struct SliceContext {
  /// Those that the nodes' indices refer to.
  std::vector<SharedFlag> Flags;
  InputInfos CallbackInputs, OwnerInputs;
  /// Flags that may hold anything when the owner begins. Of those that the
  /// callback does not touch, nothing is left.
  std::set<std::uint32_t> FreeFlags;
  /// The flags by which the owner waits for no callback.
  std::set<std::uint32_t> Settled;
  /// The one that tells whether the object is there, if any.
  std::optional<std::uint32_t> Home;
  /// What the owner does unseen may close the object.
  bool UnknownCloses = false;
};

void slice(RoutinePair &Pair, SliceContext Context);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_SLICE_H
