//===- Check.cpp - What the analysis says about a text --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Check.h"

#include "tidy/Analyze.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::generated;

namespace {

class AnalyzeAction : public clang::ASTFrontendAction {
public:
  explicit AnalyzeAction(Analysis &Result) : Result(Result) {}

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &Compiler,
                    llvm::StringRef) override {
    return std::make_unique<Consumer>(Result, Compiler);
  }

private:
  class Consumer : public clang::ASTConsumer {
  public:
    Consumer(Analysis &Result, clang::CompilerInstance &Compiler)
        : Result(Result), Compiler(Compiler) {}
    void HandleTranslationUnit(clang::ASTContext &Context) override {
      Result.Compiles = !Compiler.getDiagnostics().hasErrorOccurred();
      Result.Findings = tidy::analyze(Context, &Compiler.getPreprocessor(),
                                      rules::Options(), "")
                            .Findings;
    }

  private:
    Analysis &Result;
    clang::CompilerInstance &Compiler;
  };

  Analysis &Result;
};

/// Whether \p Found is about what the generator varies.
bool isOfProtocol(const rules::Finding &Found) {
  static const char *const Names[] = {
      "unguarded-rearm", "missing-second-wait",     "close-before-wait",
      "missing-cancel",  "stop-flag-order",         "free-before-drain",
      "use-after-close", "lock-held-wait",          "self-wait",
      "accelerate-race", "member-destruction-order"};
  const std::string First = generated::namesOf(Found).front();
  return std::find(std::begin(Names), std::end(Names), First) !=
         std::end(Names);
}

} // namespace

Analysis generated::analyze(const std::string &Text, bool IsCxx) {
  Analysis Result;
  std::vector<std::string> Arguments = {"-w", "-isystem", MOCK_HEADERS};
  if (IsCxx)
    Arguments.push_back("-std=c++17");
  clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<AnalyzeAction>(Result), Text, Arguments,
      IsCxx ? "generated.cpp" : "generated.c", "generated-tests");
  auto IsOther = [](const rules::Finding &F) { return !isOfProtocol(F); };
  Result.Findings.erase(
      std::remove_if(Result.Findings.begin(), Result.Findings.end(), IsOther),
      Result.Findings.end());
  return Result;
}

std::string generated::applyFix(const std::string &Text,
                                const rules::Finding &Found) {
  std::vector<rules::Edit> Edits = Found.Fix;
  // From the end, so that places stay what they are; what is inserted at the
  // place of a removal stands before it.
  std::sort(Edits.begin(), Edits.end(),
            [](const rules::Edit &A, const rules::Edit &B) {
              return std::make_pair(A.Where.Offset, A.Length) >
                     std::make_pair(B.Where.Offset, B.Length);
            });
  std::string Result = Text;
  for (const rules::Edit &E : Edits)
    Result.replace(E.Where.Offset, E.Length, E.Text);
  return Result;
}

std::vector<std::string> generated::namesOf(const rules::Finding &Found) {
  std::vector<std::string> Names;
  for (rules::Rule R : Found.Rules)
    Names.push_back(rules::infoOf(R).Name);
  return Names;
}
