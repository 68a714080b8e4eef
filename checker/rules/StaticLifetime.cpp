//===- StaticLifetime.cpp - threadpool-static-lifetime --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The variables of a DLL that have static storage are destroyed inside of
// DllMain. Where that waits for callbacks, it is what DllMain must not do.
// A program destroys its own while the pool's threads are still there.
//
//===----------------------------------------------------------------------===//

#include "rules/BlockingWait.h"
#include "rules/DllCode.h"
#include "rules/EarlierEnd.h"
#include "rules/Mentions.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace threadpool::rules {

using facts::Function;
using link::Event;
using link::Key;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// Whether the function called \p Name asks if the process is ending, or cares
/// for that.
bool knowsOfShutdown(llvm::StringRef Name) {
  return Name.contains("ShutdownInProgress") ||
         Name.contains("shutdown_in_progress") ||
         Name.contains("shutdown_aware") || Name.contains("_on_shutdown");
}

class ExitFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  std::optional<Finding> find() const {
    const Event *Wait = nullptr;
    std::map<Key, facts::Path> Objects;
    searchEvents(
        G, false,
        [&](bool, const Event &Ev) {
          if (!waitsForCallbacks(Ev))
            return true;
          if (!Wait)
            Wait = &Ev;
          const Value Object = Ev.argument(Ev.Api->Args.Object);
          if (Object.is(ValueKind::At))
            Objects[link::keyOf(Object.Where)] = Object.Where;
          else
            Objects[Key()];
          return true;
        },
        [](bool, const link::UndecidedCondition &, bool) { return true; });
    if (!Wait || Objects.count(Key()) || hasErrors() || isCarefulAtShutdown() ||
        isEmptied() || isKnownElsewhere(Objects))
      return std::nullopt;
    for (const auto &[K, Object] : Objects)
      if (EarlierEnd(E, G, Object).mayCome())
        return std::nullopt;
    return tell(*Wait);
  }

private:
  bool hasErrors() const {
    return std::any_of(
        G.frames().begin(), G.frames().end(),
        [](const link::Frame &In) { return hasGaps(*In.Callee); });
  }

  bool isCarefulAtShutdown() const {
    return std::any_of(G.events().begin(), G.events().end(),
                       [&](const Event &Ev) {
                         return Ev.Kind == EventKind::Call &&
                                knowsOfShutdown(nodeOf(Ev).CalleeName);
                       }) ||
           std::any_of(G.frames().begin(), G.frames().end(),
                       [](const link::Frame &In) {
                         return knowsOfShutdown(In.Callee->Name);
                       });
  }

  /// Whether other units can name both the variable and a member that holds
  /// one of \p Objects.
  bool isKnownElsewhere(const std::map<Key, facts::Path> &Objects) const {
    auto IsIn = [](const std::vector<std::string> &Names,
                   const std::string &Name) {
      return std::find(Names.begin(), Names.end(), Name) != Names.end();
    };
    return IsIn(E.Unit.HeaderGlobals, variable()) &&
           std::any_of(Objects.begin(), Objects.end(), [&](const auto &Entry) {
             const Key &K = Entry.first;
             return K[0] == '.' && IsIn(E.Unit.ExternalFields, K.substr(1));
           });
  }

  /// Whether something makes the variable hold nothing, not as it comes into
  /// being.
  bool isEmptied() const {
    auto Empties = [&, Variable = variable()](const facts::Node &N) {
      return N.Kind == facts::NodeKind::Assign &&
             N.Target.Root == facts::Path::RootKind::Global &&
             N.Target.Symbol == Variable && N.Target.Steps.empty() &&
             N.Args[0].Kind == facts::Operand::OperandKind::Constant &&
             N.Args[0].Number == 0 &&
             (N.Where.File != Routine.Where.File ||
              N.Where.Line != Routine.Where.Line);
    };
    return std::any_of(
        E.Unit.Functions.begin(), E.Unit.Functions.end(),
        [&](const auto &Entry) {
          const std::vector<facts::Node> &Nodes = Entry.second.Nodes;
          return std::any_of(Nodes.begin(), Nodes.end(), Empties);
        });
  }

  /// The USR of the variable.
  std::string variable() const { return variableOf(Routine); }

  Finding tell(const Event &Wait) const {
    Finding F;
    F.Rules = {Rule::StaticLifetime};
    F.Where = Routine.Where;
    F.Message = quoted(Routine.Name) +
                " has static storage, and its end waits for callbacks of the "
                "thread pool: in a DLL that is under the loader lock";
    const link::Frame &In = G.frames()[Wait.Place.Frame];
    explain(F, nodeOf(Wait).Where,
            In.Depth == 0 ? "it waits here"
                          : quotedFunction(In.Callee->Name) +
                                " waits here, as the variable is "
                                "destroyed");
    F.Notes.push_back(dllEvidence(E, Rule::StaticLifetime, Routine.Where));
    explain(
        F, Routine.Where,
        "when the DLL is unloaded, a callback that needs the loader lock, or a "
        "thread that the pool starts for it, waits for the end of the DLL: "
        "neither goes on; when the process ends, the pool's threads are gone "
        "already");
    explain(
        F, Routine.Where,
        "to repair: end it in a function that the user of the DLL calls before "
        "it is unloaded, and let the variable own nothing after that; or make "
        "it with new, and never destroy it");
    return F;
  }
};

} // namespace

std::vector<Finding> findStaticLifetimes(const Evidence &E) {
  std::vector<Finding> Result;
  if (!isDll(E, Rule::StaticLifetime))
    return Result;
  for (const Function &End : E.Unit.AtExit)
    if (std::optional<Finding> F = ExitFinder(E, End).find())
      Result.push_back(std::move(*F));
  return Result;
}

} // namespace threadpool::rules
