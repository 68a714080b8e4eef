//===- DescribedCalls.cpp - Calls of described functions ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A described call becomes the nodes that the calls of the API would be, so
// that nobody behind the extractor needs to know the difference. The object is
// the user's own: it stands for the handle that it hides.
//
//===----------------------------------------------------------------------===//

#include "extract/Callables.h"
#include "extract/Described.h"
#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include <algorithm>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::ApiArguments;
using facts::ApiFamily;
using facts::ApiObject;
using facts::ApiPlace;
using facts::ApiRole;
using facts::NodeKind;
using OperandKind = facts::Operand::OperandKind;
using PlaceKind = wrappers::Place::PlaceKind;
using RootKind = facts::Path::RootKind;
using wrappers::Effect;

/// One described call while it is translated.
struct FunctionTranslator::DescribedCall {
  const wrappers::Wrapper &What;
  const FunctionDecl &Callee;
  std::string Name;
  facts::Operand This;
  llvm::ArrayRef<const Expr *> Args;
  const Stmt *At;
  SourceLocation Where;
  /// Its object, or its handle.
  facts::Path Object;
  std::string ObjectText;
};

static const facts::ApiFunction &rowFor(Effect E, ApiObject Kind) {
  ApiRole Role = ApiRole::Close;
  switch (E) {
  case Effect::Create:
    Role = ApiRole::Create;
    break;
  case Effect::Arm:
    Role = Kind == ApiObject::Work ? ApiRole::Submit
           : Kind == ApiObject::Io ? ApiRole::StartIo
                                   : ApiRole::Set;
    break;
  case Effect::Cancel:
    Role = Kind == ApiObject::Io ? ApiRole::CancelIo : ApiRole::Set;
    break;
  case Effect::Drain:
    Role = ApiRole::Drain;
    break;
  default:
    break;
  }
  return *facts::findApi(ApiFamily::Win32, Kind, Role);
}

static void put(std::vector<facts::Operand> &Args, ApiPlace At,
                facts::Operand Value) {
  if (!At.isArgument())
    return;
  while (Args.size() <= At.index())
    Args.push_back(constant(0));
  Args[At.index()] = std::move(Value);
}

facts::Operand FunctionTranslator::argumentOf(const DescribedCall &Call,
                                              const wrappers::Place &At) {
  if (!At.is(PlaceKind::Argument) || At.Index >= Call.Args.size())
    return unknown();
  return passed(Call.Args[At.Index]);
}

facts::Node FunctionTranslator::describedNode(NodeKind Kind,
                                              const DescribedCall &Call) {
  facts::Node N = newNode(Kind, Call.At);
  if (!Call.At)
    N.Where = Unit.Source.locate(Call.Where);
  N.Via = Call.Name;
  return N;
}

facts::NodeId FunctionTranslator::emitOnObject(Effect E,
                                               const DescribedCall &Call) {
  const wrappers::Wrapper &W = Call.What;
  const facts::ApiFunction &Row = rowFor(E, W.Object->Object);
  const ApiArguments &At = Row.Args;
  facts::Node N = describedNode(NodeKind::ApiCall, Call);
  N.Callee = Row.Name.str();
  facts::Operand Object = valueAt(Call.Object);
  Object.Text = Call.ObjectText;
  put(N.Args, At.Object, std::move(Object));
  if (E == Effect::Create) {
    facts::Operand Context = argumentOf(Call, W.Context);
    put(N.Args, At.Callback,
        W.Callback.Index < Call.Args.size()
            ? callbackGiven(Call.Args[W.Callback.Index], Context)
            : unknown());
    put(N.Args, At.Context, std::move(Context));
    put(N.Args, At.Environment, unknown());
    put(N.Args, At.Handle, unknown());
    return emit(std::move(N));
  }
  for (const ApiPlace Argument :
       {At.Handle, At.DueTime, At.Period, At.Window, At.CancelPending})
    put(N.Args, Argument, constant(0));
  if (E != Effect::Arm)
    return emit(std::move(N));
  // Anything but null.
  put(N.Args, Row.armingArgument(), constant(1));
  if (!W.Handle.is(PlaceKind::Unsaid))
    put(N.Args, At.Handle, argumentOf(Call, W.Handle));
  put(N.Args, At.Period,
      W.Period.is(PlaceKind::Unsaid) ? constant(W.Object->IsPeriodic)
                                     : argumentOf(Call, W.Period));
  return emit(std::move(N));
}

void FunctionTranslator::storeDescribed(const DescribedCall &Call,
                                        facts::Operand Stored) {
  if (!Call.Object.isValid())
    return;
  facts::Node N = describedNode(NodeKind::Assign, Call);
  N.Target = Call.Object;
  N.Args.push_back(std::move(Stored));
  emit(std::move(N));
}

/// What no place names is only looked at; a variable may get a new value.
void FunctionTranslator::touchOtherArguments(const DescribedCall &Call) {
  const wrappers::Wrapper &W = Call.What;
  auto Touch = [&](const facts::Operand &O, bool MayChange) {
    const facts::Path Memory = pointee(O);
    if (MayChange && O.Kind == OperandKind::Address && !isShared(Memory)) {
      emitAssign(Memory, unknown(), Call.At);
    } else if (isShared(Memory)) {
      facts::Node N = describedNode(NodeKind::Touch, Call);
      N.Target = Memory;
      emit(std::move(N));
    }
  };
  for (unsigned I = 0; I != Call.Args.size(); ++I) {
    const wrappers::Place *Places[] = {&W.ObjectAt, &W.Callback, &W.Context,
                                       &W.Handle};
    const bool IsNamed = std::any_of(
        std::begin(Places), std::end(Places), [I](const wrappers::Place *P) {
          return P->is(PlaceKind::Argument) && P->Index == I;
        });
    if (IsNamed || I >= Call.Callee.getNumParams())
      continue;
    const QualType Type = Call.Callee.getParamDecl(I)->getType();
    const QualType Target = Type->getPointeeType();
    if (!Target.isNull())
      Touch(passed(Call.Args[I]), !Target.isConstQualified());
  }
}

bool FunctionTranslator::translateDescribed(const FunctionDecl *Callee,
                                            const facts::Operand &This,
                                            llvm::ArrayRef<const Expr *> Args,
                                            const Stmt *At,
                                            SourceLocation Where) {
  const wrappers::Wrapper *W =
      Callee && Unit.Known ? Unit.Known->find(*Callee) : nullptr;
  if (!W)
    return false;
  DescribedCall Call{*W,    *Callee, Unit.Naming.readable(*Callee),
                     This,  Args,    At,
                     Where, {},      ""};
  const bool HasThis = This.Kind != OperandKind::Unknown;
  const bool IsThis = W->ObjectAt.is(PlaceKind::This) ||
                      (W->ObjectAt.is(PlaceKind::Unsaid) && HasThis);
  const unsigned ObjectArgument =
      W->ObjectAt.is(PlaceKind::Argument) ? W->ObjectAt.Index : 0;
  if (IsThis) {
    Call.Object = describedBy(This);
    Call.ObjectText = This.Text;
  } else if (!W->ObjectAt.is(PlaceKind::Result) &&
             ObjectArgument < Args.size()) {
    const facts::Operand Given = passed(Args[ObjectArgument]);
    Call.Object = describedBy(Given);
    Call.ObjectText = StringRef(Given.Text).ltrim("&").str();
  }

  const auto *Result = dyn_cast_or_null<CallExpr>(At);
  auto SetResult = [&](facts::Operand Value) {
    if (Result)
      Values[Result] = std::move(Value);
  };
  SetResult(unknown());
  touchOtherArguments(Call);
  for (Effect E : W->Effects) {
    switch (E) {
    case Effect::Create: {
      const facts::NodeId Made = emitOnObject(E, Call);
      if (W->ObjectAt.is(PlaceKind::Result)) {
        SetResult(valueAt(resultOf(Made)));
        Call.Object = describedBy(valueAt(resultOf(Made)));
      } else {
        storeDescribed(Call, valueAt(resultOf(Made)));
      }
      break;
    }
    case Effect::Arm:
    case Effect::Cancel:
    case Effect::Drain:
    case Effect::Close: {
      const facts::NodeId Done = emitOnObject(E, Call);
      if (W->Effects.front() != Effect::Create)
        SetResult(valueAt(resultOf(Done)));
      break;
    }
    case Effect::Lock:
    case Effect::Unlock: {
      facts::Node N = describedNode(
          E == Effect::Lock ? NodeKind::Lock : NodeKind::Unlock, Call);
      N.Target = Call.Object;
      emit(std::move(N));
      break;
    }
    case Effect::TryLock:
      if (Result) {
        Guard Held;
        Held.Locks.push_back(Call.Object);
        tryLocks(Held, Result);
      }
      break;
    case Effect::SetFlag:
    case Effect::ClearFlag:
      storeDescribed(Call, constant(E == Effect::SetFlag));
      break;
    case Effect::TestFlag:
      SetResult(valueAt(Call.Object));
      break;
    case Effect::SourceOff:
      emit(describedNode(NodeKind::SourceOff, Call));
      break;
    case Effect::Nothing:
      break;
    }
  }
  return true;
}

bool FunctionTranslator::isDescribedGuard(const CXXRecordDecl *Class) const {
  return Class && Unit.Known && Unit.Known->isGuard(*Class);
}

bool FunctionTranslator::translateDescribedGuard(
    const CXXConstructExpr *Construct) {
  if (!isDescribedGuard(Construct->getConstructor()->getParent()) ||
      Construct->getNumArgs() == 0 ||
      Construct->getConstructor()->isCopyOrMoveConstructor())
    return false;
  Guard New;
  New.Object = homeOf(Construct);
  New.Locks.push_back(describedBy(passed(Construct->getArg(0))));
  emitLocks(NodeKind::Lock, New, newNode(NodeKind::Lock, Construct));
  Guards.push_back(std::move(New));
  return true;
}

/// Whether the pool itself can call \p Function.
static bool isCalledByPool(const FunctionDecl &Function) {
  if (Function.getNumParams() < 2)
    return false;
  const QualType First = Function.getParamDecl(0)->getType();
  return StringRef(First.getAsString()).contains("TP_CALLBACK_INSTANCE") ||
         StringRef(First.getCanonicalType().getAsString())
             .contains("TP_CALLBACK_INSTANCE");
}

/// Whether \p Closure may keep its context alive itself: it holds something
/// that is used like a pointer and is none.
static bool mayOwnContext(const CXXRecordDecl &Closure) {
  for (const FieldDecl *Field : Closure.fields()) {
    const CXXRecordDecl *Class = Field->getType()->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition())
      continue;
    if (Class->getNameAsString().find("ptr") != std::string::npos)
      return true;
    for (const CXXMethodDecl *Method : Class->methods())
      if (Method->getOverloadedOperator() == OO_Arrow)
        return true;
  }
  return false;
}

facts::Operand FunctionTranslator::callbackGiven(const Expr *Given,
                                                 facts::Operand &Context) {
  const Callable Found = callableIn(Given);
  if (!Found.Function)
    return passed(Given);
  const FunctionDecl &Function = *Found.Function;
  const std::string Usr = Unit.Naming.usr(Function);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  const bool IsLambda = Method && Method->getParent()->isLambda();
  const bool HasThis = Method && !Method->isStatic();
  if (isCalledByPool(Function) &&
      (!HasThis || (IsLambda && Method->getParent()->captures().empty())))
    return functionNamed(Usr);
  if (IsLambda && mayOwnContext(*Method->getParent()))
    return unknown();
  if (IsLambda && !Method->getParent()->captures().empty())
    Context = addressOf(isa<LambdaExpr>(Found.Closure) ? homeOf(Found.Closure)
                                                       : pathOf(Found.Closure));
  return functionNamed(adapterFor(Function, HasThis));
}

/// A function that the pool can call, which calls \p Function: its object, or
/// else the first pointer among its parameters, is the context.
std::string FunctionTranslator::adapterFor(const FunctionDecl &Function,
                                           bool HasThis) {
  constexpr char ContextParameter[] = "1", AnyParameter[] = "0";
  const std::string Usr = Unit.Naming.usr(Function);
  facts::Function Adapter;
  Adapter.Usr = "callback " + Usr;
  Adapter.Name = Unit.Naming.readable(Function);
  Adapter.Where = Unit.Source.locate(Function.getLocation());
  Adapter.NumParameters = 2;
  Adapter.IsStatic = true;
  Adapter.Entry = 0;

  facts::Node Call;
  Call.Kind = NodeKind::Call;
  Call.Next = 1;
  Call.Callee = Usr;
  Call.CalleeName = Adapter.Name;
  Call.Where = Adapter.Where;
  const facts::Operand Context =
      valueAt(pathTo(RootKind::Parameter, ContextParameter));
  bool IsGiven = HasThis;
  if (HasThis)
    Call.This = Context;
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    const bool IsContext = !IsGiven && Parameter->getType()->isPointerType();
    IsGiven |= IsContext;
    Call.Args.push_back(
        IsContext ? Context
                  : valueAt(pathTo(RootKind::Parameter, AnyParameter)));
  }
  facts::Node Return;
  Return.Kind = NodeKind::Return;
  Adapter.Nodes = {std::move(Call), std::move(Return)};
  std::string Result = Adapter.Usr;
  Unit.Adapters.try_emplace(Result, std::move(Adapter));
  return Result;
}
