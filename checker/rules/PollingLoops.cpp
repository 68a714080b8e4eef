//===- PollingLoops.cpp - Short waits again and again ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/PollingLoops.h"

#include "facts/ThreadpoolApi.h"
#include "rules/Mentions.h"

#include <algorithm>
#include <optional>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using OperandKind = facts::Operand::OperandKind;
using RootKind = facts::Path::RootKind;

/// What a wait returns whose time is over.
static constexpr std::int64_t WaitTimeout = 258;

static bool isSame(const Path &A, const Path &B) {
  return A.Root == B.Root && A.Symbol == B.Symbol &&
         std::equal(A.Steps.begin(), A.Steps.end(), B.Steps.begin(),
                    B.Steps.end(),
                    [](const Path::Step &X, const Path::Step &Y) {
                      return X.Kind == Y.Kind && X.Name == Y.Name;
                    });
}

namespace {

class Loop {
public:
  Loop(const Function &F, NodeId Wait)
      : F(F), Wait(Wait), Body(nodesOnWaysBack()) {}

  bool isEmpty() const { return Body.empty(); }

  /// Whether the loop comes back to the wait whenever that has run out of time
  /// and nobody else has done anything.
  bool comesBack() const {
    std::set<NodeId> Seen;
    std::vector<NodeId> Open = {F.Nodes[Wait].Next};
    bool IsBack = false;
    while (!Open.empty()) {
      const NodeId Id = Open.back();
      Open.pop_back();
      if (Id == Wait)
        IsBack = true;
      else if (Body.count(Id) && Seen.insert(Id).second && !goOn(Id, Open))
        return false;
    }
    return IsBack;
  }

private:
  std::set<NodeId> reachedFrom(NodeId Start, bool Backwards) const {
    std::set<NodeId> Result;
    std::vector<NodeId> Open = {Start};
    while (!Open.empty()) {
      const NodeId Id = Open.back();
      Open.pop_back();
      auto Reach = [&](NodeId To) {
        if (To != facts::NoNode && Result.insert(To).second)
          Open.push_back(To);
      };
      if (!Backwards) {
        Reach(F.Nodes[Id].Next);
        Reach(F.Nodes[Id].Else);
        continue;
      }
      for (NodeId From = 0; From < F.Nodes.size(); ++From)
        if (F.Nodes[From].Next == Id || F.Nodes[From].Else == Id)
          Reach(From);
    }
    return Result;
  }

  std::set<NodeId> nodesOnWaysBack() const {
    const std::set<NodeId> Behind = reachedFrom(Wait, /*Backwards=*/false);
    if (!Behind.count(Wait))
      return {};
    const std::set<NodeId> Ahead = reachedFrom(Wait, /*Backwards=*/true);
    std::set<NodeId> Result;
    std::set_intersection(Behind.begin(), Behind.end(), Ahead.begin(),
                          Ahead.end(), std::inserter(Result, Result.end()));
    return Result;
  }

  /// Adds to \p Open where \p Id leads to. False if it may end the loop without
  /// anybody else having a part in that.
  bool goOn(NodeId Id, std::vector<NodeId> &Open) const {
    const Node &N = F.Nodes[Id];
    const bool IsBranch = N.Kind == NodeKind::Branch ||
                          N.Kind == NodeKind::OpaqueBranch ||
                          N.Kind == NodeKind::TryLock;
    if (!IsBranch) {
      Open.push_back(N.Next);
      return N.Kind != NodeKind::Unsupported;
    }
    if (const std::optional<bool> Holds = afterTimeout(N)) {
      const NodeId Way = *Holds ? N.Next : N.Else;
      Open.push_back(Way);
      return Body.count(Way) != 0;
    }
    Open.insert(Open.end(), {N.Next, N.Else});
    return (Body.count(N.Next) && Body.count(N.Else)) || isOthersAffair(N);
  }

  /// Whether \p N holds if it asks for the result of the wait.
  std::optional<bool> afterTimeout(const Node &N) const {
    if (N.Kind != NodeKind::Branch || N.Args.size() != 2 ||
        !isResult(N.Args[0]) || N.Args[1].Kind != OperandKind::Constant)
      return std::nullopt;
    return facts::holds(N.Compare, WaitTimeout, N.Args[1].Number);
  }

  bool isResult(const Operand &O) const {
    return O.Kind == OperandKind::Value && isResult(O.Where);
  }

  bool isResult(const Path &P) const {
    if (!P.Steps.empty())
      return false;
    if (P.Root == RootKind::Result)
      return P.Symbol == std::to_string(Wait);
    return P.Root == RootKind::Local &&
           std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
             return N.Kind == NodeKind::Assign && isSame(N.Target, P) &&
                    N.Args[0].Kind == OperandKind::Value &&
                    N.Args[0].Where.Root == RootKind::Result &&
                    isResult(N.Args[0].Where);
           });
  }

  /// Whether \p Branch asks for nothing but what others set, and the loop
  /// leaves alone.
  bool isOthersAffair(const Node &Branch) const {
    bool IsAsked = false, IsOthers = true;
    names(Branch, [&](const Path &P) {
      if (P.isValid()) {
        IsAsked = true;
        IsOthers &= isOthers(P);
      }
      return false;
    });
    return IsAsked && IsOthers;
  }

  bool isOthers(const Path &P) const {
    if (P.Root == RootKind::Result && P.Steps.empty())
      return isRead(F.Nodes[std::stoul(P.Symbol)]);
    const bool IsShared =
        P.Root == RootKind::Global || P.Root == RootKind::This ||
        std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
          return S.Kind == Path::Step::StepKind::Dereference;
        });
    return IsShared && std::none_of(Body.begin(), Body.end(), [&](NodeId Id) {
             const Node &N = F.Nodes[Id];
             return (N.Kind == NodeKind::Assign || N.Kind == NodeKind::Touch) &&
                    isSame(N.Target, P);
           });
  }

  /// Whether \p N asks for a variable in a way that leaves it as it is.
  static bool isRead(const Node &N) {
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    auto Number = [&](facts::ApiPlace Place) -> std::optional<std::int64_t> {
      if (!Place.isArgument() || Place.index() >= N.Args.size() ||
          N.Args[Place.index()].Kind != OperandKind::Constant)
        return std::nullopt;
      return N.Args[Place.index()].Number;
    };
    if (!Api)
      return false;
    const std::optional<std::int64_t> New = Number(Api->Args.Value);
    switch (Api->Role) {
    case ApiRole::AtomicCompareExchange:
      return New && New == Number(Api->Args.Comparand);
    case ApiRole::AtomicAdd:
    case ApiRole::AtomicOr:
    case ApiRole::AtomicXor:
      return New == 0;
    case ApiRole::AtomicAnd:
      return New == -1;
    default:
      return false;
    }
  }

  const Function &F;
  const NodeId Wait;
  const std::set<NodeId> Body;
};

} // namespace

bool isRepeatedUntilTold(const Function &F, NodeId Wait) {
  const Loop Around(F, Wait);
  return !Around.isEmpty() && Around.comesBack();
}

} // namespace threadpool::rules
