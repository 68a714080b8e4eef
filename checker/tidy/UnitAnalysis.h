//===- UnitAnalysis.h - One analysis for all checks of a unit ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy makes one check object per rule and unit, but the facts of a unit
// are extracted once. The checks of a unit therefore share one UnitAnalysis. It
// watches the traversal only to learn the ASTContext, works when the unit has
// been traversed, and hands each finding to the check of its rule.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_UNITANALYSIS_H
#define THREADPOOL_TIDY_TIDY_UNITANALYSIS_H

#include "rules/Analyze.h"

#include "clang/ASTMatchers/ASTMatchFinder.h"

#include <map>
#include <memory>

namespace threadpool::tidy {

class RuleCheck;
struct PassedOver;

class UnitAnalysis : public clang::ast_matchers::MatchFinder::MatchCallback {
public:
  /// The analysis of the unit that \p Finder traverses; made at the first call.
  static std::shared_ptr<UnitAnalysis>
  of(clang::ast_matchers::MatchFinder &Finder);

  ~UnitAnalysis() override;

  /// Lets \p Check report the findings of its rule.
  void add(RuleCheck &Check);

  /// Called before the unit is parsed. A tolerant unit passes over its errors.
  void setPreprocessor(clang::Preprocessor &P, bool IsTolerant);

  /// Names the file that describes wrappers.
  void setWrapperFile(std::string Name) { WrapperFile = std::move(Name); }

  /// Settings of the analysis, for checks that have a say in it.
  rules::Options &options() { return Opts; }

  void run(const clang::ast_matchers::MatchFinder::MatchResult &) override {}
  void onEndOfTranslationUnit() override;
  llvm::StringRef getID() const override { return "threadpool"; }

private:
  explicit UnitAnalysis(clang::ast_matchers::MatchFinder &Finder);

  /// The enabled check that reports \p Found; null if there is none.
  RuleCheck *reporterOf(const rules::Finding &Found) const;

  const clang::ast_matchers::MatchFinder *Finder;
  clang::ASTContext *Context = nullptr;
  clang::Preprocessor *PP = nullptr;
  rules::Options Opts;
  /// Null unless the unit is tolerant.
  std::shared_ptr<const PassedOver> Tolerated;
  std::string WrapperFile;
  std::map<rules::Rule, RuleCheck *> Checks;
};

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_UNITANALYSIS_H
