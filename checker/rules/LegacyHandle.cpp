//===- LegacyHandle.cpp - threadpool-legacy-handle ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the old API yields looks like a handle of the kernel and is none: it has
// an end of its own, and needs that even after its only callback.
//
//===----------------------------------------------------------------------===//

#include "rules/EntryPoint.h"
#include "rules/Mentions.h"
#include "rules/OriginByUse.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool isLegacyObject(ApiObject Kind) {
  return Kind == ApiObject::Registration || Kind == ApiObject::TimerQueue ||
         Kind == ApiObject::TimerQueueTimer;
}

bool isCreation(const ApiFunction &Api) {
  return Api.Role == ApiRole::Create && isLegacyObject(Api.Object);
}

bool closesHandle(const ApiFunction &Api) {
  return Api.Role == ApiRole::Free && Api.Object == ApiObject::Handle;
}

/// The function that ends what \p Created made, and can wait for callbacks.
std::string enderOf(const ApiFunction &Created) {
  const ApiFunction *Best = nullptr;
  for (const ApiFunction &Api : facts::apiFunctions())
    if (Api.Family == Created.Family && Api.Object == Created.Object &&
        Api.Role == ApiRole::Unregister &&
        (!Best || Api.Args.CompletionEvent.isPresent()))
      Best = &Api;
  return Best ? Best->Name.str() : "";
}

//===--- Calls that are wrong wherever they stand -------------------------===//

class CallFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const Node *, Finding> Found;
    for (const Event &Ev : G.events()) {
      if (Ev.Kind != EventKind::Api)
        continue;
      if (closesHandle(*Ev.Api))
        findClosed(Ev, Found);
      else if (isCreation(*Ev.Api))
        findPeriod(Ev, Found);
    }
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  void findClosed(const Event &Close,
                  std::map<const Node *, Finding> &Found) const {
    const Value Closed = Close.argument(Close.Api->Args.Object);
    const link::Creation *Made = link::originOf(E.Objects, Closed);
    if (!Made)
      Made = originByUse(E, Closed, *G.frames()[Close.Place.Frame].Callee);
    if (!Made || !isCreation(*Made->Api))
      return;
    const std::string Ender = enderOf(*Made->Api);
    Finding F = findingAt(Rule::LegacyHandle, Close,
                          Close.Api->Name.str() + " does not end a " +
                              nounOf(Made->Api->Object) +
                              ": what it is called with is no handle of the "
                              "kernel");
    Note &Origin = F.Notes.emplace_back();
    Origin.Where = Made->Where;
    Origin.Text =
        Made->Api->Name.str() + " makes it here; only " + Ender + " ends it";
    Found.try_emplace(&nodeOf(Close), std::move(F));
  }

  void findPeriod(const Event &Creation,
                  std::map<const Node *, Finding> &Found) const {
    const Value Flags = Creation.argument(Creation.Api->Args.Flags);
    const Value Period = Creation.argument(Creation.Api->Args.Period);
    if (!Flags.is(ValueKind::Constant) ||
        !(Flags.Number & facts::ExecuteOnlyOnce) ||
        !Period.is(ValueKind::Constant) || Period.Number == 0)
      return;
    Finding F = findingAt(Rule::LegacyHandle, Creation,
                          "a timer that is to fire once has a period: the "
                          "flag and the period contradict each other");
    advise(F, Creation,
           "pass 0 as the period, or leave WT_EXECUTEONLYONCE out");
    Found.try_emplace(&nodeOf(Creation), std::move(F));
  }
};

//===--- Registrations that nobody can end --------------------------------===//

/// A variable or member, as the facts name it.
class Holder {
public:
  /// Nothing, if others than the unit may know what \p Out points to.
  static std::optional<Holder> of(const facts::UnitFacts &Unit,
                                  const facts::Function &Maker,
                                  const Operand &Out) {
    if (Out.Kind != Operand::OperandKind::Address)
      return std::nullopt;
    Holder H;
    const Path &P = Out.Where;
    auto IsIn = [](const std::vector<std::string> &Names,
                   const std::string &Name) {
      return std::find(Names.begin(), Names.end(), Name) != Names.end();
    };
    if (P.Steps.empty() && P.Root == Path::RootKind::Local)
      H.In = &Maker;
    else if (P.Steps.empty() && P.Root == Path::RootKind::Global &&
             !IsIn(Unit.ExternalGlobals, P.Symbol))
      H.In = nullptr;
    else if (!P.Steps.empty() &&
             P.Steps.back().Kind == Path::Step::StepKind::Field &&
             !IsIn(Unit.ExternalFields, P.Steps.back().Name))
      H.Field = P.Steps.back().Name;
    else
      return std::nullopt;
    H.Symbol = P.Symbol;
    return H;
  }

  /// The only function that knows it; null for all of the unit.
  const facts::Function *scope() const { return In; }

  bool isMentioned(const Path &P) const {
    if (!Field.empty())
      return std::any_of(P.Steps.begin(), P.Steps.end(), [&](const auto &S) {
        return S.Kind == Path::Step::StepKind::Field && S.Name == Field;
      });
    return P.Symbol == Symbol && (P.Root == Path::RootKind::Local ||
                                  P.Root == Path::RootKind::Global);
  }

private:
  const facts::Function *In = nullptr;
  std::string Symbol, Field;
};

/// Whether \p N only gives \p H a value, or asks whether it has one.
bool needsNoHandle(const Node &N) {
  switch (N.Kind) {
  case NodeKind::Assign:
    return N.Args[0].Kind == Operand::OperandKind::Constant;
  case NodeKind::ApiCall: {
    const ApiFunction *Api = facts::lookupApi(N.Callee);
    return Api && isCreation(*Api);
  }
  default:
    return false;
  }
}

/// Whether \p F does something with what is in \p H other than to fill it.
bool uses(const facts::Function &F, const Holder &H) {
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
    return names(N, [&](const Path &P) { return H.isMentioned(P); }) &&
           !needsNoHandle(N);
  });
}

/// Whether a call in \p F ends the process, and with it all registrations.
bool endsProcess(const Evidence &E, const facts::Function &F) {
  for (const std::string &Usr : E.Calls.withCallees({F.Usr})) {
    auto It = E.Unit.Functions.find(Usr);
    if (It == E.Unit.Functions.end())
      continue;
    for (const Node &N : It->second.Nodes)
      if (N.Kind == NodeKind::Abandon ||
          (N.Kind == NodeKind::Call &&
           llvm::StringRef(N.CalleeName).contains_insensitive("exit")) ||
          N.CalleeName == "TerminateProcess")
        return true;
  }
  return false;
}

/// Whether nothing in the unit can end what \p N, in \p Maker, registers.
bool isLost(const Evidence &E, const facts::Function &Maker, const Node &N,
            const ApiFunction &Api) {
  const Operand &Out = N.Args[Api.Args.Object.index()];
  const std::optional<Holder> H = Holder::of(E.Unit, Maker, Out);
  if (!H)
    return false;
  if (H->scope())
    return !hasGaps(*H->scope()) && !uses(*H->scope(), *H);
  return std::none_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                      [&](const auto &Entry) {
                        return hasGapsAbout(E.Unit, Entry.second, Out.Where) ||
                               uses(Entry.second, *H);
                      });
}

/// Whether the program ends with, or because of, the callback of \p N.
bool isForLife(const Evidence &E, const facts::Function &Maker, const Node &N,
               const ApiFunction &Api) {
  if (isMain(Maker))
    return true;
  auto Callback =
      E.Unit.Functions.find(N.Args[Api.Args.Callback.index()].Function);
  return Callback == E.Unit.Functions.end() || !Callback->second.hasBody() ||
         hasGaps(Callback->second) || endsProcess(E, Callback->second);
}

void findLost(const Evidence &E, std::vector<Finding> &Out) {
  for (const auto &[Usr, Maker] : E.Unit.Functions)
    for (const Node &N : Maker.Nodes) {
      const ApiFunction *Api = N.Kind == NodeKind::ApiCall && N.Via.empty()
                                   ? facts::lookupApi(N.Callee)
                                   : nullptr;
      if (!Api || Api->Role != ApiRole::Create ||
          Api->Object != ApiObject::Registration ||
          N.Args.size() <= Api->Args.Flags.index())
        continue;
      const Operand &Flags = N.Args[Api->Args.Flags.index()];
      if (Flags.Kind != Operand::OperandKind::Constant ||
          !(Flags.Number & facts::ExecuteOnlyOnce) ||
          !isLost(E, Maker, N, *Api) || isForLife(E, Maker, N, *Api))
        continue;
      Finding &F = Out.emplace_back();
      F.Rules = {Rule::LegacyHandle};
      F.Where = N.Where;
      F.Length = N.Length;
      F.Message = "the registered wait is never ended: nothing reads where its "
                  "handle is kept, and its only callback does not end it";
      Note &Advice = F.Notes.emplace_back();
      Advice.Where = N.Where;
      Advice.Text = "to repair: call " + enderOf(*Api) +
                    " when it is no longer needed, also if the callback has "
                    "been called";
    }
}

} // namespace

std::vector<Finding> findLegacyHandleMisuse(const Evidence &E) {
  std::vector<Finding> Result;
  if (std::none_of(
          E.Objects.Creations.begin(), E.Objects.Creations.end(),
          [](const auto &Made) { return isCreation(*Made.second.Api); }))
    return Result;
  Result = findInRoutines<CallFinder>(E, [](const ApiFunction &Api) {
    return closesHandle(Api) || isCreation(Api);
  });
  findLost(E, Result);
  return Result;
}

} // namespace threadpool::rules
