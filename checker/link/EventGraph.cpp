//===- EventGraph.cpp - What a routine does, path by path -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/EventGraph.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiFunction;
using facts::ApiPlace;
using facts::ApiRole;
using facts::NodeId;
using facts::Operand;
using facts::Path;
using protocol::Op;
using ValueKind = Value::ValueKind;
using EventKind = Event::EventKind;

/// Whether routines other than the one at hand can get at \p P.
static bool isShared(const Path &P) {
  return P.Root == Path::RootKind::Global || P.Root == Path::RootKind::This ||
         std::any_of(P.Steps.begin(), P.Steps.end(), isDereference);
}

class EventWalker final : public Walker {
public:
  EventWalker(const facts::UnitFacts &Unit, const facts::Function &Root,
              const Creation *Called, EventGraph &Out,
              Creations Made = Creations::Succeed)
      : Walker(Unit, Root), Out(Out), EntersCalls(true), Made(Made) {
    if (Called) {
      bindCallback(*Called->Api, contextOf(*Called));
      share(Called->Context);
    }
    follow();
  }

  /// Follows \p Root alone, as the callback of something.
  EventWalker(const facts::UnitFacts &Unit, const facts::Function &Root,
              const ApiFunction &Creator, EventGraph &Out)
      : Walker(Unit, Root), Out(Out), EntersCalls(false),
        Made(Creations::Succeed) {
    bindCallback(Creator, std::nullopt);
    follow();
  }

private:
  void follow() {
    walk();
    Out.Complete = isComplete();
    if (!Out.Complete) {
      Out.Events.clear();
      Out.Conditions.clear();
      return;
    }
    Out.Frames = frames();
    for (const RawNode &R : Raw)
      Out.Nodes.push_back(toNode(R));
    passNothing();
  }

  /// Sends each edge to a node that does nothing on to what comes behind that.
  /// Of a circle of such nodes one is left.
  void passNothing() {
    using NodeKind = EventGraph::Node::NodeKind;
    std::vector<EventGraph::Node> &Nodes = Out.Nodes;
    std::vector<std::uint32_t> Targets(Nodes.size(), facts::NoNode);
    auto Find = [&](std::uint32_t Start) {
      std::uint32_t End = Start;
      while (Targets[End] == facts::NoNode) {
        Targets[End] = End;
        if (Nodes[End].Kind != NodeKind::Nothing ||
            Nodes[End].Next == facts::NoNode)
          break;
        End = Nodes[End].Next;
      }
      End = Targets[End];
      for (std::uint32_t Id = Start; Id != End; Id = Nodes[Id].Next)
        Targets[Id] = End;
      return End;
    };
    for (EventGraph::Node &N : Nodes)
      for (std::uint32_t *Edge : {&N.Next, &N.Else})
        if (*Edge != facts::NoNode)
          *Edge = Find(*Edge);
  }

  void bindCallback(const ApiFunction &Creator, std::optional<Value> Context) {
    const CallbackParameters Where = parametersOf(Creator);
    const facts::Function &Root = *frames()[0].Callee;
    for (unsigned I = 0; I < Root.NumParameters; ++I)
      if (I != Where.Context)
        bindParameter(I,
                      I == Where.Object ? Value::ownObject() : Value::free());
      else if (Context)
        bindParameter(I, *Context);
  }

  /// That there is a context is no condition: it stays the same.
  static Value contextOf(const Creation &Called) {
    const Path Memory = Called.Context.pointee();
    return Memory.isValid() ? Value::addressOf(Memory) : Called.Context;
  }

  static EventGraph::Node toNode(const RawNode &R) {
    using NodeKind = EventGraph::Node::NodeKind;
    EventGraph::Node N;
    N.Index = R.Index;
    N.Next = R.Next;
    N.Else = R.Else;
    N.Place = R.Origin;
    switch (R.Kind) {
    case Op::Use:
      N.Kind = NodeKind::Event;
      break;
    case Op::Choose:
      N.Kind = NodeKind::Branch;
      break;
    case Op::End:
      N.Kind = NodeKind::End;
      break;
    case Op::Unknown:
      N.Kind = NodeKind::Unknown;
      break;
    default:
      break;
    }
    return N;
  }

  Event &add(EventKind Kind) {
    emit(Op::Use, Out.Events.size());
    Event &E = Out.Events.emplace_back();
    E.Kind = Kind;
    E.Place = site();
    return E;
  }

  void takeSources(Event &E, const Operand &O) const {
    if (evaluate(O).is(ValueKind::Unknown))
      for (const Path &Source : O.Sources)
        E.Sources.push_back(storedAt(whereIs(Source)));
  }

  void takeArguments(Event &E) {
    for (const Operand &O : node().Args) {
      E.Args.push_back(evaluate(O));
      takeSources(E, O);
    }
    E.This = evaluate(node().This);
    Path Result;
    Result.Root = Path::RootKind::Result;
    Result.Symbol = std::to_string(E.Place.Node);
    E.Result = Value::at(resolve(Result));
  }

  void onApiCall(const ApiFunction &Api) override {
    Event &E = add(EventKind::Api);
    E.Api = &Api;
    takeArguments(E);
    E.Due = dueTimeAt(E.argument(Api.Args.DueTime));
    if (Api.Role != ApiRole::Create || Made == Creations::MayFail)
      return;
    const Value Object = Value::fresh(nodeLabel());
    const ApiPlace Place = Api.Args.Object;
    if (Place.isReturned())
      setResult(Object);
    else if (Place.isOut() && Place.index() < node().Args.size())
      store(evaluate(node().Args[Place.index()]).pointee(), Object);
  }

  DueTime dueTimeAt(const Value &Due) const {
    if (!Due.is(ValueKind::AddressOf))
      return {};
    DueTime D = dueTimeOf(lookup(Due.Where), partsOf(Due.Where));
    // Of what others made, or of a member, not all that was written is seen.
    const bool IsOwn =
        Due.Where.Steps.empty() &&
        Due.Where.Symbol.find(ParameterMark) == std::string::npos;
    return D.Kind == DueTime::DueKind::HalfWritten && !IsOwn ? DueTime() : D;
  }

  bool entersCalls() const override { return EntersCalls; }

  void onOpaqueCall() override { takeArguments(add(EventKind::Call)); }

  void onStore(const Path &Target, const Value &V) override {
    const bool IsOthers = isShared(Target);
    if (!IsOthers && (Made == Creations::Succeed ||
                      (Target.Steps.empty() && V.is(ValueKind::Constant))))
      return;
    const bool IsRemembered = isRemembered(keyOf(Target));
    Event &E = add(IsOthers ? EventKind::Store : EventKind::Keep);
    E.Storage = Target;
    E.Args.push_back(V);
    if (node().Kind == facts::NodeKind::Assign)
      takeSources(E, node().Args[0]);
    E.IsRemembered = IsRemembered;
  }

  void onTouch(const Path &P) override {
    if (isShared(P))
      add(EventKind::Touch).Storage = P;
  }

  void onDelete(const Value &Pointer) override {
    add(EventKind::Delete).Args.push_back(Pointer);
  }

  Decision decide(UndecidedCondition C) {
    C.Place = site();
    Decision D;
    D.Kind = Op::Choose;
    D.Index = Out.Conditions.size();
    Out.Conditions.push_back(std::move(C));
    return D;
  }

  // Who asserts that a call has succeeded has tested that.
  bool trustsAssertions() const override { return false; }
  bool followsStatuses() const override { return true; }
  Decision onComparison(const Value &V, std::int64_t Constant,
                        bool TrueIfEqual) override {
    UndecidedCondition C;
    C.Sources.push_back(V);
    C.Constant = Constant;
    C.IsNextEqual = TrueIfEqual;
    return decide(std::move(C));
  }

  Decision onOpaqueCondition(const std::vector<Value> &Sources) override {
    UndecidedCondition C;
    C.Sources = Sources;
    return decide(std::move(C));
  }

  void onLock(const Path &, bool) override {}
  void onEnd(bool Normally) override {
    if (!Normally)
      emit(Op::End, 1);
    else if (site().Node != facts::NoNode && !node().Args.empty())
      takeArguments(add(EventKind::Leave));
  }
  bool onCopy(const Value &, Alternatives &) override { return false; }
  void onComparedCopy(const Value &, std::int64_t) override {}

  EventGraph &Out;
  const bool EntersCalls;
  const Creations Made;
};

EventGraph::EventGraph(const facts::UnitFacts &Unit,
                       const facts::Function &Root, const Creation *Called) {
  EventWalker(Unit, Root, Called, *this);
}

EventGraph::EventGraph(const facts::UnitFacts &Unit,
                       const facts::Function &Root, Creations Made) {
  EventWalker(Unit, Root, /*Called=*/nullptr, *this, Made);
}

EventGraph::EventGraph(const facts::UnitFacts &Unit,
                       const facts::Function &Callback,
                       const ApiFunction &Creator) {
  EventWalker(Unit, Callback, Creator, *this);
}

} // namespace threadpool::link
