//===- LateInitialisation.cpp - Environments used too early ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An environment that outlives the routine, as a member does, may have been
// initialised before. But the routine that is the only one to initialise it,
// and does so behind its first use, forgets there what it was told.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/GroupOrder.h"
#include "rules/Mentions.h"
#include "rules/Registrations.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include <map>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::Operand;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class LateFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    // Whether each of them is a member of what is constructed.
    std::map<std::string, bool> Kept;
    for (const Event &Ev : G.events())
      if (isOfKept(Ev))
        Kept[identityOf(environmentFor(Ev))] |= isOfNewObject(Ev);
    for (const auto &[Environment, IsNew] : Kept)
      findUses(Environment, IsNew, Out);
  }

private:
  struct Way {
    const Event *FirstUse = nullptr;
    /// It is initialised, or may be.
    bool IsReady = false;

    bool operator<(const Way &O) const {
      return std::tie(FirstUse, IsReady) < std::tie(O.FirstUse, O.IsReady);
    }
  };

  /// Whether \p Use is of an environment that outlives the routine, and that
  /// nobody can have made ready unseen.
  bool isOfKept(const Event &Use) const {
    const Value V = environmentFor(Use);
    const Path P = V.pointee();
    if (!V.is(ValueKind::AddressOf) || link::isElement(P))
      return false;
    if (isOfNewObject(Use))
      return true;
    const link::EnvironmentFacts *Known = link::environmentOf(E.Objects, V);
    return !link::isLocalKey(link::keyOf(P)) && Known && !Known->Escapes &&
           isOfThisUnit(E.Unit, P);
  }

  /// Whether the environment of \p Use is a member of what is constructed.
  bool isOfNewObject(const Event &Use) const {
    const std::vector<Operand> &Args = nodeOf(Use).Args;
    return G.frames()[Use.Place.Frame].Callee->IsConstructor &&
           std::any_of(Args.begin(), Args.end(), [&](const Operand &O) {
             return O.Kind == Operand::OperandKind::Address &&
                    O.Where.Root == Path::RootKind::This &&
                    O.Where.Steps.size() == 1 &&
                    isEnvironment(Use, &O - Args.data());
           });
  }

  /// Whether the argument \p Index of \p Use is the environment.
  static bool isEnvironment(const Event &Use, std::ptrdiff_t Index) {
    const facts::ApiPlace At = Use.Api->Object == ApiObject::Environment
                                   ? Use.Api->Args.Object
                                   : Use.Api->Args.Environment;
    return At.isArgument() && std::ptrdiff_t(At.index()) == Index;
  }

  void findUses(const std::string &Environment, bool IsNew,
                std::vector<Finding> &Out) const {
    // By place of the first use, where the environment is initialised; and the
    // places to which some way leads on which it may be ready.
    std::map<std::pair<unsigned, facts::NodeId>,
             std::pair<const Event *, const Event *>>
        Found;
    auto PlaceOf = [](const Event &Ev) {
      return std::make_pair(Ev.Place.Frame, Ev.Place.Node);
    };
    std::set<std::pair<unsigned, facts::NodeId>> Ready;
    searchEvents(
        G, Way(),
        [&](Way &W, const Event &Ev) {
          if (Ev.Kind != EventKind::Api) {
            W.IsReady |= !W.FirstUse && mayPrepare(Ev, Environment, IsNew);
          } else if (initialises(Ev, Environment)) {
            // A helper that does may be called elsewhere, too.
            if (W.FirstUse && W.FirstUse->Place.Frame == Ev.Place.Frame &&
                isOnlyOne(Ev))
              Found.try_emplace(PlaceOf(*W.FirstUse), W.FirstUse, &Ev);
            W = {nullptr, /*IsReady=*/true};
          } else if (destroys(Ev, Environment)) {
            W = {nullptr, /*IsReady=*/true};
          } else if (identityOf(environmentFor(Ev)) == Environment) {
            if (W.IsReady)
              Ready.insert(PlaceOf(Ev));
            else if (!W.FirstUse)
              W.FirstUse = &Ev;
          }
          return true;
        },
        [](const Way &, const UndecidedCondition &, bool) { return true; });
    for (const auto &[Place, Calls] : Found)
      if (!Ready.count(Place))
        Out.push_back(tell(*Calls.first, *Calls.second));
  }

  /// Whether \p Ev may make the environment ready: a function that may know it,
  /// or what is written there. That of a new object knows who is given it.
  bool mayPrepare(const Event &Ev, llvm::StringRef Environment,
                  bool IsNew) const {
    Environment.consume_front("in ");
    auto IsAround = [&](const Path &P) {
      return P.isValid() && Environment.starts_with(link::textOf(P));
    };
    if (Ev.Kind != EventKind::Call)
      return (Ev.Kind == EventKind::Store || Ev.Kind == EventKind::Keep) &&
             (IsAround(Ev.Storage) || llvm::StringRef(link::textOf(Ev.Storage))
                                          .starts_with(Environment));
    const Node &N = nodeOf(Ev);
    return (!IsNew && !N.CalleeIsSystem && !link::onlyReports(N)) ||
           (!N.CalleeIsSystem && IsAround(Ev.This.pointee())) ||
           std::any_of(Ev.Args.begin(), Ev.Args.end(),
                       [&](const Value &V) { return IsAround(V.pointee()); });
  }

  static bool initialises(const Event &Ev, const std::string &Environment) {
    return Ev.isApi(ApiRole::Initialize) &&
           identityOf(Ev.argument(Ev.Api->Args.Object)) == Environment;
  }

  static bool destroys(const Event &Ev, const std::string &Environment) {
    return Ev.isApi(ApiRole::Destroy) &&
           identityOf(Ev.argument(Ev.Api->Args.Object)) == Environment;
  }

  /// Whether nothing else in the unit initialises what \p Init does.
  bool isOnlyOne(const Event &Init) const {
    const Node &This = nodeOf(Init);
    const Path Environment = Init.argument(Init.Api->Args.Object).pointee();
    auto IsField = [](const Path &P) {
      return !P.Steps.empty() &&
             P.Steps.back().Kind == Path::Step::StepKind::Field;
    };
    bool Result = true;
    forEachApiCall(E.Unit, [&](const facts::Function &, const Node &N,
                               const ApiFunction &Api) {
      if (Api.Role != ApiRole::Initialize ||
          Api.Object != ApiObject::Environment || &N == &This)
        return;
      const Operand &O = N.Args[Api.Args.Object.index()];
      // Another variable, or a member with another name.
      const bool IsOther =
          O.Kind == Operand::OperandKind::Address &&
          (IsField(O.Where)
               ? !IsField(Environment) ||
                     O.Where.Steps.back().Name != Environment.Steps.back().Name
               : O.Where.Steps.empty() && O.Where.Symbol != Environment.Symbol);
      Result &= IsOther;
    });
    return Result;
  }

  Finding tell(const Event &Use, const Event &Init) const {
    Finding F = findingAt(Rule::CleanupGroupOrder, Use,
                          "the environment is used before it is initialised");
    explain(F, nodeOf(Init).Where,
            "it is initialised here, and forgets what it was told");
    advise(F, Use, "call InitializeThreadpoolEnvironment before");
    return F;
  }
};

} // namespace

void addLateInitialisations(const Evidence &E, std::vector<Finding> &Out) {
  std::vector<Finding> New =
      findInRoutines<LateFinder>(E, [](const ApiFunction &Api) {
        return Api.Object == ApiObject::Environment &&
               Api.Role == ApiRole::Initialize;
      });
  Out.insert(Out.end(), New.begin(), New.end());
}

} // namespace threadpool::rules
