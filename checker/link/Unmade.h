//===- Unmade.h - What an owner does without its object ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_UNMADE_H
#define THREADPOOL_TIDY_LINK_UNMADE_H

#include "link/Slice.h"

namespace threadpool::link {

/// Removes the branches by which an owner that makes its object leaves before
/// it does: a program without the object is none, so the conditions that lead
/// there are decided. True if there were any.
bool dropWaysWithoutObject(RoutinePair &Pair);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_UNMADE_H
