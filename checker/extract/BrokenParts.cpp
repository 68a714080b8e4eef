//===- BrokenParts.cpp - What stands for code with errors -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/MacroText.h"
#include "extract/Paths.h"
#include "extract/SourceGap.h"

#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;

/// Notes what is evaluated first in the neighbours of gaps: everything in them,
/// as the order within is the CFG's business.
void FunctionTranslator::prepareGaps() {
  for (const DroppedCode::Gap &Gap : Dropped.Gaps) {
    if (Gap.IsBehind)
      continue;
    std::vector<const Stmt *> Waiting{Gap.Neighbor};
    while (!Waiting.empty()) {
      const Stmt *S = Waiting.back();
      Waiting.pop_back();
      if (!S || !GapBefore.try_emplace(S, &Gap).second)
        continue;
      Waiting.insert(Waiting.end(), S->child_begin(), S->child_end());
    }
  }
}

/// The CFG may have an expression without what cleans up behind it.
static bool isOrContains(const Stmt *Neighbor, const Stmt *S) {
  const auto *Full = dyn_cast<ExprWithCleanups>(Neighbor);
  return Neighbor == S || (Full && Full->getSubExpr() == S);
}

/// Writes down what was dropped before or behind \p S.
void FunctionTranslator::translateGap(const Stmt *S, bool IsBehind) {
  const DroppedCode::Gap *Found = IsBehind ? nullptr : GapBefore.lookup(S);
  if (IsBehind)
    for (const DroppedCode::Gap &Gap : Dropped.Gaps)
      if (Gap.IsBehind && isOrContains(Gap.Neighbor, S))
        Found = &Gap;
  if (!Found || !BrokenHere.insert(Found).second)
    return;
  BrokenDone.insert(Found);
  startStatement(S);
  if (Found->IsInitializer)
    translateText(S, readValueOf(*cast<DeclStmt>(S)));
  else
    for (const DroppedCode::Text &Text : Found->Texts)
      translateLost(S, Text);
}

/// Writes down what \p Text, which was dropped at \p S, may do. A guess is only
/// made of the call that a macro writes around a text: a report.
void FunctionTranslator::translateLost(const Stmt *S,
                                       const DroppedCode::Text &Text) {
  std::vector<Token> Tokens;
  if (Text.Use.isValid())
    Tokens = asUsed(Text.Tokens, Text.Use, Unit.BrokenNames,
                    GapReader(Context, Unit.PP), Context.getSourceManager());
  if (llvm::none_of(Tokens, [](const Token &T) {
        return tok::isStringLiteral(T.getKind());
      }))
    Tokens.clear();
  BrokenScope Scope = scopeOf(S);
  Scope.Declared = nullptr;
  BrokenText Read =
      readBrokenText(Tokens, /*IsStatement=*/true, Scope, Unit.BrokenNames);
  if (!Text.Use.isValid())
    Read.Words = wordsOf(Text.Tokens);
  translateText(S, Read);
}

void FunctionTranslator::translateBroken(const BodyIndex::BrokenPart &Part) {
  if (!BrokenHere.insert(&Part).second)
    return;
  BrokenDone.insert(&Part);
  startStatement(Part.Whole);
  BrokenText Text = readBroken(Part);
  Text.Words = wordsIn(Part);
  // Which object a caller gets is not known.
  Text.IsOpaque |= isa_and_nonnull<ReturnStmt>(Part.Parent) && !Text.Calls &&
                   Definition.getReturnType()->isPointerType();
  translateText(Part.Whole, Text);
}

/// Writes down what \p Text, which stands for \p S, may do.
void FunctionTranslator::translateText(const Stmt *S, const BrokenText &Text) {
  if (Text.IsOpaque) {
    facts::Node N = newNode(NodeKind::Unsupported, S);
    N.Words = Text.Words;
    emit(std::move(N));
    return;
  }
  if (Text.Calls)
    guess(S, Text);
  if (Text.Target && Text.Target->getType()->isScalarType())
    emitAssign(pathOfStorage(Text.Target), unknown(), S);
}

/// What handlers contain that nothing in \p Blocks throws to.
static llvm::DenseSet<const Stmt *> unusedHandlers(const BodyIndex &Body,
                                                   const CFG &Blocks) {
  llvm::SmallPtrSet<const Stmt *, 4> Used;
  for (const CFGBlock *Block : PostOrderCFGView(&Blocks))
    Used.insert(Block->getLabel());
  llvm::DenseSet<const Stmt *> Result;
  std::vector<const Stmt *> Waiting;
  for (const Stmt *S : Body.all())
    if (isa<CXXCatchStmt>(S) && !Used.count(S))
      Waiting.push_back(S);
  while (!Waiting.empty()) {
    const Stmt *S = Waiting.back();
    Waiting.pop_back();
    if (S && Result.insert(S).second)
      Waiting.insert(Waiting.end(), S->child_begin(), S->child_end());
  }
  return Result;
}

/// Whether \p Blocks lack something that stands for an error. Handlers that
/// nothing leads to are left out with or without errors in them.
bool FunctionTranslator::hasUntranslatedParts(const CFG &Blocks) const {
  const llvm::DenseSet<const Stmt *> Unused = unusedHandlers(Body, Blocks);
  for (const BodyIndex::BrokenPart &Part : Body.brokenParts())
    if (!BrokenDone.count(&Part) && !Unused.contains(Part.Whole))
      return true;
  for (const DroppedCode::Gap &Gap : Dropped.Gaps)
    if (!BrokenDone.count(&Gap) && !Unused.contains(Gap.Neighbor))
      return true;
  return false;
}

/// Where the text begins that tells what \p Part may do, or an invalid place.
static SourceLocation beginOf(const BodyIndex::BrokenPart &Part) {
  if (const auto *Declarations = dyn_cast<DeclStmt>(Part.Whole)) {
    const auto *Variable =
        Declarations->isSingleDecl()
            ? dyn_cast<VarDecl>(Declarations->getSingleDecl())
            : nullptr;
    // What has a type that is not known may be a lock's guard.
    return Variable && !Variable->isInvalidDecl() &&
                   isa<CompoundStmt>(Part.Parent)
               ? Variable->getLocation()
               : SourceLocation();
  }
  if (const auto *If = dyn_cast<IfStmt>(Part.Parent))
    if (Part.Whole == If->getCond())
      return If->hasInitStorage() || If->hasVarStorage()
                 ? SourceLocation()
                 : If->getLParenLoc().getLocWithOffset(1);
  if (const auto *While = dyn_cast<WhileStmt>(Part.Parent))
    if (Part.Whole == While->getCond())
      return While->hasVarStorage() ? SourceLocation()
                                    : While->getLParenLoc().getLocWithOffset(1);
  // The heads of other loops are read more than once, in parts.
  if (isa<ForStmt, DoStmt, SwitchStmt>(Part.Parent))
    return {};
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(Part.Whole))
    return Throw->getSubExpr() ? Throw->getSubExpr()->getBeginLoc()
                               : SourceLocation();
  return Part.Whole->getBeginLoc();
}

/// The tokens from \p Begin up to the end of what begins there; none if a macro
/// among them may act.
std::vector<Token> FunctionTranslator::knownTokens(SourceLocation Begin) const {
  const GapReader Source(Context, Unit.PP);
  std::vector<Token> Text = Source.tokensFrom(Begin);
  if (!Source.knowsMacros())
    return {};
  for (const Token &T : Text)
    if (const MacroInfo *Macro = Source.macroAt(T, T.getLocation()))
      if (mayAct(*Macro, Unit.BrokenNames, Source, T.getLocation()))
        return {};
  return Text;
}

/// The names in \p Text; none if one of them may stand for others, as what is
/// not declared and spelled like a macro.
std::vector<std::string>
FunctionTranslator::wordsOf(llvm::ArrayRef<Token> Text) const {
  const GapReader Source(Context, Unit.PP);
  if (!Source.knowsMacros())
    return {};
  std::vector<std::string> Result;
  for (const Token &T : Text) {
    if (T.isNot(tok::raw_identifier))
      continue;
    const StringRef Name = T.getRawIdentifier();
    const MacroInfo *Macro = Source.macroAt(T, T.getLocation());
    if (Macro ? llvm::any_of(
                    Macro->tokens(),
                    [](const Token &Inner) { return Inner.isAnyIdentifier(); })
              : looksLikeMacro(Name))
      return {};
    Result.push_back(Name.str());
  }
  return Result;
}

/// The names in the text of \p Part; none if it is not known where that ends.
std::vector<std::string>
FunctionTranslator::wordsIn(const BodyIndex::BrokenPart &Part) const {
  const SourceLocation Begin =
      isa<DeclStmt>(Part.Whole) ? Part.Whole->getBeginLoc() : beginOf(Part);
  const std::vector<Token> Text = GapReader(Context, Unit.PP).tokensFrom(Begin);
  const SourceLocation End = Part.Whole->getEndLoc();
  if (Text.empty() || End.isInvalid() || End.isMacroID() ||
      Context.getSourceManager().isBeforeInTranslationUnit(
          Text.back().getLocation(), End))
    return {};
  return wordsOf(Text);
}

/// What is guessed of \p Part if it declares an object of an unknown type.
BrokenText
FunctionTranslator::readStrangerIn(const BodyIndex::BrokenPart &Part) const {
  const auto *Declarations = dyn_cast<DeclStmt>(Part.Whole);
  if (!Declarations || !Declarations->isSingleDecl() ||
      !Declarations->getSingleDecl()->isInvalidDecl())
    return {};
  return readStranger(knownTokens(Declarations->getBeginLoc()),
                      Unit.BrokenNames);
}

BrokenScope FunctionTranslator::scopeOf(const Stmt *S) const {
  BrokenScope Scope;
  if (const auto *Declarations = dyn_cast<DeclStmt>(S))
    if (Declarations->isSingleDecl())
      Scope.Declared = dyn_cast<VarDecl>(Declarations->getSingleDecl());
  Scope.Locals = Body.variables();
  Scope.Locals.insert(Scope.Locals.end(), Definition.param_begin(),
                      Definition.param_end());
  for (const BodyIndex::BrokenPart &Part : Body.brokenParts())
    if (!readStrangerIn(Part).IsOpaque)
      if (const auto *Stranger =
              dyn_cast<VarDecl>(cast<DeclStmt>(Part.Whole)->getSingleDecl()))
        Scope.Strangers.push_back(Stranger);
  return Scope;
}

BrokenText
FunctionTranslator::readBroken(const BodyIndex::BrokenPart &Part) const {
  BrokenText Stranger = readStrangerIn(Part);
  if (!Stranger.IsOpaque)
    return Stranger;
  const bool IsStatement = isa<DeclStmt>(Part.Whole) ||
                           !(isa<IfStmt, WhileStmt, ReturnStmt>(Part.Parent) ||
                             isa<CXXThrowExpr>(Part.Whole));
  return readBrokenText(knownTokens(beginOf(Part)), IsStatement,
                        scopeOf(Part.Whole), Unit.BrokenNames);
}

/// What the value may do that the syntax tree of \p Declaration lacks.
BrokenText FunctionTranslator::readValueOf(const DeclStmt &Declaration) const {
  BrokenText Text = readBrokenText(
      knownTokens(Declaration.getSingleDecl()->getLocation()),
      /*IsStatement=*/true, scopeOf(&Declaration), Unit.BrokenNames);
  // A name alone may be a macro that calls something.
  Text.Calls |= Text.Target != nullptr;
  return Text.Calls ? std::move(Text) : BrokenText();
}

/// Writes down the call of something unknown with everything that it may reach.
void FunctionTranslator::guess(const Stmt *S, const BrokenText &Text) {
  facts::Node N = newNode(NodeKind::Call, S);
  N.IsGuess = true;
  N.CalleeName = Text.Callee;
  N.Words = Text.Words;
  if (Text.User) {
    const facts::Path Object = pathOfVariable(Text.User);
    N.This = Text.User->getType()->isPointerType() ? valueAt(Object)
                                                   : addressOf(Object);
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(&Definition);
  if (Method && Method->isInstance())
    N.Args.push_back(thisPointer());
  for (const VarDecl *Variable : Text.Variables) {
    const facts::Path Place = pathOfVariable(Variable);
    if (Variable->getType()->isPointerType())
      N.Args.push_back(valueAt(Place));
    if (!Variable->getType()->isPointerType() || Variable->hasGlobalStorage())
      N.Args.push_back(addressOf(Place));
  }
  emit(std::move(N));
}
