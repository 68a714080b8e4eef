//===- Text.cpp - Findings as clang-tidy prints them ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Text.h"

#include "reports/Product.h"

using namespace threadpool;
using namespace threadpool::reports;

void reports::print(const rules::Finding &Found, rules::Rule As,
                    llvm::function_ref<std::string(std::uint32_t)> PathOf,
                    llvm::raw_ostream &Out) {
  auto PrintPlace = [&](const facts::Location &Where) {
    Out << PathOf(Where.File) << ":" << Where.Line << ":" << Where.Column
        << ": ";
  };
  PrintPlace(Found.Where);
  Out << "warning: " << Found.Message << " [" << checkName(As) << "]\n";
  for (const rules::Note &N : Found.Notes) {
    if (N.Where.isValid())
      PrintPlace(N.Where);
    Out << "note: ";
    if (N.Number != 0)
      Out << N.Number << ". ";
    Out << N.Text << "\n";
  }
}
