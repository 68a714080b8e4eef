//===- StopVerdicts.cpp - What the search said of one stop ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StopVerdicts.h"

#include "link/Storage.h"
#include "protocol/Explorer.h"
#include "rules/Story.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <optional>

namespace threadpool::rules {

using protocol::Graph;
using protocol::NodeId;
using protocol::NoNode;
using protocol::Op;
using protocol::Program;
using protocol::Verdict;

namespace {

/// As many as the rules look at, with what stops the search.
constexpr protocol::Limits SearchLimits = {1'000'000, 2, true};

/// Writes a graph as numbered steps.
class StepWriter {
public:
  StepWriter(const link::Case &C, const link::Routine &R, const Graph &G,
             const std::string &Noun)
      : C(C), R(R), G(G), Noun(Noun) {}

  std::vector<Remark> write() {
    number();
    std::vector<Remark> Result;
    for (std::size_t I = 0; I < Order.size(); ++I) {
      const NodeId Id = Order[I];
      const std::size_t Own = I + 1;
      std::string Text = textOf(Id);
      const protocol::Node &N = G.Nodes[Id];
      const std::size_t Next = numberOf(N.Next), Else = numberOf(N.Else);
      if (Else != 0)
        Text +=
            ": " + std::to_string(Next) + ", otherwise " + std::to_string(Else);
      else if (Next != 0 && Next != Own + 1)
        Text += "; goes on at " + std::to_string(Next);
      facts::Location Where = R.ownNodeOf(Id).Where;
      Result.push_back({Where.isValid() ? Where : R.Function->Where,
                        std::to_string(Own) + ". " + std::move(Text)});
    }
    return Result;
  }

private:
  /// What does nothing is left out.
  NodeId passed(NodeId Id) const {
    for (std::size_t Steps = 0; Id != NoNode && G.Nodes[Id].Kind == Op::Skip &&
                                Steps <= G.Nodes.size();
         ++Steps)
      Id = G.Nodes[Id].Next;
    return Id;
  }

  std::size_t numberOf(NodeId Id) const {
    auto It = Numbers.find(passed(Id));
    return It == Numbers.end() ? 0 : It->second;
  }

  /// In the order in which a reader comes to them: what follows before what
  /// the other side of a branch is.
  void number() {
    std::vector<NodeId> Open = {passed(G.Entry)};
    while (!Open.empty()) {
      const NodeId Id = Open.back();
      Open.pop_back();
      if (Id == NoNode || !Numbers.try_emplace(Id, Order.size() + 1).second)
        continue;
      Order.push_back(Id);
      Open.push_back(passed(G.Nodes[Id].Else));
      Open.push_back(passed(G.Nodes[Id].Next));
    }
  }

  std::string flag(unsigned Index) const {
    return Index < C.Flags.size()
               ? quoted(link::readableName(C.Flags[Index].Name))
               : "a flag";
  }

  std::string value(unsigned Index, unsigned Value) const {
    if (Index < C.Flags.size())
      for (std::int64_t Constant : C.Flags[Index].Constants)
        if (C.Flags[Index].valueOf(Constant) == Value)
          return std::to_string(Constant);
    return "something else";
  }

  std::string resource(unsigned Index) const {
    const std::string &Name = C.Resources[Index];
    return Name.empty() ? "the context" : quoted(link::readableName(Name));
  }

  std::string textOf(NodeId Id) const {
    const protocol::Node &N = G.Nodes[Id];
    switch (N.Kind) {
    case Op::Skip:
      return "nothing";
    case Op::Choose:
      return "either way";
    case Op::Input:
      return "a condition that nothing here decides";
    case Op::Test:
      return flag(N.Index) + " is " + value(N.Index, N.Value);
    case Op::Assign:
      return flag(N.Index) + " becomes " + value(N.Index, N.Value);
    case Op::Use:
      return "uses " + resource(N.Index);
    case Op::Free:
      return resource(N.Index) + " is gone, or may be";
    case Op::CloseHandle:
      return "closes the waited handle";
    case Op::Arm:
      return "arms the " + Noun;
    case Op::Cancel:
      return "cancels the " + Noun;
    case Op::Drain:
      return N.Value != 0
                 ? "waits for callbacks, and drops those that are queued"
                 : "waits for callbacks";
    case Op::Close:
      return "closes the " + Noun;
    case Op::GroupClose:
      return "closes the members of the cleanup group";
    case Op::Lock:
      return "takes lock " + std::to_string(N.Index + 1);
    case Op::TryLock:
      return "takes lock " + std::to_string(N.Index + 1) + " if it is free";
    case Op::Unlock:
      return "releases lock " + std::to_string(N.Index + 1);
    case Op::Dissociate:
      return "leaves the callbacks that are waited for";
    case Op::SourceOff:
      return "stops the source of the signals";
    case Op::EndIo:
      return "ends the operations that were started";
    case Op::Unknown:
      return "may do anything: the search ends here";
    case Op::End:
      return "ends";
    }
    return "";
  }

  const link::Case &C;
  const link::Routine &R;
  const Graph &G;
  const std::string &Noun;
  std::vector<NodeId> Order;
  std::map<NodeId, std::size_t> Numbers;
};

std::string startOf(const link::Case &C, const std::string &Noun) {
  const Program &P = C.Variants.front();
  std::string Result = P.Armed != 0 ? "the " + Noun + " is armed"
                                    : "the " + Noun + " is not armed";
  if (P.Queued != 0)
    Result += ", callbacks are queued";
  for (std::size_t I = 0; I < P.Flags.size(); ++I) {
    std::string Value = "something else";
    for (std::int64_t Constant : C.Flags[I].Constants)
      if (C.Flags[I].valueOf(Constant) == P.Flags[I].Initial)
        Value = std::to_string(Constant);
    Result +=
        ", " + quoted(link::readableName(C.Flags[I].Name)) + " is " + Value;
  }
  return Result;
}

Remark at(const link::Routine &R, NodeId Id, std::string Text) {
  const facts::Location Where = R.ownNodeOf(Id).Where;
  return {Where.isValid() ? Where : R.Function->Where, std::move(Text)};
}

/// Why nothing is known behind the node \p Id of \p R.
std::string whyUnknown(const link::Routine &R, NodeId Id) {
  const facts::Node &N = R.nodeOf(Id);
  const std::string Name =
      N.CalleeName.empty() ? "a function" : quotedFunction(N.CalleeName);
  switch (N.Kind) {
  case facts::NodeKind::Call:
    return Name + ", of which nothing is seen, is given the object or what "
                  "decides about it, or may be called while a lock is held";
  case facts::NodeKind::ApiCall:
    return "too little is known of what " + Name + " is given";
  case facts::NodeKind::Assign:
    return "the value that is assigned is not known";
  case facts::NodeKind::Branch:
  case facts::NodeKind::OpaqueBranch:
    return "the condition depends on something that is not followed";
  case facts::NodeKind::Lock:
  case facts::NodeKind::Unlock:
  case facts::NodeKind::TryLock:
    return "which lock this is, is not known";
  case facts::NodeKind::Delete:
    return "what is deleted is not known";
  case facts::NodeKind::Unsupported:
    return "the code is not understood";
  default:
    return "what happens from here on is not followed";
  }
}

const link::Routine &routineOf(const link::Case &C, protocol::Actor Who) {
  return Who == protocol::Actor::Owner ? C.Owner : C.Callback;
}

/// Where \p V came to its first node that may do anything.
Remark reasonOf(const link::Case &C, const Verdict &V) {
  const link::Routine &R = routineOf(C, V.FirstUnknown->Who);
  const NodeId Id = V.FirstUnknown->Node;
  return at(R, Id, whyUnknown(R, Id));
}

/// The first condition of \p G that nothing decides.
std::optional<NodeId> firstInput(const Graph &G) {
  for (NodeId Id = 0; Id < G.Nodes.size(); ++Id)
    if (G.Nodes[Id].Kind == Op::Input)
      return Id;
  return std::nullopt;
}

/// What decides whether it goes wrong, as far as that has a place.
Remark undecided(const link::Case &C) {
  const std::string Text = "whether it goes wrong depends on a condition that "
                           "nothing here decides";
  const Program &P = C.Variants.front();
  if (auto Id = firstInput(P.Owner))
    return at(C.Owner, *Id, Text);
  if (auto Id = firstInput(P.Callback))
    return at(C.Callback, *Id, Text);
  return {C.Owner.Function->Where,
          "whether it goes wrong depends on what the variables hold before"};
}

} // namespace

StopVerdict judgeStop(const link::Case &C) {
  const Subject S = describe(C);
  StopVerdict Result;
  Result.Owner = C.Owner.Function->Name;
  Result.Where = C.Owner.Function->Where;
  Result.Start = startOf(C, S.Noun);
  const Program &Shown = C.Variants.front();
  Result.OwnerSteps = StepWriter(C, C.Owner, Shown.Owner, S.Noun).write();
  Result.CallbackSteps =
      StepWriter(C, C.Callback, Shown.Callback, S.Noun).write();
  std::size_t NumSafe = 0, NumFailing = 0;
  for (const Program &Variant : C.Variants) {
    const Verdict V = protocol::explore(Variant, SearchLimits);
    ++Result.NumVariants;
    Result.NumStates += V.States;
    NumSafe += V.isSafe();
    NumFailing += !V.Failures.empty();
    if (!V.Failures.empty() || V.isSafe() || !Result.Reason.Text.empty())
      continue;
    Result.Reason =
        V.MetUnknown && V.FirstUnknown
            ? reasonOf(C, V)
            : Remark{Result.Where, "the search has too many states"};
  }
  if (NumSafe == C.Variants.size()) {
    Result.Result = Judgement::Safe;
  } else if (NumFailing == C.Variants.size()) {
    Result.Result = Judgement::Found;
    Result.Reason = {Result.Where,
                     "the search finds a failure, but no repair that is sure"};
  } else if (Result.Reason.Text.empty()) {
    Result.Reason = undecided(C);
  }
  return Result;
}

} // namespace threadpool::rules
