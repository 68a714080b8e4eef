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
  translateText(S, Found->IsInitializer ? readValueOf(*cast<DeclStmt>(S))
                                        : BrokenText());
}

void FunctionTranslator::translateBroken(const BodyIndex::BrokenPart &Part) {
  if (!BrokenHere.insert(&Part).second)
    return;
  BrokenDone.insert(&Part);
  startStatement(Part.Whole);
  translateText(Part.Whole, readBroken(Part));
}

/// Writes down what \p Text, which stands for \p S, may do.
void FunctionTranslator::translateText(const Stmt *S, const BrokenText &Text) {
  if (Text.IsOpaque) {
    emit(newNode(NodeKind::Unsupported, S));
    return;
  }
  if (Text.Calls)
    guess(S, Text);
  if (Text.Target && Text.Target->getType()->isScalarType())
    emitAssign(pathOfStorage(Text.Target), unknown(), S);
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

/// The name that \p Macro, which pastes names, makes of \p Argument; nothing if
/// it does anything else.
static std::string pastedName(const MacroInfo &Macro, StringRef Argument) {
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  if (Macro.getNumParams() != 1 || Body.size() % 2 == 0)
    return {};
  std::string Result;
  for (std::size_t I = 0; I != Body.size(); ++I) {
    const IdentifierInfo *Name = Body[I].getIdentifierInfo();
    if (I % 2 == 1 ? Body[I].isNot(tok::hashhash) : !Name)
      return {};
    if (Name)
      Result += Name == Macro.params()[0] ? Argument : Name->getName();
  }
  return Result;
}

/// The name that \p Macro, which is used at \p Where, chooses by means of
/// another macro, as where there is one function for each kind of characters.
static std::string chosenName(const MacroInfo &Macro, const GapReader &Source,
                              SourceLocation Where) {
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  if (Body.size() != 4 || !Body[0].getIdentifierInfo() ||
      Body[1].isNot(tok::l_paren) || !Body[2].getIdentifierInfo() ||
      Body[3].isNot(tok::r_paren))
    return {};
  const MacroInfo *Pasting = Source.macroAt(Body[0], Where);
  return Pasting ? pastedName(*Pasting, Body[2].getIdentifierInfo()->getName())
                 : std::string();
}

/// Whether \p Macro, which is used at \p Where, stands for more than a value.
static bool mayAct(const MacroInfo &Macro, const KnownNames &Names,
                   const GapReader &Source, SourceLocation Where) {
  if (Macro.isFunctionLike())
    return true;
  if (const std::string Name = chosenName(Macro, Source, Where); !Name.empty())
    return Names.matters(Name);
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
                           !isa<IfStmt, WhileStmt, ReturnStmt>(Part.Parent);
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
