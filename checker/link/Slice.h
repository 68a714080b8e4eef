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

#include "link/GraphBuilder.h"

namespace threadpool::link {

struct RoutinePair {
  std::vector<RawNode> Callback;
  std::vector<RawNode> Owner;
};

void slice(RoutinePair &Pair,
           const std::vector<GraphBuilder::InputInfo> &CallbackInputs,
           const std::vector<GraphBuilder::InputInfo> &OwnerInputs);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_SLICE_H
