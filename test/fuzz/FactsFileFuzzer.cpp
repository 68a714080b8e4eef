//===- FactsFileFuzzer.cpp - Files of facts that are made up --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads anything. What can be read can be written, and then is read and written
// as the same.
//
//===----------------------------------------------------------------------===//

#include "facts/File.h"
#include "facts/Library.h"

#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

using namespace threadpool::facts;

static std::string written(const UnitRecord &Record) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  write(Record, Out);
  return Out.str();
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *Data,
                                      std::size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (llvm::Expected<std::vector<LibraryUnit>> Units = unitsOf(Text, "f"))
    unite(*Units);
  else
    llvm::consumeError(Units.takeError());
  llvm::Expected<UnitIndex> Index = readIndex(Text, "f");
  llvm::Expected<UnitRecord> Record = read(Text, "f");
  if (!Record) {
    llvm::consumeError(Record.takeError());
    llvm::consumeError(Index.takeError());
    return 0;
  }
  const std::string First = written(*Record);
  llvm::Expected<UnitRecord> Again = read(First, "f");
  // The index must be there whenever the rest is.
  if (!Index || !Again || written(*Again) != First)
    std::abort();
  return 0;
}
