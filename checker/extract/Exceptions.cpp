//===- Exceptions.cpp - What functions throw ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Exceptions.h"

#include "extract/FunctionTranslator.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

#include <algorithm>
#include <set>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// Whether \p Callee is what the macros THROW_... of WIL call: a function whose
/// name says so, or one that is told as a template to leave by one.
static bool isThrowOfWil(const FunctionDecl &Callee) {
  const std::string Name = Callee.getQualifiedNameAsString();
  const llvm::StringRef Qualified = Name;
  if (!Qualified.starts_with("wil::details::"))
    return false;
  if (Qualified.substr(Qualified.rfind(':') + 1).starts_with("Throw_"))
    return true;
  const TemplateArgumentList *Args = Callee.getTemplateSpecializationArgs();
  return Args && llvm::any_of(Args->asArray(), [](const TemplateArgument &Arg) {
           const auto *Leave = Arg.getKind() == TemplateArgument::Declaration
                                   ? dyn_cast<FunctionDecl>(Arg.getAsDecl())
                                   : nullptr;
           return Leave && isThrowOfWil(*Leave);
         });
}

/// Other library functions that throw, always or if something has failed.
static bool isKnownToThrow(const FunctionDecl &Callee) {
  const std::string Qualified = Callee.getQualifiedNameAsString();
  constexpr llvm::StringLiteral Known[] = {
      "std::rethrow_exception", "std::throw_with_nested",
      "winrt::throw_hresult",   "winrt::throw_last_error",
      "winrt::check_hresult",   "winrt::check_bool",
      "winrt::check_win32",     "winrt::check_pointer",
      "_com_issue_error",       "_com_raise_error",
  };
  return llvm::is_contained(Known, Qualified);
}

/// Whether nothing leaves \p Function, as far as its type says. What is not
/// worked out yet counts as such: the destructors, nearly always.
static bool isNoexcept(const FunctionDecl &Function) {
  const auto *Type = Function.getType()->getAs<FunctionProtoType>();
  return !Type || isUnresolvedExceptionSpec(Type->getExceptionSpecType()) ||
         Type->canThrow() == CT_Cannot;
}

static std::string nameOfType(QualType Type) {
  PrintingPolicy Policy{LangOptions()};
  Policy.SuppressTagKeyword = true;
  return Type.getCanonicalType()
      .getNonReferenceType()
      .getUnqualifiedType()
      .getAsString(Policy);
}

static void addBases(const CXXRecordDecl *Class,
                     std::vector<std::string> &Types) {
  if (!Class || !Class->hasDefinition())
    return;
  for (const CXXBaseSpecifier &Base : Class->bases()) {
    Types.push_back(nameOfType(Base.getType()));
    addBases(Base.getType()->getAsCXXRecordDecl(), Types);
  }
}

/// What a handler may be declared with that catches a \p Type; empty if any
/// may: pointers are converted.
static std::vector<std::string> handledAs(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isDependentType() || Type->isPointerType() ||
      Type->isNullPtrType() || Type->isMemberPointerType())
    return {};
  std::vector<std::string> Types = {nameOfType(Type)};
  addBases(Type->getAsCXXRecordDecl(), Types);
  return Types;
}

/// What the code is of every C++ exception as one of the system.
static constexpr std::int64_t CxxExceptionCode = 0xE06D7363;

/// EXCEPTION_CONTINUE_SEARCH
static constexpr std::int64_t ContinueSearch = 0;

/// What the filter \p E of a handler says to a C++ exception, as far as it asks
/// for nothing but the code.
static std::optional<std::int64_t> toCxxException(const Expr *E,
                                                  const ASTContext &Context) {
  E = E->IgnoreParenCasts();
  if (Expr::EvalResult Known;
      !E->isValueDependent() && E->EvaluateAsInt(Known, Context))
    return Known.Val.getInt().getExtValue();
  auto Of = [&](const Expr *Part) { return toCxxException(Part, Context); };
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const StringRef Name =
        Callee && Callee->getIdentifier() ? Callee->getName() : "";
    return Name == "GetExceptionCode" || Name.ltrim('_') == "exception_code"
               ? std::optional(CxxExceptionCode)
               : std::nullopt;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    const std::optional<std::int64_t> Holds = Of(Choice->getCond());
    return Holds ? Of(*Holds ? Choice->getTrueExpr() : Choice->getFalseExpr())
                 : std::nullopt;
  }
  const auto *Pair = dyn_cast<BinaryOperator>(E);
  if (!Pair || !(Pair->isEqualityOp() || Pair->isLogicalOp()))
    return std::nullopt;
  const std::optional<std::int64_t> Left = Of(Pair->getLHS());
  const std::optional<std::int64_t> Right = Of(Pair->getRHS());
  if (!Left || !Right)
    return std::nullopt;
  switch (Pair->getOpcode()) {
  case BO_EQ:
    return std::uint32_t(*Left) == std::uint32_t(*Right);
  case BO_NE:
    return std::uint32_t(*Left) != std::uint32_t(*Right);
  case BO_LAnd:
    return *Left && *Right;
  default:
    return *Left || *Right;
  }
}

namespace {

class ThrowCollector : public RecursiveASTVisitor<ThrowCollector> {
public:
  ThrowCollector(UnitContext &Unit, facts::Function &F) : Unit(Unit), F(F) {}

  bool shouldVisitImplicitCode() const { return true; }

  // These are functions of their own, or nothing that runs.
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    for (Expr *Capture : Lambda->capture_inits())
      if (Capture && !TraverseStmt(Capture))
        return false;
    return true;
  }
  bool TraverseDecl(Decl *D) {
    return isa_and_nonnull<FunctionDecl, TagDecl>(D)
               ? true
               : RecursiveASTVisitor::TraverseDecl(D);
  }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc, bool = true) { return true; }

  bool TraverseIfStmt(IfStmt *If) {
    const std::optional<const Stmt *> Taken =
        If->isConstexpr() ? If->getNondiscardedCase(Unit.Context)
                          : std::optional<const Stmt *>();
    return Taken ? TraverseStmt(const_cast<Stmt *>(*Taken))
                 : RecursiveASTVisitor::TraverseIfStmt(If);
  }

  /// Where a part does not compile, a block that belongs to no statement may
  /// have lost the macro that made it one with handlers.
  bool TraverseCompoundStmt(CompoundStmt *Block) {
    const bool WasAllCaught = IsAllCaught;
    bool Result = true;
    for (Stmt *Part : Block->body()) {
      IsAllCaught = WasAllCaught || (F.IsPartial && isa<CompoundStmt>(Part));
      Result = Result && TraverseStmt(Part);
    }
    IsAllCaught = WasAllCaught;
    return Result;
  }

  bool TraverseCXXTryStmt(CXXTryStmt *Try) {
    const std::vector<std::string> Outer = Caught;
    const bool WasAllCaught = IsAllCaught;
    // Handlers may have got lost.
    IsAllCaught |= F.IsPartial;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
      const CXXCatchStmt &Handler = *Try->getHandler(I);
      const QualType Type = Handler.getCaughtType();
      // A type that is not known may be any.
      if (Type.isNull() || Type.getNonReferenceType()->isPointerType() ||
          Handler.getExceptionDecl()->isInvalidDecl())
        IsAllCaught = true;
      else
        Caught.push_back(nameOfType(Type));
    }
    bool Result = TraverseStmt(Try->getTryBlock());
    Caught = Outer;
    IsAllCaught = WasAllCaught;
    for (unsigned I = 0; Result && I < Try->getNumHandlers(); ++I) {
      const QualType OuterHandled = Handled;
      Handled = Try->getHandler(I)->getCaughtType();
      Result = TraverseStmt(Try->getHandler(I)->getHandlerBlock());
      Handled = OuterHandled;
    }
    return Result;
  }

  bool TraverseSEHTryStmt(SEHTryStmt *Try) {
    const bool WasAllCaught = IsAllCaught;
    if (const SEHExceptStmt *Handler = Try->getExceptHandler())
      IsAllCaught |= F.IsPartial ||
                     toCxxException(Handler->getFilterExpr(), Unit.Context) !=
                         ContinueSearch;
    bool Result = TraverseStmt(Try->getTryBlock());
    IsAllCaught = WasAllCaught;
    return Result && TraverseStmt(Try->getHandler());
  }

  bool VisitCXXThrowExpr(CXXThrowExpr *Throw) {
    if (const Expr *What = Throw->getSubExpr())
      add(Throw, handledAs(What->getType()));
    else
      add(Throw,
          Handled.isNull() ? std::vector<std::string>() : handledAs(Handled));
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl());
    const bool IsVirtual =
        Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>();
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && !IsVirtual)
      addCall(Call, *Callee);
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    addCall(Construct, *Construct->getConstructor());
    return true;
  }

private:
  bool isCaught(const std::vector<std::string> &Types) const {
    if (IsAllCaught || (Types.empty() && !Caught.empty()))
      return true;
    return std::any_of(Types.begin(), Types.end(), [&](const std::string &T) {
      return llvm::is_contained(Caught, T);
    });
  }

  void add(const Expr *At, std::vector<std::string> Types) {
    if (isCaught(Types))
      return;
    facts::Node Placed;
    Unit.Source.place(Placed, At->getSourceRange());
    F.Throws.push_back({Placed.Where, Placed.Length, std::move(Types)});
  }

  void addCall(const Expr *At, const FunctionDecl &Callee) {
    if (IsAllCaught)
      return;
    if (isThrowOfWil(Callee))
      add(At, {"wil::ResultException", "std::exception"});
    else if (isKnownToThrow(Callee))
      add(At, {});
    else if (!isNoexcept(Callee) &&
             !Unit.Foreign.contains(Callee.getLocation()))
      F.OpenCalls.push_back({Unit.Naming.usr(Callee),
                             Unit.Source.locate(At->getBeginLoc()), Caught});
  }

  UnitContext &Unit;
  facts::Function &F;
  /// By the handlers around what is being visited.
  std::vector<std::string> Caught;
  bool IsAllCaught = false;
  /// What the handler around it has caught; null for anything.
  QualType Handled;
};

} // namespace

void extract::noteExceptions(UnitContext &Unit, const FunctionDecl &Definition,
                             facts::Function &F) {
  if (!Unit.Context.getLangOpts().CXXExceptions || isNoexcept(Definition))
    return;
  ThrowCollector Collector(Unit, F);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Definition))
    for (const CXXCtorInitializer *Initializer : Constructor->inits())
      Collector.TraverseStmt(Initializer->getInit());
  Collector.TraverseStmt(Definition.getBody());
}
