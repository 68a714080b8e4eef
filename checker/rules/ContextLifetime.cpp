//===- ContextLifetime.cpp - threadpool-context-lifetime ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The address of a variable of a routine is the context of something that can
// still fire when the routine returns. Whatever may wait for the callback, or
// hear from it, ends the search.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/ContextUse.h"
#include "rules/EntryPoint.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool takesContext(const ApiFunction &Api) {
  return Api.Args.Context.isPresent() && Api.Args.Callback.isPresent() &&
         Api.Object != ApiObject::Thread &&
         (Api.Role == ApiRole::Create || Api.Role == ApiRole::Submit);
}

bool isAutomatic(const Value &Context) {
  const Path &P = Context.Where;
  return Context.is(ValueKind::AddressOf) && P.Root == Path::RootKind::Local &&
         std::none_of(P.Steps.begin(), P.Steps.end(), link::isDereference);
}

/// A path on which more is called is too long to judge.
constexpr std::size_t MaxOutcomes = 24;

class ContextFinder : public RoutineFinder {
public:
  // What fails leads to the early returns.
  ContextFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    forEachPlace(takesContext, [&](const Event &Ev) { consider(Ev, Found); });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// Where the object is kept, as text.
    std::set<std::string> Names;
    const Event *Armed = nullptr;
    /// An earlier round of a loop armed it.
    bool WasArmed = false;
    /// The last condition since.
    const UndecidedCondition *Turn = nullptr;
    /// The names of what calls have yielded since.
    std::set<std::string> Outcomes;

    bool operator<(const Progress &O) const {
      return std::tie(Names, Armed, WasArmed, Turn, Outcomes) <
             std::tie(O.Names, O.Armed, O.WasArmed, O.Turn, O.Outcomes);
    }
  };

  void consider(const Event &Create,
                std::map<const facts::Node *, Finding> &Found) const {
    const Value Context = Create.argument(Create.Api->Args.Context);
    const Value Callback = Create.argument(Create.Api->Args.Callback);
    if (!isAutomatic(Context) || !Callback.is(ValueKind::Function))
      return;
    const std::optional<unsigned> Home = frameOf(Context.Where);
    const facts::Node *Use = contextUse(E, Callback.Name, *Create.Api);
    if (!Home || !Use || isMain(*G.frames()[*Home].Callee))
      return;
    auto Report = [&](const Progress &P) {
      Found.try_emplace(&nodeOf(Create), tell(P, Create, *Home, *Use));
    };
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (P.Armed && !isWithin(Ev.Place.Frame, *Home)) {
            Report(P);
            return false;
          }
          if (P.Armed &&
              (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api))
            P.Outcomes.insert(Ev.Result.Where.Symbol);
          return P.Outcomes.size() <= MaxOutcomes &&
                 goesOn(P, Ev, Create, Context.Where);
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (P.Armed && !isWithin(Cond.Place.Frame, *Home)) {
            Report(P);
            return false;
          }
          return goesOn(P, Cond, TakesNext, Create);
        },
        [&](const Progress &P) {
          if (P.Armed)
            Report(P);
        });
  }

  bool isWithin(unsigned Frame, unsigned Home) const {
    while (Frame != Home && Frame != 0)
      Frame = G.frames()[Frame].Parent;
    return Frame == Home;
  }

  static bool isObject(const Progress &P, const Value &V) {
    return V.is(ValueKind::At) && P.Names.count(link::textOf(V.Where)) != 0;
  }

  bool goesOn(Progress &P, const Event &Ev, const Event &Create,
              const Path &Context) const {
    const facts::Node &N = nodeOf(Ev);
    if (isSamePlace(Ev, Create)) {
      P.WasArmed = P.Armed != nullptr;
      if (isArmedByCreation(*Ev.Api))
        P.Armed = &Ev;
      P.Names = {link::textOf(Ev.Result.Where)};
      return true;
    }
    switch (Ev.Kind) {
    case EventKind::Keep:
    case EventKind::Leave:
      return true;
    case EventKind::Touch:
    case EventKind::Delete:
      // Others may hold the lock until they are done.
      return !P.Armed ||
             (N.Kind != NodeKind::Lock && N.Kind != NodeKind::TryLock);
    case EventKind::Store:
      if (isObject(P, Ev.Args[0]))
        P.Names.insert(link::textOf(Ev.Storage));
      else
        P.Names.erase(link::textOf(Ev.Storage));
      return true;
    case EventKind::Call:
      if (!P.Armed || link::onlyReports(N))
        return true;
      // Its deleter is a call of its own.
      if (llvm::StringRef(N.CalleeName).starts_with("std::unique_ptr"))
        return true;
      return N.CalleeIsSystem && !link::isDestructor(N) &&
             link::effectOf(N) == link::SystemEffect::None;
    case EventKind::Api:
      break;
    }
    const Value Object = Ev.argument(Ev.Api->Args.Object);
    switch (Ev.Api->Role) {
    case ApiRole::Set:
    case ApiRole::SetResult:
      if (Ev.argument(Ev.Api->armingArgument()).isNull())
        return true;
      [[fallthrough]];
    case ApiRole::Submit:
    case ApiRole::StartIo:
      if (Ev.Api->Object == Create.Api->Object && isObject(P, Object)) {
        P.Armed = &Ev;
        P.Turn = nullptr;
      }
      return true;
    case ApiRole::Drain:
    case ApiRole::GroupMembersClose:
    case ApiRole::Block:
    case ApiRole::Acquire:
    case ApiRole::AcquireShared:
    case ApiRole::TryAcquire:
    case ApiRole::TryAcquireShared:
      return !P.Armed;
    case ApiRole::Unregister: {
      const facts::ApiPlace End = Ev.Api->Args.CompletionEvent;
      return !P.Armed || !End.isPresent() || Ev.argument(End).isNull();
    }
    default:
      // It may ask whether the callback is done.
      return !P.Armed || Ev.Api->Family != facts::ApiFamily::Support ||
             std::none_of(Ev.Args.begin(), Ev.Args.end(), [&](const Value &V) {
               return link::startsWith(V.pointee(), Context);
             });
    }
  }

  /// Conditions that were the same before it was armed may keep apart the paths
  /// on which it is armed and those on which nothing waits. So only the outcome
  /// of what was called since is followed.
  bool goesOn(Progress &P, const UndecidedCondition &Cond, bool TakesNext,
              const Event &Create) const {
    if (!P.Armed)
      return true;
    const bool IsNullTest =
        Cond.Sources.size() == 1 && Cond.Constant && *Cond.Constant == 0;
    const bool IsNull = TakesNext == Cond.IsNextEqual;
    if (IsNullTest && isObject(P, Cond.Sources[0]))
      // What is armed is there, and where a submission failed nothing is armed.
      return !IsNull || (isArmedByCreation(*Create.Api) && P.WasArmed);
    P.Turn = &Cond;
    if (G.nodeOf(Cond.Place).LoopVariable.isValid())
      return TakesNext;
    return std::all_of(
        Cond.Sources.begin(), Cond.Sources.end(), [&](const Value &V) {
          return V.is(ValueKind::At) && P.Outcomes.count(V.Where.Symbol) != 0;
        });
  }

  Finding tell(const Progress &P, const Event &Create, unsigned Home,
               const facts::Node &Use) const {
    const std::string Noun = nounOf(Create.Api->Object);
    const Value Callback = Create.argument(Create.Api->Args.Callback);
    const facts::Function &Called = E.Unit.Functions.at(Callback.Name);
    const std::string Name = quotedFunction(Called.Name);
    const std::string Owner = quotedFunction(G.frames()[Home].Callee->Name);
    Finding F =
        findingAt(Rule::ContextLifetime, Create,
                  "the context is a variable of " + Owner +
                      ", which can return before " + Name + " is called");
    unsigned Number = 0;
    F.Notes.push_back(step(++Number, Actor::Owner, nodeOf(*P.Armed).Where,
                           actor(*P.Armed) + " " + armingOf(Create) +
                               "; its context is a variable of " + Owner));
    const facts::Location Leaves =
        P.Turn ? G.nodeOf(P.Turn->Place).Where : nodeOf(*P.Armed).Where;
    F.Notes.push_back(step(++Number, Actor::Owner, Leaves,
                           Owner + " returns on the way from here, and waits "
                                   "for no callback: the variable is gone"));
    F.Notes.push_back(step(++Number, Actor::Pool, Called.Where,
                           causeOf(Create.Api->Object) +
                               "; the pool starts callback 1, " + Name));
    F.Notes.push_back(
        step(++Number, Actor::Callback, Use.Where,
             "callback 1 (" + Name + ") uses its context, which is gone"));
    return F;
  }

  static std::string armingOf(const Event &Create) {
    const std::string Noun = nounOf(Create.Api->Object);
    switch (Create.Api->Object) {
    case ApiObject::Simple:
    case ApiObject::Work:
      return "submits the callback";
    case ApiObject::Io:
      return "starts an operation";
    default:
      return "arms the " + Noun;
    }
  }
};

} // namespace

std::vector<Finding> findDyingContexts(const Evidence &E) {
  return findInRoutines<ContextFinder>(E, takesContext);
}

} // namespace threadpool::rules
