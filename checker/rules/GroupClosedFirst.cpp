//===- GroupClosedFirst.cpp - A group closed before its members -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine that closes a cleanup group and then the group's members, whoever
// made them: the second call uses a group that is gone, or the null that its
// owner holds since. So does who closes a member singly, which until then was
// in the group.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/GroupMembers.h"
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
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;

namespace {

/// What a path has done to groups.
struct Ends {
  /// Where groups were closed whose members the routine had not closed.
  std::map<std::string, const Event *> Closed;
  /// What holds no group any more.
  std::set<std::string> Released;
  /// Groups whose members were closed.
  std::set<std::string> Emptied;

  bool operator<(const Ends &O) const {
    return std::tie(Closed, Released, Emptied) <
           std::tie(O.Closed, O.Released, O.Emptied);
  }
};

class ClosedFirstFinder : public RoutineFinder {
public:
  // So that what the routine writes to its own variables is told.
  ClosedFirstFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    // By place of the close of a member, or of all, where the group was closed;
    // null if it was not on some way that leads there.
    std::map<std::pair<unsigned, facts::NodeId>,
             std::pair<const Event *, const Event *>>
        Found;
    searchEventsBehindGaps(
        G, Ends(),
        [&](Ends &S, const Event &Ev) {
          std::optional<const Event *> Close;
          if (Ev.isApi(ApiRole::GroupMembersClose))
            Close = closeBefore(S, Ev);
          else if (Ev.isApi(ApiRole::Close) &&
                   facts::isCallbackObject(Ev.Api->Object))
            Close = closeAround(S, Ev);
          if (Close) {
            auto [It, IsFirst] =
                Found.try_emplace({Ev.Place.Frame, Ev.Place.Node}, &Ev, *Close);
            if (!IsFirst && !*Close)
              It->second.second = nullptr;
          }
          follow(S, Ev);
          return true;
        },
        [](const Ends &, const UndecidedCondition &, bool) { return true; });
    for (const auto &[Place, Calls] : Found) {
      const auto &[Close, GroupClose] = Calls;
      if (!GroupClose)
        continue;
      if (Close->isApi(ApiRole::GroupMembersClose))
        Out.push_back(tell(*Close, *GroupClose));
      else if (const link::Creation *Made = leftBy(*GroupClose, *Close))
        Out.push_back(tellLeft(*GroupClose, *Close, *Made));
    }
  }

private:
  /// The close of the group whose members \p Ev closes; null if it is open,
  /// nothing if there is none.
  static std::optional<const Event *> closeBefore(const Ends &S,
                                                  const Event &Ev) {
    const Value Group = Ev.argument(Ev.Api->Args.Object);
    const std::string Id = identityOf(Group);
    if (auto Close = S.Closed.find(Id); Close != S.Closed.end())
      return Close->second;
    if (Group.isNull() || S.Released.count(Id))
      return std::nullopt;
    return nullptr;
  }

  /// The close of a group beside the object that \p Ev closes, if its members
  /// were left in it; null if there is none.
  static const Event *closeAround(const Ends &S, const Event &Ev) {
    const facts::Path &Object = Ev.argument(Ev.Api->Args.Object).Where;
    for (const auto &[Id, Close] : S.Closed)
      if (areNeighbours(Close->argument(Close->Api->Args.Object).Where, Object))
        return Close;
    return nullptr;
  }

  /// What \p Close closes, if it was in the group until \p GroupClose closed
  /// that; null if somebody else may have taken it out.
  const link::Creation *leftBy(const Event &GroupClose,
                               const Event &Close) const {
    bool MayBeEmptied = false;
    forEachApiCall(E.Unit, [&](const facts::Function &, const facts::Node &,
                               const ApiFunction &Api) {
      MayBeEmptied |= Api.Role == ApiRole::GroupMembersClose;
    });
    const Value Object = Close.argument(Close.Api->Args.Object);
    MayBeEmptied |= !isOfThisUnit(E.Unit, Object.Where);
    return MayBeEmptied
               ? nullptr
               : memberOf(E, Object,
                          GroupClose.argument(GroupClose.Api->Args.Object));
  }

  void follow(Ends &S, const Event &Ev) const {
    switch (Ev.Kind) {
    case EventKind::Api:
      end(S, Ev);
      break;
    case EventKind::Call:
      // Whoever is called may make a new group, or one's members.
      if (!nodeOf(Ev).CalleeIsSystem && !link::onlyReports(nodeOf(Ev)))
        S = Ends();
      move(S, Ev.This.pointee());
      for (const Value &V : Ev.Args)
        move(S, V.pointee());
      break;
    case EventKind::Keep:
    case EventKind::Store:
      move(S, Ev.Storage);
      store(S, "at " + link::textOf(Ev.Storage), Ev.Args[0]);
      break;
    default:
      break;
    }
  }

  /// What is reached through \p Changed is something else from here on.
  static void move(Ends &S, const facts::Path &Changed) {
    if (!Changed.isValid())
      return;
    const std::string Start = "at " + link::textOf(Changed);
    auto IsThrough = [&](const std::string &Owner) {
      return Owner.size() > Start.size() &&
             llvm::StringRef(Owner).starts_with(Start);
    };
    for (auto It = S.Closed.begin(); It != S.Closed.end();)
      It = IsThrough(It->first) ? S.Closed.erase(It) : std::next(It);
    for (std::set<std::string> *Owners : {&S.Released, &S.Emptied})
      for (auto It = Owners->begin(); It != Owners->end();)
        It = IsThrough(*It) ? Owners->erase(It) : std::next(It);
  }

  static void store(Ends &S, const std::string &Owner, const Value &Stored) {
    S.Emptied.erase(Owner);
    if (Stored.isNull()) {
      S.Released.insert(Owner);
    } else {
      S.Released.erase(Owner);
      S.Closed.erase(Owner);
    }
  }

  static void end(Ends &S, const Event &Ev) {
    if (Ev.Api->Object != ApiObject::Group)
      return;
    const std::string Group = identityOf(Ev.argument(Ev.Api->Args.Object));
    if (Group.empty())
      return;
    if (Ev.Api->Role == ApiRole::GroupMembersClose) {
      S.Closed.erase(Group);
      S.Emptied.insert(Group);
    } else if (Ev.Api->Role == ApiRole::Close && !S.Emptied.count(Group)) {
      S.Closed[Group] = &Ev;
    }
  }

  /// Where \p Ev is done, as seen from the function that does \p Other.
  const facts::Location &placeSeenFrom(const Event &Other,
                                       const Event &Ev) const {
    auto IsAround = [&](unsigned Frame) {
      unsigned F = Other.Place.Frame;
      while (G.frames()[F].Depth > G.frames()[Frame].Depth)
        F = G.frames()[F].Parent;
      return F == Frame;
    };
    link::Site At = Ev.Place;
    while (!IsAround(At.Frame))
      At = {G.frames()[At.Frame].Parent, G.frames()[At.Frame].Call};
    return G.nodeOf(At).Where;
  }

  Finding tell(const Event &MembersClose, const Event &Close) const {
    Finding F = findingAt(Rule::CleanupGroupOrder, MembersClose,
                          functionOf(MembersClose) +
                              " closes the members of the cleanup group after "
                              "the group");
    explain(F, placeSeenFrom(MembersClose, Close), "the group is closed here");
    advise(F, MembersClose, "close the group's members before the group");
    return F;
  }

  Finding tellLeft(const Event &GroupClose, const Event &Close,
                   const link::Creation &Made) const {
    const std::string Member = nounOf(Made.Api->Object);
    Finding F = findingAt(Rule::CleanupGroupOrder, GroupClose,
                          functionOf(GroupClose) +
                              " closes the cleanup group while it still has "
                              "members");
    explain(F, Made.Where, "the " + Member + " that is made here is one");
    explain(F, nodeOf(Close).Where, "it is closed only here");
    advise(F, GroupClose,
           "close the " + Member +
               ", or the group's members, before the group");
    return F;
  }
};

} // namespace

void addGroupsClosedFirst(const Evidence &E, std::vector<Finding> &Out) {
  auto IsToldAt = [&](const facts::Location &Where) {
    return std::any_of(Out.begin(), Out.end(), [&](const Finding &F) {
      return F.Where.File == Where.File && F.Where.Offset == Where.Offset;
    });
  };
  std::vector<Finding> New = findInRoutines<ClosedFirstFinder>(
      E, [](const ApiFunction &Api) { return Api.Object == ApiObject::Group; });
  New.erase(std::remove_if(New.begin(), New.end(),
                           [&](const Finding &F) {
                             return IsToldAt(F.Where) ||
                                    IsToldAt(F.Notes.front().Where);
                           }),
            New.end());
  Out.insert(Out.end(), New.begin(), New.end());
}

} // namespace threadpool::rules
