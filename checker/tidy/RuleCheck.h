//===- RuleCheck.h - One rule as a clang-tidy check -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_RULECHECK_H
#define THREADPOOL_TIDY_TIDY_RULECHECK_H

#include "extract/Described.h"
#include "rules/Analyze.h"

#include "clang-tidy/ClangTidyCheck.h"

#include <memory>
#include <utility>

namespace threadpool::tidy {

class Locator;
class UnitAnalysis;

/// Values of the option ThreadpoolTolerant.
enum class Tolerant : std::uint8_t { No, Yes };

/// The check of one row of Rules.def. It finds nothing itself: it brings the
/// rule's options to the shared analysis and gives the rule's findings the
/// form of clang-tidy's diagnostics.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(rules::Rule R, llvm::StringRef CheckName,
            clang::tidy::ClangTidyContext *Context);

  rules::Rule rule() const { return Id; }

  /// Emits \p Found: a warning that carries the fix, then its notes.
  void report(const rules::Finding &Found, const Locator &Places);
  /// Emits \p Wrong as an error of the configuration or of the source.
  void report(const extract::Described::Problem &Wrong);

  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpanderPP) override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

private:
  bool isQuiet() const;
  /// What the value of \p Option stands for in \p Known; \p Otherwise if the
  /// option is not set, and also, with an error, if that is none of its values.
  template <typename T, std::size_t N>
  T choice(llvm::StringRef Option,
           const std::pair<llvm::StringLiteral, T> (&Known)[N], T Otherwise);
  /// The number above 0 that \p Option is set to; \p Otherwise if it is not
  /// set, and also, with an error, if it is set to anything else.
  unsigned number(llvm::StringRef Option, unsigned Otherwise);

  const rules::Rule Id;
  /// Option Enabled, of quiet rules.
  const rules::Default Reports;
  /// Option ThreadpoolWrappers, of one rule or of all.
  const std::string WrapperFile;
  /// Option of dll-cleanup-group.
  const rules::DllChoice IsDll;
  /// Option of long-callback.
  const unsigned LongMilliseconds;
  /// The unit passes over what it cannot compile. An option of all rules alike.
  const Tolerant IsTolerant;
  std::shared_ptr<UnitAnalysis> Unit;
  /// What was registered before the unit was known: clangd does so.
  clang::Preprocessor *Preprocessed = nullptr;
};

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_RULECHECK_H
