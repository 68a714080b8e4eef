//===- FileTimeCast.cpp - threadpool-filetime-cast ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"

namespace threadpool::rules {

std::vector<Finding> findFileTimeCasts(const Evidence &E) {
  std::vector<Finding> Result;
  for (const facts::FileTimeCast &Cast : E.Unit.FileTimeCasts) {
    Finding F;
    F.Rules = {Rule::FileTimeCast};
    F.Where = Cast.Where;
    F.Length = Cast.Length;
    F.Message = "a FILETIME is used as a 64-bit number, which has to lie at a "
                "multiple of 8 bytes; a FILETIME need not";
    Note Advice;
    Advice.Where = Cast.Where;
    Advice.Text = "to repair: copy its two halves to or from a LARGE_INTEGER, "
                  "or all of it with memcpy";
    F.Notes.push_back(std::move(Advice));
    Result.push_back(std::move(F));
  }
  return Result;
}

} // namespace threadpool::rules
