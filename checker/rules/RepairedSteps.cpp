//===- RepairedSteps.cpp - What a repair makes of a stop -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RepairedSteps.h"

#include "link/Storage.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using protocol::Graph;
using protocol::NodeId;
using protocol::NoNode;
using protocol::Op;

namespace {

bool isClose(const protocol::Node &N) {
  return N.Kind == Op::Close || N.Kind == Op::GroupClose;
}

class Teller {
public:
  Teller(const link::Case &C, const protocol::Program &Repaired,
         const Subject &S, bool IsOwner, std::size_t NumOld)
      : C(C), P(Repaired), S(S), IsOwner(IsOwner),
        R(IsOwner ? C.Owner : C.Callback), G(IsOwner ? P.Owner : P.Callback),
        NumOld(NumOld) {}

  std::vector<RepairedStep> tell() {
    for (NodeId Id : path()) {
      std::string Text = textOf(Id);
      if (Text.empty())
        continue;
      RepairedStep Step;
      Step.Who = IsOwner ? Actor::Owner : Actor::Callback;
      Step.Text = std::move(Text);
      Step.IsNew = isNew(Id);
      Step.Where = placeOf(Id);
      const bool IsTwice = !Steps.empty() && Steps.back().Text == Step.Text &&
                           !Step.IsNew && !Steps.back().IsNew &&
                           Steps.back().Where.Offset == Step.Where.Offset;
      if (!IsTwice)
        Steps.push_back(std::move(Step));
    }
    return std::move(Steps);
  }

private:
  bool isNew(NodeId Id) const { return Id >= NumOld; }

  /// The nodes from which one that \p Accepts can be reached, with these.
  template <class Predicate> std::vector<bool> leadingTo(Predicate Accepts) {
    std::vector<bool> Leads(G.Nodes.size());
    for (NodeId Id = 0; Id < G.Nodes.size(); ++Id)
      Leads[Id] = Accepts(Id);
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (NodeId Id = 0; Id < G.Nodes.size(); ++Id)
        for (NodeId Next : {G.Nodes[Id].Next, G.Nodes[Id].Else})
          if (!Leads[Id] && Next != NoNode && Leads[Next])
            Leads[Id] = Changed = true;
    }
    return Leads;
  }

  /// One way from the entry to the end.
  std::vector<NodeId> path() {
    const std::vector<bool> ToNew =
        leadingTo([&](NodeId Id) { return isNew(Id); });
    const std::vector<bool> ToGoal = leadingTo([&](NodeId Id) {
      return IsOwner ? isClose(G.Nodes[Id]) : G.Nodes[Id].Kind == Op::Arm;
    });
    std::vector<bool> Seen(G.Nodes.size());
    std::vector<NodeId> Result;
    NodeId Id = G.Entry;
    while (Id != NoNode && !Seen[Id]) {
      Seen[Id] = true;
      Result.push_back(Id);
      const protocol::Node &N = G.Nodes[Id];
      auto RankOf = [&](NodeId To) {
        return To == NoNode || Seen[To] ? 0 : 1 + 2 * ToNew[To] + ToGoal[To];
      };
      // Behind the test that a repair adds, the interesting way is the old one.
      const bool IsOther =
          (isNew(Id) && N.Kind == Op::Test) || RankOf(N.Else) > RankOf(N.Next);
      Id = IsOther ? N.Else : N.Next;
    }
    return Result;
  }

  /// Where the node is in the sources, or the first one behind it that is.
  facts::Location placeOf(NodeId Id) const {
    for (std::size_t I = 0; Id != NoNode && I < G.Nodes.size(); ++I) {
      if (!isNew(Id))
        if (const facts::Location Where = R.ownNodeOf(Id).Where;
            Where.isValid())
          return Where;
      Id = isNew(Id) && G.Nodes[Id].Kind == Op::Test ? G.Nodes[Id].Else
                                                     : G.Nodes[Id].Next;
    }
    return R.Function->Where;
  }

  std::string flag(unsigned Index) const {
    return Index < C.Flags.size()
               ? quoted(link::readableName(C.Flags[Index].Name))
               : "the flag";
  }

  std::string resource(unsigned Index) const {
    const std::string &Name = C.Resources[Index];
    return Name.empty() ? "the callback's context"
                        : quoted(link::readableName(Name));
  }

  std::string textOf(NodeId Id) const {
    const protocol::Node &N = G.Nodes[Id];
    switch (N.Kind) {
    case Op::Assign:
      return IsOwner ? "sets " + flag(N.Index) : "";
    case Op::Test:
      return isNew(Id) ? "returns without it if " + flag(N.Index) + " is set"
                       : "";
    case Op::Arm:
      if (P.Kind == protocol::ObjectKind::Work)
        return "submits the " + S.Noun;
      return P.Kind == protocol::ObjectKind::Io ? "starts an operation"
                                                : "arms the " + S.Noun;
    case Op::Cancel:
      return "cancels the " + S.Noun;
    case Op::Drain:
      return "waits for callbacks";
    case Op::GroupClose:
      return "closes the members of the cleanup group";
    case Op::Close:
      return "closes the " + S.Noun;
    case Op::CloseHandle:
      return "closes the handle that the " + S.Noun + " waits for";
    case Op::Free:
      return !isNew(Id) && R.nodeOf(Id).Kind == facts::NodeKind::Return
                 ? "returns"
                 : "frees " + resource(N.Index);
    case Op::Lock:
      return "takes the lock";
    case Op::Unlock:
      return "releases the lock";
    case Op::SourceOff:
      return "stops the source of the signals";
    case Op::EndIo:
      return "ends the operations that were started";
    default:
      return "";
    }
  }

  const link::Case &C;
  const protocol::Program &P;
  const Subject &S;
  const bool IsOwner;
  const link::Routine &R;
  const Graph &G;
  /// Nodes behind these are those that the repair has inserted.
  const std::size_t NumOld;
  std::vector<RepairedStep> Steps;
};

} // namespace

std::vector<RepairedStep> tellRepaired(const link::Case &C,
                                       const protocol::Program &Told,
                                       const protocol::Repair &R,
                                       const Subject &S) {
  std::vector<RepairedStep> Steps =
      Teller(C, R.Repaired, S, /*IsOwner=*/true, Told.Owner.Nodes.size())
          .tell();
  const std::size_t NumOld = Told.Callback.Nodes.size();
  if (R.Repaired.Callback.Nodes.size() > NumOld)
    for (RepairedStep &Step :
         Teller(C, R.Repaired, S, /*IsOwner=*/false, NumOld).tell())
      Steps.push_back(std::move(Step));
  return Steps;
}

} // namespace threadpool::rules
