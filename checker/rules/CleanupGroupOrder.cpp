//===- CleanupGroupOrder.cpp - threadpool-cleanup-group-order -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Groups, environments and objects in one routine, in an order that does not
// work: the group is closed while it has members, the environment is used
// before it is initialised, or it gets its group when the objects are made.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/GroupOrder.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include <map>
#include <tuple>

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

std::string identityOf(const Value &V) {
  if (V.is(ValueKind::Fresh))
    return "made " + V.Name;
  if (V.is(ValueKind::At) && !link::isElement(V.Where))
    return "at " + link::textOf(V.Where);
  const Path Memory = V.pointee();
  return Memory.isValid() && !link::isElement(Memory)
             ? "in " + link::textOf(Memory)
             : "";
}

Value environmentFor(const Event &Ev) {
  if (Ev.Kind != EventKind::Api || Ev.Api->Role == ApiRole::Initialize)
    return Value::unknown();
  return Ev.argument(Ev.Api->Object == ApiObject::Environment
                         ? Ev.Api->Args.Object
                         : Ev.Api->Args.Environment);
}

namespace {

std::string argumentOf(const Event &Ev, facts::ApiPlace Which) {
  return identityOf(Ev.argument(Which));
}

/// Where a routine puts an object into a group, on a path.
struct Progress {
  /// The groups of environments, and the objects that were made with those that
  /// have none.
  std::map<std::string, std::string> GroupOf;
  std::map<std::string, const Event *> MadeWithout;
  /// The last member of each group.
  std::map<std::string, const Event *> MemberOf;
  /// Where an environment has got its group too late.
  std::map<std::string, const Event *> BoundLate;

  bool operator<(const Progress &O) const {
    return std::tie(GroupOf, MadeWithout, MemberOf, BoundLate) <
           std::tie(O.GroupOf, O.MadeWithout, O.MemberOf, O.BoundLate);
  }
};

class OrderFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) { return follow(P, Ev, Found); },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  bool follow(Progress &P, const Event &Ev,
              std::map<const facts::Node *, Finding> &Found) const {
    if (Ev.Kind == EventKind::Call)
      return leavesGroupsAlone(Ev);
    if (Ev.Kind != EventKind::Api)
      return true;
    const std::string Object = argumentOf(Ev, Ev.Api->Args.Object);
    switch (Ev.Api->Role) {
    case ApiRole::Initialize:
    case ApiRole::Destroy:
      P.GroupOf.erase(Object);
      P.MadeWithout.erase(Object);
      break;
    case ApiRole::BindGroup: {
      const std::string Group = argumentOf(Ev, Ev.Api->Args.Value);
      if (Object.empty() || Group.empty())
        return false;
      P.GroupOf[Object] = Group;
      if (P.MadeWithout.count(Object))
        P.BoundLate[Group] = P.MadeWithout.at(Object);
      break;
    }
    case ApiRole::Create:
      if (facts::isCallbackObject(Ev.Api->Object))
        noteMember(P, Ev);
      break;
    case ApiRole::GroupMembersClose:
      if (auto Late = P.BoundLate.find(Object); Late != P.BoundLate.end())
        Found.try_emplace(&nodeOf(*Late->second), tellLate(*Late->second, Ev));
      P.MemberOf.erase(Object);
      break;
    case ApiRole::Close:
      if (Ev.Api->Object != ApiObject::Group)
        // A member that is closed singly leaves its group.
        forget(P, Ev);
      else if (auto Member = P.MemberOf.find(Object);
               Member != P.MemberOf.end())
        Found.try_emplace(&nodeOf(Ev), tellMember(Ev, *Member->second));
      break;
    default:
      break;
    }
    return true;
  }

  void noteMember(Progress &P, const Event &Ev) const {
    const std::string Environment = argumentOf(Ev, Ev.Api->Args.Environment);
    auto Group = P.GroupOf.find(Environment);
    if (Group != P.GroupOf.end()) {
      P.MemberOf[Group->second] = &Ev;
      // The group is for the objects that come from here on.
      P.BoundLate.erase(Group->second);
    } else if (!Environment.empty() &&
               Ev.argument(Ev.Api->Args.Environment).is(ValueKind::AddressOf) &&
               isRoutinesOwn(Ev)) {
      P.MadeWithout[Environment] = &Ev;
    }
  }

  /// Whether no other routine can close what \p Create makes.
  bool isRoutinesOwn(const Event &Create) const {
    const facts::Location &At = nodeOf(Create).Where;
    return std::all_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                       [&](const auto &Made) {
                         const link::Creation &C = Made.second;
                         return C.Where.File != At.File ||
                                C.Where.Offset != At.Offset || !C.StoredAt ||
                                link::isLocalKey(link::keyOf(*C.StoredAt));
                       });
  }

  static void forget(Progress &P, const Event &Close) {
    auto Drop = [&](std::map<std::string, const Event *> &From) {
      for (auto It = From.begin(); It != From.end();)
        It = It->second->Api->Object == Close.Api->Object ? From.erase(It)
                                                          : std::next(It);
    };
    Drop(P.MemberOf);
    Drop(P.MadeWithout);
    Drop(P.BoundLate);
  }

  /// Whether the callee of \p Ev cannot know a group of the routine.
  bool leavesGroupsAlone(const Event &Ev) const {
    const facts::Node &N = nodeOf(Ev);
    return N.CalleeIsSystem || link::onlyReports(N);
  }

  //===--- Findings -------------------------------------------------------===//

  Finding tellMember(const Event &Close, const Event &Member) const {
    Finding F = findingAt(Rule::CleanupGroupOrder, Close,
                          functionOf(Close) +
                              " closes the cleanup group while it still has "
                              "members");
    explain(F, nodeOf(Member).Where,
            "the " + nounOf(Member.Api->Object) + " that is made here is one");
    advise(F, Close, "close the group's members before the group");
    return F;
  }

  Finding tellLate(const Event &Made, const Event &MembersClose) const {
    Finding F = findingAt(
        Rule::CleanupGroupOrder, Made,
        "the " + nounOf(Made.Api->Object) +
            " is no member of the cleanup group: its environment gets the "
            "group after it is made");
    explain(F, nodeOf(MembersClose).Where,
            actor(MembersClose) +
                " closes the group's members, and leaves the " +
                nounOf(Made.Api->Object) + " open");
    advise(F, Made, "give the environment its group before the object is made");
    return F;
  }
};

//===--- Environments that nobody initialises -----------------------------===//

class UninitialisedFinder : public RoutineFinder {
public:
  // So that what the routine writes to its own variables is told.
  UninitialisedFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    std::set<std::string> Own;
    for (const Event &Ev : G.events())
      if (const Value V = environmentFor(Ev); isOwnVariable(V))
        Own.insert(identityOf(V));
    for (const std::string &Environment : Own)
      searchEvents(
          G, /*State=*/false,
          [&](bool, const Event &Ev) {
            if (identityOf(environmentFor(Ev)) == Environment) {
              Found.try_emplace(&nodeOf(Ev), tell(Ev));
              return false;
            }
            return !mentions(Ev, Environment);
          },
          [](bool, const UndecidedCondition &, bool) { return true; });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  static bool isOwnVariable(const Value &V) {
    const Path P = V.pointee();
    return V.is(ValueKind::AddressOf) && P.Root == Path::RootKind::Local &&
           P.Steps.empty() &&
           P.Symbol.find(link::ParameterMark) == std::string::npos;
  }

  /// Whether \p Ev may write to what is \p Environment.
  static bool mentions(const Event &Ev, llvm::StringRef Environment) {
    Environment.consume_front("in ");
    auto IsIn = [&](const Path &P) {
      return P.isValid() &&
             llvm::StringRef(link::textOf(P)).starts_with(Environment);
    };
    return IsIn(Ev.Storage) || IsIn(Ev.This.pointee()) ||
           std::any_of(Ev.Args.begin(), Ev.Args.end(),
                       [&](const Value &V) { return IsIn(V.pointee()); });
  }

  Finding tell(const Event &Use) const {
    Finding F = findingAt(Rule::CleanupGroupOrder, Use,
                          "the environment is used before it is initialised");
    advise(F, Use, "call InitializeThreadpoolEnvironment before");
    return F;
  }
};

} // namespace

std::vector<Finding> findCleanupGroupMisorder(const Evidence &E) {
  auto Matters = [](const ApiFunction &Api) {
    return Api.Object == ApiObject::Environment ||
           Api.Object == ApiObject::Group || Api.Args.Environment.isPresent();
  };
  std::vector<Finding> Result = findInRoutines<OrderFinder>(E, Matters);
  for (Finding &F : findInRoutines<UninitialisedFinder>(E, Matters))
    Result.push_back(std::move(F));
  addLateInitialisations(E, Result);
  addGroupsClosedFirst(E, Result);
  return Result;
}

} // namespace threadpool::rules
