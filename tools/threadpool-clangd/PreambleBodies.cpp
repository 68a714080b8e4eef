//===- PreambleBodies.cpp - The functions in headers of the project -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd precompiles the headers of a file without the bodies of their
// functions. But a destructor that stops a wait is often in a header; so the
// linker has the call that precompiles come here (--wrap), and bodies that the
// rules look into are kept, those outside of system headers. Without it nothing
// wrong is said, as a function without its body may do anything.
//
// Each body costs time and memory, whatever the file does. So of a project with
// many headers, a file that has nothing to do with the pool gets those bodies
// alone that do. And what a kept body makes of templates is made when it is
// precompiled, not after each edit.
//
//===----------------------------------------------------------------------===//

#include "extract/ForeignCode.h"
#include "facts/ThreadpoolApi.h"
#include "wrappers/File.h"

#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>

using namespace clang;
using namespace threadpool;

namespace {

/// So many bytes of headers keep their bodies in any case: a file that is only
/// begun does not name the pool yet. Most projects that use it have less.
constexpr unsigned NumBytesInAnyCase = 512 * 1024;

#if LLVM_VERSION_MAJOR >= 22
using Diagnostics = llvm::IntrusiveRefCntPtr<DiagnosticsEngine>;
#else
using Diagnostics = DiagnosticsEngine &;
#endif

/// Does what \p Real does, but for the bodies that are kept.
class KeepsBodies : public PreambleCallbacks {
public:
  /// With \p All, those of all headers of the project.
  KeepsBodies(PreambleCallbacks &Real, bool All) : Real(Real), All(All) {}

  void BeforeExecute(CompilerInstance &Compiler) override {
    Sources = &Compiler.getSourceManager();
    Foreign.emplace(*Sources);
    Real.BeforeExecute(Compiler);
  }
  void AfterExecute(CompilerInstance &Compiler) override {
    Real.AfterExecute(Compiler);
  }
  void AfterPCHEmitted(ASTWriter &Writer) override {
    Real.AfterPCHEmitted(Writer);
  }
  void HandleTopLevelDecl(DeclGroupRef Group) override {
    Real.HandleTopLevelDecl(Group);
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return Real.createPPCallbacks();
  }
  CommentHandler *getCommentHandler() override {
    return Real.getCommentHandler();
  }
  bool shouldSkipFunctionBody(Decl *D) override {
    return Real.shouldSkipFunctionBody(D) &&
           (!Foreign || Foreign->contains(D->getLocation()) ||
            !isLookedInto(Sources->getExpansionLoc(D->getLocation())));
  }

private:
  /// Whether the header around \p Place keeps its bodies.
  bool isLookedInto(SourceLocation Place) {
    const FileID File = Sources->getFileID(Place);
    auto [It, IsNew] = Known.try_emplace(File, All);
    if (IsNew && !All) {
      const llvm::StringRef Text = Sources->getBufferData(File);
      NumBytes += Text.size();
      It->second =
          NumBytes <= NumBytesInAnyCase || facts::namesThreadpool(Text);
    }
    return It->second;
  }

  PreambleCallbacks &Real;
  const bool All;
  const SourceManager *Sources = nullptr;
  std::optional<extract::ForeignCode> Foreign;
  /// Which headers keep their bodies.
  llvm::DenseMap<FileID, bool> Known;
  std::size_t NumBytes = 0;
};

/// Whether \p Main, of which \p Invocation is the command line, may have to do
/// with the pool.
bool mayUsePool(const CompilerInvocation &Invocation,
                const llvm::MemoryBuffer &Main, llvm::vfs::FileSystem &Files) {
  const auto &Inputs = Invocation.getFrontendOpts().Inputs;
  return facts::namesThreadpool(Main.getBuffer()) ||
         (!Inputs.empty() && Inputs.front().isFile() &&
          !wrappers::findFor(Files, Inputs.front().getFile()).empty());
}

} // namespace

#define TP_PARAMETERS                                                          \
  const CompilerInvocation &Invocation, const llvm::MemoryBuffer *Main,        \
      PreambleBounds Bounds, Diagnostics Reports,                              \
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,                   \
      std::shared_ptr<PCHContainerOperations> Operations, bool InMemory,       \
      llvm::StringRef Folder, PreambleCallbacks &Callbacks

llvm::ErrorOr<PrecompiledPreamble>
    realBuild(TP_PARAMETERS) asm("__real_" TP_BUILD_PREAMBLE);
llvm::ErrorOr<PrecompiledPreamble>
    wrappedBuild(TP_PARAMETERS) asm("__wrap_" TP_BUILD_PREAMBLE);

llvm::ErrorOr<PrecompiledPreamble> wrappedBuild(TP_PARAMETERS) {
  KeepsBodies Keeping(Callbacks, mayUsePool(Invocation, *Main, *Files));
  CompilerInvocation Instantiating(Invocation);
  Instantiating.getLangOpts().PCHInstantiateTemplates = true;
  return realBuild(Instantiating, Main, Bounds, Reports, std::move(Files),
                   std::move(Operations), InMemory, Folder, Keeping);
}
