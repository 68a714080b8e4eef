//===- InputsTest.h - Inputs in memory -----------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_INPUTS_INPUTSTEST_H
#define THREADPOOL_TIDY_TEST_INPUTS_INPUTSTEST_H

#include "inputs/Sources.h"

#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

/// A file system in memory, and what is read from it.
class InputsTest : public testing::Test {
protected:
  using Expected = llvm::Expected<threadpool::inputs::Sources>;

  void file(llvm::StringRef Path, llvm::StringRef Text = "") {
    Files->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
  }

  /// What was read; a failure of the test if nothing could be.
  static threadpool::inputs::Sources checked(Expected Read) {
    if (Read)
      return std::move(*Read);
    ADD_FAILURE() << llvm::toString(Read.takeError());
    return {};
  }

  static std::string error(Expected Read) {
    return Read ? std::string() : llvm::toString(Read.takeError());
  }

  static std::vector<std::string> files(const threadpool::inputs::Sources &Of) {
    std::vector<std::string> Result;
    for (const threadpool::inputs::SourceUnit &Unit : Of.Units)
      Result.push_back(Unit.File);
    return Result;
  }

  static std::vector<std::string>
  problems(const threadpool::inputs::Sources &Of) {
    std::vector<std::string> Result;
    for (const threadpool::inputs::Problem &P : Of.Problems)
      Result.push_back(P.File + ": " + P.Text);
    return Result;
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Files{
      new llvm::vfs::InMemoryFileSystem};
};

#endif // THREADPOOL_TIDY_TEST_INPUTS_INPUTSTEST_H
