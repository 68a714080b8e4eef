//===- Analyze.cpp - From Clang's view of a unit to findings --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Analyze.h"
#include "extract/Extract.h"
#include "tidy/ProjectFile.h"
#include "wrappers/File.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace threadpool;

static wrappers::File readWrappers(const clang::SourceManager &Sources,
                                   llvm::StringRef Name) {
  llvm::vfs::FileSystem &Files =
      Sources.getFileManager().getVirtualFileSystem();
  if (!Name.empty())
    return wrappers::load(Files, Name);
  const clang::OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  const std::string Found =
      Main ? wrappers::findFor(Files, Main->getName()) : "";
  return Found.empty() ? wrappers::File() : wrappers::load(Files, Found);
}

/// What the sources do not tell the project may.
static void askProject(const clang::SourceManager &Sources,
                       facts::UnitFacts &Unit) {
  const clang::OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (Unit.Dll == facts::DllEvidence::None && Main &&
      tidy::isCompiledIntoDll(Sources.getFileManager().getVirtualFileSystem(),
                              Main->getName()))
    Unit.Dll = facts::DllEvidence::Project;
}

tidy::UnitFindings tidy::analyze(clang::ASTContext &Context,
                                 const clang::Preprocessor *PP,
                                 const rules::Options &Opts,
                                 llvm::StringRef WrapperFile) {
  UnitFindings Result;
  const wrappers::File File =
      readWrappers(Context.getSourceManager(), WrapperFile);
  for (const std::string &Error : File.Errors)
    Result.Problems.push_back({{}, Error});
  extract::Described Known(Context, File.Found);
  // Nearly every unit ends here.
  const bool IsRelevant = extract::mentionsApi(Context) || Known.isMentioned();
  facts::UnitFacts Unit;
  if (IsRelevant) {
    Unit = extract::extract(Context, PP, &Known, Opts.FollowsExceptions);
    askProject(Context.getSourceManager(), Unit);
  }
  Result.Problems.insert(Result.Problems.end(), Known.problems().begin(),
                         Known.problems().end());
  if (!IsRelevant)
    return Result;
  if (Result.Problems.empty())
    Result.Findings = rules::analyze(Unit, Opts);
  Result.NumFunctions = static_cast<unsigned>(Unit.Functions.size());
  for (const auto &[Usr, Function] : Unit.Functions)
    Result.NumBroken += Function.IsBroken;
  Result.Files = std::move(Unit.Files);
  return Result;
}
