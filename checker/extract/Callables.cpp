//===- Callables.cpp - What the user's code gives others to call ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Callables.h"

using namespace clang;
using namespace threadpool::extract;

Callable threadpool::extract::callableIn(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
      return {Lambda->getCallOperator(), Lambda};
    if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
      if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
        return {Function, nullptr};
      const CXXRecordDecl *Class =
          E->getType().getNonReferenceType()->getAsCXXRecordDecl();
      if (Class && Class->isLambda())
        return {Class->getLambdaCallOperator(), E};
      return {};
    }
    if (const auto *Op = dyn_cast<UnaryOperator>(E);
        Op && (Op->getOpcode() == UO_AddrOf || Op->getOpcode() == UO_Plus)) {
      E = Op->getSubExpr();
    } else if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      E = Cast->getSubExpr();
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
               Made && Made->getNumArgs() > 0) {
      E = Made->getArg(0);
    } else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = Bound->getSubExpr();
    } else if (const auto *Kept = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = Kept->getSubExpr();
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
               Call && isa<CXXConversionDecl>(Call->getCalleeDecl())) {
      E = Call->getImplicitObjectArgument();
    } else if (const auto *Moved = dyn_cast<CallExpr>(E);
               Moved && Moved->isCallToStdMove()) {
      E = Moved->getArg(0);
    } else {
      return {};
    }
  }
}
