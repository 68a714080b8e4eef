//===- RuleCheck.cpp - One rule as a clang-tidy check ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RuleCheck.h"

#include "rules/OptionNames.h"
#include "tidy/HostSettings.h"
#include "tidy/Locator.h"
#include "tidy/UnitAnalysis.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

namespace {

/// The values of an option that has a few. clang-tidy's own look-up says of a
/// wrong one no more than that it is wrong, and takes the default.
template <typename T> using Choices = std::pair<llvm::StringLiteral, T>[];

constexpr Choices<rules::Default> EnabledChoices = {
    {"true", rules::Default::On}, {"false", rules::Default::Quiet}};
constexpr Choices<Tolerant> TolerantChoices = {{"true", Tolerant::Yes},
                                               {"false", Tolerant::No}};

template <typename T, std::size_t N>
llvm::StringRef nameOf(const std::pair<llvm::StringLiteral, T> (&Known)[N],
                       T Value) {
  for (const auto &[Name, Named] : Known)
    if (Named == Value)
      return Name;
  return "";
}

} // namespace

static constexpr llvm::StringLiteral TolerantOption = "ThreadpoolTolerant";

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

/// Whether a comment on a line of \p Found's story silences \p Check. For the
/// line of the warning itself clang-tidy looks.
static bool isSilencedByNotes(const rules::Finding &Found,
                              llvm::StringRef Check, const Locator &Places) {
  return llvm::any_of(Found.Notes, [&](const rules::Note &N) {
    return Places.place(N.Where).isValid() &&
           Places.silencedIn(N.Where.File).silences(N.Where.Line, Check);
  });
}

RuleCheck::RuleCheck(rules::Rule R, llvm::StringRef CheckName,
                     clang::tidy::ClangTidyContext *Context)
    : ClangTidyCheck(CheckName, Context), Id(R),
      Reports(isQuiet() ? choice(rules::EnabledOption, EnabledChoices,
                                 rules::Default::Quiet)
                        : rules::Default::On),
      WrapperFile(Options.getLocalOrGlobal(rules::WrapperOption, "")),
      IsDll(rules::asksForDll(R) ? choice(rules::DllOption, rules::DllChoices,
                                          rules::DllChoice::Auto)
                                 : rules::DllChoice::Auto),
      LongMilliseconds(
          R == rules::Rule::LongCallback
              ? number(rules::LongOption, rules::Options().LongMilliseconds)
              : 0),
      IsTolerant(
          choice(TolerantOption, TolerantChoices,
                 hostSettings().IsTolerant ? Tolerant::Yes : Tolerant::No)) {}

template <typename T, std::size_t N>
T RuleCheck::choice(llvm::StringRef Option,
                    const std::pair<llvm::StringLiteral, T> (&Known)[N],
                    T Otherwise) {
  // What all rules have in common is set for all of them, or for one.
  const std::optional<llvm::StringRef> Value =
      Option.starts_with("Threadpool") ? Options.getLocalOrGlobal(Option)
                                       : Options.get(Option);
  if (!Value)
    return Otherwise;
  std::string Expected;
  for (const auto &[Name, Named] : Known) {
    if (Name == *Value)
      return Named;
    Expected += (Expected.empty() ? "'" : ", '") + Name.str() + "'";
  }
  const bool IsLocal = Options.get(Option).has_value();
  configurationDiag("option '%0%1': '%2' is not one of %3",
                    DiagnosticIDs::Error)
      << (IsLocal ? "threadpool-" + std::string(rules::infoOf(Id).Name) + "."
                  : "")
      << Option << *Value << Expected;
  return Otherwise;
}

unsigned RuleCheck::number(llvm::StringRef Option, unsigned Otherwise) {
  const std::optional<llvm::StringRef> Value = Options.get(Option);
  unsigned Number = 0;
  if (!Value)
    return Otherwise;
  if (!Value->getAsInteger(10, Number) && Number != 0)
    return Number;
  configurationDiag("option '%0': '%1' is not a number above 0",
                    DiagnosticIDs::Error)
      << "threadpool-" + std::string(rules::infoOf(Id).Name) + "." +
             Option.str()
      << *Value;
  return Otherwise;
}

bool RuleCheck::isQuiet() const {
  return rules::infoOf(Id).Reports == rules::Default::Quiet;
}

void RuleCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) {
  if (isQuiet())
    Options.store(Opts, rules::EnabledOption, nameOf(EnabledChoices, Reports));
  Options.store(Opts, rules::WrapperOption, WrapperFile);
  Options.store(Opts, TolerantOption, nameOf(TolerantChoices, IsTolerant));
  if (rules::asksForDll(Id))
    Options.store(Opts, rules::DllOption, nameOf(rules::DllChoices, IsDll));
  if (Id == rules::Rule::LongCallback)
    Options.store(Opts, rules::LongOption, LongMilliseconds);
}

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  if (Reports == rules::Default::Quiet)
    return;
  Unit = UnitAnalysis::of(*Finder);
  Unit->add(*this);
  if (rules::asksForDll(Id))
    Unit->options().IsDll[Id] = IsDll;
  if (Id == rules::Rule::LongCallback)
    Unit->options().LongMilliseconds = LongMilliseconds;
  if (Id == rules::Rule::CallbackException)
    Unit->options().FollowsExceptions = true;
  if (!WrapperFile.empty())
    Unit->setWrapperFile(WrapperFile);
  // clangd shows what it cannot compile, so nothing is passed over there.
  if (Preprocessed)
    Unit->setPreprocessor(*Preprocessed, /*IsTolerant=*/false);
}

void RuleCheck::registerPPCallbacks(const SourceManager & /*SM*/,
                                    Preprocessor *PP,
                                    Preprocessor * /*ModuleExpanderPP*/) {
  if (Unit)
    Unit->setPreprocessor(*PP, IsTolerant == Tolerant::Yes);
  else
    Preprocessed = PP;
}

void RuleCheck::report(const rules::Finding &Found, const Locator &Places) {
  if (isSilencedByNotes(
          Found, std::string("threadpool-") + rules::infoOf(Id).Name, Places))
    return;
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
