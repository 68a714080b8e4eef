//===- Forgetting.cpp - Objects that are stopped and forgotten ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Forgetting.h"

#include <set>
#include <vector>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::Operand;
using facts::Path;

namespace {

/// Follows a function from where it stops the object: nobody has closed that
/// before, nor can anybody do so once its home is gone.
class StopFollower {
public:
  StopFollower(const Evidence &E, const Function &F, const Home &H)
      : E(E), F(F), H(H) {}

  /// Where the function forgets what it has stopped; null if it does not.
  const Node *find() const {
    for (const Node &N : F.Nodes)
      if (const Path *Stopped = stoppedBy(N))
        if (const Node *End = follow(N.Next, *Stopped))
          return End;
    return nullptr;
  }

private:
  /// Where \p N finds the object that it cancels or waits for.
  const Path *stoppedBy(const Node &N) const {
    const ApiFunction *Api = apiOf(N);
    if (!Api || !(Api->Role == ApiRole::Drain || Api->isSet()) ||
        N.Args.size() <= Api->Args.Object.index())
      return nullptr;
    if (Api->isSet()) {
      const Operand &Armed = N.Args[Api->armingArgument().index()];
      if (Armed.Kind != Operand::OperandKind::Constant || Armed.Number != 0)
        return nullptr;
    }
    const Operand &Object = N.Args[Api->Args.Object.index()];
    return Object.Kind == Operand::OperandKind::Value && H.is(Object.Where)
               ? &Object.Where
               : nullptr;
  }

  const Node *follow(NodeId From, const Path &Stopped) const {
    std::set<NodeId> Seen;
    std::vector<NodeId> Next{From};
    while (!Next.empty()) {
      const NodeId Id = Next.back();
      Next.pop_back();
      if (Id == facts::NoNode || !Seen.insert(Id).second)
        continue;
      const Node &N = F.Nodes[Id];
      if (endsHome(N, Stopped))
        return &N;
      if (isHarmless(N, Stopped))
        Next.insert(Next.end(), {N.Next, N.Else});
    }
    return nullptr;
  }

  /// Whether \p N forgets what is at \p Stopped: sets it to null, or gives the
  /// memory back that it is in.
  bool endsHome(const Node &N, const Path &Stopped) const {
    auto IsAround = [&](const Operand &Freed) {
      return Freed.Kind == Operand::OperandKind::Value &&
             Freed.Where.isValid() &&
             link::startsWith(Stopped, link::dereference(Freed.Where));
    };
    switch (N.Kind) {
    case NodeKind::Assign:
      return link::textOf(N.Target) == link::textOf(Stopped) &&
             N.Args[0].Kind == Operand::OperandKind::Constant;
    case NodeKind::Delete:
      return IsAround(N.Args[0]);
    case NodeKind::ApiCall: {
      const ApiFunction *Api = apiOf(N);
      return Api && Api->Role == ApiRole::Free &&
             Api->Object == facts::ApiObject::Memory &&
             Api->Args.Object.isArgument() &&
             N.Args.size() > Api->Args.Object.index() &&
             IsAround(N.Args[Api->Args.Object.index()]);
    }
    case NodeKind::Return:
      return F.IsDestructor && Stopped.Root == Path::RootKind::This;
    default:
      return false;
    }
  }

  bool isHarmless(const Node &N, const Path &Stopped) const {
    switch (N.Kind) {
    case NodeKind::Unsupported:
    case NodeKind::Abandon:
    case NodeKind::Return:
      return false;
    case NodeKind::Assign:
      // What is there from now on is another object.
      return !link::startsWith(Stopped, N.Target);
    case NodeKind::Call: {
      if (N.IsGuess || N.Callee.empty())
        return false;
      auto Callee = E.Unit.Functions.find(N.Callee);
      return Callee == E.Unit.Functions.end() || !hasGaps(Callee->second);
    }
    default:
      return true;
    }
  }

  const Evidence &E;
  const Function &F;
  const Home &H;
};

} // namespace

Forgetting findForgetting(const Evidence &E, const Path &Where) {
  const Home H(Where);
  for (const Function *F : E.Mentions.naming(Where))
    if (const Node *At = StopFollower(E, *F, H).find())
      return {F, At};
  return {};
}

} // namespace threadpool::rules
