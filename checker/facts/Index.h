//===- Index.h - What a unit has to do with others --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_INDEX_H
#define THREADPOOL_TIDY_FACTS_INDEX_H

#include "facts/UnitRecord.h"

namespace threadpool::facts {

/// What begins in a unit: what has a main, or a DllMain.
enum class Beginning : std::uint8_t { None, Program, Dll };

/// Which other units one has to be linked with, and what the summary of a scan
/// says of it. The lists hold names that are the same in all units that mean
/// the same, in order, each once.
struct UnitIndex {
  std::string Name, Project, NotAnalysed;
  unsigned NumErrors = 0, NumMissingIncludes = 0;
  unsigned NumFunctions = 0, NumBroken = 0;
  /// A function of the table of the API is called.
  bool UsesApi = false;
  Beginning Begins = Beginning::None;
  /// Functions and variables.
  std::vector<std::string> Defines;
  /// Functions that are called, or whose address is taken, and that have no
  /// body here.
  std::vector<std::string> Calls;
  /// Variables, and fields of classes in headers, that functions here mention
  /// and that other units may write to.
  std::vector<std::string> Storage;
};

UnitIndex indexOf(const UnitRecord &Record);

/// What \p F is the first function of.
Beginning beginningAt(const Function &F);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_INDEX_H
