//===- LegacyUnregister.cpp - threadpool-legacy-unregister ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A registered wait, or a periodic timer of the old API, is ended by a call
// that does not wait for callbacks, and then something that its callback uses
// is freed.
//
// That what fires once has fired, and that its callback is over, may be known
// from elsewhere: it counts in the routine that has just begun it.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/CallbackWork.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <functional>
#include <map>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// WT_EXECUTEINWAITTHREAD
constexpr std::int64_t InWaitThread = 4;

bool isEnder(const ApiFunction &Api) {
  return Api.Role == ApiRole::Unregister &&
         (Api.Object == ApiObject::Registration ||
          Api.Object == ApiObject::TimerQueueTimer);
}

bool begins(const Creation &C) {
  return C.Api->Role == ApiRole::Create &&
         (C.Api->Object == ApiObject::Registration ||
          C.Api->Object == ApiObject::TimerQueueTimer);
}

/// Whether callbacks come again and again until somebody ends them.
bool repeats(const Creation &C) {
  if (!C.Flags.is(ValueKind::Constant) ||
      (C.Flags.Number & facts::ExecuteOnlyOnce) != 0)
    return false;
  return C.Api->Object == ApiObject::Registration ||
         (C.Period.is(ValueKind::Constant) && C.Period.Number != 0);
}

/// What a call gives back.
struct Freed {
  Path Storage;
  /// The memory at Storage; else what the handle there stands for.
  bool IsMemory = false;
};

std::optional<Freed> freedBy(const Event &Ev, const facts::Node &N) {
  auto Memory = [](const Value &Pointer) -> std::optional<Freed> {
    const Path P = Pointer.pointee();
    return P.isValid() ? std::optional<Freed>({P, true}) : std::nullopt;
  };
  if (Ev.Kind == EventKind::Delete)
    return Memory(Ev.Args[0]);
  if (Ev.Kind == EventKind::Api && Ev.Api->Role == ApiRole::Free) {
    const Value What = Ev.argument(Ev.Api->Args.Object);
    if (Ev.Api->Object == ApiObject::Memory ||
        Ev.Api->Object == ApiObject::CriticalSection)
      return Memory(What);
    if (Ev.Api->Object == ApiObject::Handle && What.is(ValueKind::At))
      return Freed{What.Where, false};
    return std::nullopt;
  }
  // A function of the system that ends the only thing it is called with.
  if (Ev.Kind != EventKind::Call || !N.CalleeIsSystem || Ev.Args.size() != 1 ||
      !Ev.Args[0].is(ValueKind::At))
    return std::nullopt;
  const llvm::StringRef Name = N.CalleeName;
  if (!Name.contains("Close") && !link::mayEndLifetime(N))
    return std::nullopt;
  return Freed{Ev.Args[0].Where, false};
}

class UnregisterFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) {
    for (const Event &Ev : G.events())
      if ((Ev.Kind == EventKind::Api && isEnder(*Ev.Api)) ||
          freedBy(Ev, nodeOf(Ev)))
        for (const Value &V : Ev.Args)
          if (V.is(ValueKind::At))
            GivenBack.insert(link::textOf(V.Where));
    FindingsByEnd Found;
    for (const auto &[Id, C] : E.Objects.Creations)
      if (begins(C))
        find(Id, C, Found);
    for (auto &[At, F] : Found)
      if (F.IsSure || isRightForAll(*At, F.ByCreation))
        Out.push_back(std::move(F.ByCreation.begin()->second));
  }

private:
  /// What is found of a call that ends callbacks, by what that may end.
  struct FoundAtEnd {
    std::map<std::string, Finding> ByCreation;
    /// The routine itself has begun the callbacks.
    bool IsSure = false;
  };
  using FindingsByEnd = std::map<const facts::Node *, FoundAtEnd>;

  /// Whether \p Found has all that \p End may end.
  bool isRightForAll(const facts::Node &End,
                     const std::map<std::string, Finding> &Found) const {
    return std::all_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                       [&](const auto &Made) {
                         return Found.count(Made.first) != 0 ||
                                std::none_of(
                                    G.events().begin(), G.events().end(),
                                    [&](const Event &Ev) {
                                      return &nodeOf(Ev) == &End &&
                                             ends(Ev, Made.first, Made.second);
                                    });
                       });
  }

  struct Progress {
    /// The call that ended the callbacks without waiting for them.
    const Event *Ended = nullptr;
    /// The callbacks began here.
    bool IsMade = false;
    /// It has held a lock, or may have made sure that no callback is due.
    bool HasLocked = false, HasWaited = false;
    bool operator<(const Progress &O) const {
      const auto Rest = [](const Progress &P) {
        return std::make_tuple(P.IsMade, P.HasLocked, P.HasWaited);
      };
      return std::less<>()(Ended, O.Ended) ||
             (Ended == O.Ended && Rest(*this) < Rest(O));
    }
  };

  void find(const std::string &Id, const Creation &C,
            FindingsByEnd &Found) const {
    if (std::none_of(G.events().begin(), G.events().end(),
                     [&](const Event &Ev) { return ends(Ev, Id, C); }))
      return;
    const CallbackWork Work = workOf(E, C);
    if (Work.Uses.empty())
      return;
    auto FindUse = [&](const Progress &P, const Freed &F, const Event *At) {
      for (const CallbackUse &U : Work.Uses)
        if (!(P.HasLocked && U.IsBehindCall) && isUsed(F, U, *P.Ended, C)) {
          FoundAtEnd &Here = Found[&nodeOf(*P.Ended)];
          Here.ByCreation.try_emplace(Id, tell(C, *P.Ended, At, U));
          Here.IsSure |= P.IsMade;
          return true;
        }
      return false;
    };
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          const facts::Node &N = nodeOf(Ev);
          if (ends(Ev, Id, C)) {
            P.Ended = &Ev;
            return waitsForNone(Ev) && !isInCallback(Ev, C) && !P.HasWaited &&
                   (P.IsMade || repeats(C));
          }
          if (makes(Ev, C)) {
            P = Progress();
            P.IsMade = true;
            return true;
          }
          if (Ev.isApi(ApiRole::Create) && Ev.Api->Object == C.Api->Object)
            P.IsMade = false;
          P.HasLocked |= takesLock(Ev, N);
          P.HasWaited |= mayWait(Ev, N, P.Ended != nullptr);
          if (P.Ended && P.HasWaited)
            return false;
          if (!P.Ended)
            return true;
          const std::optional<Freed> F = freedBy(Ev, N);
          return !F || !FindUse(P, *F, &Ev);
        },
        [&](const Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (P.Ended && !mayGoOn(*P.Ended, Cond, TakesNext))
            return false;
          return P.Ended ? !mayTellOfEnd(Cond, Work, C)
                         : !tellsOfEnd(Cond, Work, C) ||
                               comesToEndBothWays(Cond, Id, C);
        },
        [&](const Progress &P, bool Returns) {
          if (!P.Ended || !Returns || !Routine.IsDestructor)
            return;
          Path Object;
          Object.Root = Path::RootKind::This;
          FindUse(P, Freed{Object, true}, nullptr);
        });
  }

  /// Whether \p Cond tests what the callback writes: that it is over, perhaps.
  /// Whether there is something to end is no such thing.
  static bool tellsOfEnd(const UndecidedCondition &Cond,
                         const CallbackWork &Work, const Creation &C) {
    const link::Key Handle = C.StoredAt ? link::keyOf(*C.StoredAt) : "";
    return std::any_of(
        Cond.Sources.begin(), Cond.Sources.end(), [&](const Value &V) {
          return V.is(ValueKind::At) && link::keyOf(V.Where) != Handle &&
                 Work.Written.count(link::keyOf(V.Where));
        });
  }

  /// The same behind the end, where more may tell if not all that the callback
  /// writes is known. That there is something to give back tells nothing.
  bool mayTellOfEnd(const UndecidedCondition &Cond, const CallbackWork &Work,
                    const Creation &C) const {
    const bool IsNullTest = Cond.Constant && *Cond.Constant == 0;
    if (IsNullTest &&
        std::all_of(Cond.Sources.begin(), Cond.Sources.end(),
                    [&](const Value &V) {
                      return V.is(ValueKind::At) &&
                             GivenBack.count(link::textOf(V.Where)) != 0;
                    }))
      return false;
    return tellsOfEnd(Cond, Work, C) ||
           (!Work.IsSeen && std::any_of(Cond.Sources.begin(),
                                        Cond.Sources.end(), [](const Value &V) {
                                          return V.is(ValueKind::At) &&
                                                 isShared(V.Where);
                                        }));
  }

  /// Whether the owner ends what \p C makes at the same places, whatever
  /// \p Cond says.
  bool comesToEndBothWays(const UndecidedCondition &Cond, const std::string &Id,
                          const Creation &C) const {
    using Node = EventGraph::Node;
    auto EndsFrom = [&](std::uint32_t From) {
      std::set<const facts::Node *> Ends;
      std::set<std::uint32_t> Seen;
      std::vector<std::uint32_t> Stack{From};
      while (!Stack.empty()) {
        const std::uint32_t At = Stack.back();
        Stack.pop_back();
        if (At == facts::NoNode || !Seen.insert(At).second)
          continue;
        const Node &N = G.nodes()[At];
        // A loop that goes on until it says so.
        if (N.Kind == Node::NodeKind::Branch &&
            isSamePlace(G.conditions()[N.Index].Place, Cond.Place))
          continue;
        if (N.Kind == Node::NodeKind::Event &&
            ends(G.events()[N.Index], Id, C)) {
          Ends.insert(&nodeOf(G.events()[N.Index]));
          continue;
        }
        Stack.push_back(N.Next);
        Stack.push_back(N.Else);
      }
      return Ends;
    };
    for (const Node &N : G.nodes())
      if (N.Kind == Node::NodeKind::Branch && &G.conditions()[N.Index] == &Cond)
        return EndsFrom(N.Next) == EndsFrom(N.Else);
    return false;
  }

  /// Whether \p Ev makes what \p C does.
  bool makes(const Event &Ev, const Creation &C) const {
    const facts::Location &At = nodeOf(Ev).Where;
    return Ev.Kind == EventKind::Api && Ev.Api == C.Api &&
           At.File == C.Where.File && At.Offset == C.Where.Offset;
  }

  /// Whether routines other than the one at hand can get at \p P.
  static bool isShared(const Path &P) {
    return P.Root == Path::RootKind::Global || P.Root == Path::RootKind::This ||
           !P.Steps.empty();
  }

  /// Whether \p Ev ends what \p C makes.
  static bool ends(const Event &Ev, const std::string &Id, const Creation &C) {
    if (Ev.Kind != EventKind::Api || !isEnder(*Ev.Api) ||
        Ev.Api->Object != C.Api->Object)
      return false;
    const Value Object = Ev.argument(Ev.Api->Args.Object);
    if (Object.is(ValueKind::Fresh))
      return Object.Name == Id;
    return Object.is(ValueKind::At) && C.StoredAt && !C.IsKeptTwice &&
           !link::keyOf(*C.StoredAt).empty() &&
           !link::isElement(Object.Where) && !link::isElement(*C.StoredAt) &&
           link::keyOf(*C.StoredAt) == link::keyOf(Object.Where);
  }

  static bool waitsForNone(const Event &End) {
    const facts::ApiPlace Event = End.Api->Args.CompletionEvent;
    return !Event.isPresent() || End.argument(Event).isNull();
  }

  /// Whether the pool may be on the stack.
  bool isInCallback(const Event &Ev, const Creation &C) const {
    const std::set<std::string> Inside = E.Calls.withCallees({C.Callback});
    for (unsigned F = Ev.Place.Frame;; F = G.frames()[F].Parent) {
      if (Inside.count(G.frames()[F].Callee->Usr))
        return true;
      if (F == 0)
        return false;
    }
  }

  /// Before the end, a lock is no wait: what the callback does before it takes
  /// that lock is not kept from it.
  static bool mayWait(const Event &Ev, const facts::Node &N, bool HasEnded) {
    if (takesLock(Ev, N))
      return HasEnded;
    switch (Ev.Kind) {
    case EventKind::Call: {
      if (!N.CalleeIsSystem)
        return !link::isDestructor(N) && !link::onlyReports(N);
      const link::SystemEffect Effect = link::effectOf(N);
      return Effect != link::SystemEffect::None &&
             Effect != link::SystemEffect::StopsSource &&
             Effect != link::SystemEffect::Signals;
    }
    case EventKind::Api:
      return Ev.isApi(ApiRole::Block) || Ev.isApi(ApiRole::Drain) ||
             Ev.isApi(ApiRole::GroupMembersClose) ||
             (Ev.isApi(ApiRole::Unregister) && !waitsForNone(Ev));
    default:
      return false;
    }
  }

  /// The call fails while callbacks are outstanding. Where it has succeeded
  /// there are none; and who asks for the reason may know what to do.
  bool mayGoOn(const Event &Ended, const UndecidedCondition &Cond,
               bool TakesNext) const {
    for (const Value &Source : Cond.Sources) {
      if (!Source.is(ValueKind::At))
        return false;
      if (Source.Where.Symbol == Ended.Result.Where.Symbol)
        return Cond.Sources.size() == 1 && Cond.Constant &&
               *Cond.Constant == 0 && TakesNext == Cond.IsNextEqual;
      const bool IsReason = std::any_of(
          G.events().begin(), G.events().end(), [&](const Event &Ev) {
            return Ev.Kind == EventKind::Call &&
                   nodeOf(Ev).CalleeName == "GetLastError" &&
                   Ev.Result.Where.Symbol == Source.Where.Symbol;
          });
      if (IsReason)
        return false;
    }
    return true;
  }

  /// Whether \p U, as seen from where \p C is made, uses what \p F, as seen
  /// from where \p Ended stands, gives back.
  bool isUsed(const Freed &F, const CallbackUse &U, const Event &Ended,
              const Creation &C) const {
    if (link::isElement(F.Storage) || F.IsMemory == U.IsOfContents)
      return false;
    if (F.Storage.Root == Path::RootKind::Global ||
        U.Storage.Root == Path::RootKind::Global)
      return F.IsMemory ? link::startsWith(U.Storage, F.Storage)
                        : link::textOf(U.Storage) == link::textOf(F.Storage);
    const Value Object = Ended.argument(Ended.Api->Args.Object);
    if (Object.is(ValueKind::Fresh))
      return C.Root == &Routine &&
             (F.IsMemory ? link::startsWith(U.Storage, F.Storage)
                         : link::textOf(U.Storage) == link::textOf(F.Storage));
    const std::string Way = link::wayBetween(Object.Where, F.Storage);
    if (Way.empty())
      return false;
    if (!F.IsMemory)
      return Way == link::wayBetween(*C.StoredAt, U.Storage);
    // The memory is a beginning of the way to what is used.
    Path Beginning = U.Storage;
    while (Way != link::wayBetween(*C.StoredAt, Beginning)) {
      if (Beginning.Steps.empty())
        return false;
      Beginning.Steps.pop_back();
    }
    return true;
  }

  /// \p Free is null for the end of the destructor.
  Finding tell(const Creation &C, const Event &Ended, const Event *Free,
               const CallbackUse &U) const {
    const std::string Noun = nounOf(C.Api->Object);
    const facts::Function &Callback = E.Unit.Functions.at(C.Callback);
    const std::string Name = quotedFunction(Callback.Name);
    Finding F =
        findingAt(Rule::LegacyUnregister, Ended,
                  functionOf(Ended) + " ends the " + Noun +
                      " without waiting for callbacks and then frees what " +
                      Name + " uses");
    Note Starts =
        step(1, Actor::Pool, Callback.Where,
             causeOf(C.Api->Object) + "; the pool starts callback 1, " + Name);
    F.Notes.push_back(std::move(Starts));
    F.Notes.push_back(step(2, Actor::Owner, nodeOf(Ended).Where,
                           actor(Ended) + " ends the " + Noun +
                               "; what is queued or running goes on"));
    F.Notes.push_back(
        Free ? step(3, Actor::Owner, nodeOf(*Free).Where,
                    actor(*Free) + " " + verbOf(nodeOf(*Free)) +
                        " what the callback uses")
             : step(3, Actor::Owner, Routine.Where,
                    quotedFunction(Routine.Name) +
                        " ends, and with it the object that the callback "
                        "uses"));
    F.Notes.push_back(
        step(4, Actor::Callback, U.Where->Where,
             "callback 1 (" + Name + ") uses it, and it is gone"));
    advise(
        F, Ended,
        "pass INVALID_HANDLE_VALUE as the completion event" +
            std::string(Ended.Api->Args.CompletionEvent.isPresent()
                            ? ""
                            : ", to " + blockingForm(*Ended.Api)->Name.str()) +
            ": the call then returns when no callback is queued or running");
    F.Fix = fixFor(C, Ended);
    return F;
  }

  static const ApiFunction *blockingForm(const ApiFunction &Ender) {
    for (const ApiFunction &Api : facts::apiFunctions())
      if (Api.Family == Ender.Family && Api.Object == Ender.Object &&
          Api.Role == Ender.Role && Api.Args.CompletionEvent.isPresent())
        return &Api;
    return nullptr;
  }

  /// Waiting is safe outside of callbacks and locks alone.
  std::vector<Edit> fixFor(const Creation &C, const Event &Ended) const {
    const facts::Node &N = nodeOf(Ended);
    const facts::InsertionPoint &At = N.Insertion;
    const ApiFunction *Form = blockingForm(*Ended.Api);
    const bool MeetsLock =
        std::any_of(G.events().begin(), G.events().end(),
                    [&](const Event &Ev) { return takesLock(Ev, nodeOf(Ev)); });
    const bool IsStatement =
        At.Before.isValid() && N.Where.File == At.Before.File &&
        N.Where.Offset == At.Before.Offset && N.Length != 0 && N.Via.empty() &&
        llvm::StringRef(At.StatementText).starts_with(Ended.Api->Name) &&
        llvm::StringRef(At.StatementText).ends_with(");");
    if (!Form || MeetsLock || !IsStatement || (C.Flags.Number & InWaitThread) ||
        runsInPool())
      return {};
    std::string Text = Form->Name.str() + "(";
    for (unsigned I = 0; I < Form->Args.CompletionEvent.index(); ++I) {
      if (I >= N.Args.size() || N.Args[I].Text.empty())
        return {};
      Text += N.Args[I].Text + ", ";
    }
    return {Edit{N.Where, N.Length, Text + "INVALID_HANDLE_VALUE)"}};
  }

  /// Whether the routine, or one that calls it, is DllMain or some callback.
  bool runsInPool() const {
    const std::set<std::string> Callers = E.Calls.withCallers({Routine.Usr});
    auto Calls = [&](const std::string &Usr) {
      return Callers.count(Usr) != 0;
    };
    return std::any_of(Callers.begin(), Callers.end(),
                       [&](const std::string &Usr) {
                         auto It = E.Unit.Functions.find(Usr);
                         return It != E.Unit.Functions.end() &&
                                It->second.Name == "DllMain";
                       }) ||
           std::any_of(
               E.Objects.Creations.begin(), E.Objects.Creations.end(),
               [&](const auto &Made) { return Calls(Made.second.Callback); });
  }

  /// What the routine ends or frees, as texts.
  std::set<std::string> GivenBack;
};

} // namespace

std::vector<Finding> findUnfinishedUnregistrations(const Evidence &E) {
  if (std::none_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                   [](const auto &Made) { return begins(Made.second); }))
    return {};
  return findInRoutines<UnregisterFinder>(E, isEnder);
}

} // namespace threadpool::rules
