//===- Loops.cpp - Loops over all elements of something -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

static const VarDecl *variableIn(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
}

/// The part of a condition that is evaluated first.
static const Expr *firstPart(const Expr *Condition) {
  while (true) {
    Condition = Condition->IgnoreParenImpCasts();
    const auto *Op = dyn_cast<BinaryOperator>(Condition);
    if (!Op || Op->getOpcode() != BO_LAnd)
      return Condition;
    Condition = Op->getLHS();
  }
}

namespace {
/// How a variable is stepped.
struct Stepping {
  const VarDecl *Variable = nullptr;
  bool Up = true;
};
} // namespace

/// What \p E, which may be null, steps by one.
static Stepping steppedBy(const Expr *E) {
  if (!E)
    return {};
  E = E->IgnoreParenImpCasts();
  if (const auto *Clean = dyn_cast<ExprWithCleanups>(E))
    E = Clean->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
    if (Op->isIncrementDecrementOp())
      return {variableIn(Op->getSubExpr()), Op->isIncrementOp()};
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Op->getOperator() == OO_PlusPlus)
      return {variableIn(Op->getArg(0)), true};
  } else if (const auto *Op = dyn_cast<CompoundAssignOperator>(E)) {
    const auto *By =
        dyn_cast<IntegerLiteral>(Op->getRHS()->IgnoreParenImpCasts());
    const bool Up = Op->getOpcode() == BO_AddAssign;
    if (By && By->getValue() == 1 && (Up || Op->getOpcode() == BO_SubAssign))
      return {variableIn(Op->getLHS()), Up};
  } else if (const auto *Op = dyn_cast<BinaryOperator>(E)) {
    if (Op->getOpcode() == BO_Comma)
      return steppedBy(Op->getLHS());
  }
  return {};
}

/// Whether \p S does anything with \p Variable but read it.
static bool changes(const Stmt *S, const VarDecl *Variable) {
  if (!S)
    return false;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable &&
          Capture.getCaptureKind() == LCK_ByRef)
        return true;
    return false;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
      Cast && Cast->getCastKind() == CK_LValueToRValue &&
      variableIn(Cast->getSubExpr()) == Variable)
    return false;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow) &&
      variableIn(Op->getArg(0)) == Variable)
    return false;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    return Reference->getDecl() == Variable;
  for (const Stmt *Child : S->children())
    if (changes(Child, Variable))
      return true;
  return false;
}

/// What \p Init makes an iterator of: a container, or a pointer.
static const Expr *beginningOf(const Expr *Init) {
  if (Init->getType()->isPointerType())
    return Init;
  Init = Init->IgnoreImplicit();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
      Construct && Construct->getNumArgs() == 1)
    Init = Construct->getArg(0)->IgnoreImplicit();
  const auto *Call = dyn_cast<CallExpr>(Init);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() ||
      (Callee->getName() != "begin" && Callee->getName() != "cbegin"))
    return nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return Call->getNumArgs() == 1 ? Call->getArg(0) : nullptr;
}

/// What the variable of \p Loop begins with; null if the loop does not say.
static const Expr *startOf(const ForStmt &Loop, const VarDecl *Variable) {
  if (const auto *Declarations = dyn_cast_or_null<DeclStmt>(Loop.getInit())) {
    for (const Decl *D : Declarations->decls())
      if (D == Variable)
        return Variable->getInit();
    return nullptr;
  }
  const auto *E = dyn_cast_or_null<Expr>(Loop.getInit());
  const auto *Op = E ? dyn_cast<BinaryOperator>(E->IgnoreParens()) : nullptr;
  while (Op && Op->getOpcode() == BO_Comma)
    Op = dyn_cast<BinaryOperator>(Op->getLHS()->IgnoreParens());
  return Op && Op->getOpcode() == BO_Assign &&
                 variableIn(Op->getLHS()) == Variable
             ? Op->getRHS()
             : nullptr;
}

static bool isNumber(const Expr *E, int Number, const ASTContext &Context) {
  Expr::EvalResult Result;
  return !E->isValueDependent() && E->EvaluateAsInt(Result, Context) &&
         Result.Val.getInt() == Number;
}

/// The variable that a loop with \p Condition and \p Step takes through all
/// places down to the first one, as in `while (i-- > 0)`.
static const VarDecl *countedDown(const Expr *Condition, const Expr *Step,
                                  const ASTContext &Context) {
  auto IsPostfix = [](const Expr *E) {
    const auto *Op = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
    return Op && Op->isPostfix();
  };
  const Stepping Whole = steppedBy(Condition);
  if (Whole.Variable)
    return !Whole.Up && !Step && IsPostfix(Condition) ? Whole.Variable
                                                      : nullptr;
  const auto *Op = dyn_cast<BinaryOperator>(Condition);
  if (!Op || !Op->isComparisonOp())
    return nullptr;
  const bool IsNotLess = Op->getOpcode() == BO_GE;
  const bool IsBeyond = Op->getOpcode() == BO_GT || Op->getOpcode() == BO_NE;
  const Stepping InCondition = steppedBy(Op->getLHS());
  if (InCondition.Variable) {
    const bool EndsAtFirst = IsPostfix(Op->getLHS()) ? IsBeyond : IsNotLess;
    return !InCondition.Up && !Step && EndsAtFirst &&
                   isNumber(Op->getRHS(), 0, Context)
               ? InCondition.Variable
               : nullptr;
  }
  const Stepping S = steppedBy(Step);
  const bool EndsAtFirst = (IsNotLess && isNumber(Op->getRHS(), 0, Context)) ||
                           (IsBeyond && isNumber(Op->getRHS(), -1, Context));
  return S.Variable && !S.Up && EndsAtFirst &&
                 variableIn(Op->getLHS()) == S.Variable
             ? S.Variable
             : nullptr;
}

/// What \p E is a copy of, or \p E itself.
static const Expr *copiedFrom(const Expr *E) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit());
  return Construct && Construct->getNumArgs() == 1 &&
                 Construct->getConstructor()->isCopyOrMoveConstructor()
             ? Construct->getArg(0)
             : E;
}

/// Whether the first part of \p Condition compares \p Variable with an end.
static bool comparesWithEnd(const Expr *Condition, const VarDecl *Variable) {
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Condition))
    return (Op->getOperator() == OO_ExclaimEqual ||
            Op->getOperator() == OO_Less) &&
           Op->getNumArgs() == 2 &&
           variableIn(copiedFrom(Op->getArg(0))) == Variable;
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Condition))
    return Rewritten->getOperator() == BO_NE &&
           variableIn(Rewritten->getLHS()->IgnoreImplicit()) == Variable;
  const auto *Op = dyn_cast<BinaryOperator>(Condition);
  if (!Op)
    return false;
  switch (Op->getOpcode()) {
  case BO_LT:
  case BO_LE:
  case BO_NE:
    return variableIn(Op->getLHS()) == Variable;
  case BO_GT:
  case BO_GE:
    return variableIn(Op->getRHS()) == Variable;
  default:
    return false;
  }
}

void FunctionTranslator::prepareLoop(const ForStmt &Loop) {
  if (!Loop.getCond())
    return;
  const Expr *Condition = firstPart(Loop.getCond());
  const VarDecl *Variable = countedDown(Condition, Loop.getInc(), Context);
  if (!Variable) {
    const Stepping S = steppedBy(Loop.getInc());
    if (!S.Variable || !S.Up || !comparesWithEnd(Condition, S.Variable))
      return;
    Variable = S.Variable;
    const Expr *Start = startOf(Loop, Variable);
    if (!Start)
      return;
    if (Variable->getType()->isIntegralOrEnumerationType()) {
      const std::optional<facts::Operand> First = constantValue(Start);
      if (!First || First->Number != 0)
        return;
    } else if (const Expr *Whole = beginningOf(Start)) {
      Iterated[Variable] = Whole;
    } else {
      return;
    }
  }
  if (Variable->hasLocalStorage() && !changes(Loop.getBody(), Variable))
    LoopConditions[Condition] = Variable;
}

void FunctionTranslator::prepareLoops() {
  for (const Stmt *S : Body.all()) {
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      const auto *Begin = Range->getBeginStmt();
      const auto *Variable =
          Begin ? dyn_cast<VarDecl>(Begin->getSingleDecl()) : nullptr;
      if (!Variable || !Range->getCond())
        continue;
      LoopConditions[Range->getCond()->IgnoreParenImpCasts()] = Variable;
      Ranges[Variable] = cast<VarDecl>(Range->getRangeStmt()->getSingleDecl());
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      prepareLoop(*For);
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      const Expr *Condition = firstPart(While->getCond());
      const VarDecl *Variable = countedDown(Condition, nullptr, Context);
      if (Variable && Variable->hasLocalStorage() &&
          !changes(While->getBody(), Variable))
        LoopConditions[Condition] = Variable;
    }
  }
}

/// The name that an element has whose index is the value of \p Variable.
static std::string indexNamed(const facts::Path &Variable) {
  const bool IsParameter = Variable.Root == facts::Path::RootKind::Parameter;
  return std::string(facts::IndexMark) + (IsParameter ? "param " : "") +
         Variable.Symbol;
}

facts::Path FunctionTranslator::loopVariable(const Stmt *Condition) {
  const auto *E = dyn_cast_or_null<Expr>(Condition);
  const VarDecl *Variable =
      E ? LoopConditions.lookup(E->IgnoreParenImpCasts()) : nullptr;
  return Variable ? pathOfStorage(Variable) : facts::Path();
}

std::string FunctionTranslator::indexName(const Expr *Index) {
  if (const std::optional<facts::Operand> Number = constantValue(Index))
    return std::to_string(Number->Number);
  const VarDecl *Variable = variableIn(Index);
  return Variable && Variable->hasLocalStorage() &&
                 !Captures.lookup(Variable) &&
                 Variable->getType()->isIntegralOrEnumerationType()
             ? indexNamed(pathOfStorage(Variable))
             : "";
}

facts::Path FunctionTranslator::pathOfIterated(const Expr *Iterator) {
  const VarDecl *Variable = variableIn(Iterator);
  if (!Variable)
    return {};
  // Two variables may begin with each other.
  constexpr unsigned MaxIterators = 4;
  facts::Path Whole;
  if (NumIterators == MaxIterators)
    return Whole;
  ++NumIterators;
  if (const VarDecl *Range = Ranges.lookup(Variable)) {
    Whole = pathOfVariable(Range);
  } else if (const Expr *Start = Iterated.lookup(Variable)) {
    Whole = Start->getType()->isPointerType() ? pointee(valueOf(Start))
                                              : pathOf(Start);
  }
  --NumIterators;
  return withIndex(std::move(Whole), indexNamed(pathOfStorage(Variable)));
}
