//===- Scan.h - A whole repository ------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_SCAN_H
#define THREADPOOL_TIDY_SCAN_SCAN_H

#include "inputs/Sources.h"
#include "scan/Link.h"
#include "scan/RuleSet.h"

#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <vector>

namespace threadpool::scan {

struct ScanOptions {
  /// Files and directories to look at, as the user wrote them.
  std::vector<std::string> Paths;
  /// A compile_commands.json, instead of what is found.
  std::string Database;
  std::vector<inputs::PathMapping> Mappings;
  std::string WrapperFile;
  /// Where facts are kept; below the user's cache if empty.
  std::string StateDirectory;
  std::string Launcher;
  /// For the compiler, behind those that are known or guessed.
  std::vector<std::string> ExtraArguments;
  unsigned Jobs = 0; // 0: as many as Ninja thinks right
  unsigned Seconds = 60;
  unsigned Megabytes = 4096;
  bool Prefilters = true;
  /// What the rules are asked for; may be empty.
  std::string ConfigFile;
  /// Executables and directories that belong to this tool.
  std::string FactsTool;
  std::string LinkTool;
  std::string Ninja;
  std::string ShimDirectory;
};

/// Why a unit says nothing.
struct Unanalysed {
  std::string Unit;
  std::string Reason;
};

struct ScanResult {
  /// Absolute; findings and units are named below it.
  std::string Root;
  Linked Program;
  /// All sources, analysed or not, and the files of the repository that they
  /// include; below the root.
  std::vector<std::string> Sources;
  std::size_t NumUnits = 0;
  std::size_t NumSkipped = 0;
  /// The units that were looked at, below the root.
  std::vector<std::string> Kept;
  std::vector<Unanalysed> NotAnalysed;
  std::vector<inputs::Problem> Problems;
  std::map<std::string, unsigned> UnknownMacros;
  /// Files in other encodings than UTF-8 and UTF-16.
  unsigned NumOtherEncodings = 0;
  /// Of the kept units, those that were compiled by guesses.
  std::size_t NumGuessed = 0;
};

/// Finds the units, and says which of them would be analysed at first.
llvm::Expected<ScanResult> planScan(const ScanOptions &Options);

/// Analyses them. Fails if that cannot be done at all: a path that is not
/// there, an input that cannot be read, no Ninja, no room for the facts.
llvm::Expected<ScanResult> runScan(const ScanOptions &Options);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_SCAN_H
