//===- UnitRunner.cpp - One unit, from its file to its record -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitRunner.h"

#include "facts/UnitName.h"
#include "tidy/Compat.h"
#include "tidy/Facts.h"
#include "tidy/Tolerance.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

namespace {

/// The path of a file on disk, however an include or an overlay calls it.
std::string pathOnDisk(const FileManager &Files, FileEntryRef File) {
  llvm::StringRef Real = File.getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Path(Real.empty() ? File.getName() : Real);
  Files.makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

class RecordWriter : public ASTConsumer {
public:
  RecordWriter(const UnitCommand &Command, Preprocessor &PP, UnitResult &Result)
      : Command(Command), PP(PP), Result(Result) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    facts::UnitRecord &Record = Result.Record;
    KnownUnit Unit = factsOf(
        Context, &PP, {/*FollowsExceptions=*/true, /*Links=*/true, Record.Name},
        Command.WrapperFile);
    Record.NotAnalysed.clear();
    // What a wrong description would make of them is not what is meant.
    if (Unit.Problems.empty()) {
      Record.Facts = std::move(Unit.Facts);
      rename(Record.Facts.Files, Context.getSourceManager());
    } else {
      Record.NotAnalysed = Unit.Problems.front().Text;
    }
    noteInputs(Context.getSourceManager());
  }

private:
  void rename(std::vector<std::string> &Names, const SourceManager &Sources) {
    FileManager &Files = Sources.getFileManager();
    const OptionalFileEntryRef Main =
        Sources.getFileEntryRefForID(Sources.getMainFileID());
    for (std::string &Name : Names)
      if (Main && Name == Main->getName())
        Name = Result.Record.Name;
      else if (OptionalFileEntryRef File = Files.getOptionalFileRef(Name))
        Name = facts::nameBelow(Command.Root, pathOnDisk(Files, *File));
  }

  void noteInputs(const SourceManager &Sources) {
    std::set<std::string> Inputs;
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It)
      Inputs.insert(pathOnDisk(Sources.getFileManager(), It->first));
    Result.Inputs.assign(Inputs.begin(), Inputs.end());
  }

  const UnitCommand &Command;
  Preprocessor &PP;
  UnitResult &Result;
};

class RecordAction : public ASTFrontendAction {
public:
  RecordAction(const UnitCommand &Command, UnitResult &Result)
      : Command(Command), Result(Result) {}

  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    PassedBy = tolerateErrors(Compiler.getPreprocessor());
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<RecordWriter>(Command, Compiler.getPreprocessor(),
                                          Result);
  }

  void EndSourceFileAction() override {
    Result.Record.NumErrors = PassedBy->Errors;
    Result.Record.NumMissingIncludes = PassedBy->Includes;
  }

private:
  const UnitCommand &Command;
  UnitResult &Result;
  std::shared_ptr<const PassedOver> PassedBy;
};

/// Takes from \p Invocation what would write a file, or load a program: a
/// repository names its own options, and is only read.
void leaveOutputsOut(CompilerInvocation &Invocation) {
  FrontendOptions Only;
  Only.Inputs = Invocation.getFrontendOpts().Inputs;
  Only.DashX = Invocation.getFrontendOpts().DashX;
  Invocation.getFrontendOpts() = std::move(Only);
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation.getDiagnosticOpts().DiagnosticLogFile.clear();
  Invocation.getDiagnosticOpts().DiagnosticSerializationFile.clear();
  // Modules that the compiler makes by itself go to a cache.
  Invocation.getHeaderSearchOpts().ImplicitModuleMaps = false;
  Invocation.getLangOpts().ImplicitModules = false;
}

class RecordFactory : public clang::tooling::FrontendActionFactory {
public:
  RecordFactory(const UnitCommand &Command, UnitResult &Result)
      : Command(Command), Result(Result) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<RecordAction>(Command, Result);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Diagnostics) override {
    leaveOutputsOut(*Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(Containers), Diagnostics);
  }

private:
  const UnitCommand &Command;
  UnitResult &Result;
};

} // namespace

UnitResult threadpool::tidy::runUnit(
    const UnitCommand &Command,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  UnitResult Result;
  Result.Record.Name = facts::nameBelow(Command.Root, Command.Source);
  Result.Record.Project = Command.Project;
  Result.Record.NotAnalysed = "the compiler made no syntax tree of it";
  Files->setCurrentWorkingDirectory(Command.Directory);
  llvm::IntrusiveRefCntPtr<FileManager> Manager(
      new FileManager(FileSystemOptions(), Files));
  std::vector<std::string> Line = {"clang", "-fsyntax-only"};
  Line.insert(Line.end(), Command.Arguments.begin(), Command.Arguments.end());
  Line.push_back(Command.Source);
  IgnoringDiagConsumer Quiet;
  RecordFactory Factory(Command, Result);
  clang::tooling::ToolInvocation Invocation(
      std::move(Line), &Factory, Manager.get(),
      std::make_shared<PCHContainerOperations>());
  // Otherwise they are taken from the command line.
  const OwnDiagnosticOptions Diagnostics(new DiagnosticOptions);
  Invocation.setDiagnosticOptions(Diagnostics.get());
  Invocation.setDiagnosticConsumer(&Quiet);
  Invocation.run();
  return Result;
}
