//===- Facts.cpp - From Clang's view of a unit to facts -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Facts.h"
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

tidy::KnownUnit tidy::factsOf(clang::ASTContext &Context,
                              clang::Preprocessor *PP,
                              const extract::Purpose &For,
                              llvm::StringRef WrapperFile) {
  KnownUnit Result;
  const wrappers::File File =
      readWrappers(Context.getSourceManager(), WrapperFile);
  for (const std::string &Error : File.Errors)
    Result.Problems.push_back({{}, Error});
  extract::Described Known(Context, File.Found);
  if (std::optional<facts::UnitFacts> Facts =
          extract::extract(Context, PP, Known, For)) {
    Result.Facts = std::move(*Facts);
    askProject(Context.getSourceManager(), Result.Facts);
  }
  Result.Problems.insert(Result.Problems.end(), Known.problems().begin(),
                         Known.problems().end());
  return Result;
}
