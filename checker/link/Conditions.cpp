//===- Conditions.cpp - Branches that a walk cannot decide ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "link/GraphBuilder.h"

#include <algorithm>

namespace threadpool::link {

using protocol::Op;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;

GraphBuilder::Decision GraphBuilder::undecided(bool IsShared) {
  auto [It, Inserted] =
      InputIds.try_emplace({site().Frame, site().Node}, Inputs.size());
  if (Inserted)
    Inputs.push_back({IsShared});
  Inputs[It->second].IsShared |= IsShared;
  Decision D;
  D.Kind = Op::Input;
  D.Index = It->second;
  return D;
}

GraphBuilder::Decision GraphBuilder::onComparison(const Value &V,
                                                  std::int64_t Constant,
                                                  bool TrueIfEqual) {
  if (V.is(ValueKind::Free))
    return Side == Role::Callback ? Decision() : undecided(false);
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
  if (Side == Role::Callback && !Object.Known->Writers.count(K) &&
      isWrittenUnseen(V.Where))
    return undecided(true);
  Decision D;
  D.Kind = Op::Test;
  D.Index = Words.addFlag(V.Where, Constant);
  D.Value = Words.flags()[D.Index].valueOf(Constant);
  D.TrueIfEqual = TrueIfEqual;
  if (Side == Role::Callback)
    Words.add(WordRole::CallbackFlag, K);
  return D;
}

/// Whether only the callback, and who made the object, ever write what \p V was
/// read from. Such a condition is no guard: no owner decides it.
bool GraphBuilder::isCallbacksOwn(const Value &V) const {
  if (!V.is(ValueKind::At))
    return false;
  const Key K = keyOf(V.Where);
  return !K.empty() && !isAmbiguous(K) && !isLocalKey(K) &&
         Object.NotShared.count(K) != 0 && !isWrittenUnseen(V.Where);
}

/// Whether the callback computes \p V anew each time, for itself alone.
bool GraphBuilder::isCallbacksCounter(const Value &V) const {
  if (!isCallbacksOwn(V))
    return false;
  auto Stored = Object.Known->Stores.find(keyOf(V.Where));
  return Stored != Object.Known->Stores.end() &&
         std::any_of(Stored->second.begin(), Stored->second.end(),
                     [](const Value &S) { return !S.is(ValueKind::Constant); });
}

GraphBuilder::Decision
GraphBuilder::onOpaqueCondition(const std::vector<Value> &Sources) {
  auto AllAre = [&Sources](auto Are) {
    return !Sources.empty() && std::all_of(Sources.begin(), Sources.end(), Are);
  };
  if (Side == Role::Callback && AllAre([this](const Value &V) {
        return V.isPrivate() || isCallbacksOwn(V);
      }))
    return {};
  return undecided(
      !AllAre([this](const Value &V) { return V.isPrivate() || isOwn(V); }));
}

/// Whether the function stores something in the object's place as
/// well.
bool GraphBuilder::isTakenOut() const {
  const std::vector<facts::Node> &Nodes = frames()[site().Frame].Callee->Nodes;
  return std::any_of(Nodes.begin(), Nodes.end(), [&](const facts::Node &N) {
    return N.Kind == facts::NodeKind::Assign &&
           keyOf(resolve(N.Target)) == Object.Home;
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
  // Who takes the object out of its place tests what was there before.
  Out.IsPointer = K == Object.Home;
  if (Out.IsPointer && (Side == Role::Callback || V.IsTested || !isTakenOut() ||
                        node().Kind != facts::NodeKind::Assign))
    return false;
  if (!Flag || isLocalKey(K) || Words.has(WordRole::Pointer, K) ||
      Words.has(WordRole::WaitedHandle, K))
    return false;
  Out.Flag = *Flag;
  const SharedFlag &F = Words.flags()[*Flag];
  for (std::int64_t C : F.Constants)
    Out.Constants.push_back({C, F.valueOf(C)});
  return true;
}

} // namespace threadpool::link
