//===- UnseenDestructors.cpp - Destructors that no code of a unit calls ---===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/UnseenDestructors.h"

#include "extract/FunctionTranslator.h"
#include "extract/Paths.h"
#include "facts/ThreadpoolApi.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"

#include <map>
#include <optional>
#include <set>
#include <string>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;
using facts::ApiRole;
using facts::NodeKind;

namespace {

/// Who calls whom, as far as the unit tells.
class Callers {
public:
  explicit Callers(const facts::UnitFacts &Facts) : Facts(Facts) {
    for (const auto &[Usr, Function] : Facts.Functions)
      for (const facts::Node &N : Function.Nodes)
        if (N.Kind == NodeKind::Call)
          Of[N.Callee.empty() ? N.Overridable : N.Callee].push_back(Usr);
  }

  /// Null if the unit has no such function.
  const facts::Function *find(const std::string &Usr) const {
    auto Known = Facts.Functions.find(Usr);
    return Known == Facts.Functions.end() ? nullptr : &Known->second;
  }

  /// The functions with a node that \p Matches, and all that reach them.
  template <typename Fn> std::set<std::string> reaching(Fn Matches) const {
    std::set<std::string> Found;
    std::vector<std::string> Waiting;
    for (const auto &[Usr, Function] : Facts.Functions)
      for (const facts::Node &N : Function.Nodes)
        if (Matches(N) && Found.insert(Usr).second)
          Waiting.push_back(Usr);
    while (!Waiting.empty()) {
      auto Known = Of.find(Waiting.back());
      Waiting.pop_back();
      if (Known == Of.end())
        continue;
      for (const std::string &Caller : Known->second)
        if (Found.insert(Caller).second)
          Waiting.push_back(Caller);
    }
    return Found;
  }

  /// The functions that reach a function of the pool with one of \p Roles.
  std::set<std::string>
  reachingApi(std::initializer_list<ApiRole> Roles) const {
    return reaching([Roles](const facts::Node &N) {
      const facts::ApiFunction *Api =
          N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
      return Api && llvm::is_contained(Roles, Api->Role);
    });
  }

private:
  const facts::UnitFacts &Facts;
  std::map<std::string, std::vector<std::string>> Of;
};

/// Finds those classes whose destructors have to be made up, and makes them up.
class UnseenDestructors {
public:
  UnseenDestructors(UnitContext &Unit,
                    const std::vector<const FunctionDecl *> &Functions,
                    const facts::UnitFacts &Facts)
      : Unit(Unit), Functions(Functions), Calls(Facts),
        Closing(Calls.reachingApi({ApiRole::Close})),
        Stopping(Calls.reachingApi({ApiRole::Drain, ApiRole::Close})),
        Cancelling(Calls.reaching(cancels)),
        Making(Calls.reachingApi({ApiRole::Create})) {}

  std::optional<facts::Function> of(const CXXRecordDecl &Class) const {
    const std::set<std::string> Owners = owners(Class);
    if (Owners.empty())
      return std::nullopt;
    std::vector<const FunctionDecl *> Stops = stops(Owners, Stopping);
    if (Stops.empty())
      Stops = switches(Owners);
    if (Stops.size() > 1 || (!Stops.empty() && !isStopOf(*Stops[0], Class)))
      return std::nullopt;
    facts::Function Result =
        FunctionTranslator(Unit, *define(Class)).translate();
    if (!Stops.empty() && !Result.IsBroken)
      beginWith(*Stops[0], Class, Result);
    return Result;
  }

private:
  /// The fields of \p Class that close what they hold when they are destroyed.
  std::set<std::string> owners(const CXXRecordDecl &Class) const {
    std::set<std::string> Result;
    for (const FieldDecl *Field : Class.fields()) {
      const CXXRecordDecl *Type = Field->getType()->getAsCXXRecordDecl();
      const CXXDestructorDecl *Destructor =
          Type && Type->hasDefinition() ? Type->getDestructor() : nullptr;
      if (Destructor && Closing.count(Unit.Naming.usr(*Destructor)))
        Result.insert(Unit.Naming.usr(*Field));
    }
    return Result;
  }

  /// The routines that cancel one of \p Fields and write that something is off,
  /// if the destructor has to wait for callbacks itself.
  std::vector<const FunctionDecl *>
  switches(const std::set<std::string> &Fields) const {
    std::vector<const FunctionDecl *> Result;
    for (const FunctionDecl *Function : stops(Fields, Cancelling))
      if (const facts::Function *Code = Calls.find(Unit.Naming.usr(*Function));
          Code && llvm::any_of(Code->Nodes, isWrittenOff))
        Result.push_back(Function);
    return Result;
  }

  /// Whether \p N stores a constant in the object itself.
  static bool isWrittenOff(const facts::Node &N) {
    return N.Kind == NodeKind::Assign &&
           N.Target.Root == facts::Path::RootKind::This &&
           N.Args[0].Kind == facts::Operand::OperandKind::Constant;
  }

  static bool cancels(const facts::Node &N) {
    const facts::ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    if (!Api || (Api->Role != ApiRole::Set && Api->Role != ApiRole::SetResult))
      return false;
    const facts::ApiPlace Armed = Api->armingArgument();
    return Armed.isArgument() && Armed.index() < N.Args.size() &&
           N.Args[Armed.index()].Kind ==
               facts::Operand::OperandKind::Constant &&
           N.Args[Armed.index()].Number == 0;
  }

  /// What others may call before they destroy an object: the routines that do
  /// something to one of \p Fields, do not make it, and are among \p Doing.
  std::vector<const FunctionDecl *>
  stops(const std::set<std::string> &Fields,
        const std::set<std::string> &Doing) const {
    const std::set<std::string> Naming =
        Calls.reaching([&](const facts::Node &N) {
          bool IsNamed = false;
          forEachPath(N, [&](const facts::Path &P) {
            for (const facts::Path::Step &S : P.Steps)
              IsNamed |= S.Kind == facts::Path::Step::StepKind::Field &&
                         Fields.count(S.Name) != 0;
          });
          return IsNamed;
        });
    std::vector<const FunctionDecl *> Result;
    for (const FunctionDecl *Function : Functions) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Function);
      if (isa<CXXConstructorDecl>(Function) ||
          (Method && (Method->getAccess() == AS_private ||
                      Method->isMoveAssignmentOperator() ||
                      Method->isCopyAssignmentOperator())))
        continue;
      const std::string Usr = Unit.Naming.usr(*Function);
      if (Naming.count(Usr) && Doing.count(Usr) && !Making.count(Usr))
        Result.push_back(Function);
    }
    return Result;
  }

  static bool isStopOf(const FunctionDecl &Function,
                       const CXXRecordDecl &Class) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
    return Method && Method->isInstance() && Method->getNumParams() == 0 &&
           Method->getParent()->getCanonicalDecl() == Class.getCanonicalDecl();
  }

  /// A definition as Clang makes it. The class does not get it: others who look
  /// at the syntax tree see what was there.
  const FunctionDecl *define(const CXXRecordDecl &Class) const {
    ASTContext &Context = Unit.Context;
    const CXXDestructorDecl *Declared = Class.getDestructor();
    const SourceLocation Where =
        Declared ? Declared->getLocation() : Class.getLocation();
    // The function that all supported versions have takes this base.
    const TypeDecl &AsType = Class;
    const DeclarationNameInfo Name(
        Context.DeclarationNames.getCXXDestructorName(
            Context.getCanonicalType(Context.getTypeDeclType(&AsType))),
        Where);
    auto *Result = CXXDestructorDecl::Create(
        Context, const_cast<CXXRecordDecl *>(&Class), Where, Name,
        Context.getFunctionType(Context.VoidTy, {}, {}), nullptr,
        /*UsesFPIntrin=*/false, /*isInline=*/true,
        /*isImplicitlyDeclared=*/true, ConstexprSpecKind::Unspecified);
    Result->setAccess(AS_public);
    Result->setBody(new (Context) CompoundStmt(Where));
    return Result;
  }

  /// Those who destroy a \p Class call \p Stop before.
  void beginWith(const FunctionDecl &Stop, const CXXRecordDecl &Class,
                 facts::Function &Destructor) const {
    facts::Node Call;
    Call.Kind = NodeKind::Call;
    Call.Callee = Unit.Naming.usr(Stop);
    Call.CalleeName = Unit.Naming.readable(Stop);
    Call.This = addressOf(pathTo(facts::Path::RootKind::This, ""));
    Call.Where = Destructor.Where;
    Call.Next = Destructor.Entry;
    Destructor.Name = Call.CalleeName + ", then ~" + Class.getNameAsString();
    Destructor.Entry = static_cast<facts::NodeId>(Destructor.Nodes.size());
    Destructor.Nodes.push_back(std::move(Call));
  }

  UnitContext &Unit;
  const std::vector<const FunctionDecl *> &Functions;
  Callers Calls;
  std::set<std::string> Closing, Stopping, Cancelling, Making;
};

} // namespace

/// Whether the program gives \p Class a destructor that does something, but
/// Clang had no reason to define it.
static bool isUnseen(const CXXRecordDecl &Class) {
  if (Class.isInvalidDecl() || Class.isUnion() || Class.isAbstract() ||
      !Class.getIdentifier() || Class.hasTrivialDestructor())
    return false;
  const CXXDestructorDecl *Destructor = Class.getDestructor();
  return Destructor ? Destructor->isDefaulted() && !Destructor->isDeleted() &&
                          !Destructor->isInvalidDecl() && !Destructor->hasBody()
                    : !Class.defaultedDestructorIsDeleted();
}

void extract::addUnseenDestructors(
    UnitContext &Unit, const std::vector<const CXXRecordDecl *> &Classes,
    const std::vector<const FunctionDecl *> &Functions,
    facts::UnitFacts &Facts) {
  std::vector<const CXXRecordDecl *> Unseen;
  llvm::copy_if(Classes, std::back_inserter(Unseen),
                [](const CXXRecordDecl *Class) { return isUnseen(*Class); });
  if (Unseen.empty())
    return;
  const UnseenDestructors Known(Unit, Functions, Facts);
  for (const CXXRecordDecl *Class : Unseen)
    if (std::optional<facts::Function> Made = Known.of(*Class))
      Facts.Functions.try_emplace(Made->Usr, std::move(*Made));
}
