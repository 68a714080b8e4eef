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

/// Behind the USR of a variable it makes that of its end.
const std::string ExitMark = "@exit";

class ExitFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  std::optional<Finding> find() const {
    const Event *Wait = nullptr;
    std::set<Key> Objects;
    searchEvents(
        G, false,
        [&](bool, const Event &Ev) {
          if (!waitsForCallbacks(Ev))
            return true;
          if (!Wait)
            Wait = &Ev;
          Objects.insert(keyOfObject(Ev));
          return true;
        },
        [](bool, const link::UndecidedCondition &, bool) { return true; });
    if (!Wait || Objects.count(Key()) || hasErrors() || isCarefulAtShutdown() ||
        isEndedElsewhere(Objects))
      return std::nullopt;
    return tell(*Wait);
  }

private:
  Key keyOfObject(const Event &Wait) const {
    const Value Object = Wait.argument(Wait.Api->Args.Object);
    return Object.is(ValueKind::At) ? link::keyOf(Object.Where) : Key();
  }

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

  /// Whether a routine other than the end of the module ends one of
  /// \p Objects, or may: then nothing is left to wait for.
  bool isEndedElsewhere(const std::set<Key> &Objects) const {
    const std::string Variable = variable();
    if (isEmptied(Variable))
      return true;
    const std::vector<std::string> &Shared = E.Unit.HeaderGlobals;
    if (std::find(Shared.begin(), Shared.end(), Variable) != Shared.end() &&
        std::any_of(Objects.begin(), Objects.end(), [&](const Key &K) {
          const std::vector<std::string> &Fields = E.Unit.ExternalFields;
          return K[0] == '.' && std::find(Fields.begin(), Fields.end(),
                                          K.substr(1)) != Fields.end();
        }))
      return true;
    for (const auto *Ends : {&E.Objects.Closers, &E.Objects.Drainers})
      for (const auto &[Usr, Values] : *Ends)
        if (std::any_of(Values.begin(), Values.end(),
                        [&](const Value &V) { return isOneOf(V, Objects); }) &&
            isAnotherRoutine(Usr))
          return true;
    return false;
  }

  /// Whether something makes \p Variable hold nothing, not as it comes into
  /// being.
  bool isEmptied(const std::string &Variable) const {
    auto Empties = [&](const facts::Node &N) {
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

  bool isOneOf(const Value &V, const std::set<Key> &Objects) const {
    if (V.is(ValueKind::At))
      return isOneOf(V.Where, Objects);
    auto Made = E.Objects.Creations.find(V.Name);
    return V.is(ValueKind::Fresh) && Made != E.Objects.Creations.end() &&
           Made->second.StoredAt && isOneOf(*Made->second.StoredAt, Objects);
  }

  bool isOneOf(const facts::Path &Where, const std::set<Key> &Objects) const {
    using RootKind = facts::Path::RootKind;
    if (!Objects.count(link::keyOf(Where)))
      return false;
    if (Where.Root == RootKind::Global)
      return Where.Symbol == variable() || mayLeadHere(Where);
    return Where.Root != RootKind::Local || hasPointer(Where);
  }

  static bool hasPointer(const facts::Path &Where) {
    return std::any_of(Where.Steps.begin(), Where.Steps.end(),
                       link::isDereference);
  }

  static bool isNew(const Value &V) {
    return V.is(ValueKind::Fresh) ||
           (V.is(ValueKind::AddressOf) &&
            V.Where.Root == facts::Path::RootKind::Local);
  }

  /// Whether the way \p Where from another variable may come to this one, or to
  /// what it owns.
  bool mayLeadHere(const facts::Path &Where) const {
    if (!hasPointer(Where))
      return false;
    const bool IsOwner = std::any_of(
        E.Unit.AtExit.begin(), E.Unit.AtExit.end(), [&](const Function &End) {
          return End.Usr == Where.Symbol + ExitMark;
        });
    if (!IsOwner && !E.Unit.InitialValues.count(Where.Symbol))
      return true;
    facts::Path Other;
    Other.Root = Where.Root;
    Other.Symbol = Where.Symbol;
    auto Stored = E.Objects.Stores.find(link::keyOf(Other));
    return Stored != E.Objects.Stores.end() &&
           std::any_of(Stored->second.begin(), Stored->second.end(),
                       [&](const Value &V) {
                         // What an owner is given, nobody else owns.
                         return IsOwner ? V.Where.Symbol == variable()
                                        : !isNew(V);
                       });
  }

  /// The USR of the variable.
  std::string variable() const {
    return Routine.Usr.substr(0, Routine.Usr.size() - ExitMark.size());
  }

  /// Whether \p Usr is neither part of this end, nor of the life of another
  /// object.
  bool isAnotherRoutine(const std::string &Usr) const {
    auto F = E.Unit.Functions.find(Usr);
    return F != E.Unit.Functions.end() && !F->second.IsConstructor &&
           !F->second.IsDestructor &&
           std::none_of(
               G.frames().begin(), G.frames().end(),
               [&](const link::Frame &In) { return In.Callee->Usr == Usr; });
  }

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
