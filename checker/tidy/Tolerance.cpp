//===- Tolerance.cpp - Going on after errors ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/Tolerance.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

namespace {

class IncludePasser : public PPCallbacks {
public:
  explicit IncludePasser(std::shared_ptr<PassedOver> Counts)
      : Counts(std::move(Counts)) {}

  bool FileNotFound(llvm::StringRef) override {
    ++Counts->Includes;
    return true;
  }

private:
  std::shared_ptr<PassedOver> Counts;
};

/// Hands on what is no error. clang-tidy's checks report through an engine of
/// their own, so nothing of theirs comes this way.
class ErrorFilter : public DiagnosticConsumer {
public:
  ErrorFilter(DiagnosticConsumer &Next,
              std::unique_ptr<DiagnosticConsumer> OwnedNext,
              std::shared_ptr<PassedOver> Counts)
      : Next(Next), OwnedNext(std::move(OwnedNext)), Counts(std::move(Counts)) {
  }

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level != DiagnosticsEngine::Note)
      Drops = Level >= DiagnosticsEngine::Error;
    if (!Drops)
      return Next.HandleDiagnostic(Level, Info);
    if (Level >= DiagnosticsEngine::Error)
      ++Counts->Errors;
  }

  void BeginSourceFile(const LangOptions &Options,
                       const Preprocessor *PP) override {
    Next.BeginSourceFile(Options, PP);
  }
  void EndSourceFile() override { Next.EndSourceFile(); }
  void finish() override { Next.finish(); }
  bool IncludeInDiagnosticCounts() const override {
    return Next.IncludeInDiagnosticCounts();
  }

private:
  DiagnosticConsumer &Next;
  const std::unique_ptr<DiagnosticConsumer> OwnedNext;
  const std::shared_ptr<PassedOver> Counts;
  /// Notes go the way of what they belong to.
  bool Drops = false;
};

} // namespace

std::shared_ptr<const PassedOver>
threadpool::tidy::tolerateErrors(Preprocessor &PP) {
  auto Counts = std::make_shared<PassedOver>();
  PP.addPPCallbacks(std::make_unique<IncludePasser>(Counts));
  DiagnosticsEngine &Engine = PP.getDiagnostics();
  Engine.setErrorLimit(0);
  DiagnosticConsumer &Next = *Engine.getClient();
  std::unique_ptr<DiagnosticConsumer> Owned = Engine.takeClient();
  Engine.setClient(new ErrorFilter(Next, std::move(Owned), Counts),
                   /*ShouldOwnClient=*/true);
  return Counts;
}
