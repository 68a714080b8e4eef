//===- Run.h - What every report for machines is made of --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_RUN_H
#define THREADPOOL_TIDY_REPORTS_RUN_H

#include "reports/Fingerprint.h"
#include "reports/Report.h"
#include "reports/SourceFile.h"

#include "llvm/Support/JSON.h"

namespace threadpool::reports {

/// A scan that has come to its end. All reports of it are the same, byte for
/// byte, whenever they are written.
struct Run {
  const scan::ScanResult &Result;
  const Paths &Where;
  const Fingerprints &Prints;
  /// In the order of their places; also those that do not count.
  llvm::ArrayRef<Reported> All;
  SourceFiles &Files;
  int ExitStatus = 0;

  /// The path of a file of the findings below the root, with slashes.
  llvm::StringRef pathOf(const facts::Location &Where) const {
    return Result.Program.Files[Where.File];
  }
  const SourceFile &fileOf(const facts::Location &At) const {
    return Files.at(Where.absolute(At.File));
  }
};

/// A value in JSON: paths and sources need not be valid UTF-8, reports are.
inline llvm::json::Value inJson(llvm::StringRef Text) {
  return llvm::json::fixUTF8(Text);
}

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_RUN_H
