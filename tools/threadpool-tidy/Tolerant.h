//===- Tolerant.h - The option --tolerant ------------------------*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy's command line knows nothing of tolerance. The options for it are
// taken out, and what they mean is said in terms of clang-tidy: a compilation
// database with the guessed arguments, and an overlay.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOOLS_TOLERANT_H
#define THREADPOOL_TIDY_TOOLS_TOLERANT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace threadpool::host {

/// The options of our own.
struct TolerantOptions {
  bool IsTolerant = false;
  /// The value of --tolerant; empty for the checkout around each file.
  std::string Checkout;
  /// The value of --mingw-headers; empty for the usual places.
  std::string MingwHeaders;
  /// --api-references: say how much of the API survives parsing.
  bool CountsApiReferences = false;
  /// --through-facts: look at what a file of facts would hold.
  bool GoesThroughFacts = false;
};

/// Takes our options out of \p Args, which does not hold the program's name.
/// Fails if one has a value that cannot be right.
llvm::Expected<TolerantOptions>
takeTolerantOptions(std::vector<std::string> &Args);

/// A database and an overlay, for as long as the object lives.
class TolerantRun {
public:
  TolerantRun() = default;
  TolerantRun(const TolerantRun &) = delete;
  ~TolerantRun();

  /// Replaces the compile arguments behind "--" in \p Args, if there are any,
  /// by a database that has them at the end of what is guessed. \p ShimDir
  /// holds our own headers.
  llvm::Error prepare(const TolerantOptions &Options, llvm::StringRef ShimDir,
                      std::vector<std::string> &Args);

private:
  llvm::Error write(llvm::StringRef Name, llvm::StringRef Text);

  llvm::SmallString<128> Directory;
};

} // namespace threadpool::host

#endif // THREADPOOL_TIDY_TOOLS_TOLERANT_H
