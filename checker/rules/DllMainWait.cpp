//===- DllMainWait.cpp - threadpool-dllmain-wait --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// DllMain waits for callbacks, itself or in what it calls. What goes wrong
// depends on why it was called: when the DLL is unloaded the callbacks wait for
// the loader lock, and when the process ends there is nobody to run them.
//
//===----------------------------------------------------------------------===//

#include "rules/BlockingWait.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include <map>
#include <tuple>

namespace threadpool::rules {

using link::Event;
using link::UndecidedCondition;
using link::Value;
using ValueKind = link::Value::ValueKind;

namespace {

/// DLL_PROCESS_DETACH
constexpr std::int64_t ProcessDetach = 0;

constexpr unsigned ReasonParameter = 1, ReservedParameter = 2;

/// Why DllMain was called, as far as a path has asked.
struct Call {
  std::optional<std::int64_t> Reason;
  /// Not null as the process ends, null as the DLL is unloaded.
  std::optional<bool> IsReservedNull;

  bool operator<(const Call &O) const {
    return std::tie(Reason, IsReservedNull) <
           std::tie(O.Reason, O.IsReservedNull);
  }
  bool mayUnload() const {
    return Reason.value_or(ProcessDetach) == ProcessDetach &&
           IsReservedNull.value_or(true);
  }
  bool mayEndProcess() const {
    return Reason.value_or(ProcessDetach) == ProcessDetach &&
           !IsReservedNull.value_or(false);
  }
};

class DllMainFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, std::pair<const Event *, std::set<Call>>>
        Waits;
    searchEvents(
        G, Call(),
        [&](Call &Why, const Event &Ev) {
          if (waitsForCallbacks(Ev)) {
            auto &Here = Waits[&nodeOf(Ev)];
            Here.first = &Ev;
            Here.second.insert(Why);
          }
          return true;
        },
        [&](Call &Why, const UndecidedCondition &Cond, bool TakesNext) {
          if (Cond.Sources.size() != 1 || !Cond.Constant)
            return true;
          const bool IsEqual = TakesNext == Cond.IsNextEqual;
          if (isParameter(Cond.Sources[0], ReasonParameter)) {
            if (Why.Reason)
              return IsEqual == (*Why.Reason == *Cond.Constant);
            if (IsEqual)
              Why.Reason = *Cond.Constant;
          } else if (isParameter(Cond.Sources[0], ReservedParameter) &&
                     *Cond.Constant == 0) {
            if (Why.IsReservedNull && *Why.IsReservedNull != IsEqual)
              return false;
            Why.IsReservedNull = IsEqual;
          }
          return true;
        });
    for (const auto &[At, Wait] : Waits)
      Out.push_back(tell(*Wait.first, Wait.second));
  }

private:
  bool isParameter(const Value &V, unsigned Number) const {
    return V.is(ValueKind::At) && V.Where.Steps.empty() &&
           V.Where.Symbol ==
               Routine.Usr + link::ParameterMark + std::to_string(Number);
  }

  /// Where \p Wait is done, as seen from the file of DllMain: its reader need
  /// not know the headers that the file includes.
  const facts::Node &placeOf(const Event &Wait) const {
    link::Site At = Wait.Place;
    while (G.frames()[At.Frame].Depth > 0 &&
           G.nodeOf(At).Where.File != Routine.Where.File)
      At = {G.frames()[At.Frame].Parent, G.frames()[At.Frame].Call};
    return G.nodeOf(At);
  }

  Finding tell(const Event &Wait, const std::set<Call> &Reasons) const {
    auto Any = [&](bool (Call::*Is)() const) {
      return std::any_of(Reasons.begin(), Reasons.end(),
                         [&](const Call &Why) { return (Why.*Is)(); });
    };
    Finding F = findingAt(
        Rule::DllMainWait, Wait,
        actor(Wait) + " waits for callbacks of the thread pool under the "
                      "loader lock");
    const facts::Node &Place = placeOf(Wait);
    F.Where = Place.Where;
    F.Length = Place.Length;
    auto Say = [&](const std::string &Text) { explain(F, Place.Where, Text); };
    if (Any(&Call::mayUnload))
      Say("when the DLL is unloaded, a callback that needs the loader lock, or "
          "a thread that the pool starts for it, waits for DllMain: neither "
          "goes on");
    if (Any(&Call::mayEndProcess))
      Say("when the process ends, the pool's threads are gone already: the "
          "call raises an exception, or never returns");
    if (F.Notes.empty())
      Say("a callback that needs the loader lock, or a thread that the pool "
          "starts for it, waits for DllMain: neither goes on");
    explain(F, Place.Where,
            "to repair: cancel here, and wait in a function that the user of "
            "the DLL calls before it is unloaded");
    return F;
  }
};

} // namespace

std::vector<Finding> findWaitsInDllMain(const Evidence &E) {
  std::vector<Finding> Result;
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (F.Name == "DllMain" && F.NumParameters == 3 && F.hasBody() &&
        !F.IsBroken)
      DllMainFinder(E, F).find(Result);
  return Result;
}

} // namespace threadpool::rules
