//===- Suppressions.cpp - NOLINT ------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Suppressions.h"

#include "inputs/Utf8Files.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace threadpool;
using namespace threadpool::reports;

const rules::SilencedLines &Suppressions::linesOf(const std::string &File) {
  auto Found = Known.find(File);
  if (Found == Known.end()) {
    auto Text =
        inputs::inUtf8(llvm::vfs::getRealFileSystem())->getBufferForFile(File);
    Found =
        Known.try_emplace(File, Text ? (*Text)->getBuffer() : llvm::StringRef())
            .first;
  }
  return Found->second;
}
