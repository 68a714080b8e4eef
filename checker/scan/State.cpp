//===- State.cpp - What a scan keeps from one run to the next -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/State.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace threadpool;
using namespace threadpool::scan;

std::string State::pathOf(llvm::StringRef Name) const {
  llvm::SmallString<256> Path(Directory);
  llvm::sys::path::append(Path, Name);
  return std::string(Path);
}

std::string State::factsOf(llvm::StringRef Unit) const {
  return pathOf("facts/" + Unit.str() + ".facts");
}

std::string State::argumentsOf(llvm::StringRef Unit) const {
  return pathOf("units/" + Unit.str() + ".args");
}
