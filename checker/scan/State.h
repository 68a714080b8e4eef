//===- State.h - What a scan keeps from one run to the next -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_STATE_H
#define THREADPOOL_TIDY_SCAN_STATE_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace threadpool::scan {

/// A directory with the graph, the arguments of each unit and its facts.
class State {
public:
  explicit State(std::string Directory) : Directory(std::move(Directory)) {}

  const std::string &directory() const { return Directory; }
  std::string pathOf(llvm::StringRef Name) const;
  /// Where the facts of \p Unit, a relative path, are, and what makes them.
  std::string factsOf(llvm::StringRef Unit) const;
  std::string argumentsOf(llvm::StringRef Unit) const;

private:
  std::string Directory;
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_STATE_H
