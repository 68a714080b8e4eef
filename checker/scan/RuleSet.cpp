//===- RuleSet.cpp - Which rules a scan reports ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/RuleSet.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"

using namespace threadpool;
using namespace threadpool::scan;

RuleSet::RuleSet() {
  for (const rules::RuleInfo &Info : rules::AllRules)
    Chosen.insert(Info.Id);
}

llvm::Expected<RuleSet> RuleSet::parse(llvm::StringRef List, Naming Means) {
  RuleSet Result;
  llvm::SmallVector<llvm::StringRef> Entries;
  List.split(Entries, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  bool IsFirst = true;
  for (llvm::StringRef Entry : Entries) {
    Entry = Entry.trim();
    const bool IsLeftOut = Entry.consume_front("-");
    if (IsFirst && !IsLeftOut)
      Result.Chosen.clear();
    IsFirst = false;
    llvm::StringRef Name = Entry;
    Name.consume_front("threadpool-");
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Name);
    if (!Pattern)
      return Pattern.takeError();
    bool IsKnown = Entry == "*";
    for (const rules::RuleInfo &Info : rules::AllRules) {
      if (!Pattern->match(Info.Name))
        continue;
      IsKnown = true;
      if (IsLeftOut)
        Result.Chosen.erase(Info.Id);
      else
        Result.Chosen.insert(Info.Id);
      if (!IsLeftOut && Name == Info.Name && Means == Naming::Asks)
        Result.ask(Info.Id);
    }
    if (!IsKnown)
      return llvm::createStringError("there is no rule '" + Entry + "'");
  }
  return Result;
}

bool RuleSet::reports(rules::Rule R) const {
  return Chosen.count(R) &&
         (rules::infoOf(R).Reports == rules::Default::On || Asked.count(R));
}

std::optional<rules::Rule>
RuleSet::reporterOf(const rules::Finding &Found) const {
  for (rules::Rule R : Found.Rules)
    if (reports(R))
      return R;
  return std::nullopt;
}
