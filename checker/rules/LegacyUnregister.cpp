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
// What fires once is left out: that it has fired, and that its callback is
// over, may be known from elsewhere.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <functional>
#include <map>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
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

/// Whether callbacks come again and again until somebody ends them.
bool repeats(const Creation &C) {
  if (C.Api->Role != ApiRole::Create || !C.Flags.is(ValueKind::Constant) ||
      (C.Flags.Number & facts::ExecuteOnlyOnce) != 0)
    return false;
  return C.Api->Object == ApiObject::Registration ||
         (C.Api->Object == ApiObject::TimerQueueTimer &&
          C.Period.is(ValueKind::Constant) && C.Period.Number != 0);
}

bool takesLock(const Event &Ev, const facts::Node &N) {
  return N.Kind == NodeKind::Lock || N.Kind == NodeKind::TryLock ||
         Ev.isApi(ApiRole::Acquire) || Ev.isApi(ApiRole::AcquireShared) ||
         Ev.isApi(ApiRole::TryAcquire) || Ev.isApi(ApiRole::TryAcquireShared);
}

bool isElement(const Path &P) {
  return std::any_of(P.Steps.begin(), P.Steps.end(), [](const auto &S) {
    return S.Kind == Path::Step::StepKind::Element;
  });
}

/// Something that a callback does before anything could keep it from it.
struct Use {
  Path Storage;
  /// It works with the handle, or what the pointer at Storage points to.
  bool IsOfContents = false;
  const facts::Node *Where = nullptr;
};

/// The uses in the callback of \p C, named as where \p C is made.
std::vector<Use> usesOf(const Evidence &E, const Creation &C) {
  std::vector<Use> Result;
  auto Callback = E.Unit.Functions.find(C.Callback);
  if (Callback == E.Unit.Functions.end() || !Callback->second.hasBody() ||
      Callback->second.IsBroken)
    return Result;
  const EventGraph G(E.Unit, Callback->second, &C);
  struct Nothing {
    bool operator<(const Nothing &) const { return false; }
  };
  searchEvents(
      G, Nothing(),
      [&](Nothing &, const Event &Ev) {
        const facts::Node *Where = &G.nodeOf(Ev.Place);
        if (Ev.Storage.isValid())
          Result.push_back({Ev.Storage, false, Where});
        if (Ev.Kind == EventKind::Api || Ev.Kind == EventKind::Call)
          for (const Value &V : Ev.Args)
            if (V.is(ValueKind::At))
              Result.push_back({V.Where, true, Where});
        return !takesLock(Ev, *Where);
      },
      [](Nothing &, const UndecidedCondition &Cond, bool) {
        return std::all_of(Cond.Sources.begin(), Cond.Sources.end(),
                           [](const Value &V) { return V.isPrivate(); });
      });
  return Result;
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

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    for (const auto &[Id, C] : E.Objects.Creations)
      if (repeats(C))
        find(Id, C, Found);
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// The call that ended the callbacks without waiting for them.
    const Event *Ended = nullptr;
    bool operator<(const Progress &O) const {
      return std::less<>()(Ended, O.Ended);
    }
  };

  void find(const std::string &Id, const Creation &C,
            std::map<const facts::Node *, Finding> &Found) const {
    if (std::none_of(G.events().begin(), G.events().end(),
                     [&](const Event &Ev) { return ends(Ev, Id, C); }))
      return;
    const std::vector<Use> Uses = usesOf(E, C);
    if (Uses.empty())
      return;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          const facts::Node &N = nodeOf(Ev);
          if (ends(Ev, Id, C)) {
            P.Ended = &Ev;
            return waitsForNone(Ev) && !isInCallback(Ev, C);
          }
          if (mayWait(Ev, N))
            // Before the end it may have made sure that no callback is due.
            return false;
          if (!P.Ended)
            return true;
          if (const std::optional<Freed> F = freedBy(Ev, N))
            for (const Use &U : Uses)
              if (isUsed(*F, U, *P.Ended, C)) {
                Found.try_emplace(&nodeOf(*P.Ended), tell(C, *P.Ended, Ev, U));
                return false;
              }
          return true;
        },
        [&](const Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          return !P.Ended || mayGoOn(*P.Ended, Cond, TakesNext);
        });
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
           !link::keyOf(*C.StoredAt).empty() && !isElement(Object.Where) &&
           !isElement(*C.StoredAt) &&
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

  static bool mayWait(const Event &Ev, const facts::Node &N) {
    switch (Ev.Kind) {
    case EventKind::Call:
      return N.CalleeIsSystem ? link::effectOf(N) != link::SystemEffect::None
                              : !link::isDestructor(N) && !link::onlyReports(N);
    case EventKind::Api:
      return Ev.isApi(ApiRole::Block) || Ev.isApi(ApiRole::Drain) ||
             Ev.isApi(ApiRole::GroupMembersClose) || takesLock(Ev, N) ||
             (Ev.isApi(ApiRole::Unregister) && !waitsForNone(Ev));
    default:
      return takesLock(Ev, N);
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
  bool isUsed(const Freed &F, const Use &U, const Event &Ended,
              const Creation &C) const {
    if (isElement(F.Storage) || F.IsMemory == U.IsOfContents)
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

  Finding tell(const Creation &C, const Event &Ended, const Event &Free,
               const Use &U) const {
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
    F.Notes.push_back(step(3, Actor::Owner, nodeOf(Free).Where,
                           actor(Free) + " " + verbOf(nodeOf(Free)) +
                               " what the callback uses"));
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
};

} // namespace

std::vector<Finding> findUnfinishedUnregistrations(const Evidence &E) {
  if (std::none_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                   [](const auto &Made) { return repeats(Made.second); }))
    return {};
  return findInRoutines<UnregisterFinder>(E, isEnder);
}

} // namespace threadpool::rules
