//===- Forgetting.cpp - What nobody reads any more ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Walker.h"

#include "llvm/ADT/SmallPtrSet.h"

#include <algorithm>

namespace threadpool::link {

using facts::NodeId;
using facts::NoNode;
using ValueKind = Value::ValueKind;

const Liveness &Walker::livenessOf(unsigned FrameId) {
  LiveInFrame.resize(std::max<std::size_t>(LiveInFrame.size(), Frames.size()));
  const Liveness *&Live = LiveInFrame[FrameId];
  if (!Live) {
    const Frame &F = Frames[FrameId];
    Live = &LiveIn
                .try_emplace({F.Callee, F.IsResultRead}, Unit, *F.Callee,
                             F.IsResultRead)
                .first->second;
  }
  return *Live;
}

/// The activation that \p S is a variable of, and which one.
const Slot::Owner &Walker::findOwner(const Slot &S) {
  if (!S.OwnedBy) {
    // The labels of those who call it begin the same way, but are shorter.
    unsigned Owner = Frames.size();
    for (unsigned F = 0; F < Frames.size(); ++F)
      if (S.Name.starts_with(Frames[F].Label) &&
          (Owner == Frames.size() ||
           Frames[Owner].Label.size() < Frames[F].Label.size()))
        Owner = F;
    std::size_t Number = 0;
    const Slot *Variable = &S;
    if (Owner != Frames.size()) {
      const std::size_t Start = Frames[Owner].Label.size();
      const llvm::StringRef Whole = S.Name.take_front(
          std::min(S.Name.find_first_of(".[", Start), S.Name.size()));
      Number = livenessOf(Owner).numberOf(Whole.drop_front(Start));
      Variable = &Names.slot(Whole.take_until([](char C) { return C == ' '; }));
    } else {
      Owner = Nobody;
    }
    S.OwnedBy = {Owner, Number, Variable};
  }
  return *S.OwnedBy;
}

/// The variable that \p V points into; null if it does not point into one.
const Slot *Walker::targetOf(const Value &V) {
  if (!V.is(ValueKind::AddressOf) ||
      V.Where.Root != facts::Path::RootKind::Local)
    return nullptr;
  const Slot *&Target = Targets[&V];
  if (!Target)
    Target = &Names.slot(V.Where.Symbol);
  return Target;
}

/// Drops what nobody reads any more of the current function and, when a call
/// begins, of its caller.
void Walker::forgetDead(State &S) {
  const Frame &Here = Frames[S.FrameId];
  const Liveness &Live = livenessOf(S.FrameId);
  const Liveness *Callers = nullptr;
  NodeId Behind = NoNode;
  if (S.FrameId != 0 && S.Node == Here.Callee->Entry) {
    Callers = &livenessOf(Here.Parent);
    // What was destroyed is told when its destructor has run.
    Behind = Here.Callee->IsDestructor
                 ? Here.Call
                 : Frames[Here.Parent].Callee->Nodes[Here.Call].Next;
  }
  std::vector<Environment::Entry> Pointed;
  const unsigned Caller = Callers ? Here.Parent : S.FrameId;
  S.Env.eraseIf([&](const Environment::Entry &E) {
    const Slot::Owner &Of = ownerOf(*E.Where);
    const bool IsOwn = Of.Frame == S.FrameId;
    if (!IsOwn && Of.Frame != Caller)
      return false;
    const Liveness &Whose = IsOwn ? Live : *Callers;
    if (Whose.isRead(IsOwn ? S.Node : Behind, Of.Number))
      return false;
    if (Whose.hasAddress(Of.Number) && !(IsOwn && S.Node == NoNode))
      Pointed.push_back(E);
    return true;
  });
  if (!Pointed.empty())
    keepReachable(S.Env, std::move(Pointed));
}

/// Takes those of \p Pointed back into \p Env into which something there
/// points.
void Walker::keepReachable(Environment &Env,
                           std::vector<Environment::Entry> Pointed) {
  llvm::SmallPtrSet<const Slot *, 16> Targeted;
  for (const Environment::Entry &E : Env)
    if (const Slot *Target = targetOf(*E.Known))
      Targeted.insert(Target);
  for (bool Changed = !Targeted.empty(); Changed;) {
    Changed = false;
    llvm::erase_if(Pointed, [&](const Environment::Entry &E) {
      if (!Targeted.contains(ownerOf(*E.Where).Variable))
        return false;
      Env.set(*E.Where, *E.Known);
      if (const Slot *Target = targetOf(*E.Known))
        Changed |= Targeted.insert(Target).second;
      return true;
    });
  }
}

} // namespace threadpool::link
