//===- Walker.cpp - A routine with everything it calls, path by path ------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Walker.h"
#include "link/Elements.h"
#include "link/SystemCalls.h"

#include <algorithm>
#include <optional>

namespace threadpool::link {

using facts::Node;
using facts::NodeKind;
using facts::NoNode;
using facts::Operand;
using facts::Path;
using ValueKind = Value::ValueKind;

namespace {
// A routine beyond them is a whole program inlined, and its callees are judged
// instead.
constexpr std::size_t MaxStates = 20'000;
/// What the states of a walk may take, in bytes, roughly.
constexpr std::size_t MaxMemory = 300'000'000;
constexpr unsigned MaxDepth = 12;
} // namespace

Walker::Walker(const facts::UnitFacts &Unit, const facts::Function &Root,
               std::size_t NumExact)
    : Unit(Unit), NumExact(NumExact) {
  Frame F;
  F.Callee = &Root;
  F.Label = Root.Usr;
  Frames.push_back(std::move(F));
}

const Node &Walker::node() const {
  return Frames[Current.FrameId].Callee->Nodes[Current.Node];
}

std::string Walker::nodeLabel() const {
  return Frames[Current.FrameId].Label + "#" + std::to_string(Current.Node);
}

std::uint32_t Walker::rawFor(State S) {
  settleIndices(S);
  forgetDead(S);
  if (isWidened())
    S.Env = Merged.widen(S.FrameId, S.Node, S.Env);
  auto [It, Inserted] = Known.try_emplace(std::move(S), Raw.size());
  if (!Inserted)
    return It->second;
  const State &New = It->first;
  Memory += New.Env.size() * sizeof(Environment::Entry);
  if (Raw.size() >= MaxStates || Memory > MaxMemory) {
    Complete = false;
    Known.erase(It);
    return 0;
  }
  RawNode N;
  N.Origin = {New.FrameId, New.Node};
  Raw.push_back(N);
  Pending.push_back(&*It);
  return Raw.size() - 1;
}

/// The function that the walk may enter at \p Call; null if there is none.
const facts::Function *Walker::bodyOf(const Node &Call) const {
  auto It = Unit.Functions.find(Call.Callee);
  return It != Unit.Functions.end() && It->second.hasBody() &&
                 !It->second.IsBroken
             ? &It->second
             : nullptr;
}

/// Takes the nodes of \p F, with all that is entered there, from \p Left.
/// Whether there were enough.
bool Walker::countNodes(const facts::Function &F, std::size_t &Left,
                        std::vector<const facts::Function *> &Stack) const {
  if (F.Nodes.size() > Left)
    return false;
  Left -= F.Nodes.size();
  if (Stack.size() > MaxDepth)
    return true;
  Stack.push_back(&F);
  bool Result = true;
  for (const Node &N : F.Nodes) {
    if (N.Kind != NodeKind::Call || writesToLog(N))
      continue;
    const facts::Function *Callee = bodyOf(N);
    if (Callee && std::find(Stack.begin(), Stack.end(), Callee) == Stack.end())
      Result = Result && countNodes(*Callee, Left, Stack);
  }
  Stack.pop_back();
  return Result;
}

void Walker::walk() {
  // What has far more nodes than a walk may have states is not begun: it is the
  // whole of a program, seen from where that starts.
  std::size_t Left = 2 * MaxStates;
  std::vector<const facts::Function *> Stack;
  if (entersCalls() && !countNodes(*Frames[0].Callee, Left, Stack)) {
    Complete = false;
    return;
  }
  Frames[0].IsResultRead = readsResult();
  Current.FrameId = 0;
  Current.Node = Frames[0].Callee->Entry;
  const State Start = Current;
  explore();
  if (Complete || NumExact == 0 || !isCrowded())
    return;
  forgetStates();
  NumExact = 0;
  Current = Start;
  explore();
}

/// Whether there are so many states at each place that merging them helps.
bool Walker::isCrowded() const {
  constexpr std::size_t Crowd = 8;
  std::set<std::pair<unsigned, facts::NodeId>> Places;
  for (const auto &[S, Node] : Known)
    Places.insert({S.FrameId, S.Node});
  return Places.size() * Crowd < Known.size();
}

void Walker::forgetStates() {
  Raw.clear();
  Known.clear();
  Pending.clear();
  Memory = 0;
  Merged.forget();
  Complete = true;
}

void Walker::explore() {
  rawFor(Current);
  while (!Pending.empty() && Complete) {
    const auto &[Next, Node] = *Pending.back();
    Pending.pop_back();
    Cursor = Node;
    CursorUsed = false;
    Current = Next;
    step();
  }
}

void Walker::emit(protocol::Op Kind, std::uint32_t Index, std::uint32_t Val) {
  if (CursorUsed) {
    RawNode N;
    N.Origin = site();
    Raw.push_back(N);
    Raw[Cursor].Next = Raw.size() - 1;
    Cursor = Raw.size() - 1;
  }
  Raw[Cursor].Kind = Kind;
  Raw[Cursor].Index = Index;
  Raw[Cursor].Value = Val;
  CursorUsed = true;
}

void Walker::emitAssign(std::uint32_t Flag, std::uint32_t Value,
                        bool TakesAway) {
  emit(protocol::Op::Assign, Flag, Value);
  Raw[Cursor].TakesAway = TakesAway;
}

void Walker::emitCreation() {
  emit(protocol::Op::Skip);
  Raw[Cursor].IsCreation = true;
}

void Walker::emitPerhaps(protocol::Op Kind, std::uint32_t Input) {
  emit(protocol::Op::Input, Input);
  const std::uint32_t Condition = Cursor;
  emit(Kind);
  emit(protocol::Op::Skip);
  Raw[Condition].Else = Cursor;
}

void Walker::continueAtElse(std::uint32_t Branch) {
  RawNode Rest;
  Rest.Origin = site();
  Raw.push_back(Rest);
  Raw[Branch].Else = Raw.size() - 1;
  Cursor = Raw.size() - 1;
  CursorUsed = false;
}

void Walker::goTo(State S) {
  const std::uint32_t Next = rawFor(std::move(S));
  Raw[Cursor].Next = Next;
}

void Walker::goOn(facts::NodeId Next) {
  State S = Current;
  S.Node = Next;
  goTo(std::move(S));
}

bool Walker::isOnStack(const facts::Function &Callee) const {
  for (unsigned F = Current.FrameId;; F = Frames[F].Parent) {
    if (Frames[F].Callee == &Callee)
      return true;
    if (F == 0)
      return false;
  }
}

unsigned Walker::enterFrame(const facts::Function &Callee) {
  auto [It, Inserted] =
      FrameIds.try_emplace({Current.FrameId, Current.Node}, Frames.size());
  if (Inserted) {
    Frame F;
    F.Callee = &Callee;
    F.Parent = Current.FrameId;
    F.Call = Current.Node;
    F.Label = nodeLabel() + "/";
    F.Depth = Frames[Current.FrameId].Depth + 1;
    const Liveness &Live = livenessOf(Current.FrameId);
    F.IsResultRead = Live.isLive(node().Next, "#" + std::to_string(F.Call));
    Frames.push_back(std::move(F));
  }
  return It->second;
}

void Walker::alsoWithResult(Value V) {
  const State Before = Current;
  emit(protocol::Op::Choose);
  const std::uint32_t Choice = Cursor;
  emit(protocol::Op::Skip);
  setResult(std::move(V));
  continueAfter();
  Current = Before;
  continueAtElse(Choice);
}

template <typename Fn> void Walker::withCopy(const Value &V, Fn With) {
  Alternatives A;
  if (!onCopy(V, A))
    return With(V);
  const State Before = Current;
  for (auto [Constant, Index] : A.Constants) {
    emit(protocol::Op::Test, A.Flag, Index);
    const std::uint32_t TestNode = Cursor;
    // The equal side gets a node of its own so that With can append to it.
    CursorUsed = true;
    emit(protocol::Op::Skip);
    Current = Before;
    With(Value::constantFrom(V, Constant));
    Current = Before;
    continueAtElse(TestNode);
  }
  With(A.OthersArePointers ? V.tested() : Value::otherFrom(V));
}

void Walker::touchOperands() {
  const bool IsOnce = isTouchedOnce();
  auto TouchAt = [&](const Path &P) {
    if (!P.isValid())
      return;
    const Place &Touched = placeOf(P);
    if (!Touched.Where.isValid() || (IsOnce && Touched.IsTouched))
      return;
    Touched.IsTouched = true;
    onTouch(Touched.Where);
  };
  auto Touch = [&](const Operand &O) {
    if (O.Kind != Operand::OperandKind::Unknown)
      return TouchAt(O.Where);
    for (const Path &Source : O.Sources)
      TouchAt(Source);
  };
  const Node &N = node();
  for (const Operand &O : N.Args)
    Touch(O);
  Touch(N.This);
  TouchAt(N.Target);
}

void Walker::step() {
  if (Current.Node == NoNode)
    return stepReturn(Value::unknown());
  Recalled.beginStep();
  const Node &N = node();
  touchOperands();
  switch (N.Kind) {
  case NodeKind::Join:
  case NodeKind::Touch:
    return continueAfter();
  case NodeKind::ApiCall:
    Current.Env.erase(resultOf(Current.FrameId, Current.Node));
    if (const facts::ApiFunction *Api = facts::lookupApi(N.Callee)) {
      if (Api->Role == facts::ApiRole::TryAcquire ||
          Api->Role == facts::ApiRole::TryAcquireShared)
        return stepTryCall(*Api);
      if (const Path Signal = signalPolled(*Api); Signal.isValid())
        return stepPoll(*Api, Signal);
      onApiCall(*Api);
    }
    return continueAfter();
  case NodeKind::Call:
    return stepCall();
  case NodeKind::Assign:
    return stepAssign();
  case NodeKind::Delete:
    onDelete(evaluate(N.Args[0]));
    return continueAfter();
  case NodeKind::Lock:
  case NodeKind::Unlock:
    onLock(whereIs(N.Target), N.Kind == NodeKind::Lock);
    return continueAfter();
  case NodeKind::SourceOff:
    onSourceOff();
    return continueAfter();
  case NodeKind::TryLock: {
    State Taken = Current, Busy = Current;
    Taken.Node = N.Next;
    Busy.Node = N.Else;
    return stepTry(whereIs(N.Target), std::move(Taken), std::move(Busy));
  }
  case NodeKind::Branch:
  case NodeKind::OpaqueBranch:
    if (N.LoopVariable.isValid())
      return stepLoop();
    return N.Kind == NodeKind::Branch ? stepBranch() : stepOpaqueBranch();
  case NodeKind::Return:
    if (N.Args.empty())
      return stepReturn(Value::unknown());
    return withCopy(evaluate(N.Args[0]),
                    [this](const Value &V) { stepReturn(V); });
  case NodeKind::Abandon:
    onEnd(/*Normally=*/false);
    emit(protocol::Op::End);
    return;
  case NodeKind::Unsupported:
    onUnsupported();
    return continueAfter();
  }
}

/// Splits at what a wait without patience finds.
void Walker::stepPoll(const facts::ApiFunction &Api, const Path &Signal) {
  constexpr std::int64_t WaitObject0 = 0, WaitTimeout = 258;
  onApiCall(Api);
  withCopy(Value::at(Signal), [&](const Value &V) {
    if (V.is(ValueKind::At)) {
      setResult(Value::unknown());
    } else {
      const bool IsSignaled = !V.isNull();
      setResult(Value::constantFrom(V, IsSignaled ? WaitObject0 : WaitTimeout));
      if (IsSignaled)
        onConsumed(Signal);
    }
    continueAfter();
  });
}

void Walker::stepAssign() {
  if (stepIndex())
    return;
  const Operand &Stored = node().Args[0];
  if (Stored.Kind == Operand::OperandKind::Unknown && Stored.Added != 0)
    return withCopy(valueAt(Stored.Sources[0]), [&](const Value &V) {
      const bool IsTold = V.is(ValueKind::Constant) && V.Where.isValid();
      store(whereIs(node().Target),
            IsTold ? Value::constantFrom(V, V.Number + node().Args[0].Added)
            : isUnshared(V) ? Value::free()
                            : Value::unknown());
      continueAfter();
    });
  const Parts Copied = partsOf(Stored);
  withCopy(evaluate(Stored), [&](const Value &V) {
    const Place &Target = placeOf(node().Target);
    if (node().Args[0].IsNumber && Target.In)
      Target.In->HoldsNumbers = true;
    store(Target.Where, Target.In, V);
    if (Target.In)
      storeParts(Current.Env, *Target.In, Copied);
    if (Target.Where.isValid())
      onStoreParts(Target.Where, Copied);
    continueAfter();
  });
}

void Walker::store(const Path &Target, const Value &V) {
  store(Target, Target.isValid() ? findIn(Target) : nullptr, V);
}

/// The same; the environment keeps what is stored there \p In a slot, if it
/// does.
void Walker::store(const Path &Target, const Slot *In, const Value &V) {
  if (!Target.isValid())
    return;
  note(Target, V);
  forgetElements(Target);
  if (In) {
    // Of a variable that changes bit by bit only the last change is known.
    if (isBit(Target))
      Current.Env.set(slot(wholeOf(Target)), Value::unknown());
    else
      forgetAspects(In->Name);
    forgetParts(In->Name);
    if (!Target.Steps.empty())
      forgetAround(Target);
    Current.Env.set(*In, Names.value(V));
  }
  onStore(Target, V);
}

void Walker::stepCall() {
  const Node &N = node();
  // How a log does that may be large, and may wait for the log itself.
  if (writesToLog(N)) {
    Current.Env.erase(resultOf(Current.FrameId, Current.Node));
    return continueAfter();
  }
  const facts::Function *Body = entersCalls() ? bodyOf(N) : nullptr;
  if (!Body || Frames[Current.FrameId].Depth >= MaxDepth || isOnStack(*Body)) {
    Current.Env.erase(resultOf(Current.FrameId, Current.Node));
    if (auto Known = Unit.Functions.find(N.Callee);
        Known != Unit.Functions.end() && Known->second.IsBroken)
      onUnsupported();
    const Value Written = writtenByCall();
    onOpaqueCall();
    if (isDestructor(N))
      onDestroyed(evaluate(N.This));
    for (const Operand &O : N.Args)
      forget(evaluate(O), Written);
    forget(evaluate(N.This));
    return continueAfter();
  }
  const facts::Function &Callee = *Body;
  State S = Current;
  std::vector<const Value *> Arguments;
  for (const Operand &O : N.Args)
    Arguments.push_back(&evaluate(O));
  const Value &This = evaluate(N.This);
  S.FrameId = enterFrame(Callee);
  S.Node = Callee.Entry;
  for (std::size_t I = 0; I < Arguments.size(); ++I) {
    const Slot &Parameter = parameterOf(S.FrameId, I);
    S.Env.set(Parameter, Names.value(*Arguments[I]));
    Parameter.HoldsNumbers |= N.Args[I].IsNumber;
    storeParts(S.Env, Parameter, partsOf(N.Args[I]));
  }
  S.Env.set(objectOf(S.FrameId), Names.value(This));
  goTo(std::move(S));
}

void Walker::stepReturn(const Value &V) {
  if (inRoot()) {
    onEnd(/*Normally=*/true);
    emit(protocol::Op::End);
    return;
  }
  const Frame &F = Frames[Current.FrameId];
  if (F.Callee->IsDestructor) {
    const State Inside = Current;
    Current.FrameId = F.Parent;
    Current.Node = F.Call;
    onDestroyed(evaluate(node().This));
    Current = Inside;
  }
  State S = Current;
  const Parts Returned = Current.Node == NoNode || node().Args.empty()
                             ? Parts()
                             : partsOf(node().Args[0]);
  // Everything below the callee's label is gone.
  S.Env.eraseIf([&F](const Environment::Entry &E) {
    return E.Where->Name.starts_with(F.Label);
  });
  const Slot &Result = resultOf(F.Parent, F.Call);
  S.Env.set(Result, Names.value(V));
  if (Current.Node != NoNode && !node().Args.empty() && node().Args[0].IsNumber)
    Result.HoldsNumbers = true;
  storeParts(S.Env, Result, Returned);
  S.FrameId = F.Parent;
  S.Node = Frames[F.Parent].Callee->Nodes[F.Call].Next;
  goTo(std::move(S));
}

} // namespace threadpool::link
