//===- Product.cpp - What reports say of the tool -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Product.h"

#include "llvm/ADT/Twine.h"

using namespace threadpool;
using namespace threadpool::reports;

llvm::StringRef reports::productVersion() { return TP_VERSION; }

llvm::StringRef reports::productAddress() { return TP_ADDRESS; }

std::string reports::checkName(rules::Rule R) {
  return std::string("threadpool-") + rules::infoOf(R).Name;
}

std::string reports::pageAddress(rules::Rule R) {
  return (productAddress() + llvm::Twine("/docs/rules/") +
          rules::infoOf(R).Name + ".md")
      .str();
}

llvm::StringRef reports::enumeratorName(rules::Rule R) {
  static constexpr llvm::StringLiteral Names[] = {
#define TP_RULE(Enumerator, Name, Level, Default, Summary, Fix) #Enumerator,
#include "Rules.def"
  };
  return Names[static_cast<std::size_t>(R)];
}

static constexpr llvm::StringLiteral Pages[] = {
#include "RulePages.inc"
};

llvm::StringRef reports::pageText(rules::Rule R) {
  return Pages[static_cast<std::size_t>(R)];
}
