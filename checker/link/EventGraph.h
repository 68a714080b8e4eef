//===- EventGraph.h - What a routine does, path by path ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For rules that need no search over interleavings: the calls, frees and stores
// of a routine, with everything it calls, in a graph over which a rule looks
// for its own sequences. Each node knows the values of its path.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_EVENTGRAPH_H
#define THREADPOOL_TIDY_LINK_EVENTGRAPH_H

#include "link/DueTime.h"
#include "link/Objects.h"

#include <optional>

namespace threadpool::link {

/// One thing that a routine does.
struct Event {
  enum class EventKind : std::uint8_t {
    /// A call of a function of ThreadpoolApi.def.
    Api,
    /// A call that is not entered.
    Call,
    /// The memory that Args[0] points to is given back by delete.
    Delete,
    /// Storage, which others may see, becomes Args[0].
    Store,
    /// Storage, which others may see, is read or written.
    Touch,
    /// Where creations may fail: Storage, which is the routine's own, becomes
    /// Args[0]. Variables that become a constant are left out.
    Keep,
    /// The routine itself returns Args[0].
    Leave,
  };
  EventKind Kind = EventKind::Api;
  /// Api: the function.
  const facts::ApiFunction *Api = nullptr;
  std::vector<Value> Args;
  /// What went into arguments and stored values that are not known themselves.
  std::vector<Value> Sources;
  /// Call: the object of a member function.
  Value This;
  /// Api and Call: what a later use of the result looks like.
  Value Result;
  /// Store, Touch and Keep.
  facts::Path Storage;
  /// Store: a variable still holds what was read from Storage before.
  bool IsRemembered = false;
  /// Api: what DueTime points to.
  DueTime Due;
  Site Place;

  bool isApi(facts::ApiRole Role) const {
    return Kind == EventKind::Api && Api->Role == Role;
  }
  /// Whether this is a wait for callbacks that drops those that are queued.
  bool dropsQueued() const {
    return isApi(facts::ApiRole::Drain) &&
           argument(Api->Args.CancelPending).is(Value::ValueKind::Constant) &&
           !argument(Api->Args.CancelPending).isNull();
  }
  Value argument(facts::ApiPlace Which) const {
    return Which.isArgument() && Which.index() < Args.size()
               ? Args[Which.index()]
               : Value::unknown();
  }
};

/// A branch that the walk did not decide.
struct UndecidedCondition {
  std::vector<Value> Sources;
  /// The constant that the only source is compared with, if it is one.
  std::optional<std::int64_t> Constant;
  /// With a constant: the successor Next is the one for equal values.
  bool IsNextEqual = true;
  Site Place;
};

/// Whether a walk takes it for granted that objects are made.
enum class Creations : std::uint8_t { Succeed, MayFail };

class EventGraph {
public:
  struct Node {
    /// End: the routine is left; Index is 0 if it returns, and else 1.
    enum class NodeKind : std::uint8_t { Nothing, Event, Branch, End, Unknown };
    NodeKind Kind = NodeKind::Nothing;
    /// Into events() or conditions().
    std::uint32_t Index = 0;
    std::uint32_t Next = facts::NoNode;
    std::uint32_t Else = facts::NoNode;
    Site Place;
  };

  /// That of a routine that is known to be too large.
  EventGraph() = default;

  /// The graph of \p Root; where \p Called is not null, of a call of \p Root as
  /// the callback of what \p Called made.
  EventGraph(const facts::UnitFacts &Unit, const facts::Function &Root,
             const Creation *Called = nullptr);

  /// The graph of \p Root, with creations as \p Made says. One that may fail
  /// yields its Result.
  EventGraph(const facts::UnitFacts &Unit, const facts::Function &Root,
             Creations Made);

  /// The graph of what \p Callback itself does, without what it calls, for some
  /// object that \p Creator makes.
  EventGraph(const facts::UnitFacts &Unit, const facts::Function &Callback,
             const facts::ApiFunction &Creator);

  /// Whether the routine was followed to its end. Without it the rest is empty.
  bool isComplete() const { return Complete; }
  /// Node 0 is the entry.
  const std::vector<Node> &nodes() const { return Nodes; }
  const std::vector<Event> &events() const { return Events; }
  const std::vector<UndecidedCondition> &conditions() const {
    return Conditions;
  }
  const std::vector<Frame> &frames() const { return Frames; }
  const facts::Node &nodeOf(const Site &S) const {
    return Frames[S.Frame].Callee->Nodes[S.Node];
  }

private:
  friend class EventWalker;

  std::vector<Node> Nodes;
  std::vector<Event> Events;
  std::vector<UndecidedCondition> Conditions;
  std::vector<Frame> Frames;
  bool Complete = false;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_EVENTGRAPH_H
