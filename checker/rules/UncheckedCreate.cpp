//===- UncheckedCreate.cpp - threadpool-unchecked-create ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows what a create yields, by all the names that it gets, to the first
// test or use. Whatever might be a test ends the search: a call that gets hold
// of it, a condition that it went into.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool canFail(const ApiFunction &Api) {
  return Api.Role == ApiRole::Create && Api.Args.Object.isReturned() &&
         (facts::isCallbackObject(Api.Object) ||
          Api.Object == ApiObject::Group || Api.Object == ApiObject::Pool);
}

/// Whether the function takes it for granted that it gets an object.
bool needsObject(const ApiFunction &Api) {
  switch (Api.Role) {
  case ApiRole::Set:
  case ApiRole::SetResult:
  case ApiRole::Submit:
  case ApiRole::StartIo:
  case ApiRole::CancelIo:
  case ApiRole::Drain:
  case ApiRole::Close:
  case ApiRole::GroupMembersClose:
    return Api.Args.Object.isArgument();
  default:
    return false;
  }
}

/// Whether what is at \p P is a part of, or reached from, what is called
/// \p Name, or the other way round.
bool overlap(const std::string &A, const std::string &B) {
  const std::size_t Length = std::min(A.size(), B.size());
  return A.compare(0, Length, B, 0, Length) == 0;
}

class CreationFinder : public RoutineFinder {
public:
  CreationFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    forEachPlace(canFail, [&](const Event &Ev) { follow(Ev, Found); });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    enum class Stage : std::uint8_t { Before, Untested, Null };
    Stage At = Stage::Before;
    /// Where it is kept, as text.
    std::set<std::string> Names;
    /// Where it was found to be null.
    facts::NodeId TestedAt = facts::NoNode;
    unsigned TestedIn = 0;

    bool operator<(const Progress &O) const {
      return std::tie(At, Names, TestedAt, TestedIn) <
             std::tie(O.At, O.Names, O.TestedAt, O.TestedIn);
    }
    bool isIt(const Value &V) const {
      return V.is(ValueKind::At) && Names.count(link::textOf(V.Where)) != 0;
    }
    /// Whether \p V may lead to where it is kept.
    bool leadsTo(const Value &V) const {
      const Path Memory = V.pointee();
      return isIt(V) ||
             (Memory.isValid() &&
              std::any_of(Names.begin(), Names.end(),
                          [&](const std::string &Name) {
                            return overlap(Name, link::textOf(Memory));
                          }));
    }
  };
  using Stage = Progress::Stage;

  void follow(const Event &Create,
              std::map<const facts::Node *, Finding> &Found) const {
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (isSamePlace(Ev, Create)) {
            P = Progress();
            P.At = Stage::Untested;
            P.Names.insert(link::textOf(Ev.Result.Where));
            return true;
          }
          return P.At == Stage::Before || goesOn(P, Ev, Create, Found);
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          return P.At == Stage::Before || goesOn(P, Cond, TakesNext);
        });
  }

  bool goesOn(Progress &P, const Event &Ev, const Event &Create,
              std::map<const facts::Node *, Finding> &Found) const {
    const facts::Node &N = nodeOf(Ev);
    switch (Ev.Kind) {
    case EventKind::Touch:
    case EventKind::Keep:
    case EventKind::Leave:
      return true;
    case EventKind::Delete:
      return !touches(P, Ev);
    case EventKind::Store: {
      const std::string Name = link::textOf(Ev.Storage);
      // What was there before has the same name.
      if (Ev.IsRemembered)
        return false;
      if (P.isIt(Ev.Args[0]))
        P.Names.insert(Name);
      else
        P.Names.erase(Name);
      return true;
    }
    case EventKind::Call:
      if (P.leadsTo(Ev.This) ? !link::onlyReports(N) : touches(P, Ev))
        return false;
      return N.CalleeIsSystem || link::isDestructor(N)
                 ? P.At == Stage::Untested || returns(N)
                 : link::onlyReports(N) ||
                       (P.At == Stage::Untested && !isKeptGlobally(P));
    case EventKind::Api:
      break;
    }
    if (Ev.Api->Role == ApiRole::Create && P.At == Stage::Untested &&
        P.isIt(Ev.argument(Ev.Api->Args.Context)) && isNeededAsContext(Ev)) {
      Found.try_emplace(&nodeOf(Create), tell(P, Create, Ev));
      return false;
    }
    if (!needsObject(*Ev.Api))
      return !touches(P, Ev) || Ev.Api->Family != facts::ApiFamily::Support;
    const Value Object = Ev.argument(Ev.Api->Args.Object);
    const bool IsIt =
        P.isIt(Object) || (P.At == Stage::Null && Object.isNull() &&
                           Ev.Api->Object == Create.Api->Object);
    if (!IsIt)
      return true;
    Found.try_emplace(&nodeOf(Create), tell(P, Create, Ev));
    return false;
  }

  /// Whether the callback that \p Creation gives to the pool takes it for
  /// granted that its context is an object.
  bool isNeededAsContext(const Event &Creation) const {
    const Value Callback = Creation.argument(Creation.Api->Args.Callback);
    auto It = E.Unit.Functions.find(Callback.Name);
    if (!Callback.is(ValueKind::Function) || It == E.Unit.Functions.end() ||
        !It->second.hasBody() || It->second.IsBroken)
      return false;
    const link::EventGraph &Body =
        E.Graphs.of(It->second, link::Creations::Succeed);
    const std::string Parameter =
        It->second.Usr + link::ParameterMark +
        std::to_string(link::parametersOf(*Creation.Api).Context);
    auto IsContext = [&](const Value &V) {
      return V.is(ValueKind::At) && V.Where.Symbol == Parameter &&
             V.Where.Steps.empty();
    };
    if (isComputedWith(It->second, link::parametersOf(*Creation.Api).Context))
      return false;
    struct Nothing {
      bool operator<(const Nothing &) const { return false; }
    };
    bool Result = false;
    searchEvents(
        Body, Nothing(),
        [&](Nothing &, const Event &Ev) {
          if (Ev.Kind == EventKind::Api && needsObject(*Ev.Api))
            Result |= IsContext(Ev.argument(Ev.Api->Args.Object));
          return Ev.Kind != EventKind::Call ||
                 std::none_of(Ev.Args.begin(), Ev.Args.end(), IsContext);
        },
        [&](Nothing &, const UndecidedCondition &Cond, bool) {
          // Behind an error it may be a test all the same.
          return std::none_of(
              Cond.Sources.begin(), Cond.Sources.end(), [&](const Value &V) {
                return IsContext(V) ||
                       (It->second.IsPartial && V.is(ValueKind::Unknown));
              });
        });
    return Result;
  }

  /// Whether \p F computes something of its parameter \p Number, or of a
  /// variable that holds it: that may be a test.
  static bool isComputedWith(const facts::Function &F, unsigned Number) {
    auto IsParameter = [Number](const Path &P) {
      return P.Root == Path::RootKind::Parameter && P.Steps.empty() &&
             P.Symbol == std::to_string(Number);
    };
    std::set<std::string> Copies;
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::Assign && IsParameter(N.Args[0].Where))
        Copies.insert(N.Target.Symbol);
    return std::any_of(
        F.Nodes.begin(), F.Nodes.end(), [&](const facts::Node &N) {
          return std::any_of(
              N.Args.begin(), N.Args.end(), [&](const facts::Operand &O) {
                return std::any_of(
                    O.Sources.begin(), O.Sources.end(), [&](const Path &P) {
                      return IsParameter(P) || Copies.count(P.Symbol) != 0;
                    });
              });
        });
  }

  static bool touches(const Progress &P, const Event &Ev) {
    auto LeadsTo = [&](const Value &V) { return P.leadsTo(V); };
    return std::any_of(Ev.Args.begin(), Ev.Args.end(), LeadsTo) ||
           std::any_of(Ev.Sources.begin(), Ev.Sources.end(), LeadsTo);
  }

  /// Whether a function of the system surely comes back.
  static bool returns(const facts::Node &N) {
    const std::string Name = llvm::StringRef(N.CalleeName).lower();
    for (llvm::StringRef Word : {"exit", "abort", "throw", "raise", "fail",
                                 "fatal", "terminate", "assert"})
      if (llvm::StringRef(Name).contains(Word))
        return false;
    return true;
  }

  static bool isKeptGlobally(const Progress &P) {
    return std::any_of(P.Names.begin(), P.Names.end(),
                       [](const std::string &Name) {
                         return llvm::StringRef(Name).starts_with("global");
                       });
  }

  bool goesOn(Progress &P, const UndecidedCondition &Cond,
              bool TakesNext) const {
    // An error may hide what is tested; and what is not known may be made of
    // it.
    const bool IsTest =
        (Cond.Sources.empty() &&
         G.frames()[Cond.Place.Frame].Callee->IsPartial) ||
        std::any_of(Cond.Sources.begin(), Cond.Sources.end(),
                    [&](const Value &V) {
                      return P.isIt(V) || V.is(ValueKind::Unknown);
                    });
    // Behind a failure it may be tested whether there was any.
    if (!IsTest)
      return P.At == Stage::Untested;
    if (Cond.Sources.size() != 1 || !P.isIt(Cond.Sources[0]) ||
        !Cond.Constant || *Cond.Constant != 0 || TakesNext != Cond.IsNextEqual)
      return false;
    P.At = Stage::Null;
    P.TestedAt = Cond.Place.Node;
    P.TestedIn = Cond.Place.Frame;
    return true;
  }

  Finding tell(const Progress &P, const Event &Create, const Event &Use) const {
    const std::string Noun = nounOf(Create.Api->Object);
    const std::string Name = quoted(Create.Api->Name.str());
    const bool IsTested = P.At == Stage::Null;
    Finding F =
        findingAt(Rule::UncheckedCreate, Create,
                  IsTested ? "if " + Name + " fails, that is noticed, and " +
                                 functionOf(Use) + " goes on to use the " +
                                 Noun + " that there is not"
                           : "nothing tests whether " + Name +
                                 " has failed before the " + Noun + " is used");
    unsigned Number = 0;
    F.Notes.push_back(step(++Number, Actor::Owner, nodeOf(Create).Where,
                           actor(Create) + " gets NULL, for lack of memory"));
    if (IsTested)
      F.Notes.push_back(
          step(++Number, Actor::Owner, G.nodeOf({P.TestedIn, P.TestedAt}).Where,
               quotedFunction(G.frames()[P.TestedIn].Callee->Name) +
                   " finds that there is no " + Noun + ", and goes on"));
    const bool IsContext = Use.Api->Role == ApiRole::Create;
    F.Notes.push_back(
        step(++Number, Actor::Owner, nodeOf(Use).Where,
             actor(Use) + " passes NULL to " + quoted(Use.Api->Name.str()) +
                 (IsContext ? ", as the context of a callback that uses it"
                            : ", which raises an exception")));
    return F;
  }
};

} // namespace

std::vector<Finding> findUncheckedCreations(const Evidence &E) {
  return findInRoutines<CreationFinder>(E, canFail);
}

} // namespace threadpool::rules
