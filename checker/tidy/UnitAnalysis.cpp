//===- UnitAnalysis.cpp - One analysis for all checks of a unit -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitAnalysis.h"

#include "tidy/Analyze.h"
#include "tidy/HostSettings.h"
#include "tidy/Locator.h"
#include "tidy/RuleCheck.h"
#include "tidy/Tolerance.h"
#include "tidy/UnitReport.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"

#include <mutex>

using namespace clang;
using namespace clang::ast_matchers;
using namespace threadpool;
using namespace threadpool::tidy;

namespace {

/// The analyses under way. A process can have several: clangd parses files in
/// parallel. The match finder is what the checks of one unit, and only they,
/// have in common.
struct Table {
  std::mutex Mutex;
  std::map<const MatchFinder *, std::weak_ptr<UnitAnalysis>> Units;
};

Table &table() {
  static Table T;
  return T;
}

/// Matches nothing; tells which context is traversed. Asked for every
/// declaration because clangd's traversal starts below the translation unit.
AST_MATCHER_P(Decl, remembersContext, ASTContext **, Context) {
  (void)Node;
  (void)Builder;
  *Context = &Finder->getASTContext();
  return false;
}

} // namespace

std::shared_ptr<UnitAnalysis> UnitAnalysis::of(MatchFinder &Finder) {
  Table &T = table();
  std::lock_guard<std::mutex> Lock(T.Mutex);
  std::weak_ptr<UnitAnalysis> &Known = T.Units[&Finder];
  std::shared_ptr<UnitAnalysis> Unit = Known.lock();
  if (!Unit) {
    Unit.reset(new UnitAnalysis(Finder));
    Known = Unit;
  }
  return Unit;
}

UnitAnalysis::UnitAnalysis(MatchFinder &Finder) : Finder(&Finder) {
  Finder.addMatcher(decl(remembersContext(&Context)), this);
}

UnitAnalysis::~UnitAnalysis() {
  Table &T = table();
  std::lock_guard<std::mutex> Lock(T.Mutex);
  auto It = T.Units.find(Finder);
  // A new unit may have got a match finder at the same address meanwhile.
  if (It != T.Units.end() && It->second.expired())
    T.Units.erase(It);
}

void UnitAnalysis::add(RuleCheck &Check) { Checks[Check.rule()] = &Check; }

void UnitAnalysis::setPreprocessor(Preprocessor &P, bool IsTolerant) {
  PP = &P;
  if (IsTolerant && !Tolerated)
    Tolerated = tolerateErrors(P);
}

RuleCheck *UnitAnalysis::reporterOf(const rules::Finding &Found) const {
  for (rules::Rule R : Found.Rules)
    if (auto It = Checks.find(R); It != Checks.end())
      return It->second;
  return nullptr;
}

void UnitAnalysis::onEndOfTranslationUnit() {
  if (!Context)
    return;
  if (hostSettings().CountsApiReferences)
    reportApiReferences(*Context);
  const UnitFindings Result = analyze(*Context, PP, Opts, WrapperFile);
  for (const extract::Described::Problem &P : Result.Problems)
    Checks.begin()->second->report(P);
  const Locator Places(Context->getSourceManager(), Result.Files);
  for (const rules::Finding &Found : Result.Findings)
    if (RuleCheck *Check = reporterOf(Found))
      Check->report(Found, Places);
  if (Tolerated)
    reportPassedOver(*Context, *Tolerated, Result);
}
