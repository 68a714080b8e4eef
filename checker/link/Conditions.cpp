//===- Conditions.cpp - Branches that a walk cannot decide ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "link/GraphBuilder.h"
#include "link/Start.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiFunction;
using facts::Path;
using protocol::Op;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;

/// Whether the condition is part of a loop in which nobody can be waited for.
bool GraphBuilder::isInMemoryLoop() const {
  bool IsInLoop = false;
  auto MayWait = [&IsInLoop](facts::LoopKind K) {
    IsInLoop |= K == facts::LoopKind::MemoryOnly;
    return K != facts::LoopKind::MemoryOnly && K != facts::LoopKind::None;
  };
  if (MayWait(node().Loops))
    return false;
  for (unsigned F = site().Frame; F != 0; F = frames()[F].Parent) {
    const Frame &In = frames()[F];
    if (MayWait(frames()[In.Parent].Callee->Nodes[In.Call].Loops))
      return false;
  }
  return IsInLoop;
}

void GraphBuilder::noteSources(InputInfo &Info,
                               const std::vector<Value> &Sources) const {
  for (const Value &V : Sources) {
    if (V.isPrivate() || isOwn(V))
      continue;
    if (const auto Flag = Words.findFlag(keyOf(V.Where)))
      Info.Flags.insert(*Flag);
    else
      Info.HasOtherSources = true;
  }
  Info.HasOtherSources |= Sources.empty();
}

GraphBuilder::Decision
GraphBuilder::undecided(bool IsShared, const std::vector<Value> &Sources) {
  const bool IsCount = node().Loops == facts::LoopKind::Counting;
  IsShared &= Side == Role::Callback || !(IsCount || isInMemoryLoop());
  auto [It, Inserted] =
      InputIds.try_emplace({site().Frame, site().Node}, Inputs.size());
  if (Inserted)
    Inputs.emplace_back();
  InputInfo &Info = Inputs[It->second];
  Info.IsShared |= IsShared;
  Info.IsCount = IsCount;
  noteSources(Info, Sources);
  Decision D;
  D.Kind = Op::Input;
  D.Index = It->second;
  return D;
}

/// Whether all that is written to the flag \p P is seen, as far as it matters.
bool GraphBuilder::isFollowed(const Path &P) const {
  const Key K = keyOf(P);
  if (!isWritten(*Object.Known, K))
    return !isSignal(K) && !isWrittenUnseen(P);
  if (!isSignal(K))
    return true;
  // An event that goes by another name as well may be signaled under that.
  auto Handles = Object.Known->Stores.find(handleOf(K));
  return Handles == Object.Known->Stores.end() ||
         std::all_of(Handles->second.begin(), Handles->second.end(),
                     [this](const Value &V) {
                       auto Made = Object.Known->Creations.find(V.Name);
                       return V.is(ValueKind::Fresh) &&
                              Made != Object.Known->Creations.end() &&
                              !Made->second.IsKeptTwice;
                     });
}

GraphBuilder::Decision GraphBuilder::onComparison(const Value &V,
                                                  std::int64_t Constant,
                                                  bool TrueIfEqual) {
  if (V.is(ValueKind::Free) || V.is(ValueKind::Index))
    return Side == Role::Callback ? Decision() : undecided(false);
  if (Side == Role::Callback && isInOwnMemory(V))
    return {};
  isSubject(V);
  const Key K = V.is(ValueKind::At) ? keyOf(V.Where) : Key();
  // Whether there is another element at all has nothing to do with this one.
  if (Side == Role::Owner && V.is(ValueKind::At) && !Object.Home.empty() &&
      isAmbiguous(K) && keyOf(withChosenElements(V.Where)) == Object.Home)
    return {};
  const bool IsLocal = isLocalKey(K);
  if (K.empty() || isAmbiguous(K) ||
      (IsLocal && Side == Role::Callback && !Words.findFlag(K)))
    return undecided(!V.is(ValueKind::NonNull));
  if (Side == Role::Callback && isCallbacksCounter(V))
    return {};
  // What is never written here can be a flag that is set out of sight.
  if (Side == Role::Callback && !isFollowed(V.Where))
    return undecided(true);
  Decision D;
  D.Kind = Op::Test;
  D.Index = Words.addFlag(V.Where, Constant);
  D.Value = Words.flag(D.Index).valueOf(Constant);
  D.TrueIfEqual = TrueIfEqual;
  if (Side == Role::Callback)
    Words.add(WordRole::CallbackFlag, K);
  else if (isOthersCount(V.Where))
    Words.add(WordRole::Settled, K);
  return D;
}

/// Whether \p P counts what is under way in routines that count it down again
/// themselves, and the callback is none of them.
bool GraphBuilder::isOthersCount(const Path &P) const {
  const Key K = keyOf(P);
  auto Writers = Object.Known->Writers.find(K);
  auto Balance = Object.Known->IsBalanced.find(K);
  return Writers != Object.Known->Writers.end() &&
         Writers->second.count(Object.Made->Callback) == 0 &&
         Balance != Object.Known->IsBalanced.end() && Balance->second &&
         !Object.Known->Exposed.count(K) && !isWrittenUnseen(P);
}

/// Whether only the callback, and who made the object, ever write what \p V was
/// read from. Such a condition is no guard: no owner decides it.
bool GraphBuilder::isCallbacksOwn(const Value &V) const {
  if (!V.is(ValueKind::At))
    return false;
  const Key K = keyOf(V.Where);
  return !K.empty() && !isAmbiguous(K) && !isLocalKey(K) &&
         Object.isOwnOfCallback(wholeOf(K)) && !isWrittenUnseen(V.Where);
}

bool GraphBuilder::isUnshared(const Value &V) const {
  if (V.isPrivate() || Side == Role::Owner)
    return V.isPrivate();
  if (!isOwn(V))
    return isCallbacksOwn(V) || isInOwnMemory(V);
  // One member of a union is what was stored in another.
  Path Variable = V.Where;
  Variable.Steps.clear();
  const std::vector<NamedPart> Stored = partsOf(Variable);
  return !Stored.empty() &&
         std::all_of(Stored.begin(), Stored.end(), [this](const NamedPart &P) {
           return isUnshared(P.Known);
         });
}

/// Whether the callback computes \p V anew each time, for itself alone.
bool GraphBuilder::isCallbacksCounter(const Value &V) const {
  if (!isCallbacksOwn(V))
    return false;
  const Key K = keyOf(V.Where);
  auto Stored = Object.Known->Stores.find(K);
  return isCountedUp(*Object.Known, K) ||
         (Stored != Object.Known->Stores.end() &&
          std::any_of(
              Stored->second.begin(), Stored->second.end(),
              [](const Value &S) { return !S.is(ValueKind::Constant); }));
}

GraphBuilder::Decision
GraphBuilder::onOpaqueCondition(const std::vector<Value> &Sources) {
  auto AllAre = [&Sources](auto Are) {
    return !Sources.empty() && std::all_of(Sources.begin(), Sources.end(), Are);
  };
  if (Side == Role::Callback &&
      AllAre([this](const Value &V) { return isUnshared(V); }))
    return {};
  return undecided(
      !AllAre([this](const Value &V) { return V.isPrivate() || isOwn(V); }),
      Sources);
}

/// Whether the function stores something in the object's place as
/// well.
bool GraphBuilder::isTakenOut(const Key &K) const {
  const std::vector<facts::Node> &Nodes = frames()[site().Frame].Callee->Nodes;
  return std::any_of(Nodes.begin(), Nodes.end(), [&](const facts::Node &N) {
    return N.Kind == facts::NodeKind::Assign && keyOf(whereIs(N.Target)) == K;
  });
}

void GraphBuilder::onComparedCopy(const Value &V, std::int64_t Constant) {
  Words.addFlag(V.Where, Constant);
}

bool GraphBuilder::onCopy(const Value &V, Alternatives &Out) {
  if (!V.is(ValueKind::At))
    return false;
  const Key K = keyOf(V.Where);
  auto Flag = Words.findFlag(K);
  // Who takes the object, or what holds it, out of its place tests what was
  // there before.
  const bool IsTaken = leadsToSubject(K) && Side == Role::Owner &&
                       !V.IsTested && isTakenOut(K) &&
                       node().Kind == facts::NodeKind::Assign;
  if (leadsToSubject(K) && !IsTaken)
    return false;
  // What counts up in the callback as well is not told apart: two of them may
  // do so at once.
  const bool IsCounter =
      node().Kind == facts::NodeKind::Assign && node().Args[0].Added != 0;
  if (!Flag || isLocalKey(K) || (IsCounter && Side == Role::Callback) ||
      Words.has(WordRole::WaitedHandle, K))
    return false;
  Out.Flag = *Flag;
  const SharedFlag &F = Words.flag(*Flag);
  // Of such a pointer it is only asked whether it is null, and that
  // once: what was read of it stays as it was, whoever gets it.
  Out.OthersArePointers = IsTaken;
  for (std::int64_t C : F.Constants)
    Out.Constants.push_back({C, F.valueOf(C)});
  return true;
}

/// Whether everything that is ever stored in \p P is one of the constants that
/// the unit writes there, if any, or one more than what was there.
bool GraphBuilder::holdsConstants(const Path &P) const {
  const Key K = keyOf(P);
  auto Stored = Object.Known->Stores.find(K);
  return !K.empty() && !isAmbiguous(K) && !isLocalKey(K) &&
         (Side == Role::Callback || isWritten(*Object.Known, K)) &&
         !Object.Known->Exposed.count(K) &&
         (Stored == Object.Known->Stores.end() ||
          std::all_of(
              Stored->second.begin(), Stored->second.end(),
              [](const Value &V) { return V.is(ValueKind::Constant); }));
}

bool GraphBuilder::onOrder(const Value &V, std::int64_t Bound, Range &Fewer) {
  if (!holdsConstants(V.Where) ||
      (Side == Role::Callback &&
       (isCallbacksCounter(V) || !isFollowed(V.Where))))
    return false;
  const Key K = keyOf(V.Where);
  std::set<std::int64_t> All = constantsOf(*Object.Known, K);
  All.insert(initialValue(Unit, K).value_or(0));
  // A counter comes to all numbers from its least one on.
  const bool IsCounter = isCountedUp(*Object.Known, K);
  const std::int64_t Least = *All.begin();
  if (IsCounter) {
    if (Bound <= Least || Bound > Least + protocol::MaxFlagValue)
      return false;
    for (std::int64_t N = Least; N <= Bound; ++N)
      All.insert(N);
  }
  // Nobody may ever write what is on the other side.
  if (Bound <= *All.begin())
    All.insert(Bound - 1);
  if (Bound > *All.rbegin())
    All.insert(Bound);
  if (All.size() > protocol::MaxFlagValue)
    return false;
  const auto Middle = All.lower_bound(Bound);
  for (std::int64_t C : All)
    Fewer.Flag = Words.addFlag(V.Where, C);
  if (Side == Role::Callback)
    Words.add(WordRole::CallbackFlag, K);
  Fewer.IsBelow = IsCounter || std::distance(All.begin(), Middle) <=
                                   std::distance(Middle, All.end());
  for (std::int64_t C : All)
    if ((C < Bound) == Fewer.IsBelow)
      Fewer.Values.push_back(Words.flag(Fewer.Flag).valueOf(C));
  return true;
}

/// Whether a wait for \p Milliseconds surely ends by itself.
static bool isFinite(const Value &Milliseconds) {
  constexpr std::uint32_t Infinite = 0xffffffff;
  return Milliseconds.is(ValueKind::Constant) &&
         static_cast<std::uint32_t>(Milliseconds.Number) != Infinite;
}

Path GraphBuilder::signalPolled(const ApiFunction &Api) {
  const Value Handle = argument(Api.Args.Object);
  if (Api.Role != facts::ApiRole::Block || !Handle.is(ValueKind::At))
    return {};
  // Time does not exist: what a callback finds at the end of its time is what
  // it might have found at once. An owner rather counts on its being enough.
  const Value Patience = argument(Api.Args.DueTime);
  if (Side == Role::Owner ? !Patience.isNull() : !isFinite(Patience))
    return {};
  const Path Signal = signalOf(Handle.Where);
  const Key K = keyOf(Signal);
  if (Side == Role::Owner
          ? !Words.has(WordRole::CallbackFlag, K)
          : K.empty() || isAmbiguous(K) || isLocalKey(K) ||
                isCallbacksOwn(Value::at(Signal)) || !isFollowed(Signal))
    return {};
  Words.addFlag(Signal, 0);
  if (Side == Role::Callback) {
    Words.add(WordRole::CallbackFlag, K);
    // Nobody asks a handle that is not there.
    Words.add(WordRole::CallbackPointer, keyOf(Handle.Where));
  }
  return Signal;
}

void GraphBuilder::onConsumed(const Path &Signal) {
  Path Handle = Signal;
  Handle.Steps.pop_back();
  const Creation *Made = originOf(*Object.Known, Value::at(Handle));
  if (Made && Made->IsAutoReset)
    store(Signal, Value::constant(0));
}

} // namespace threadpool::link
