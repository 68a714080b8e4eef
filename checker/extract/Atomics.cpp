//===- Atomics.cpp - Atomic operations as plain reads and writes ----------===//
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
using facts::ApiRole;
using facts::NodeKind;
using OperandKind = facts::Operand::OperandKind;

/// Stores \p Stored; the value of \p Call is what was there before.
void FunctionTranslator::exchange(const Expr *Call, const facts::Path &Variable,
                                  facts::Operand Stored) {
  if (!Body.isDiscarded(Call)) {
    const facts::Path Before = Nodes.newTemporary();
    emitAssign(Before, valueAt(Variable), Call);
    Values[Call] = valueAt(Before);
  }
  emitAssign(Variable, std::move(Stored), Call);
}

/// Stores something that was computed from what was there.
void FunctionTranslator::modify(const Expr *Call, const facts::Path &Variable) {
  std::vector<facts::Path> Sources;
  if (Variable.isValid())
    Sources.push_back(Variable);
  Values[Call] = unknown(Sources);
  emitAssign(Variable, unknown(std::move(Sources)), Call);
}

/// Combines \p Value with what was there.
void FunctionTranslator::modify(const Expr *Call, const facts::Path &Variable,
                                ApiRole How, const facts::Operand &Value) {
  const bool IsConstant = Value.Kind == OperandKind::Constant;
  std::int64_t Added = 0;
  switch (How) {
  case ApiRole::AtomicIncrement:
    Added = 1;
    break;
  case ApiRole::AtomicDecrement:
    Added = -1;
    break;
  case ApiRole::AtomicAdd:
    Added = IsConstant ? Value.Number : 0;
    break;
  case ApiRole::AtomicAnd:
  case ApiRole::AtomicOr:
    if (!changeBits(Call, Variable, Call->getType(), How == ApiRole::AtomicOr,
                    Value))
      break;
    Values[Call] = unknown({Variable});
    return;
  default:
    break;
  }
  if (Added == 0)
    return modify(Call, Variable);
  addTo(Call, Variable, Added);
  Values[Call] = unknown({Variable});
}

/// Stores \p Stored if \p Expected is there. \p IfStored and \p IfNot go on
/// from the two outcomes.
void FunctionTranslator::compareAndStore(const Expr *Call,
                                         const facts::Path &Variable,
                                         facts::Operand Stored,
                                         const facts::Operand &Expected,
                                         llvm::function_ref<void()> IfStored,
                                         llvm::function_ref<void()> IfNot) {
  Test Decision;
  if (Variable.isValid() && Expected.Kind == OperandKind::Constant) {
    Decision.Kind = Test::Compare;
    Decision.Left = valueAt(Variable);
    Decision.Right = Expected;
  } else if (Variable.isValid()) {
    Decision.Left.Sources.push_back(Variable);
  }
  const facts::NodeId Equal = Nodes.newJoin(), Different = Nodes.newJoin(),
                      After = Nodes.newJoin();
  branchOn(Decision, Equal, Different, Call);
  Nodes.continueAt(Equal);
  emitAssign(Variable, std::move(Stored), Call);
  IfStored();
  Nodes.goTo(After);
  Nodes.continueAt(Different);
  IfNot();
  Nodes.goTo(After);
  Nodes.continueAt(After);
}

bool FunctionTranslator::translateInterlocked(const CallExpr *Call,
                                              const facts::ApiFunction &Row) {
  if (Row.Object != facts::ApiObject::Variable)
    return false;
  auto Argument = [&](facts::ApiPlace Place) {
    return Place.isArgument() && Place.index() < Call->getNumArgs()
               ? valueOf(Call->getArg(Place.index()))
               : facts::Operand();
  };
  const facts::Path Variable = pointee(Argument(Row.Args.Object));
  facts::Operand Value = Argument(Row.Args.Value);
  auto Is = [&](std::int64_t Number) {
    return Value.Kind == OperandKind::Constant && Value.Number == Number;
  };
  const bool IsOnlyRead =
      (Row.Role == ApiRole::AtomicAnd && Is(-1)) ||
      ((Row.Role == ApiRole::AtomicAdd || Row.Role == ApiRole::AtomicOr ||
        Row.Role == ApiRole::AtomicXor) &&
       Is(0));
  if (IsOnlyRead && Variable.isValid()) {
    Values[Call] = valueAt(Variable);
    return true;
  }
  switch (Row.Role) {
  case ApiRole::AtomicExchange:
    exchange(Call, Variable, std::move(Value));
    return true;
  case ApiRole::AtomicCompareExchange: {
    const facts::Operand Expected = Argument(Row.Args.Comparand);
    const bool IsConstant = Expected.Kind == OperandKind::Constant;
    if (Variable.isValid() && IsConstant && Is(Expected.Number)) {
      Values[Call] = valueAt(Variable);
      return true;
    }
    const facts::Path Before = Nodes.newTemporary();
    compareAndStore(
        Call, Variable, std::move(Value), Expected,
        [&] { emitAssign(Before, Expected, Call); },
        [&] {
          const facts::NodeId Id = emitAssign(Before, valueAt(Variable), Call);
          if (IsConstant)
            Nodes.exclude(Id, Expected.Number);
        });
    Values[Call] = valueAt(Before);
    return true;
  }
  default:
    modify(Call, Variable, Row.Role, Value);
    return true;
  }
}

/// The constant that \p Variable holds wherever its only user is reached.
static const Expr *constantInitializer(const Expr *Expected,
                                       const BodyIndex &Body) {
  const auto *Reference = dyn_cast<DeclRefExpr>(withoutWrappers(Expected));
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || !Variable->hasLocalStorage() || !Variable->getInit())
    return nullptr;
  for (const Stmt *S : Body.all()) {
    const auto *Other = dyn_cast<DeclRefExpr>(S);
    if (Other && Other != Reference && Other->getDecl() == Variable)
      return nullptr;
    // The operation itself may have changed it the time before.
    if (isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt, GotoStmt>(S))
      return nullptr;
  }
  return Variable->getInit();
}

bool extract::isLibraryAtomic(const CXXRecordDecl &Class) {
  return Class.isInStdNamespace() && Class.getIdentifier() &&
         Class.getName().contains_insensitive("atomic");
}

bool FunctionTranslator::translateAtomicMember(const CallExpr *Call,
                                               const CXXMethodDecl &Method) {
  if (!isLibraryAtomic(*Method.getParent()) || Method.isStatic())
    return false;
  const facts::Path Variable = pointee(objectOf(Call));
  const unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  auto Argument = [&](unsigned I) {
    return First + I < Call->getNumArgs() ? passed(Call->getArg(First + I))
                                          : facts::Operand();
  };
  const bool IsNamed = Method.getIdentifier() != nullptr;
  const StringRef Name = IsNamed ? Method.getName() : StringRef();
  if (isa<CXXConversionDecl>(Method) || Name == "load" || Name == "test") {
    Values[Call] = valueAt(Variable);
    return true;
  }
  if (Name == "store" || Method.getOverloadedOperator() == OO_Equal) {
    emitAssign(Variable, Argument(0), Call);
    Values[Call] = valueAt(Variable);
    return true;
  }
  if (Name == "exchange") {
    exchange(Call, Variable, Argument(0));
    return true;
  }
  if (Name == "test_and_set") {
    exchange(Call, Variable, constant(1));
    return true;
  }
  if (Name == "clear") {
    emitAssign(Variable, constant(0), Call);
    return true;
  }
  if (Name.starts_with("compare_exchange")) {
    const Expr *Expected = Call->getArg(First);
    facts::Operand Wanted = valueOf(Expected);
    if (const Expr *Init = constantInitializer(Expected, Body))
      if (std::optional<facts::Operand> Number = constantValue(Init))
        Wanted = *Number;
    const facts::Path Result = Nodes.newTemporary();
    compareAndStore(
        Call, Variable, Argument(1), Wanted,
        [&] { emitAssign(Result, constant(1), Call); },
        [&] {
          emitAssign(pathOf(Expected), valueAt(Variable), Call);
          emitAssign(Result, constant(0), Call);
        });
    Values[Call] = valueAt(Result);
    return true;
  }
  if (!Name.starts_with("fetch_") && !Method.isOverloadedOperator())
    return false;
  facts::Operand Value = Argument(0);
  ApiRole How = ApiRole::AtomicXor;
  switch (Method.getOverloadedOperator()) {
  case OO_PlusPlus:
    How = ApiRole::AtomicIncrement;
    break;
  case OO_MinusMinus:
    How = ApiRole::AtomicDecrement;
    break;
  case OO_AmpEqual:
    How = ApiRole::AtomicAnd;
    break;
  case OO_PipeEqual:
    How = ApiRole::AtomicOr;
    break;
  default:
    if (Name == "fetch_and")
      How = ApiRole::AtomicAnd;
    else if (Name == "fetch_or")
      How = ApiRole::AtomicOr;
    else if (Name == "fetch_add" || Name == "fetch_sub")
      How = ApiRole::AtomicAdd;
    if (Name == "fetch_sub")
      Value.Number = -Value.Number;
    break;
  }
  modify(Call, Variable, How, Value);
  return true;
}

void FunctionTranslator::translateAtomicBuiltin(const AtomicExpr *Atomic) {
  const facts::Path Variable = pointee(valueOf(Atomic->getPtr()));
  switch (Atomic->getOp()) {
  case AtomicExpr::AO__c11_atomic_load:
  case AtomicExpr::AO__atomic_load_n:
    Values[Atomic] = valueAt(Variable);
    return;
  case AtomicExpr::AO__c11_atomic_init:
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__atomic_store_n:
    emitAssign(Variable, valueOf(Atomic->getVal1()), Atomic);
    return;
  case AtomicExpr::AO__c11_atomic_exchange:
  case AtomicExpr::AO__atomic_exchange_n:
    exchange(Atomic, Variable, valueOf(Atomic->getVal1()));
    return;
  default:
    modify(Atomic, Variable);
    return;
  }
}
