//===- Markup.cpp - Text in XML and HTML ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Markup.h"

#include "llvm/Support/JSON.h"

using namespace threadpool;

/// The replacement character.
static constexpr llvm::StringLiteral Unknown = "\xEF\xBF\xBD";

std::string reports::markup(llvm::StringRef Text) {
  const std::string Whole = llvm::json::fixUTF8(Text);
  std::string Result;
  for (const char C : Whole) {
    switch (C) {
    case '&':
      Result += "&amp;";
      break;
    case '<':
      Result += "&lt;";
      break;
    case '>':
      Result += "&gt;";
      break;
    case '"':
      Result += "&quot;";
      break;
    case '\'':
      Result += "&#39;";
      break;
    case '\t':
    case '\n':
      Result += C;
      break;
    default:
      if (static_cast<unsigned char>(C) < 0x20 || C == 0x7f)
        Result += Unknown;
      else
        Result += C;
    }
  }
  return Result;
}
