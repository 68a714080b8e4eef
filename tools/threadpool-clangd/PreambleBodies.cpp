//===- PreambleBodies.cpp - The functions in headers of the project -------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd precompiles the headers of a file without the bodies of their
// functions. But a destructor that stops a wait is often in a header; so the
// linker has the call that precompiles come here (--wrap), and the bodies that
// the rules look into are kept, those outside of system headers. Without it
// nothing wrong is said, as a function without its body may do anything.
//
//===----------------------------------------------------------------------===//

#include "extract/ForeignCode.h"

#include "clang/AST/DeclBase.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"

#include <optional>

using namespace clang;
using namespace threadpool;

namespace {

#if LLVM_VERSION_MAJOR >= 22
using Diagnostics = llvm::IntrusiveRefCntPtr<DiagnosticsEngine>;
#else
using Diagnostics = DiagnosticsEngine &;
#endif

/// Does what \p Real does, but for the bodies that are kept.
class KeepsBodies : public PreambleCallbacks {
public:
  explicit KeepsBodies(PreambleCallbacks &Real) : Real(Real) {}

  void BeforeExecute(CompilerInstance &Compiler) override {
    Foreign.emplace(Compiler.getSourceManager());
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
           (!Foreign || Foreign->contains(D->getLocation()));
  }

private:
  PreambleCallbacks &Real;
  std::optional<extract::ForeignCode> Foreign;
};

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
  KeepsBodies Keeping(Callbacks);
  return realBuild(Invocation, Main, Bounds, Reports, std::move(Files),
                   std::move(Operations), InMemory, Folder, Keeping);
}
