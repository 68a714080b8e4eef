//===- Analyze.cpp - From Clang's view of a unit to findings --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Analyze.h"
#include "tidy/Facts.h"

using namespace threadpool;

tidy::UnitFindings tidy::analyze(clang::ASTContext &Context,
                                 const clang::Preprocessor *PP,
                                 const rules::Options &Opts,
                                 llvm::StringRef WrapperFile) {
  KnownUnit Unit = factsOf(
      Context, PP, {Opts.FollowsExceptions, /*Links=*/false, /*UnitName=*/""},
      WrapperFile);
  UnitFindings Result;
  Result.Problems = std::move(Unit.Problems);
  const facts::UnitFacts &Facts = Unit.Facts;
  if (Result.Problems.empty())
    Result.Findings = rules::analyze(Facts, Opts);
  Result.NumFunctions = static_cast<unsigned>(Facts.Functions.size());
  for (const auto &[Usr, Function] : Facts.Functions)
    Result.NumBroken += Function.IsBroken;
  Result.Files = std::move(Unit.Facts.Files);
  return Result;
}
