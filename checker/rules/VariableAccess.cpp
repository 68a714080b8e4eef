//===- VariableAccess.cpp - Who gets hold of a variable -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/VariableAccess.h"
#include "link/Objects.h"
#include "link/SystemCalls.h"
#include "rules/Mentions.h"

#include <optional>

namespace threadpool::rules {

using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using OperandKind = Operand::OperandKind;
using RootKind = Path::RootKind;

/// The way on from what \p O points to, to \p Object; nothing if \p O does not
/// lead there.
static std::optional<std::vector<Path::Step>> restBehind(const Operand &O,
                                                         const Path &Object) {
  auto Behind =
      [&Object](const Path &Begin) -> std::optional<std::vector<Path::Step>> {
    if (!Begin.isValid() || !link::startsWith(Object, Begin))
      return std::nullopt;
    return std::vector<Path::Step>(Object.Steps.begin() + Begin.Steps.size(),
                                   Object.Steps.end());
  };
  if (O.Kind == OperandKind::Address)
    return Behind(O.Where);
  if (O.Kind == OperandKind::Value)
    return Behind(link::dereference(O.Where));
  return std::nullopt;
}

/// Whether \p O is computed from what leads to \p Object.
static bool isComputedFrom(const Operand &O, const Path &Object) {
  return O.Kind == OperandKind::Unknown &&
         std::any_of(O.Sources.begin(), O.Sources.end(), [&](const Path &P) {
           return link::startsWith(Object, link::dereference(P));
         });
}

static Path pathFrom(RootKind Root, std::string Symbol, bool IsPointer,
                     const std::vector<Path::Step> &Rest) {
  Path P;
  P.Root = Root;
  P.Symbol = std::move(Symbol);
  return link::extend(IsPointer ? link::dereference(std::move(P)) : P, Rest);
}

VariableAccess::VariableAccess(const facts::UnitFacts &Unit, const Path &Object)
    : Unit(Unit), Object(Object) {
  Path Variable;
  Variable.Root = Object.Root;
  Variable.Symbol = Object.Symbol;
  const std::vector<std::string> &Shared = Unit.HeaderGlobals;
  Escapes =
      std::find(Shared.begin(), Shared.end(), Object.Symbol) != Shared.end();
  for (const auto &[Usr, F] : Unit.Functions) {
    Escapes |= hasGapsAbout(Unit, F, Variable);
    follow({&F, Object, Returned::Anybody, /*IsSource=*/true});
  }
  for (const Function &F : Unit.AtStart) {
    Escapes |= hasGapsAbout(Unit, F, Variable);
    follow({&F, Object, Returned::Anybody, /*IsSource=*/true});
  }
  while (!ToDo.empty() && !Escapes) {
    const Way W = std::move(ToDo.back());
    ToDo.pop_back();
    Escapes |= hasGaps(*W.In);
    follow(W);
  }
}

bool VariableAccess::isGiven(const std::string &Usr, const Path &Where) const {
  return Ways.count({Usr, link::textOf(Where)}) != 0;
}

void VariableAccess::add(const Function &In, Path Object, Returned To,
                         bool IsSource) {
  const auto Id = std::make_pair(In.Usr, link::textOf(Object));
  auto [It, IsNew] =
      Ways.try_emplace(Id, Way{&In, Object, Returned::Here, false});
  Way &Known = It->second;
  if (!IsNew && Known.To >= To && Known.IsSource >= IsSource)
    return;
  Known.To = std::max(Known.To, To);
  Known.IsSource |= IsSource;
  ToDo.push_back(Known);
}

void VariableAccess::follow(const Way &W) {
  for (const Node &N : W.In->Nodes)
    follow(W, N);
}

void VariableAccess::follow(const Way &W, const Node &N) {
  if (N.Kind == NodeKind::Call)
    return followCall(W, N);
  if (N.Kind == NodeKind::Assign)
    return followStore(W, N);
  for (const Operand &O : N.Args)
    if (const auto Rest = restBehind(O, W.Object)) {
      if (N.Kind == NodeKind::ApiCall)
        followContext(N, O, *Rest);
      else if (N.Kind == NodeKind::Return)
        followReturn(W, *Rest);
    }
}

void VariableAccess::followStore(const Way &W, const Node &N) {
  const Operand &Stored = N.Args[0];
  const bool IsVariable =
      N.Target.Root == RootKind::Local && N.Target.Steps.empty();
  Escapes |= isComputedFrom(Stored, W.Object);
  if (const auto Rest = restBehind(Stored, W.Object)) {
    // Its own place it may come to.
    Escapes |=
        !IsVariable && !link::startsWith(Object, link::dereference(N.Target));
    if (IsVariable)
      add(*W.In,
          pathFrom(RootKind::Local, N.Target.Symbol, /*IsPointer=*/true, *Rest),
          W.To, /*IsSource=*/false);
  }
  const Path Pointee = link::dereference(N.Target);
  if (W.IsSource && link::startsWith(W.Object, Pointee))
    followSource(W, Stored,
                 Steps(W.Object.Steps.begin() + Pointee.Steps.size(),
                       W.Object.Steps.end()));
}

/// Who had a pointer before it became one to the object may have it still.
void VariableAccess::followSource(const Way &W, const Operand &O,
                                  const Steps &Rest) {
  if (O.Kind == OperandKind::Constant)
    return;
  const bool IsOwn =
      O.Kind == OperandKind::Value && O.Where.Steps.empty() &&
      (O.Where.Root == RootKind::Local || O.Where.Root == RootKind::Result);
  if (!IsOwn) {
    Escapes = true;
    return;
  }
  add(*W.In, pathFrom(O.Where.Root, O.Where.Symbol, /*IsPointer=*/true, Rest),
      W.To, /*IsSource=*/true);
  if (O.Where.Root == RootKind::Local)
    return;
  const Node &Made = W.In->Nodes[std::stoul(O.Where.Symbol)];
  if (Made.CalleeName == "operator new")
    return;
  auto Maker = Unit.Functions.find(Made.Callee);
  if (Made.Kind != NodeKind::Call || Maker == Unit.Functions.end() ||
      !Maker->second.hasBody()) {
    Escapes = true;
    return;
  }
  Escapes |= hasGaps(Maker->second);
  for (const Node &N : Maker->second.Nodes)
    if (N.Kind == NodeKind::Return && !N.Args.empty())
      followSource({&Maker->second, {}, Returned::Here, /*IsSource=*/true},
                   N.Args[0], Rest);
}

/// Whether \p N destroys an object of the C++ library. What that owns is
/// destroyed by nodes of its own.
static bool destroysLibraryObject(const Node &N) {
  return N.CalleeIsSystem && N.CalleeName.find('~') != std::string::npos;
}

void VariableAccess::followCall(const Way &W, const Node &N) {
  auto Callee = Unit.Functions.find(N.Callee);
  const bool IsSeen =
      Callee != Unit.Functions.end() && Callee->second.hasBody();
  if (!IsSeen && (link::onlyReports(N) || destroysLibraryObject(N)))
    return;
  auto Give = [&](const Operand &O, RootKind Root, std::string Symbol) {
    const auto Rest = restBehind(O, W.Object);
    Escapes |= isComputedFrom(O, W.Object) || (Rest && !IsSeen);
    if (Rest && IsSeen)
      add(Callee->second,
          pathFrom(Root, std::move(Symbol), Root == RootKind::Parameter, *Rest),
          Returned::Callers, /*IsSource=*/true);
  };
  Give(N.This, RootKind::This, "");
  for (std::size_t I = 0; I < N.Args.size(); ++I)
    Give(N.Args[I], RootKind::Parameter, std::to_string(I));
}

/// The functions of the API keep no pointer but the context of a callback.
void VariableAccess::followContext(const Node &N, const Operand &O,
                                   const Steps &Rest) {
  const facts::ApiFunction &Api = *facts::lookupApi(N.Callee);
  const facts::ApiPlace Context = Api.Args.Context;
  const facts::ApiPlace Function = Api.Args.Callback;
  if (!Context.isArgument() || Context.index() >= N.Args.size() ||
      &N.Args[Context.index()] != &O)
    return;
  const Operand *Callback =
      Function.isArgument() && Function.index() < N.Args.size()
          ? &N.Args[Function.index()]
          : nullptr;
  auto Called = Callback && Callback->Kind == OperandKind::Function
                    ? Unit.Functions.find(Callback->Function)
                    : Unit.Functions.end();
  if (Called == Unit.Functions.end() || !Called->second.hasBody()) {
    Escapes = true;
    return;
  }
  add(Called->second,
      pathFrom(RootKind::Parameter,
               std::to_string(link::parametersOf(Api).Context),
               /*IsPointer=*/true, Rest),
      Returned::Callers, /*IsSource=*/true);
}

/// What a function returns of what it was given, those who gave it have anyway.
void VariableAccess::followReturn(const Way &W, const Steps &Rest) {
  if (W.To == Returned::Here)
    return;
  Escapes |= W.To == Returned::Anybody && !W.In->IsStatic;
  for (const auto &[Usr, F] : Unit.Functions)
    for (NodeId Id = 0; Id < F.Nodes.size(); ++Id)
      if (F.Nodes[Id].Kind == NodeKind::Call && F.Nodes[Id].Callee == W.In->Usr)
        add(F,
            pathFrom(RootKind::Result, std::to_string(Id), /*IsPointer=*/true,
                     Rest),
            Returned::Anybody, /*IsSource=*/false);
}

} // namespace threadpool::rules
