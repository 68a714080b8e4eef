//===- Walker.h - A routine with everything it calls, path by path -*- C++ ===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows the graph of one routine, enters the calls whose bodies the unit
// has, and knows on each path what locals, parameters and results hold, as far
// as they are constants or name storage. What it passes that concerns shared
// state is told to the derived class, which turns it into nodes of a protocol
// graph.
//
// States that agree in place and in what they know of variables that are still
// read are one, so loops come to an end. Where there are too many all the same
// they are merged (link/Widening.h), and beyond a further bound the walk gives
// up.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_WALKER_H
#define THREADPOOL_TIDY_LINK_WALKER_H

#include "facts/Facts.h"
#include "facts/ThreadpoolApi.h"
#include "link/DueTime.h"
#include "link/Environment.h"
#include "link/Liveness.h"
#include "link/RawGraph.h"
#include "link/Recall.h"
#include "link/SteppedIndices.h"
#include "link/Value.h"
#include "link/Widening.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace threadpool::link {

class Walker {
public:
  /// Enough to tell the paths of every stop routine seen in real code apart.
  static constexpr std::size_t ExactStates = 4'000;

  /// States are merged beyond \p NumExact of them, or from the start if they
  /// are too many all the same.
  Walker(const facts::UnitFacts &Unit, const facts::Function &Root,
         std::size_t NumExact = ExactStates);
  virtual ~Walker() = default;

  /// Whether the walk stayed within its bounds.
  bool isComplete() const { return Complete; }
  /// There are so many states that they are merged from the first one on.
  bool isMergedFromStart() const { return NumExact == 0; }
  const std::vector<Frame> &frames() const { return Frames; }
  const facts::Node &nodeOf(const Site &S) const {
    return Frames[S.Frame].Callee->Nodes[S.Node];
  }

protected:
  std::vector<RawNode> Raw;

  void walk();

  /// The storage that \p P means at this point; invalid if it has no name.
  facts::Path resolve(const facts::Path &P) const;
  /// The same for a path of the facts, as long as the walk makes no step.
  const facts::Path &whereIs(const facts::Path &P) const {
    return placeOf(P).Where;
  }
  /// What \p O, of the facts, is at this point, as long as the walk makes no
  /// step.
  const Value &evaluate(const facts::Operand &O) const;
  /// What is known of \p Resolved beyond that it is there; null if nothing.
  const Value *lookup(const facts::Path &Resolved) const;
  /// What is stored at \p P, a path that resolve() returned.
  Value storedAt(const facts::Path &P) const;
  const facts::Node &node() const;
  Site site() const { return {Current.FrameId, Current.Node}; }
  /// A name for this activation of the current node.
  std::string nodeLabel() const;
  /// The current node's value. Without it the value is unknown, but it has a
  /// name, so that it can be recognised where it is used.
  void setResult(const Value &V);
  void bindParameter(unsigned Position, const Value &V);
  /// \p Target, a path that resolve() returned, becomes \p V.
  void store(const facts::Path &Target, const Value &V);
  /// The variable that \p Pointer points to may have any value now, and so may
  /// each part of it: \p Now.
  void forget(const Value &Pointer, const Value &Now = Value::unknown());
  /// Others write to the variable that \p Pointer points to from now on.
  void share(const Value &Pointer);
  /// Whether \p V is stored in a variable that nobody else writes to.
  bool isOwn(const Value &V) const;
  /// Whether a variable holds what was read from storage with the key \p K.
  bool isRemembered(const Key &K) const;
  /// What was read from storage with the key \p K is not null.
  void assumeNotNull(const Key &K);
  /// Of what was read from storage with the key \p K only that is known.
  void forgetWhere(const Key &K);
  bool inRoot() const { return Current.FrameId == 0; }
  /// What is known of the parts of the variable \p Whole, or of a part of one.
  std::vector<NamedPart> partsOf(const facts::Path &Whole) const;
  /// Whether a loop has come to another element than the chosen one.
  bool isAtOther() const { return counter(AtOthers) != 0; }
  /// The loops whose variables have come to the chosen element.
  std::vector<std::string> loopsAtChosen() const;
  /// Whether an index that is stepped beside a loop's variable is there.
  bool isIndexAtChosen() const;
  /// Goes on with \p V as the current node's value, and is back before that.
  void alsoWithResult(Value V);

  /// Appends a node at the current place.
  void emit(protocol::Op Kind, std::uint32_t Index = 0,
            std::uint32_t Value = 0);
  /// Appends a node that writes \p Value to the flag \p Flag.
  void emitAssign(std::uint32_t Flag, std::uint32_t Value, bool TakesAway);
  /// Appends a node that marks where the object comes into being.
  void emitCreation();
  /// Appends a node that acts if the undecided condition \p Input is true.
  void emitPerhaps(protocol::Op Kind, std::uint32_t Input);
  /// A number kept along the path, 0 to begin with.
  std::int64_t counter(const std::string &Name) const;
  void setCounter(const std::string &Name, std::int64_t N);

  /// Whether what is asserted is no condition.
  virtual bool trustsAssertions() const { return true; }
  /// Whether a test for the order of a number that is known, of a variable that
  /// is never computed, is no condition.
  virtual bool followsStatuses() const { return false; }
  /// Whether it matters what the routine itself returns.
  virtual bool readsResult() const { return true; }
  /// Whether the walk follows calls into the functions of the unit.
  virtual bool entersCalls() const { return true; }
  virtual void onApiCall(const facts::ApiFunction &Api) = 0;
  /// A call that is not entered.
  virtual void onOpaqueCall() = 0;
  /// What it may have written to the variables that it is given the addresses
  /// of.
  virtual Value writtenByCall() const { return Value::unknown(); }
  /// \p Target, which is shared or may be, becomes \p V.
  virtual void onStore(const facts::Path &Target, const Value &V) = 0;
  /// What is known of the parts of an object that is copied, each with the rest
  /// of its name.
  struct Part {
    std::string Rest;
    Value Known;
    bool IsNumber;
  };
  using Parts = std::vector<Part>;
  /// A whole object was copied to \p Target, which is shared or may be.
  virtual void onStoreParts(const facts::Path &, const Parts &) {}
  /// Storage is read or written, or a pointer to it handed on.
  virtual void onTouch(const facts::Path &P) = 0;
  /// Whether it is enough to be told so once of the same storage.
  virtual bool isTouchedOnce() const { return false; }
  virtual void onLock(const facts::Path &Lock, bool Acquire) = 0;
  /// The program is told to signal nothing any more.
  virtual void onSourceOff() {}
  /// The lock is acquired if nobody else has it. The lock's index, or nothing
  /// if it is certain that nobody has.
  virtual std::optional<std::uint32_t> onTry(const facts::Path &) { return 0; }
  virtual void onDelete(const Value &Pointer) = 0;
  /// A destructor has run, entered or not, on what \p Object points to.
  virtual void onDestroyed(const Value & /*Object*/) {}
  virtual void onEnd(bool Normally) = 0;
  /// Something that may do anything: nothing is known of what comes behind it.
  virtual void onUnsupported() { emit(protocol::Op::Unknown); }

  /// How to go on at a condition that the walk cannot decide by itself.
  struct Decision {
    protocol::Op Kind = protocol::Op::Choose; // Choose, Input, Test, Unknown
    std::uint32_t Index = 0;
    std::uint32_t Value = 0;
    /// For Test: whether the flag's being equal means the condition is true.
    bool TrueIfEqual = true;
  };
  /// Whether nothing that the program's other routines write has gone into
  /// \p V.
  virtual bool isUnshared(const Value &V) const { return V.isPrivate(); }
  virtual Decision onComparison(const Value &V, std::int64_t Constant,
                                bool TrueIfEqual) = 0;
  virtual Decision onOpaqueCondition(const std::vector<Value> &Sources) = 0;

  /// The values of a flag on one side of a bound.
  struct Range {
    std::uint32_t Flag = 0;
    std::vector<std::uint32_t> Values;
    bool IsBelow = false;
  };
  /// A value is asked whether it is less than a bound. False if that can't be
  /// told by comparing it with constants, otherwise the side with the fewer.
  virtual bool onOrder(const Value &, std::int64_t, Range &) { return false; }

  /// The values that a read of \p V should tell apart, so that later tests of
  /// a copy agree with the time of the read: constants and "any other".
  struct Alternatives {
    std::uint32_t Flag = 0;
    std::vector<std::pair<std::int64_t, std::uint32_t>> Constants;
    /// Any other is a pointer that is not null, and is still known by where it
    /// was read.
    bool OthersArePointers = false;
  };
  virtual bool onCopy(const Value &V, Alternatives &Out) = 0;
  /// Whether the loop \p Label runs over elements of which one is what the walk
  /// is about. The body then is walked for that one, and perhaps for another
  /// one behind it; otherwise any number of times.
  virtual bool isElementLoop(const std::string &) const { return false; }
  /// \p V is read from, or written to, \p P, which is in an element to which a
  /// loop has come.
  virtual void noteElement(const facts::Path &, const Value &) const {}
  /// \p V, which is Other, is compared with \p Constant.
  virtual void onComparedCopy(const Value &V, std::int64_t Constant) = 0;

  /// The signal that a call of \p Api asks for without waiting, 0 or not; an
  /// invalid path if it does something else, or if nothing is known of it.
  virtual facts::Path signalPolled(const facts::ApiFunction &) { return {}; }
  /// A wait has succeeded because of \p Signal.
  virtual void onConsumed(const facts::Path &) {}

  const facts::UnitFacts &Unit;

private:
  struct State {
    unsigned FrameId;
    facts::NodeId Node;
    Environment Env;
    bool operator==(const State &O) const {
      return FrameId == O.FrameId && Node == O.Node && Env == O.Env;
    }
  };
  struct StateHash {
    std::size_t operator()(const State &S) const {
      return llvm::hash_combine(S.FrameId, S.Node, S.Env.hash());
    }
  };
  using KnownStates = std::unordered_map<State, std::uint32_t, StateHash>;

  /// Whether states are merged from now on.
  bool isWidened() const { return Raw.size() > NumExact; }
  std::uint32_t rawFor(State S);
  const Liveness &livenessOf(unsigned FrameId);
  const Slot::Owner &ownerOf(const Slot &S) {
    return S.OwnedBy ? *S.OwnedBy : findOwner(S);
  }
  const Slot::Owner &findOwner(const Slot &S);
  const Slot *targetOf(const Value &V);
  void forgetDead(State &S);
  void keepReachable(Environment &Env, std::vector<Environment::Entry> Pointed);
  void settleIndices(State &S);
  void forgetAspects(llvm::StringRef Slot);
  void forgetParts(llvm::StringRef Whole);
  void forgetAround(facts::Path Changed);
  void explore();
  bool countNodes(const facts::Function &F, std::size_t &Left,
                  std::vector<const facts::Function *> &Stack) const;
  const facts::Function *bodyOf(const facts::Node &Call) const;
  bool isCrowded() const;
  void forgetStates();
  void step();
  void goTo(State S);
  /// Goes on at \p Next with what is known here.
  void goOn(facts::NodeId Next);
  void continueAfter() { goOn(node().Next); }
  /// Goes on here where the raw node \p Branch is left by its other way.
  void continueAtElse(std::uint32_t Branch);
  void stepTryCall(const facts::ApiFunction &Api);
  void stepTry(const facts::Path &Lock, State IfTaken, State IfBusy);
  void stepPoll(const facts::ApiFunction &Api, const facts::Path &Signal);
  void stepAssign();
  bool stepIndex();
  void stepCall();
  void stepReturn(const Value &V);
  std::pair<State, State> sides() const;
  void stepBranch();
  void stepOrder(const facts::Operand &Tested, const Value &V,
                 std::int64_t Bound, State IfTrue, State IfFalse);
  void stepOpaqueBranch();
  void stepLoop();
  std::vector<Value> conditionSources() const;
  facts::Path::Step resolve(const facts::Path::Step &Element) const;
  void note(const facts::Path &P, const Value &V) const;
  void forgetElements(const facts::Path &P);
  Parts partsOf(const facts::Operand &Object) const;
  void storeParts(Environment &Env, const Slot &Whole,
                  const Parts &Copied) const;
  void branch(const Decision &D, State IfTrue, State IfFalse);
  void branchOpaque(const std::vector<Value> &Sources, State IfTrue,
                    State IfFalse);
  std::optional<bool> assumed() const;
  void touchOperands();
  /// The root of \p P, named apart from those of all other activations.
  facts::Path own(const facts::Path &P) const;
  std::string slot(const facts::Path &Resolved) const;
  const Value *variable(const facts::Path &P) const;
  const Value *read(const Slot &Where) const;
  const Place &placeOf(const facts::Path &P) const;
  const Value &valueAt(const facts::Path &P) const;
  void store(const facts::Path &Target, const Slot *In, const Value &V);
  const Slot *findIn(const facts::Path &Resolved) const;
  const Slot &resultOf(unsigned FrameId, facts::NodeId Node) const;
  const Slot &parameterOf(unsigned FrameId, std::size_t Position) const;
  const Slot &objectOf(unsigned FrameId) const;
  bool isPartOfFree(facts::Path P) const;
  unsigned enterFrame(const facts::Function &Callee);
  bool isOnStack(const facts::Function &Callee) const;
  /// Continues with \p With for each alternative of \p V.
  template <typename Fn> void withCopy(const Value &V, Fn With);

  /// A counter is no activation's.
  static constexpr unsigned Nobody = 0xffffffff;
  /// Counts the loops that are at other elements.
  static constexpr char AtOthers[] = "others";
  /// What \p Index, an index in the loop that it names, counts there.
  static std::int64_t atOthers(const Value &Index);
  static void addAtOthers(Environment &Env, std::int64_t Added);

  std::vector<Frame> Frames;
  std::map<std::pair<const facts::Function *, bool>, Liveness> LiveIn;
  std::vector<const Liveness *> LiveInFrame;
  /// What targetOf() has found.
  llvm::DenseMap<const Value *, const Slot *> Targets;
  std::map<const facts::Function *, SteppedIndices> Indices;
  std::map<std::pair<unsigned, facts::NodeId>, unsigned> FrameIds;
  mutable Interner Names;
  mutable Recall Recalled;
  /// The slots of variables, by frame, the kind of the root and the symbol.
  mutable std::vector<std::map<unsigned, llvm::StringMap<const Slot *>>>
      KnownNames;
  /// What an activation's calls yield, by node, and what it is given.
  struct FrameSlots {
    std::vector<const Slot *> Results, Parameters;
    const Slot *Object = nullptr;
  };
  FrameSlots &slotsOf(unsigned FrameId) const;
  mutable std::vector<FrameSlots> SlotsOfFrames;
  KnownStates Known;
  std::size_t NumExact;
  /// What the states take, in bytes, roughly.
  std::size_t Memory = 0;
  Widening Merged{Names};
  std::vector<const KnownStates::value_type *> Pending;
  /// Locals that the routine has given to others.
  std::set<std::string> SharedLocals;
  State Current{0, facts::NoNode, Environment(Names)};
  std::uint32_t Cursor = 0;
  bool CursorUsed = false;
  bool Complete = true;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_WALKER_H
