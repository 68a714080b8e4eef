//===- Uri.cpp - Paths as URIs --------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Uri.h"

#include "llvm/ADT/StringExtras.h"

using namespace threadpool;
using llvm::StringRef;

std::string reports::percentEncoded(StringRef Text,
                                    llvm::function_ref<bool(char)> IsSpecial) {
  std::string Result;
  for (const char C : Text)
    if (IsSpecial(C))
      Result += "%" + llvm::utohexstr(static_cast<unsigned char>(C),
                                      /*LowerCase=*/false, /*Width=*/2);
    else
      Result += C;
  return Result;
}

std::string reports::asUri(StringRef Path) {
  // A colon in the first part of a relative reference would end a scheme.
  constexpr llvm::StringLiteral Kept = "-._~/!$&'()*+,;=@";
  return (Path.starts_with("/") ? "file://" : "") +
         percentEncoded(Path, [&](char C) {
           return !llvm::isAlnum(C) && !Kept.contains(C);
         });
}
