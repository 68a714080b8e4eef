//===- SelfWait.cpp - threadpool-self-wait --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EventSearch.h"
#include "rules/OwnObject.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <map>

namespace threadpool::rules {

using facts::ApiRole;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// INVALID_HANDLE_VALUE as a completion event: wait for the callbacks.
constexpr std::int64_t WaitForAll = -1;

/// What a path has done so far.
struct Progress {
  /// A drain does not wait for this callback any more.
  bool IsDissociated = false;
  /// Where the object was kept is empty, or holds another one.
  bool IsReplaced = false;

  bool operator<(const Progress &O) const {
    return std::tie(IsDissociated, IsReplaced) <
           std::tie(O.IsDissociated, O.IsReplaced);
  }
};

class SelfWaitFinder {
public:
  /// \p Graph is that of a callback of what \p C makes.
  SelfWaitFinder(const Evidence &E, const Creation &C, const EventGraph &Graph,
                 const std::map<std::string, unsigned> &CallSites)
      : E(E), C(C), CallSites(CallSites), G(Graph), Own(E.Objects, C),
        HasErrors(std::any_of(
            G.frames().begin(), G.frames().end(),
            [](const link::Frame &F) { return F.Callee->IsPartial; })) {}

  void find(std::vector<Finding> &Out) const {
    // A wait is one place, on however many paths it is met.
    std::map<const facts::Node *, const Event *> Waits;
    for (const Event &Ev : G.events())
      if (mayWaitForItself(Ev))
        Waits.try_emplace(&G.nodeOf(Ev.Place), &Ev);
    for (const auto &[Node, Ev] : Waits)
      if (isReached(*Node))
        Out.push_back(tell(*Ev));
  }

private:
  bool isOwn(const Value &V) const { return Own.is(V); }

  /// Whether all that is ever stored under \p K is made by one call.
  bool isMadeInOnePlace(const link::Key &K) const {
    const Creation *First = nullptr;
    auto Stored = E.Objects.Stores.find(K);
    return Stored == E.Objects.Stores.end() ||
           std::all_of(Stored->second.begin(), Stored->second.end(),
                       [&](const Value &V) {
                         const Creation *Made = link::originOf(E.Objects, V);
                         First = First ? First : Made;
                         return Made && Made->Where.File == First->Where.File &&
                                Made->Where.Offset == First->Where.Offset;
                       });
  }

  bool isOwnGroup(const Value &Group) const {
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, C.Environment);
    if (!Known || Known->Escapes || !Group.is(ValueKind::At))
      return false;
    const link::Key K = link::keyOf(Group.Where);
    // A member of another structure of the type is another group.
    const facts::Path Holder = link::containerOf(Group.Where);
    const facts::Path Context = C.Context.pointee();
    return Known->Groups.count(K) != 0 && isMadeInOnePlace(K) &&
           (!link::globalOf(K).empty() ||
            (Context.isValid() &&
             link::textOf(Holder) == link::textOf(link::containerOf(Context))));
  }

  /// Apart from what the path did before.
  bool mayWaitForItself(const Event &Ev) const {
    if (Ev.Kind != EventKind::Api)
      return false;
    const facts::ApiArguments &Args = Ev.Api->Args;
    // An error may hide that a variable has another object.
    if (HasErrors && !(Ev.isApi(ApiRole::Drain) && isOwnObject(Ev)))
      return false;
    switch (Ev.Api->Role) {
    case ApiRole::Drain:
      return Ev.Api->Object == C.Api->Object && isOwn(Ev.argument(Args.Object));
    case ApiRole::GroupMembersClose:
      return isOwnGroup(Ev.argument(Args.Object));
    case ApiRole::Unregister: {
      const Value Completion = Ev.argument(Args.CompletionEvent);
      return Ev.Api->Object == C.Api->Object &&
             isOwn(Ev.argument(Args.Object)) &&
             Completion.is(ValueKind::Constant) &&
             Completion.Number == WaitForAll;
    }
    default:
      return false;
    }
  }

  bool isOwnObject(const Event &Ev) const {
    return Ev.argument(Ev.Api->Args.Object).is(ValueKind::OwnObject);
  }

  /// Whether a callback surely can come to \p Wait.
  bool isReached(const facts::Node &Wait) const {
    const std::vector<bool> CanAvoid = avoiding(Wait);
    bool Found = false;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (mayDissociateUnseen(Ev))
            return false;
          if (Ev.isApi(ApiRole::Disassociate))
            P.IsDissociated = true;
          if (Ev.Kind == EventKind::Store && Own.isKeptAt(Ev.Storage))
            P.IsReplaced |= !Ev.IsRemembered;
          if (&G.nodeOf(Ev.Place) != &Wait || !mayWaitForItself(Ev))
            return true;
          const bool IsGroup = Ev.isApi(ApiRole::GroupMembersClose);
          Found |= IsGroup || (!(P.IsDissociated && Ev.isApi(ApiRole::Drain)) &&
                               (!P.IsReplaced || isOwnObject(Ev)));
          return true;
        },
        [&](const Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (P.IsReplaced && isNullTest(Cond) && isOwn(Cond.Sources.front()))
            return TakesNext == Cond.IsNextEqual;
          // What an error hides may ask who calls, or answer it.
          return (!HasErrors && isPlain(Cond)) || !decides(Cond, CanAvoid);
        });
    return Found;
  }

  /// Whether \p Ev stands for code with an error that gets hold of the
  /// callback's instance.
  bool mayDissociateUnseen(const Event &Ev) const {
    const facts::Node &N = G.nodeOf(Ev.Place);
    return N.IsGuess &&
           std::any_of(
               N.Args.begin(), N.Args.end(), [](const facts::Operand &Arg) {
                 return Arg.Where.Root == facts::Path::RootKind::Parameter &&
                        Arg.Where.Symbol == "0";
               });
  }

  static bool isNullTest(const UndecidedCondition &Cond) {
    return Cond.Constant && *Cond.Constant == 0 && Cond.Sources.size() == 1;
  }

  /// Whether either side of a condition can be taken when the pool calls. A
  /// function that others call too may know who calls it.
  bool isPlain(const UndecidedCondition &Cond) const {
    for (const Value &V : Cond.Sources)
      if (V.Where.Root == facts::Path::RootKind::Local &&
          (asksForThread(V.Where.Symbol) || isUnread(V.Where.Symbol)))
        return false;
    if (isCallbacksOwn(Cond.Place.Frame))
      return true;
    return isNullTest(Cond) && leadsToObject(Cond.Sources.front());
  }

  bool leadsToObject(const Value &V) const {
    return isOwn(V) || (C.StoredAt && V.pointee().isValid() &&
                        link::startsWith(*C.StoredAt, V.pointee()));
  }

  /// Whether \p Result names the result of a call that says, as its own name
  /// has it, on which thread or in which callback it is made.
  bool asksForThread(const std::string &Result) const {
    return std::any_of(
        G.events().begin(), G.events().end(), [&](const Event &Ev) {
          if (Ev.Kind != EventKind::Call || Ev.Result.Where.Symbol != Result)
            return false;
          const std::string Name =
              llvm::StringRef(G.nodeOf(Ev.Place).CalleeName).lower();
          if (llvm::StringRef(Name).contains("thread") ||
              llvm::StringRef(Name).contains("tls") ||
              llvm::StringRef(Name).contains("callback"))
            return true;
          auto Asks = [this, &Result](const Value &V) {
            return V.Where.Root == facts::Path::RootKind::Local &&
                   V.Where.Symbol != Result && asksForThread(V.Where.Symbol);
          };
          return llvm::StringRef(Name).contains("operator") &&
                 (Asks(Ev.This) ||
                  std::any_of(Ev.Args.begin(), Ev.Args.end(), Asks));
        });
  }

  /// Whether \p Result names the result of a call that the graph could have
  /// entered, and did not.
  bool isUnread(const std::string &Result) const {
    return std::any_of(
        G.events().begin(), G.events().end(), [&](const Event &Ev) {
          return Ev.Kind == EventKind::Call &&
                 Ev.Result.Where.Symbol == Result &&
                 E.Unit.Functions.count(G.nodeOf(Ev.Place).Callee) != 0;
        });
  }

  /// Whether nobody but the callback runs the frame's function.
  bool isCallbacksOwn(unsigned Frame) const {
    for (; Frame != 0; Frame = G.frames()[Frame].Parent) {
      auto Calls = CallSites.find(G.frames()[Frame].Callee->Usr);
      if (Calls == CallSites.end() || Calls->second != 1)
        return false;
    }
    return true;
  }

  /// For each node whether a path leads from it to an end without \p Wait.
  std::vector<bool> avoiding(const facts::Node &Wait) const {
    using NodeKind = EventGraph::Node::NodeKind;
    const auto &Nodes = G.nodes();
    std::vector<bool> Result(Nodes.size());
    for (bool Grew = true; Grew;) {
      Grew = false;
      for (std::size_t Id = Nodes.size(); Id-- > 0;) {
        const EventGraph::Node &N = Nodes[Id];
        if (Result[Id] || (N.Kind == NodeKind::Event &&
                           &G.nodeOf(G.events()[N.Index].Place) == &Wait))
          continue;
        const bool Ends =
            N.Kind == NodeKind::End || N.Kind == NodeKind::Unknown;
        if (Ends || (N.Next != facts::NoNode && Result[N.Next]) ||
            (N.Else != facts::NoNode && Result[N.Else]))
          Result[Id] = Grew = true;
      }
    }
    return Result;
  }

  /// Whether the wait depends on \p Cond.
  bool decides(const UndecidedCondition &Cond,
               const std::vector<bool> &CanAvoid) const {
    for (const EventGraph::Node &N : G.nodes())
      if (N.Kind == EventGraph::Node::NodeKind::Branch &&
          &G.conditions()[N.Index] == &Cond)
        return CanAvoid[N.Next] || CanAvoid[N.Else];
    return true;
  }

  Finding tell(const Event &Ev) const {
    const facts::Node &Wait = G.nodeOf(Ev.Place);
    const std::string Callback = quotedFunction(G.frames()[0].Callee->Name);
    const std::string Noun = nounOf(C.Api->Object);
    const bool IsGroup = Ev.isApi(ApiRole::GroupMembersClose);
    const std::string What =
        IsGroup ? "closes the members of the cleanup group that it belongs to"
        : Ev.isApi(ApiRole::Unregister)
            ? "unregisters its own " + Noun + " and waits for its callbacks"
            : "waits for the callbacks of its own " + Noun;
    Finding F;
    F.Rules = {Rule::SelfWait};
    // Where the callback itself begins it: the delete, not the destructor.
    link::Site Begin = Ev.Place;
    while (Begin.Frame != 0 && (!isCallbacksOwn(Begin.Frame) ||
                                G.frames()[Begin.Frame].Callee->IsDestructor))
      Begin = {G.frames()[Begin.Frame].Parent, G.frames()[Begin.Frame].Call};
    F.Where = G.nodeOf(Begin).Where;
    F.Length = G.nodeOf(Begin).Length;
    F.Message = Callback + " " + What +
                ": it waits for itself to return, and never does";

    F.Notes.push_back(step(1, Actor::Pool, G.frames()[0].Callee->Where,
                           causeOf(C.Api->Object) +
                               "; the pool starts callback 1, " + Callback));
    std::string Stuck = "callback 1 (" + Callback + ")";
    if (const link::Frame &In = G.frames()[Ev.Place.Frame]; In.Depth > 0)
      Stuck += ", in " + quotedFunction(In.Callee->Name) + ",";
    F.Notes.push_back(
        step(2, Actor::Callback, Wait.Where,
             Stuck + " " + What +
                 ", which ends when callback 1 has returned: deadlock"));
    Note Advice;
    Advice.Where = F.Where;
    Advice.Text = IsGroup
                      ? "to repair: let another thread close the group"
                      : "to repair: end the " + Noun +
                            " here without waiting, or let another thread wait";
    F.Notes.push_back(std::move(Advice));
    return F;
  }

  const Evidence &E;
  const Creation &C;
  const std::map<std::string, unsigned> &CallSites;
  const EventGraph &G;
  const OwnObject Own;
  /// Errors hide something of what the callback does. A path ends where it
  /// meets one that may do anything.
  const bool HasErrors;
};

/// Whether a function that a callback may call takes a callback away from its
/// object.
bool dissociatesElsewhere(const facts::UnitFacts &Unit) {
  for (const auto &[Usr, F] : Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::ApiCall && F.CallbackOf.empty())
        if (const facts::ApiFunction *Api = facts::lookupApi(N.Callee);
            Api && Api->Role == ApiRole::Disassociate)
          return true;
  return false;
}

/// The functions that the unit hands on or keeps a pointer to.
std::set<std::string> functionsPointedTo(const facts::UnitFacts &Unit) {
  std::set<std::string> Result;
  for (const auto &[Usr, F] : Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      for (const facts::Operand &O : N.Args)
        if (O.Kind == facts::Operand::OperandKind::Function)
          Result.insert(O.Function);
  return Result;
}

} // namespace

/// Visits the functions that can only be callbacks, whoever makes their
/// objects: in another file, or in a routine that is too large to be followed.
static void forEachCallbackByType(
    const facts::UnitFacts &Unit,
    const std::function<void(const facts::ApiFunction &,
                             const facts::Function &)> &Visit) {
  if (dissociatesElsewhere(Unit))
    return;
  for (const std::string &Usr : functionsPointedTo(Unit)) {
    auto It = Unit.Functions.find(Usr);
    if (It == Unit.Functions.end() || !It->second.hasBody() ||
        It->second.IsBroken || It->second.CallbackOf.empty())
      continue;
    if (const auto *Creator = facts::lookupApi(It->second.CallbackOf))
      Visit(*Creator, It->second);
  }
}

std::vector<Finding> findSelfWaits(const Evidence &E) {
  std::map<std::string, unsigned> CallSites;
  for (const auto &[Usr, F] : E.Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::Call)
        ++CallSites[N.Callee];
  const std::set<std::string> Waiting =
      E.Calls.reaching([](const facts::ApiFunction &Api) {
        return Api.Role == ApiRole::Drain ||
               Api.Role == ApiRole::GroupMembersClose ||
               Api.Role == ApiRole::Unregister;
      });
  std::vector<Finding> Result;
  forEachCallback(E, [&](const Creation &C, const facts::Function &Callback) {
    if (Waiting.count(Callback.Usr))
      SelfWaitFinder(E, C, E.Graphs.of(Callback, C), CallSites).find(Result);
  });
  forEachCallbackByType(E.Unit, [&](const facts::ApiFunction &Creator,
                                    const facts::Function &Callback) {
    if (!Waiting.count(Callback.Usr))
      return;
    Creation SomeObject;
    SomeObject.Api = &Creator;
    SomeObject.Callback = Callback.Usr;
    SelfWaitFinder(E, SomeObject, E.Graphs.alone(Callback, Creator), CallSites)
        .find(Result);
  });
  return Result;
}

} // namespace threadpool::rules
