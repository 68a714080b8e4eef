//===- LoopKinds.h - Which loops may wait for others ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that asks for something until another thread has changed it calls
// something on the way, or reads what is volatile or atomic: the compiler may
// read anything else once. A loop that does neither just works with memory.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_LOOPKINDS_H
#define THREADPOOL_TIDY_EXTRACT_LOOPKINDS_H

#include "facts/Facts.h"

#include "llvm/ADT/DenseMap.h"

namespace clang {
class Stmt;
} // namespace clang

namespace threadpool::extract {

class BodyIndex;

/// The loops of one function.
class LoopKinds {
public:
  explicit LoopKinds(const BodyIndex &Body);

  /// What is known of the loops around \p S; if that is null or no statement of
  /// the function, what holds for all of them.
  facts::LoopKind around(const clang::Stmt *S) const;

private:
  void note(const clang::Stmt *S, facts::LoopKind Kind);

  llvm::DenseMap<const clang::Stmt *, facts::LoopKind> Known;
  bool HasLoops = false;
  /// A goto leads backwards: any statement may be in a loop.
  bool HasOtherLoops = false;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_LOOPKINDS_H
