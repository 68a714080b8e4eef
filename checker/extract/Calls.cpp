//===- Calls.cpp - Calls and who is called --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ApiReferences.h"
#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::NodeKind;
using RootKind = facts::Path::RootKind;

/// The argument that a call such as std::move hands through, or null.
const Expr *FunctionTranslator::forwardedArgument(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || Call->getNumArgs() == 0)
    return nullptr;
  switch (Call->getBuiltinCallee()) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_addressof:
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
    return Call->getArg(0);
  default:
    return nullptr;
  }
}

/// The function that a constant function pointer holds.
static const FunctionDecl *constantFunction(const Expr *E) {
  // Each step leads to an initialiser; a variable may name itself in its own.
  for (unsigned Steps = 0; Steps != 8; ++Steps) {
    E = E->IgnoreParenCasts();
    if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
      if (Op->getOpcode() != UO_AddrOf && Op->getOpcode() != UO_Deref)
        return nullptr;
      E = Op->getSubExpr();
      continue;
    }
    const auto *Reference = dyn_cast<DeclRefExpr>(E);
    if (!Reference)
      return nullptr;
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
      return Function;
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (!Variable || !Variable->getType().isConstQualified() ||
        !Variable->getAnyInitializer())
      return nullptr;
    E = Variable->getAnyInitializer();
  }
  return nullptr;
}

const FunctionDecl *FunctionTranslator::calleeOf(const CallExpr *Call) const {
  if (const FunctionDecl *Direct = Call->getDirectCallee())
    return Direct;
  return isa<CXXMemberCallExpr>(Call) ? nullptr
                                      : constantFunction(Call->getCallee());
}

/// Whether a virtual \p Method may turn out to be an override.
bool FunctionTranslator::isVirtualHere(const CallExpr *Call,
                                       const CXXMethodDecl *Method) const {
  if (!Method->isVirtual())
    return false;
  const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  if (!Member)
    return !Method->hasAttr<FinalAttr>();
  if (Member->hasQualifier() ||
      Method->getDevirtualizedMethod(Member->getBase(),
                                     Context.getLangOpts().AppleKext))
    return false;
  // While an object is made or destroyed it is of the class that does so.
  return !(isa<CXXConstructorDecl, CXXDestructorDecl>(Definition) &&
           isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()));
}

facts::Operand FunctionTranslator::objectOf(const CallExpr *Call) {
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0)
    Object = Call->getArg(0);
  if (!Object)
    return {};
  facts::Operand Result = Object->getType()->isPointerType()
                              ? valueOf(Object)
                              : addressOf(pathOf(Object));
  if (!Object->isImplicitCXXThis())
    Result.Text = Unit.Source.text(Object->getSourceRange());
  return Result;
}

/// Whether \p Call is declared never to return.
static bool neverReturns(const CallExpr *Call, const FunctionDecl *Callee) {
  if (Callee &&
      (Callee->isNoReturn() || Callee->hasAttr<AnalyzerNoReturnAttr>()))
    return true;
  QualType Type = Call->getCallee()->getType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  const auto *Function = Type->getAs<FunctionType>();
  return Function && Function->getExtInfo().getNoReturn();
}

/// Whether \p Function has no declaration but the one that C assumed.
static bool isUndeclared(const FunctionDecl &Function) {
  return Function.isImplicit() && !Function.getBuiltinID() &&
         Function.getIdentifier() && !isa<CXXMethodDecl>(Function) &&
         !Function.getASTContext().getLangOpts().CPlusPlus;
}

void FunctionTranslator::translateCall(const CallExpr *Call) {
  if (forwardedArgument(Call) ||
      isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParens()))
    return;
  const FunctionDecl *Callee = calleeOf(Call);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (Callee) {
    // A macro may do anything, and C takes it for a function.
    if (isUndeclared(*Callee) && looksLikeMacro(Callee->getName())) {
      emit(newNode(NodeKind::Unsupported, Call));
      return;
    }
    if (const facts::ApiFunction *Row = apiOf(*Callee)) {
      if (!translateInterlocked(Call, *Row))
        emitApiCall(Call, *Row);
      if (neverReturns(Call, Callee))
        emit(newNode(NodeKind::Abandon, Call));
      return;
    }
    if (translateBuiltin(Call, *Callee) ||
        translateLibraryFunction(Call, *Callee) ||
        translatePointerComparison(Call, *Callee) ||
        translateHeldQuestion(Call, *Callee) ||
        translateLockFunction(Call, *Callee))
      return;
  }
  if (translateContained(Call))
    return;

  llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
  facts::Operand This;
  const FunctionDecl *Target = Callee;
  if (Method && !Method->isStatic()) {
    This = objectOf(Call);
    if (isa<CXXOperatorCallExpr>(Call))
      Args = Args.drop_front();
  }
  if (translateDescribed(Callee, This, Args, Call) ||
      (Method && (translatePointerMember(Call, *Method) ||
                  translateAtomicMember(Call, *Method) ||
                  translateStopMember(Call, *Method) ||
                  translateLockMember(Call, *Method))))
    return;
  if (Method && !Method->isStatic()) {
    if (Method->isVirtual()) {
      const auto *Member =
          dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
      if (Member && !Member->hasQualifier())
        if (const CXXMethodDecl *Override = Method->getDevirtualizedMethod(
                Member->getBase(), Context.getLangOpts().AppleKext))
          Target = Override;
    }
    // A trivial assignment copies.
    if (Method->isTrivial() && Args.size() == 1 &&
        (Method->isCopyAssignmentOperator() ||
         Method->isMoveAssignmentOperator())) {
      emitAssign(pointee(This), valueOf(Args[0]), Call);
      Values[Call] = This;
      return;
    }
  }
  const facts::NodeId Node = emitCall(Target, This, Args, Call);
  Values[Call] = valueAt(resultOf(Node));
  noteHeld(Call, Callee);
  if (Callee)
    storeCleared(Call, *Callee);
  if (neverReturns(Call, Callee))
    emit(newNode(NodeKind::Abandon, Call));
}

/// Whether \p Callee is what the macro assert calls where its condition does
/// not hold. The C libraries of Windows let a debugger go on behind it, so they
/// do not declare that it never returns; the program means that it does not.
static bool isFailedAssertion(const FunctionDecl &Callee) {
  return Callee.getIdentifier() && Callee.isExternC() &&
         llvm::is_contained({"_wassert", "_assert", "__assert_fail"},
                            Callee.getName());
}

/// Handles calls that are no calls in effect.
bool FunctionTranslator::translateBuiltin(const CallExpr *Call,
                                          const FunctionDecl &Callee) {
  // A lambda that becomes a function pointer is told where it is used.
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(&Callee);
      Conversion && Conversion->getParent()->isLambda()) {
    const CXXRecordDecl *Lambda = Conversion->getParent();
    const CXXMethodDecl *Operator = Lambda->getLambdaCallOperator();
    if (const auto *Template = Lambda->getDependentLambdaCallOperator()) {
      Operator = nullptr;
      const auto *Wanted = Conversion->getTemplateSpecializationArgs();
      void *Position = nullptr;
      if (Wanted)
        Operator = cast_or_null<CXXMethodDecl>(
            const_cast<FunctionTemplateDecl *>(Template)->findSpecialization(
                Wanted->asArray(), Position));
    }
    Values[Call] =
        Operator ? functionNamed(Unit.Naming.usr(*Operator)) : unknown();
    return true;
  }
  if (isFailedAssertion(Callee) ||
      Callee.getBuiltinID() == Builtin::BI__builtin_unreachable) {
    facts::Node N = newNode(NodeKind::Abandon, Call);
    N.IsImpossible = true;
    emit(std::move(N));
    return true;
  }
  switch (Callee.getBuiltinID()) {
  case Builtin::BI__builtin_trap:
    emit(newNode(NodeKind::Abandon, Call));
    return true;
  case Builtin::BI__assume:
  case Builtin::BI__builtin_assume:
  case Builtin::BI__noop:
    return true;
  default:
    return false;
  }
}

void FunctionTranslator::emitApiCall(const CallExpr *Call,
                                     const facts::ApiFunction &Row) {
  facts::Node N = newNode(NodeKind::ApiCall, Call);
  N.Callee = Row.Name.str();
  for (const Expr *Arg : Call->arguments())
    N.Args.push_back(passed(Arg));
  Values[Call] = valueAt(resultOf(emit(std::move(N))));
}

/// What a default argument calls stands in the declaration, where Clang's CFG
/// does not look.
void FunctionTranslator::translateDefault(const Expr *Argument) {
  const auto *Default = dyn_cast<CXXDefaultArgExpr>(Argument);
  const auto *Call =
      Default ? dyn_cast<CallExpr>(Default->getExpr()->IgnoreImplicit())
              : nullptr;
  if (Call && Call->getNumArgs() == 0 && !Call->containsErrors() &&
      !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(Call))
    translateCall(Call);
}

facts::NodeId FunctionTranslator::emitCall(const FunctionDecl *Callee,
                                           facts::Operand This,
                                           llvm::ArrayRef<const Expr *> Args,
                                           const Stmt *At) {
  for (const Expr *Arg : Args)
    translateDefault(Arg);
  facts::Node N = newNode(NodeKind::Call, At);
  N.This = std::move(This);
  const auto *Call = dyn_cast<CallExpr>(At);
  if (Callee) {
    N.CalleeName = Unit.Naming.readable(*Callee);
    N.CalleeIsSystem =
        Callee->getBuiltinID() || Unit.Foreign.contains(Callee->getLocation());
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    const bool IsVirtual = Method && Call && isVirtualHere(Call, Method);
    (IsVirtual ? N.Overridable : N.Callee) = Unit.Naming.usr(*Callee);
  } else if (Call) {
    N.CalleeName = Unit.Source.text(Call->getCallee()->getSourceRange());
  }
  for (const Expr *Arg : Args)
    N.Args.push_back(passed(Arg));
  const facts::NodeId Made = emit(std::move(N));
  emptyGivenPointers(Args);
  return Made;
}
