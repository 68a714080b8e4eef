//===- Analyze.cpp - From Clang's view of a unit to findings --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Analyze.h"
#include "extract/Extract.h"

using namespace threadpool;

tidy::UnitFindings tidy::analyze(clang::ASTContext &Context,
                                 const clang::Preprocessor *PP,
                                 const rules::Options &Opts) {
  // Nearly every unit ends here.
  if (!extract::mentionsApi(Context))
    return {};
  facts::UnitFacts Unit = extract::extract(Context, PP);
  UnitFindings Result;
  Result.Findings = rules::analyze(Unit, Opts);
  Result.NumFunctions = static_cast<unsigned>(Unit.Functions.size());
  for (const auto &[Usr, Function] : Unit.Functions)
    Result.NumBroken += Function.IsBroken;
  Result.Files = std::move(Unit.Files);
  return Result;
}
