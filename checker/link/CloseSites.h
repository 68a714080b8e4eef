//===- CloseSites.h - Owners that close in several places -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine that stops an object on one path and stops and makes it anew on
// another does so rightly here and wrongly there. Taken as a whole it would
// fail only if it did so everywhere.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_CLOSESITES_H
#define THREADPOOL_TIDY_LINK_CLOSESITES_H

#include "link/RawGraph.h"

#include <optional>
#include <set>
#include <vector>

namespace threadpool::link {

/// The places in which \p Owner closes the object.
std::vector<Site> closeSites(const std::vector<RawNode> &Owner);

/// What \p Owner does on its ways to the place \p Close, and behind that before
/// the next decision. Nothing unless the object surely is in use on all of
/// them: the owner waits for callbacks, or it asks one of \p CallbackFlags,
/// which the callback tests, and writes to it then. What leads to a place may
/// otherwise be that the object was never used. \p Context is the resource that
/// stands for the context.
std::optional<std::vector<RawNode>>
upToClose(std::vector<RawNode> Owner, const Site &Close,
          const std::set<std::uint32_t> &CallbackFlags, std::uint32_t Context);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_CLOSESITES_H
