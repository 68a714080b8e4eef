//===- UnitName.cpp - What units and their files are called ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/UnitName.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace threadpool;

std::string facts::nameBelow(llvm::StringRef Root, llvm::StringRef File) {
  llvm::SmallString<256> Path(File);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  const std::string Whole = llvm::sys::path::convert_to_slash(Path);
  const std::string Top = llvm::sys::path::convert_to_slash(Root);
  llvm::StringRef Name = Whole;
  if (!Name.consume_front(Top) ||
      (!llvm::StringRef(Top).ends_with("/") && !Name.consume_front("/")))
    return Whole;
  return Name.str();
}
