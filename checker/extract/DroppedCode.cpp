//===- DroppedCode.cpp - What errors removed from the syntax tree ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/DroppedCode.h"

#include "extract/SourceGap.h"
#include "extract/StatementText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

namespace {

/// Compares a function's syntax tree with its source.
class Comparison {
public:
  Comparison(const FunctionDecl &Function, const Preprocessor *PP)
      : Function(Function), Context(Function.getASTContext()),
        Gaps(Context, PP) {}

  DroppedCode compare();

private:
  bool isIncomplete(const Stmt *S);
  bool findGaps(const CompoundStmt &Block);
  void addGap(const Stmt *Neighbor, bool IsBehind,
              std::vector<DroppedCode::Text> Texts);
  DroppedCode::Text lostEndOf(const CompoundStmt &Block) const;
  void findLostAtEnd(const Stmt *S,
                     std::vector<const CompoundStmt *> &Lost) const;
  void placeBefore(const Stmt *S, const Stmt *Next);
  void placeAtCondition(const Stmt *S, const Expr *Condition);
  void placeBehind(const Stmt *Last, const CompoundStmt &Empty);
  /// Whether more than semicolons stands around \p Parts.
  bool hasMoreThan(llvm::ArrayRef<const Stmt *> Parts, SourceLocation Begin,
                   SourceLocation End) const;
  bool lacksLoopPart(const ForStmt &Loop) const;
  bool lacksInitializer(const DeclStmt &Declarations) const;
  bool lacksMemberInitializer(const CXXConstructorDecl &Constructor) const;
  bool mistakesParameters() const;
  bool standsForAnother(const NullStmt &Empty) const;

  const FunctionDecl &Function;
  const ASTContext &Context;
  const GapReader Gaps;
  /// Blocks that lost what was at their end, and that a gap behind stands for.
  llvm::SmallPtrSet<const Stmt *, 4> Placed;
  DroppedCode Found;
};

} // namespace

bool Comparison::hasMoreThan(llvm::ArrayRef<const Stmt *> Parts,
                             SourceLocation Begin, SourceLocation End) const {
  auto HasMore = [this](SourceLocation After, SourceLocation Before) {
    for (const Token &T : Gaps.tokensBetween(After, Before))
      if (T.isNot(tok::semi))
        return true;
    return false;
  };
  for (const Stmt *Part : Parts) {
    if (!Part)
      continue;
    if (HasMore(Begin, Part->getBeginLoc()))
      return true;
    Begin = Part->getEndLoc();
  }
  return HasMore(Begin, End);
}

bool Comparison::lacksLoopPart(const ForStmt &Loop) const {
  const Stmt *Condition = Loop.getConditionVariableDeclStmt();
  if (!Condition)
    Condition = Loop.getCond();
  return hasMoreThan({Loop.getInit(), Condition, Loop.getInc()},
                     Loop.getLParenLoc(), Loop.getRParenLoc());
}

bool Comparison::lacksInitializer(const DeclStmt &Declarations) const {
  for (const Decl *D : Declarations.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->hasInit())
      continue;
    const std::vector<Token> Behind =
        Gaps.tokensBetween(Variable->getEndLoc(), Declarations.getEndLoc());
    if (!Behind.empty() &&
        Behind.front().isOneOf(tok::equal, tok::l_paren, tok::l_brace))
      return true;
  }
  return false;
}

/// Where a statement must be, Clang puts an empty one for what it dropped.
bool Comparison::standsForAnother(const NullStmt &Empty) const {
  const SourceManager &Sources = Context.getSourceManager();
  Token Written;
  if (Empty.getSemiLoc().isInvalid() ||
      Lexer::getRawToken(Sources.getSpellingLoc(Empty.getSemiLoc()), Written,
                         Sources, Context.getLangOpts()))
    return true;
  // At the end of a block a label needs no semicolon.
  return !Written.isOneOf(tok::semi, tok::colon);
}

bool Comparison::lacksMemberInitializer(
    const CXXConstructorDecl &Constructor) const {
  std::vector<const CXXCtorInitializer *> Written;
  for (const CXXCtorInitializer *Init : Constructor.inits())
    if (Init->isWritten())
      Written.push_back(Init);
  std::sort(Written.begin(), Written.end(), [](auto *A, auto *B) {
    return A->getSourceOrder() < B->getSourceOrder();
  });

  const FunctionTypeLoc Type = Constructor.getFunctionTypeLoc();
  if (!Type)
    return false;
  SourceLocation Begin = Type.getRParenLoc();
  SourceLocation End = Constructor.getBody()->getBeginLoc();
  if (const auto *Try = dyn_cast<CXXTryStmt>(Constructor.getBody())) {
    Begin = Try->getTryLoc();
    End = Try->getTryBlock()->getBeginLoc();
  }
  if (Written.empty()) {
    for (const Token &T : Gaps.tokensBetween(Begin, End))
      if (T.is(tok::colon))
        return true;
    return false;
  }
  for (const CXXCtorInitializer *Init : Written) {
    const SourceRange Range = Init->getSourceRange();
    const std::vector<Token> Before =
        Gaps.tokensBetween(Begin, Range.getBegin());
    const tok::TokenKind Separator =
        Init == Written.front() ? tok::colon : tok::comma;
    if (!Before.empty() && Before.back().isNot(Separator))
      return true;
    if (Init != Written.front() && Before.size() > 1 &&
        Before.front().isNot(tok::ellipsis))
      return true;
    Begin = Range.getEnd();
  }
  const std::vector<Token> Behind = Gaps.tokensBetween(Begin, End);
  return !Behind.empty() && Behind.front().isNot(tok::ellipsis);
}

/// Whether \p Written, whose type is not known, is what became \p Parameter.
static bool declares(llvm::ArrayRef<Token> Written,
                     const ParmVarDecl &Parameter) {
  StringRef Last;
  unsigned NumWords = 0;
  for (const Token &T : Written) {
    if (T.isOneOf(tok::equal, tok::l_square))
      break;
    if (T.is(tok::raw_identifier)) {
      Last = T.getRawIdentifier();
      ++NumWords;
    }
  }
  return Parameter.getName().empty() ? NumWords == 1
                                     : Last == Parameter.getName();
}

/// Whether the parameters may be other ones than are written. The text decides
/// where the type of one is not known.
bool Comparison::mistakesParameters() const {
  const llvm::ArrayRef<ParmVarDecl *> Parameters = Function.parameters();
  if (llvm::none_of(Parameters,
                    [](const ParmVarDecl *P) { return P->isInvalidDecl(); }))
    return false;
  const FunctionTypeLoc Type = Function.getFunctionTypeLoc();
  if (!Type)
    return true;
  const std::vector<std::vector<Token>> Written = splitAtCommas(
      Gaps.tokensBetween(Type.getLParenLoc(), Type.getRParenLoc()));
  if (Written.size() != Parameters.size())
    return true;
  for (std::size_t I = 0; I < Written.size(); ++I)
    if (Parameters[I]->isInvalidDecl() && !declares(Written[I], *Parameters[I]))
      return true;
  return false;
}

/// What of \p S is evaluated first, and once before all else; null if that is
/// not sure to be anything.
static const Stmt *firstPart(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return If->getInit() || If->getConditionVariable() ? nullptr
                                                       : If->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return Switch->getInit() || Switch->getConditionVariable()
               ? nullptr
               : Switch->getCond();
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return Block->body_empty() ? nullptr : firstPart(Block->body_front());
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return firstPart(Try->getTryBlock());
  return isa<Expr, DeclStmt, ReturnStmt, GotoStmt, BreakStmt, ContinueStmt>(S)
             ? S
             : nullptr;
}

/// What is evaluated first behind the label that \p S is; null if it is none.
static const Stmt *firstLabeled(const Stmt *S) {
  const auto *Label = dyn_cast<LabelStmt>(S);
  while (Label && isa<LabelStmt>(Label->getSubStmt()))
    Label = cast<LabelStmt>(Label->getSubStmt());
  return Label ? firstPart(Label->getSubStmt()) : nullptr;
}

/// Whether there is a place behind \p S: of a declaration with an error, the
/// CFG has the parts alone.
static bool hasPlaceBehind(const Stmt *S) {
  const auto *Declarations = dyn_cast<DeclStmt>(S);
  return isa<Expr>(S) ||
         (Declarations &&
          llvm::none_of(Declarations->decls(),
                        [](const Decl *D) { return D->isInvalidDecl(); }));
}

/// Whole statements that \p Block had at its end, behind one that a gap has no
/// place at; or nothing.
DroppedCode::Text Comparison::lostEndOf(const CompoundStmt &Block) const {
  SourceLocation Begin = Block.getLBracLoc();
  if (!Block.body_empty()) {
    if (hasPlaceBehind(Block.body_back()))
      return {};
    Begin = Block.body_back()->getEndLoc();
  }
  std::vector<Token> Dropped = Gaps.tokensBetween(Begin, Block.getRBracLoc());
  if (Dropped.empty() || Dropped.front().is(tok::semi) ||
      !areStatements(Dropped))
    return {};
  return {std::move(Dropped), Begin.isMacroID() ? Begin : SourceLocation()};
}

static bool isEmptyBlock(const Stmt *S) {
  const auto *Block = dyn_cast<CompoundStmt>(S);
  return Block && Block->body_empty();
}

/// Notes what was dropped at a place; there may be more of it already.
void Comparison::addGap(const Stmt *Neighbor, bool IsBehind,
                        std::vector<DroppedCode::Text> Texts) {
  for (DroppedCode::Gap &Gap : Found.Gaps)
    if (Gap.Neighbor == Neighbor && Gap.IsBehind == IsBehind &&
        !Gap.IsInitializer) {
      llvm::append_range(Gap.Texts, std::move(Texts));
      return;
    }
  Found.Gaps.push_back(
      {Neighbor, IsBehind, /*IsInitializer=*/false, std::move(Texts)});
}

/// Whether something may be destroyed where the block ends that \p S stands in.
static bool declaresObject(const Stmt *S) {
  const auto *Declarations = dyn_cast<DeclStmt>(S);
  return Declarations && llvm::any_of(Declarations->decls(), [](const Decl *D) {
           const auto *Variable = dyn_cast<VarDecl>(D);
           return Variable && !Variable->isInvalidDecl() &&
                  (Variable->getType()->isReferenceType() ||
                   Variable->getType().isDestructedType());
         });
}

/// Adds the blocks that lost their end, and from which the way leads straight
/// to what is behind \p S: nothing is destroyed on it.
void Comparison::findLostAtEnd(const Stmt *S,
                               std::vector<const CompoundStmt *> &Lost) const {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S)) {
    if (llvm::any_of(Block->body(), declaresObject))
      return;
    std::vector<const Stmt *> Last;
    for (const Stmt *Part : llvm::reverse(Block->body())) {
      if (isa<NullStmt>(Part))
        continue;
      Last.push_back(Part);
      if (!isEmptyBlock(Part))
        break;
    }
    // Behind an expression there is a place in the block itself.
    if (!Last.empty() && !hasPlaceBehind(Last.back()))
      for (const Stmt *Part : llvm::reverse(Last))
        findLostAtEnd(Part, Lost);
    if (!Placed.count(Block) && !lostEndOf(*Block).Tokens.empty())
      Lost.push_back(Block);
  } else if (const auto *If = dyn_cast_or_null<IfStmt>(S);
             If && !If->hasInitStorage() && !If->hasVarStorage()) {
    findLostAtEnd(If->getThen(), Lost);
    findLostAtEnd(If->getElse(), Lost);
  } else if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(S)) {
    findLostAtEnd(Try->getTryBlock(), Lost);
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      findLostAtEnd(Try->getHandler(I)->getHandlerBlock(), Lost);
  }
}

/// Lets a gap before \p Next stand for what the blocks at the end of \p S
/// lost. It says less for the ways that do not lead through them.
void Comparison::placeBefore(const Stmt *S, const Stmt *Next) {
  const Stmt *First = firstPart(Next);
  if (!First)
    return placeAtCondition(S, /*Condition=*/nullptr);
  std::vector<const CompoundStmt *> Lost;
  findLostAtEnd(S, Lost);
  if (Lost.empty())
    return;
  Placed.insert(Lost.begin(), Lost.end());
  std::vector<DroppedCode::Text> Texts;
  for (const CompoundStmt *Block : Lost)
    Texts.push_back(lostEndOf(*Block));
  addGap(First, /*IsBehind=*/false, std::move(Texts));
}

/// Lets a gap behind \p Last stand for what the block \p Empty lost, to which
/// it leads straight.
void Comparison::placeBehind(const Stmt *Last, const CompoundStmt &Empty) {
  if (!Last || !hasPlaceBehind(Last) || Placed.count(&Empty))
    return;
  DroppedCode::Text Lost = lostEndOf(Empty);
  if (Lost.Tokens.empty())
    return;
  Placed.insert(&Empty);
  addGap(Last, /*IsBehind=*/true, {std::move(Lost)});
}

/// Lets a gap before the condition that leads to them stand for what the blocks
/// of \p S lost. \p Condition leads to \p S.
void Comparison::placeAtCondition(const Stmt *S, const Expr *Condition) {
  if (const auto *If = dyn_cast_or_null<IfStmt>(S)) {
    if (If->hasInitStorage() || If->hasVarStorage())
      return;
    placeAtCondition(If->getThen(), If->getCond());
    placeAtCondition(If->getElse(), If->getCond());
  } else if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(S)) {
    placeAtCondition(Try->getTryBlock(), Condition);
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      placeAtCondition(Try->getHandler(I)->getHandlerBlock(), Condition);
  } else if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S);
             Block && Condition) {
    if (!Block->body_empty())
      return placeAtCondition(Block->body_back(), Condition);
    DroppedCode::Text Lost = lostEndOf(*Block);
    if (Lost.Tokens.empty() || !Placed.insert(Block).second)
      return;
    addGap(Condition, /*IsBehind=*/false, {std::move(Lost)});
  }
}

/// Notes what is missing in \p Block. False if it may lead anywhere.
bool Comparison::findGaps(const CompoundStmt &Block) {
  const Stmt *Last = nullptr;
  // The last one that is more than an empty block.
  const Stmt *LastDone = nullptr;
  // The statement before, and empty blocks behind it.
  std::vector<const Stmt *> Before;
  SourceLocation Begin = Block.getLBracLoc();
  auto Look = [&](const Stmt *Next, SourceLocation End) {
    std::vector<Token> Dropped = Gaps.tokensBetween(Begin, End);
    if (llvm::all_of(Dropped, [](const Token &T) { return T.is(tok::semi); }))
      return true;
    // The end of the statement before. Without it that is the beginning of what
    // was dropped, and what it does comes first.
    if (Dropped.front().is(tok::semi))
      Dropped.erase(Dropped.begin());
    if (!areStatements(Dropped))
      return false;
    const bool IsOfMacro = Begin.isMacroID() || End.isMacroID();
    const std::vector<DroppedCode::Text> Texts{
        {std::move(Dropped), IsOfMacro ? Begin : SourceLocation()}};
    if (const Stmt *First = Next ? firstPart(Next) : nullptr)
      addGap(First, /*IsBehind=*/false, Texts);
    else if (Last && hasPlaceBehind(Last))
      addGap(Last, /*IsBehind=*/true, Texts);
    else if (const Stmt *Labeled = Next ? firstLabeled(Next) : nullptr)
      // Who jumps to the label comes to the gap as well then, which tells less.
      addGap(Labeled, /*IsBehind=*/false, Texts);
    else if (const Stmt *First = Last ? firstPart(Last) : nullptr)
      // What the last one does comes behind the gap then, which tells less.
      addGap(First, /*IsBehind=*/false, Texts);
    else
      return false;
    return true;
  };
  for (const Stmt *Part : Block.body()) {
    if (!isa<NullStmt>(Part))
      for (const Stmt *S : Before)
        placeBefore(S, Part);
    if (!Look(Part, Part->getBeginLoc()))
      return false;
    if (isEmptyBlock(Part)) {
      placeBehind(LastDone, *cast<CompoundStmt>(Part));
      Before.push_back(Part);
    } else if (!isa<NullStmt>(Part)) {
      Before = {Part};
      LastDone = Part;
    }
    Last = Part;
    Begin = Part->getEndLoc();
  }
  for (const Stmt *S : Before)
    placeAtCondition(S, nullptr);
  return Placed.count(&Block) || Look(nullptr, Block.getRBracLoc());
}

bool Comparison::isIncomplete(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return !findGaps(*Block);
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    const std::vector<const Stmt *> Handlers(std::next(Try->child_begin()),
                                             Try->child_end());
    return hasMoreThan(Handlers, Try->getTryBlock()->getEndLoc(),
                       Try->getEndLoc());
  }
  if (const auto *Loop = dyn_cast<ForStmt>(S))
    return lacksLoopPart(*Loop);
  if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
    if (lacksInitializer(*Declarations))
      Found.Gaps.push_back({Declarations,
                            /*IsBehind=*/true,
                            Declarations->isSingleDecl(),
                            {DroppedCode::Text()}});
    return false;
  }
  if (const auto *Empty = dyn_cast<NullStmt>(S))
    return standsForAnother(*Empty);
  return false;
}

DroppedCode Comparison::compare() {
  Found.IsUnbounded = mistakesParameters();
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function);
  if (Constructor && lacksMemberInitializer(*Constructor)) {
    const auto *Block = dyn_cast<CompoundStmt>(Constructor->getBody());
    if (const Stmt *First = Block ? firstPart(Block) : nullptr)
      addGap(First, /*IsBehind=*/false, {DroppedCode::Text()});
    else
      Found.IsUnbounded = true;
  }
  std::vector<const Stmt *> Waiting{Function.getBody()};
  while (!Waiting.empty() && !Found.IsUnbounded) {
    const Stmt *S = Waiting.back();
    Waiting.pop_back();
    // Lambdas are functions of their own.
    if (!S || isa<LambdaExpr>(S))
      continue;
    Found.IsUnbounded = isIncomplete(S);
    Waiting.insert(Waiting.end(), S->child_begin(), S->child_end());
  }
  return std::move(Found);
}

DroppedCode extract::findDroppedCode(const FunctionDecl &Function,
                                     const Preprocessor *PP) {
  // An instance lacks what its arguments exclude.
  const FunctionDecl *Written = Function.getTemplateInstantiationPattern();
  if (!Written)
    Written = &Function;
  if (!Written->doesThisDeclarationHaveABody() || Written->isDefaulted() ||
      Written->isImplicit())
    return {};
  DroppedCode Result = Comparison(*Written, PP).compare();
  // The gap's neighbours are not those of the instance.
  Result.IsUnbounded |= Written != &Function && !Result.Gaps.empty();
  return Result;
}
