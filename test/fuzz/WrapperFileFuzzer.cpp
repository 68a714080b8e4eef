//===- WrapperFileFuzzer.cpp - Descriptions of wrappers, made up ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads anything. What is wrong is said with its place, and nothing of such a
// file is used.
//
//===----------------------------------------------------------------------===//

#include "wrappers/File.h"

#include <cstdlib>

using namespace threadpool;

/// Whether \p Error is "f:LINE:COLUMN: what is wrong".
static bool hasPlace(llvm::StringRef Error) {
  unsigned Line = 0, Column = 0;
  return Error.consume_front("f:") && !Error.consumeInteger(10, Line) &&
         Error.consume_front(":") && !Error.consumeInteger(10, Column) &&
         Error.consume_front(": ") && Line > 0 && Column > 0 && !Error.empty();
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *Data,
                                      std::size_t Size) {
  const wrappers::File File = wrappers::parse(
      llvm::StringRef(reinterpret_cast<const char *>(Data), Size), "f");
  const bool IsUsed =
      !File.Found.Functions.empty() || !File.Found.Guards.empty();
  if (IsUsed && !File.Errors.empty())
    std::abort();
  for (const std::string &Error : File.Errors)
    if (!hasPlace(Error))
      std::abort();
  return 0;
}
