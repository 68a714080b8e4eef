//===- RuleCheck.cpp - One rule as a clang-tidy check ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RuleCheck.h"

#include "tidy/HostSettings.h"
#include "tidy/Locator.h"
#include "tidy/UnitAnalysis.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

namespace clang::tidy {

template <> struct OptionEnumMapping<rules::DllChoice> {
  static llvm::ArrayRef<std::pair<rules::DllChoice, llvm::StringRef>>
  getEnumMapping() {
    static constexpr std::pair<rules::DllChoice, llvm::StringRef> Mapping[] = {
        {rules::DllChoice::Auto, "auto"},
        {rules::DllChoice::Yes, "yes"},
        {rules::DllChoice::No, "no"}};
    return Mapping;
  }
};

// An enumeration rather than bool: clang-tidy's accessors of bool live in its
// archive, under names that g++ does not mangle as Clang did.
template <> struct OptionEnumMapping<rules::Default> {
  static llvm::ArrayRef<std::pair<rules::Default, llvm::StringRef>>
  getEnumMapping() {
    static constexpr std::pair<rules::Default, llvm::StringRef> Mapping[] = {
        {rules::Default::On, "true"}, {rules::Default::Quiet, "false"}};
    return Mapping;
  }
};

template <> struct OptionEnumMapping<Tolerant> {
  static llvm::ArrayRef<std::pair<Tolerant, llvm::StringRef>> getEnumMapping() {
    static constexpr std::pair<Tolerant, llvm::StringRef> Mapping[] = {
        {Tolerant::Yes, "true"}, {Tolerant::No, "false"}};
    return Mapping;
  }
};

} // namespace clang::tidy

static constexpr llvm::StringLiteral WrapperOption = "ThreadpoolWrappers";

/// Nothing unless every edit has a place: half a fix is worse than none.
static std::vector<FixItHint> fixIts(const std::vector<rules::Edit> &Edits,
                                     const Locator &Places) {
  std::vector<FixItHint> Hints;
  for (const rules::Edit &E : Edits) {
    CharSourceRange Range = Places.range(E.Where, E.Length);
    if (Range.isInvalid())
      return {};
    Hints.push_back(FixItHint::CreateReplacement(Range, E.Text));
  }
  return Hints;
}

RuleCheck::RuleCheck(rules::Rule R, llvm::StringRef CheckName,
                     clang::tidy::ClangTidyContext *Context)
    : ClangTidyCheck(CheckName, Context), Id(R),
      Reports(isQuiet() ? Options.get("Enabled", rules::Default::Quiet)
                        : rules::Default::On),
      WrapperFile(Options.getLocalOrGlobal(WrapperOption, "")),
      IsDll(R == rules::Rule::DllCleanupGroup
                ? Options.get("IsDll", rules::DllChoice::Auto)
                : rules::DllChoice::Auto),
      IsTolerant(Options.getLocalOrGlobal(
          "ThreadpoolTolerant",
          hostSettings().IsTolerant ? Tolerant::Yes : Tolerant::No)) {}

bool RuleCheck::isQuiet() const {
  return rules::infoOf(Id).Reports == rules::Default::Quiet;
}

void RuleCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) {
  if (isQuiet())
    Options.store(Opts, "Enabled", Reports);
  Options.store(Opts, WrapperOption, WrapperFile);
  if (Id == rules::Rule::DllCleanupGroup)
    Options.store(Opts, "IsDll", IsDll);
}

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  if (Reports == rules::Default::Quiet)
    return;
  Unit = UnitAnalysis::of(*Finder);
  Unit->add(*this);
  if (Id == rules::Rule::DllCleanupGroup)
    Unit->options().IsDll = IsDll;
  if (!WrapperFile.empty())
    Unit->setWrapperFile(WrapperFile);
}

void RuleCheck::registerPPCallbacks(const SourceManager & /*SM*/,
                                    Preprocessor *PP,
                                    Preprocessor * /*ModuleExpanderPP*/) {
  if (Unit)
    Unit->setPreprocessor(*PP, IsTolerant == Tolerant::Yes);
}

void RuleCheck::report(const rules::Finding &Found, const Locator &Places) {
  {
    // Texts go in as arguments because a percent sign in them would otherwise
    // be taken for one.
    DiagnosticBuilder Warning = diag(Places.place(Found.Where), "%0");
    Warning << Found.Message
            << llvm::ArrayRef<FixItHint>(fixIts(Found.Fix, Places));
    if (Found.Length != 0)
      Warning << Places.range(Found.Where, Found.Length);
  }
  for (const rules::Note &N : Found.Notes) {
    SourceLocation Where = Places.place(N.Where);
    if (N.Number != 0)
      diag(Where, "%0. %1", DiagnosticIDs::Note) << N.Number << N.Text;
    else
      diag(Where, "%0", DiagnosticIDs::Note) << N.Text;
  }
}

void RuleCheck::report(const extract::Described::Problem &Wrong) {
  if (Wrong.Where.isValid())
    diag(Wrong.Where, "%0", DiagnosticIDs::Error) << Wrong.Text;
  else
    configurationDiag("%0", DiagnosticIDs::Error) << Wrong.Text;
}
