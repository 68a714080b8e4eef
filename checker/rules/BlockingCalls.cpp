//===- BlockingCalls.cpp - Calls that hold up a callback ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/BlockingCalls.h"

#include "facts/BlockingApi.h"
#include "facts/CallNames.h"
#include "rules/EventReach.h"
#include "rules/Mentions.h"
#include "rules/PollingLoops.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::BlockingFunction;
using facts::BlockingKind;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::NumberRange;
using facts::Operand;
using facts::Path;
using link::Event;
using link::EventGraph;
using link::Value;
using EventKind = link::Event::EventKind;
using OperandKind = facts::Operand::OperandKind;
using ValueKind = link::Value::ValueKind;

/// INFINITE
static constexpr std::int64_t Forever = 0xffffffff;

/// A Sleep of 0 or 1 only lets others run.
static constexpr std::int64_t ShortestPause = 2;

/// INVALID_HANDLE_VALUE as a completion event: wait for the callbacks.
static constexpr std::int64_t WaitForAll = -1;

/// FILE_FLAG_OVERLAPPED
static constexpr std::int64_t Overlapped = 0x40000000;

static bool drains(const ApiFunction &Api) {
  return Api.Role == ApiRole::Drain || Api.Role == ApiRole::GroupMembersClose ||
         (Api.Role == ApiRole::Unregister &&
          Api.Args.CompletionEvent.isArgument());
}

bool mayBlock(const Node &N) {
  if (facts::lookupBlocking(N))
    return true;
  const ApiFunction *Api =
      N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
  return Api && drains(*Api);
}

/// What \p O of \p F may be: from its own expression, or from the only one that
/// its variable ever gets.
static std::shared_ptr<const NumberRange> rangeIn(const Function &F,
                                                  const Operand &O) {
  if (O.Range || O.Kind == OperandKind::Unknown ||
      O.Where.Root != Path::RootKind::Local || !O.Where.Steps.empty())
    return O.Range;
  const Node *Only = nullptr;
  for (const Node &N : F.Nodes) {
    if (N.Target.Root != Path::RootKind::Local ||
        N.Target.Symbol != O.Where.Symbol)
      continue;
    if (Only || N.Kind != NodeKind::Assign)
      return nullptr;
    Only = &N;
  }
  return Only ? Only->Args[0].Range : nullptr;
}

/// How long \p C lasts at most, as far as its argument \p Index tells.
static std::optional<NumberRange> timeOf(const CallInCallback &C,
                                         std::uint8_t Index) {
  if (Index >= C.Call.Args.size())
    return std::nullopt;
  if (const Value &Given = C.Call.Args[Index]; Given.is(ValueKind::Constant))
    return NumberRange{Given.Number & Forever, Given.Number & Forever};
  const auto Range = rangeIn(*C.frame().Callee, C.node().Args[Index]);
  return Range ? std::optional(*Range) : std::nullopt;
}

/// Whether the callback of \p C, or a function on the way there, goes round
/// and round until somebody else ends that.
static bool isInLoop(const CallInCallback &C) {
  facts::NodeId At = C.Call.Place.Node;
  for (unsigned F = C.Call.Place.Frame;; F = C.G.frames()[F].Parent) {
    if (isRepeatedUntilTold(*C.G.frames()[F].Callee, At))
      return true;
    if (F == 0)
      return false;
    At = C.G.frames()[F].Call;
  }
}

static std::string inMilliseconds(std::int64_t Number) {
  return std::to_string(Number) + " ms";
}

static std::string awaited(BlockingKind Kind) {
  switch (Kind) {
  case BlockingKind::Time:
    return "sleeps";
  case BlockingKind::Signal:
    return "waits for a signal";
  case BlockingKind::Thread:
    return "waits for the end of a thread";
  case BlockingKind::Result:
    return "waits for a thread's result";
  case BlockingKind::Packet:
    return "waits for an event in a queue";
  case BlockingKind::Message:
    return "waits for messages";
  case BlockingKind::Server:
    return "runs a server";
  case BlockingKind::User:
    return "waits for somebody's answer";
  case BlockingKind::Client:
    return "waits for the other end of a pipe";
  }
  return "";
}

/// Whether \p Handle is one that the callback gives back, signals or ends: what
/// is waited for is a lock, or about to happen.
static bool isOwnAffair(const CallInCallback &C, const Value &Handle) {
  auto IsAbout = [&](const Event *Ev, auto Is) {
    return (Ev->Kind == EventKind::Api || Ev->Kind == EventKind::Call) &&
           !Ev->Args.empty() && Ev->Args[0] == Handle && Is(*Ev);
  };
  auto Any = [&](const std::set<const Event *> &Events, auto Is) {
    return std::any_of(Events.begin(), Events.end(),
                       [&](const Event *Ev) { return IsAbout(Ev, Is); });
  };
  return Any(eventsBehind(C.G, C.Call),
             [&](const Event &Ev) {
               return Ev.isApi(ApiRole::Release) || Ev.isApi(ApiRole::Signal) ||
                      facts::isCallOf(C.G.nodeOf(Ev.Place), "ReleaseSemaphore");
             }) ||
         Any(eventsLeadingTo(C.G, C.Call), [&](const Event &Ev) {
           const Node &N = C.G.nodeOf(Ev.Place);
           return Ev.isApi(ApiRole::Signal) ||
                  facts::isCallOf(N, "TerminateProcess") ||
                  facts::isCallOf(N, "TerminateThread");
         });
}

/// Whether \p Handle is an event that is off again once a wait for it is over,
/// wherever the unit makes it. That others are given what it is a part of is no
/// matter: they put no event of another kind there.
static bool isAutoReset(const Evidence &E, const Value &Handle) {
  auto IsOne = [&](const Value &V) {
    auto Made = E.Objects.Creations.find(V.Name);
    return V.is(ValueKind::Fresh) && Made != E.Objects.Creations.end() &&
           Made->second.IsAutoReset;
  };
  const link::Key Home =
      Handle.is(ValueKind::At) ? link::keyOf(Handle.Where) : link::Key();
  auto Stored = E.Objects.Stores.find(Home);
  if (Home.empty() || link::isAmbiguous(Home) ||
      Stored == E.Objects.Stores.end())
    return IsOne(Handle);
  return std::all_of(Stored->second.begin(), Stored->second.end(),
                     [&](const Value &V) {
                       return V.is(ValueKind::Constant) || IsOne(V);
                     }) &&
         std::any_of(Stored->second.begin(), Stored->second.end(), IsOne);
}

/// Whether \p Handle may be what the callback is called for.
static bool isCause(const Evidence &E, const CallInCallback &C,
                    const Value &Handle) {
  const ApiObject Object = C.By.Api->Object;
  if (Object != ApiObject::Wait && Object != ApiObject::Registration)
    return false;
  // The wait that has called it has taken the signal.
  if (isAutoReset(E, Handle))
    return false;
  if (!Handle.is(ValueKind::At))
    return true;
  const link::Key Home = link::keyOf(Handle.Where);
  return std::any_of(E.Objects.Armings.begin(), E.Objects.Armings.end(),
                     [&](const link::Arming &A) {
                       return A.Handle.is(ValueKind::At) &&
                              link::keyOf(A.Handle.Where) == Home;
                     });
}

/// Whether the callback has seen to it that there is a result.
static bool hasResult(const CallInCallback &C) {
  const std::set<const Event *> Leading = eventsLeadingTo(C.G, C.Call);
  return std::any_of(Leading.begin(), Leading.end(), [&](const Event *Ev) {
    return Ev->Kind == EventKind::Call &&
           llvm::StringRef(C.G.nodeOf(Ev->Place).CalleeName)
               .ends_with("::set_value");
  });
}

static bool isMutex(const Evidence &E, const Value &Handle) {
  const link::Creation *Origin = link::originOf(E.Objects, Handle);
  return Origin && Origin->Api->Object == ApiObject::Mutex;
}

/// Whether \p Pipe is made in \p G such that who reads from it waits. As a
/// context it is taken for a pointer.
static bool isMadeSynchronous(const EventGraph &G, const Value &Pipe) {
  return std::any_of(
      G.events().begin(), G.events().end(), [&](const Event &Ev) {
        if (Ev.Kind != EventKind::Call ||
            (!(Ev.Result == Pipe) &&
             !(Value::addressOf(Ev.Result.pointee()) == Pipe)))
          return false;
        const Node &N = G.nodeOf(Ev.Place);
        return (facts::isCallOf(N, "CreateNamedPipeA") ||
                facts::isCallOf(N, "CreateNamedPipeW")) &&
               Ev.Args.size() > 1 && Ev.Args[1].is(ValueKind::Constant) &&
               (Ev.Args[1].Number & Overlapped) == 0;
      });
}

static bool isSynchronousPipe(const Evidence &E, const CallInCallback &C,
                              const Value &Pipe) {
  return isMadeSynchronous(C.G, Pipe) ||
         (C.By.Made &&
          isMadeSynchronous(
              E.Graphs.of(*C.By.Made->Root, link::Creations::MayFail), Pipe));
}

/// What the wait of \p Row in \p C does, whatever it waits for.
static std::optional<std::string> describe(const Evidence &E,
                                           const CallInCallback &C,
                                           const BlockingFunction &Row) {
  const std::string What = awaited(Row.Kind);
  if (!Row.Args.Milliseconds)
    return What +
           (Row.Kind == BlockingKind::Signal ? " without a time limit" : "");
  const std::optional<NumberRange> Time = timeOf(C, *Row.Args.Milliseconds);
  if (!Time)
    return std::nullopt;
  const bool IsSleep = Row.Kind == BlockingKind::Time;
  if (Time->Most == Forever)
    return What + (IsSleep ? " for ever" : " without a time limit");
  const std::int64_t Long = E.Opts.LongMilliseconds;
  // Where any time is as likely as any other, the one in the middle counts.
  if (Time->Least + (Time->Most - Time->Least) / 2 >= Long)
    return What +
           (IsSleep && Time->Least == Time->Most ? " for " : " for up to ") +
           inMilliseconds(Time->Most);
  if (Time->Least < (IsSleep ? ShortestPause : 1) || !isInLoop(C))
    return std::nullopt;
  return What + " for " + inMilliseconds(Time->Most) +
         ", again and again until it is told to stop,";
}

static bool isLongKind(const Evidence &E, const CallInCallback &C,
                       const BlockingFunction &Row) {
  auto Argument = [&](std::uint8_t Index) {
    return Index < C.Call.Args.size() ? C.Call.Args[Index] : Value::unknown();
  };
  if (Row.Args.Unless && !Argument(*Row.Args.Unless).isNull())
    return false;
  if (Row.Args.Pipe)
    return isSynchronousPipe(E, C, Argument(*Row.Args.Pipe));
  if (Row.Kind == BlockingKind::Result && hasResult(C))
    return false;
  if (!Row.Args.Handle)
    return true;
  const Value Handle = Argument(*Row.Args.Handle);
  return !isMutex(E, Handle) && !isCause(E, C, Handle) &&
         !isOwnAffair(C, Handle);
}

/// Whether \p Object is what the callback of \p C is given as its context: that
/// was there before the callback's own object was made.
static bool isContext(const CallInCallback &C, const Value &Object) {
  if (C.By.Made) {
    const Path Memory = C.By.Made->Context.pointee();
    return Memory.isValid() && Object == Value::addressOf(Memory);
  }
  const unsigned Context = link::parametersOf(*C.By.Api).Context;
  return Object.is(ValueKind::At) && Object.Where.Steps.empty() &&
         Object.Where.Symbol ==
             C.By.Callback->Usr + link::ParameterMark + std::to_string(Context);
}

/// Whether \p C waits for the callbacks of something that the callback is not
/// called for.
static bool drainsAnother(const Evidence &E, const CallInCallback &C) {
  const ApiFunction &Api = *C.Call.Api;
  if (Api.Role == ApiRole::GroupMembersClose)
    return C.By.Environment.isNull();
  if (Api.Role == ApiRole::Unregister) {
    const Value End = C.Call.argument(Api.Args.CompletionEvent);
    if (!End.is(ValueKind::Constant) || End.Number != WaitForAll)
      return false;
  }
  if (Api.Object != C.By.Api->Object)
    // A queue may be that of the callback's own timer.
    return Api.Object != ApiObject::TimerQueue ||
           C.By.Api->Object != ApiObject::TimerQueueTimer;
  const Value Object = C.Call.argument(Api.Args.Object);
  if (isContext(C, Object))
    return true;
  const link::Creation *Origin = link::originOf(E.Objects, Object);
  return Origin && Object.is(ValueKind::At) && !Origin->Callback.empty() &&
         Origin->Callback != C.By.Callback->Usr &&
         link::isHomeOf(E.Objects, link::keyOf(Object.Where), Origin->Callback);
}

bool isPlainWait(const Evidence &E, const CallInCallback &C) {
  const BlockingFunction *Row = facts::lookupBlocking(C.node());
  if (!Row)
    return false;
  auto Given = [&](std::optional<std::uint8_t> Index) -> const Operand * {
    return Index && *Index < C.node().Args.size() ? &C.node().Args[*Index]
                                                  : nullptr;
  };
  if (Row->Args.Milliseconds) {
    const Operand *Time = Given(Row->Args.Milliseconds);
    if (!Time || Time->Kind != OperandKind::Constant)
      return false;
  }
  if (Row->Kind == BlockingKind::Time || Row->Kind == BlockingKind::Thread)
    return true;
  const Operand *Handle = Given(Row->Args.Handle);
  return Handle && Handle->Kind == OperandKind::Value &&
         Handle->Where.Root == Path::RootKind::Global &&
         Handle->Where.Steps.empty() &&
         std::none_of(C.G.frames().begin(), C.G.frames().end(),
                      [&](const link::Frame &In) {
                        return hasGapsAbout(E.Unit, *In.Callee, Handle->Where);
                      });
}

std::optional<std::string> longWaitIn(const Evidence &E,
                                      const CallInCallback &C) {
  if (const BlockingFunction *Row = facts::lookupBlocking(C.node()))
    return isLongKind(E, C, *Row) ? describe(E, C, *Row) : std::nullopt;
  if (C.Call.Kind == EventKind::Api && drains(*C.Call.Api) &&
      drainsAnother(E, C))
    return "waits for the callbacks of another object";
  return std::nullopt;
}

} // namespace threadpool::rules
