//===- BrokenParts.cpp - What stands for code with errors -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"
#include "extract/SourceGap.h"

#include "clang/Lex/MacroInfo.h"

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

/// Writes down what was dropped before or behind \p S.
void FunctionTranslator::translateGap(const Stmt *S, bool IsBehind) {
  const DroppedCode::Gap *Found = IsBehind ? nullptr : GapBefore.lookup(S);
  if (IsBehind)
    for (const DroppedCode::Gap &Gap : Dropped.Gaps)
      if (Gap.IsBehind && Gap.Neighbor == S)
        Found = &Gap;
  if (!Found || !BrokenHere.insert(Found).second)
    return;
  BrokenDone.insert(Found);
  startStatement(S);
  emit(newNode(NodeKind::Unsupported, S));
}

void FunctionTranslator::translateBroken(const BodyIndex::BrokenPart &Part) {
  if (!BrokenHere.insert(&Part).second)
    return;
  BrokenDone.insert(&Part);
  startStatement(Part.Whole);
  const BrokenText Text = readBroken(Part);
  if (Text.IsOpaque) {
    emit(newNode(NodeKind::Unsupported, Part.Whole));
    return;
  }
  if (Text.Calls)
    guess(Part, Text);
  if (Text.Target)
    emitAssign(pathOfStorage(Text.Target), unknown(), Part.Whole);
}

bool FunctionTranslator::hasUntranslatedParts() const {
  for (const BodyIndex::BrokenPart &Part : Body.brokenParts())
    if (!BrokenDone.count(&Part))
      return true;
  for (const DroppedCode::Gap &Gap : Dropped.Gaps)
    if (!BrokenDone.count(&Gap))
      return true;
  return false;
}

/// Whether \p Macro stands for more than a value.
static bool mayAct(const MacroInfo &Macro, const KnownNames &Names) {
  if (Macro.isFunctionLike())
    return true;
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  for (std::size_t I = 0; I != Body.size(); ++I) {
    if (Body[I].isOneOf(tok::l_brace, tok::semi))
      return true;
    const IdentifierInfo *Name = Body[I].getIdentifierInfo();
    if (Name && (Names.matters(Name->getName()) ||
                 (I + 1 != Body.size() && Body[I + 1].is(tok::l_paren))))
      return true;
  }
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
  return Part.Whole->getBeginLoc();
}

BrokenText
FunctionTranslator::readBroken(const BodyIndex::BrokenPart &Part) const {
  const GapReader Source(Context, Unit.PP);
  const std::vector<Token> Text = Source.tokensFrom(beginOf(Part));
  if (!Source.knowsMacros())
    return {};
  for (const Token &T : Text)
    if (const MacroInfo *Macro = Source.macroAt(T, T.getLocation()))
      if (mayAct(*Macro, Unit.BrokenNames))
        return {};
  std::vector<const VarDecl *> Locals = Body.variables();
  Locals.insert(Locals.end(), Definition.param_begin(), Definition.param_end());
  const bool IsStatement = isa<DeclStmt>(Part.Whole) ||
                           !isa<IfStmt, WhileStmt, ReturnStmt>(Part.Parent);
  return readBrokenText(Text, IsStatement, Locals, Unit.BrokenNames);
}

/// Writes down the call of something unknown with everything that it may reach.
void FunctionTranslator::guess(const BodyIndex::BrokenPart &Part,
                               const BrokenText &Text) {
  facts::Node N = newNode(NodeKind::Call, Part.Whole);
  N.IsGuess = true;
  N.CalleeName = Text.Callee;
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
