//===- IoProtocolFixes.h - Announcements as edits ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOPROTOCOLFIXES_H
#define THREADPOOL_TIDY_RULES_IOPROTOCOLFIXES_H

#include "rules/Finding.h"
#include "rules/IoFiles.h"

#include <vector>

namespace threadpool::rules {

/// Puts \p Call, a function of one argument, before the operation \p Operation
/// on the file \p File, for the I/O object that is kept beside it. Empty if it
/// is not certain how that is written.
std::vector<Edit> callBeforeOperation(llvm::StringRef Call,
                                      const facts::Node &Operation,
                                      const facts::Operand &File,
                                      const BoundFile &Bound);

/// Where a failure of an operation is known.
struct FailureBranch {
  const facts::Function *Function = nullptr;
  /// The test, and its successor where the operation has failed.
  facts::NodeId Test = facts::NoNode;
  facts::NodeId Failed = facts::NoNode;
};

/// Puts \p Call at the beginning of \p Branch, for the object that \p Start
/// announces an operation for. Empty if the branch has no beginning of its own,
/// or if that is not certain to be right.
std::vector<Edit> callOnFailure(llvm::StringRef Call, const facts::Node &Start,
                                const FailureBranch &Branch);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOPROTOCOLFIXES_H
