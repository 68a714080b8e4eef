//===- Index.cpp - What a unit has to do with others ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Index.h"

#include "facts/Identity.h"
#include "facts/Symbols.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace threadpool;
using namespace threadpool::facts;

Beginning facts::beginningAt(const Function &F) {
  if (F.Name == "DllMain")
    return Beginning::Dll;
  return llvm::is_contained({"main", "wmain", "WinMain", "wWinMain"}, F.Name)
             ? Beginning::Program
             : Beginning::None;
}

UnitIndex facts::indexOf(const UnitRecord &Record) {
  const UnitFacts &Facts = Record.Facts;
  const Origins From(Record);
  UnitIndex Result;
  Result.Name = Record.Name;
  Result.Project = Record.Project;
  Result.NotAnalysed = Record.NotAnalysed;
  Result.NumErrors = Record.NumErrors;
  Result.NumMissingIncludes = Record.NumMissingIncludes;
  Result.NumFunctions = static_cast<unsigned>(Facts.Functions.size());

  std::set<std::string> Defines, Calls, Storage;
  auto Add = [&](std::set<std::string> &To, const std::string &Usr) {
    if (std::string Origin = From.of(Usr); !Origin.empty())
      To.insert(Origin + "|" + Usr);
  };
  visitFunctionsOf(Facts, [&](const Function &F) {
    Result.NumBroken += F.IsBroken;
    if (From.defines(F))
      Result.Begins = std::max(Result.Begins, beginningAt(F));
    if (From.defines(F))
      Add(Defines, F.Usr);
    for (const Node &N : F.Nodes) {
      Result.UsesApi |= N.Kind == NodeKind::ApiCall;
      auto Called = [&](const std::string &Usr) {
        if (!Usr.empty() && !Facts.Functions.count(Usr))
          Add(Calls, Usr);
      };
      if (N.Kind == NodeKind::Call)
        Called(N.Callee);
      visitOperandsOf(N, [&](const Operand &O) { Called(O.Function); });
    }
  });
  for (const std::string &Usr : Facts.DefinedGlobals)
    Add(Defines, Usr);
  for (const auto *Usrs : {&Facts.ExternalGlobals, &Facts.ExternalFields})
    for (const std::string &Usr : *Usrs)
      Add(Storage, Usr);
  Result.Defines.assign(Defines.begin(), Defines.end());
  Result.Calls.assign(Calls.begin(), Calls.end());
  Result.Storage.assign(Storage.begin(), Storage.end());
  return Result;
}
