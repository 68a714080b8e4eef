//===- Analyze.cpp - From Clang's view of a unit to findings --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Analyze.h"
#include "facts/File.h"
#include "tidy/Facts.h"
#include "tidy/HostSettings.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

using namespace threadpool;

static std::string written(const facts::UnitRecord &Record) {
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  facts::write(Record, Out);
  return Result;
}

/// What a file with \p Unit gives back.
static facts::UnitFacts throughFile(facts::UnitFacts Unit) {
  facts::UnitRecord Record;
  Record.Facts = std::move(Unit);
  const std::string Text = written(Record);
  llvm::Expected<facts::UnitRecord> Read = facts::read(Text, "facts");
  if (!Read)
    llvm::report_fatal_error(Read.takeError());
  if (written(*Read) != Text)
    llvm::report_fatal_error("the facts are not written as they were read");
  return std::move(Read->Facts);
}

tidy::UnitFindings tidy::analyze(clang::ASTContext &Context,
                                 clang::Preprocessor *PP,
                                 const rules::Options &Opts,
                                 llvm::StringRef WrapperFile) {
  KnownUnit Unit = factsOf(
      Context, PP, {Opts.FollowsExceptions, /*Links=*/false, /*UnitName=*/""},
      WrapperFile);
  UnitFindings Result;
  Result.Problems = std::move(Unit.Problems);
  if (hostSettings().GoesThroughFacts)
    Unit.Facts = throughFile(std::move(Unit.Facts));
  const facts::UnitFacts &Facts = Unit.Facts;
  if (Result.Problems.empty())
    Result.Findings = rules::analyze(Facts, Opts);
  Result.NumFunctions = static_cast<unsigned>(Facts.Functions.size());
  for (const auto &[Usr, Function] : Facts.Functions)
    Result.NumBroken += Function.IsBroken;
  Result.Files = std::move(Unit.Facts.Files);
  return Result;
}
