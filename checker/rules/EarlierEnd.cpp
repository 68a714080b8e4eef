//===- EarlierEnd.cpp - Ends before that of a variable --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EarlierEnd.h"
#include "rules/EventSearch.h"

#include <algorithm>
#include <cstring>

namespace threadpool::rules {

using facts::ApiRole;
using facts::Function;
using facts::Path;
using link::Event;
using link::EventGraph;
using link::Value;
using EventKind = link::Event::EventKind;
using RootKind = Path::RootKind;
using ValueKind = link::Value::ValueKind;

/// Behind the USR of a variable it makes that of its end.
static const std::string ExitMark = "@exit";

std::string variableOf(const Function &End) {
  return End.Usr.substr(0, End.Usr.size() - ExitMark.size());
}

static bool hasPointer(const Path &Where) {
  return std::any_of(Where.Steps.begin(), Where.Steps.end(),
                     link::isDereference);
}

/// The way of a walk that begins with a variable that is a parameter, as the
/// function itself has it.
static Path asParameter(Path Where) {
  const std::size_t Mark = Where.Symbol.rfind(link::ParameterMark);
  if (Where.Root != RootKind::Local || Mark == std::string::npos)
    return Where;
  Where.Root = RootKind::Parameter;
  Where.Symbol.erase(0, Mark + std::strlen(link::ParameterMark));
  return Where;
}

static bool endsSomething(const facts::ApiFunction &Api) {
  return Api.Role == ApiRole::Close || Api.Role == ApiRole::Drain ||
         Api.Role == ApiRole::GroupMembersClose ||
         Api.Role == ApiRole::Unregister;
}

EarlierEnd::EarlierEnd(const Evidence &E, const EventGraph &AtExit,
                       const Path &Object)
    : E(E), AtExit(AtExit), Object(Object), Name(link::keyOf(Object)),
      Access(E.Unit, Object) {}

bool EarlierEnd::mayCome() const {
  bool Comes = Object.Root != RootKind::Global;
  E.Calls.visitRoots(endsSomething, [&](const Function &Routine) {
    if (Comes || isPartOfEnd(Routine))
      return true;
    const EventGraph &G = E.Graphs.of(Routine, link::Creations::Succeed);
    Comes = comesIn(Routine, G);
    return G.isComplete();
  });
  return Comes;
}

bool EarlierEnd::isPartOfEnd(const Function &Routine) const {
  return std::any_of(
      AtExit.frames().begin(), AtExit.frames().end(),
      [&](const link::Frame &In) { return In.Callee->Usr == Routine.Usr; });
}

namespace {

/// What a routine has done so far with the place of an object.
struct Passage {
  bool HasEnded = false;
  /// Something new was stored there last.
  bool IsFilled = false;
  /// That was a pointer: the old way still leads to the old object.
  bool IsReplaced = false;
  /// A test has shown that there is no object.
  bool IsEmpty = false;

  bool operator<(const Passage &O) const {
    return std::tie(HasEnded, IsFilled, IsReplaced, IsEmpty) <
           std::tie(O.HasEnded, O.IsFilled, O.IsReplaced, O.IsEmpty);
  }
};

} // namespace

bool EarlierEnd::comesIn(const Function &Routine, const EventGraph &G) const {
  bool Comes = false, EndsIt = false, LeavesIt = false;
  using Node = EventGraph::Node;
  const bool HasGaps =
      std::any_of(G.nodes().begin(), G.nodes().end(), [](const Node &N) {
        return N.Kind == Node::NodeKind::Unknown;
      });
  // What is allocated here is the object only once it has come to its place.
  std::set<std::string> Allocated;
  for (const Event &Ev : G.events())
    if (Ev.Kind == EventKind::Call &&
        G.nodeOf(Ev.Place).CalleeName == "operator new")
      Allocated.insert(Ev.Result.pointee().Symbol);
  auto OnStore = [&](Passage &P, const Event &Ev) {
    // Only what the way to the object leads through replaces it.
    const bool IsOnWay =
        Ev.Storage.Root == Object.Root
            ? link::startsWith(Object, Ev.Storage)
            : relationTo(Routine, Ev.Storage) == Relation::Same;
    const bool IsPointer = Ev.Storage.Root == Object.Root &&
                           Ev.Storage.Steps.size() < Object.Steps.size();
    if (!IsOnWay || (P.IsReplaced && !IsPointer))
      return;
    P.IsFilled = !Ev.Args[0].isNull() &&
                 (Ev.Storage.Root == RootKind::Global || !isGivenNull(Routine));
    P.IsReplaced = IsPointer && P.IsFilled;
  };
  auto OnEnd = [&](Passage &P, const Event &Ev) {
    const Value Ended = Ev.argument(Ev.Api->Args.Object);
    std::optional<Path> Where;
    if (Ended.is(ValueKind::At))
      Where = Ended.Where;
    auto Made = E.Objects.Creations.find(Ended.Name);
    const bool IsNew =
        Ended.is(ValueKind::Fresh) && Made != E.Objects.Creations.end();
    if (IsNew)
      Where = Made->second.StoredAt;
    if (!Where || link::keyOf(*Where) != Name)
      return;
    const Relation To = relationTo(Routine, *Where);
    if (IsNew || Allocated.count(Where->Symbol))
      Comes |= P.IsFilled || (IsNew && To == Relation::Possible);
    else if (To == Relation::Same && !HasGaps)
      P.HasEnded = true;
    else
      Comes |=
          To == Relation::Possible || (To == Relation::Same && !P.IsFilled);
  };
  searchEvents(
      G, Passage(),
      [&](Passage &P, const Event &Ev) {
        if (Ev.Kind == EventKind::Store)
          OnStore(P, Ev);
        else if (Ev.Kind == EventKind::Api && endsSomething(*Ev.Api))
          OnEnd(P, Ev);
        return true;
      },
      [&](Passage &P, const link::UndecidedCondition &C, bool TakesNext) {
        if (C.Constant && *C.Constant == 0 && C.Sources.size() == 1 &&
            C.Sources[0].is(ValueKind::At) &&
            link::keyOf(C.Sources[0].Where) == Name)
          P.IsEmpty = TakesNext == C.IsNextEqual;
        return true;
      },
      [&](const Passage &P) {
        EndsIt |= P.HasEnded && !P.IsFilled;
        LeavesIt |= !P.HasEnded && !P.IsEmpty;
      });
  // A callback that ends its own object only as an error demands leaves that to
  // others.
  return Comes || (EndsIt && !(LeavesIt && isOwnCallback(Routine)));
}

EarlierEnd::Relation EarlierEnd::relationTo(const Function &Routine,
                                            const Path &Where) const {
  if (Where.Root == RootKind::Global) {
    if (Where.Symbol == Object.Symbol)
      return Relation::Same;
    return Access.escapes() && mayLeadHere(Where) ? Relation::Possible
                                                  : Relation::Other;
  }
  if (Access.isGiven(Routine.Usr, asParameter(Where)))
    return Relation::Same;
  // An object's own life is not that of another one.
  const bool IsOwnLife = Where.Root == RootKind::This &&
                         (Routine.IsConstructor || Routine.IsDestructor);
  const bool IsLocal = Where.Root == RootKind::Local && !hasPointer(Where);
  return Access.escapes() && !IsOwnLife && !IsLocal ? Relation::Possible
                                                    : Relation::Other;
}

/// Whether \p Routine is the callback of such objects.
bool EarlierEnd::isOwnCallback(const Function &Routine) const {
  return std::any_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                     [&](const auto &Entry) {
                       const link::Creation &C = Entry.second;
                       return C.Callback == Routine.Usr && C.StoredAt &&
                              link::keyOf(*C.StoredAt) == Name;
                     });
}

/// Whether the way \p Where from another variable may come to this one, or to
/// what it owns.
bool EarlierEnd::mayLeadHere(const Path &Where) const {
  if (!hasPointer(Where))
    return false;
  const bool IsOwner = std::any_of(
      E.Unit.AtExit.begin(), E.Unit.AtExit.end(),
      [&](const Function &End) { return variableOf(End) == Where.Symbol; });
  if (!IsOwner && !E.Unit.InitialValues.count(Where.Symbol))
    return true;
  Path Other;
  Other.Root = Where.Root;
  Other.Symbol = Where.Symbol;
  auto IsNew = [](const Value &V) {
    return V.is(ValueKind::Fresh) ||
           (V.is(ValueKind::AddressOf) && V.Where.Root == RootKind::Local);
  };
  auto Stored = E.Objects.Stores.find(link::keyOf(Other));
  return Stored != E.Objects.Stores.end() &&
         std::any_of(
             Stored->second.begin(), Stored->second.end(), [&](const Value &V) {
               // What an owner is given, nobody else owns.
               return IsOwner ? V.Where.Symbol == Object.Symbol : !IsNew(V);
             });
}

/// Whether a null is among what \p Routine is given where it is called.
bool EarlierEnd::isGivenNull(const Function &Routine) const {
  auto GivesNull = [&](const facts::Node &N) {
    return N.Kind == facts::NodeKind::Call && N.Callee == Routine.Usr &&
           std::any_of(
               N.Args.begin(), N.Args.end(), [](const facts::Operand &O) {
                 return O.Kind == facts::Operand::OperandKind::Constant &&
                        O.Number == 0;
               });
  };
  return std::any_of(
      E.Unit.Functions.begin(), E.Unit.Functions.end(), [&](const auto &Entry) {
        const auto &Nodes = Entry.second.Nodes;
        return std::any_of(Nodes.begin(), Nodes.end(), GivesNull);
      });
}

} // namespace threadpool::rules
