//===- GraphBuilder.h - One routine as a graph over one object --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_GRAPHBUILDER_H
#define THREADPOOL_TIDY_LINK_GRAPHBUILDER_H

#include "link/Objects.h"
#include "link/Vocabulary.h"
#include "link/Walker.h"

namespace threadpool::link {

/// The object that a program is about.
struct Subject {
  facts::ApiObject Kind = facts::ApiObject::Wait;
  /// Where it is kept for all to find; empty for one that only a routine's
  /// locals hold.
  Key Home;
  /// The creations that fill the home, all with the same callback.
  std::set<std::string> Ids;
  const Creation *Made = nullptr;
  const Inventory *Known = nullptr;
  /// Cleanup groups that it belongs to.
  std::set<Key> Groups;
  /// Where these are kept when it is made.
  std::vector<facts::Path> GroupsAt;
  /// It was made with an environment of which too little is seen.
  bool GroupUnknown = false;
  /// The callback's context can cease to exist; not so for NULL, globals.
  bool ContextCanDie = false;

  /// Whether only the callback writes to \p K, and who makes the object and
  /// never stops one or does not have it yet.
  bool isOwnOfCallback(const Key &K) const;
};

/// Whether \p A surely arms \p S.
bool isArmedBy(const Subject &S, const Arming &A);

/// A name for the handle that \p V is; empty if it has none.
std::string handleName(const Value &V);

enum class Role : std::uint8_t { Owner, Callback };

class GraphBuilder final : public Walker {
public:
  GraphBuilder(const facts::UnitFacts &Unit, const facts::Function &Root,
               Role R, const Subject &S, Vocabulary &Words,
               std::size_t NumExact = ExactStates);

  /// The routine, compacted. Input indices refer to inputs().
  std::vector<RawNode> graph() const { return compact(Raw); }
  /// Whether the routine cancels, drains or closes the object outside of the
  /// activation \p Frame, even where nothing is known any more. What another
  /// activation of the same function does instead does not count.
  bool actsOutside(unsigned Frame) const;

  /// One undecided condition.
  struct InputInfo {
    /// It may depend on what others write meanwhile.
    bool IsShared = false;
    /// It is how often a loop runs that counts.
    bool IsCount = false;
    /// The flags that it is computed from, and whether there is something else
    /// among it that others may change.
    std::set<std::uint32_t> Flags;
    bool HasOtherSources = false;
  };
  const std::vector<InputInfo> &inputs() const { return Inputs; }
  /// Something on the way may do anything.
  bool metUnsupported() const { return MetUnsupported; }
  /// Such a thing may come before the routine closes the object, if it does.
  bool isCutShort() const;
  /// What it calls before it closes the object, if it does, may stop that.
  bool lendsBeforeClose() const;
  /// The callback calls members of its context, or of an object that may be
  /// that, whose bodies are not known.
  bool lendsContext() const { return LendsContext; }
  /// The owner makes the object itself.
  bool createsObject() const { return Creates; }
  /// Periods of the arms in this routine; nothing for one not constant.
  const std::vector<std::optional<std::int64_t>> &periods() const {
    return Periods;
  }

private:
  Value argument(facts::ApiPlace Place) const;
  bool isSubject(const Value &V);
  void addInstance(const facts::Path &P);
  void addInstanceBeside(const facts::Path &Group);
  /// Whether \p V may be the object as well as another of its kind.
  bool isOther(const Value &V) const;
  bool mayBeSubject(const Value &V);
  bool isElsewhere(const facts::Path &P) const;
  bool mayReachSubject(const Value &V) const;
  bool mayReachFlag(const Value &V) const;
  bool isExternalGlobal(const Key &K) const;
  bool isWrittenUnseen(const facts::Path &P) const;
  bool isFollowed(const facts::Path &P) const;
  bool holdsConstants(const facts::Path &P) const;
  bool isBesideSubject(const facts::Path &Lock) const;
  bool isTakenOut(const Key &K) const;
  /// Whether \p K is that of the object's own pointer, or of one that is
  /// followed.
  bool leadsToSubject(const Key &K) const {
    return K == Object.Home || Words.has(Vocabulary::Role::Pointer, K);
  }
  bool isWaitedFor(const Value &Handle) const;
  bool isCallbacksOwn(const Value &V) const;
  bool isUnshared(const Value &V) const override;
  bool isInOwnMemory(const Value &V) const;
  bool isAllocated(const facts::Operand &Pointer) const;
  bool saysNothing(const facts::Operand &Given) const;
  bool wasUsed() const;
  bool isClosed() const;
  bool isReplaced(const facts::Path &Target) const;
  bool isPlaceTaken() const;
  std::string nameAtCreation(const facts::Path &Storage) const;
  bool isGivenToPool(const std::string &HandleName) const;
  std::string nameBeside(const facts::Path &Storage) const;
  bool isCallbacksCounter(const Value &V) const;
  bool isOthersCount(const facts::Path &P) const;
  bool isOwnersContext(const Value &Pointer) const;
  void useThroughArguments();
  std::string nameOfHandle(const Value &V) const;
  void useFreed(const std::string &Name);
  void useContextOf(const facts::Path &P);
  void onObjectCall(const facts::ApiFunction &Api);
  void onCreation(const facts::ApiFunction &Api);
  void onGroupClose(const facts::ApiFunction &Api);
  void onOwnersCall();
  void onOwnersWait(const Value &Handle);
  void onOwnersJoin();
  void endIo();
  void onGuess();
  void noteLentContext();
  void useThrough(const facts::Operand &O);
  void arm(const facts::ApiFunction &Api);
  void free(const Value &What);
  void closeHandle(const Value &Handle);
  bool mayEnter(const facts::Path &Lock);
  void enterLock(const facts::Path &Lock);
  void leaveLock(const facts::Path &Lock);
  Decision undecided(bool IsShared, const std::vector<Value> &Sources = {});
  void noteSources(InputInfo &Info, const std::vector<Value> &Sources) const;
  bool isInMemoryLoop() const;

  void onApiCall(const facts::ApiFunction &Api) override;
  void onOpaqueCall() override;
  Value writtenByCall() const override;
  void onStore(const facts::Path &Target, const Value &V) override;
  void onTouch(const facts::Path &P) override;
  /// What only names pointers says no more the second time.
  bool isTouchedOnce() const override { return Side == Role::Owner; }
  bool readsResult() const override { return false; }
  void onLock(const facts::Path &Lock, bool Acquire) override;
  void onSourceOff() override;
  std::optional<std::uint32_t> onTry(const facts::Path &Lock) override;
  void onDelete(const Value &Pointer) override;
  void onDestroyed(const Value &Object) override;
  void onEnd(bool Normally) override;
  void onUnsupported() override;
  Decision onComparison(const Value &V, std::int64_t Constant,
                        bool TrueIfEqual) override;
  Decision onOpaqueCondition(const std::vector<Value> &Sources) override;
  bool onCopy(const Value &V, Alternatives &Out) override;
  bool isElementLoop(const std::string &Label) const override;
  void noteElement(const facts::Path &P, const Value &V) const override;
  bool onOrder(const Value &V, std::int64_t Bound, Range &Fewer) override;
  facts::Path signalPolled(const facts::ApiFunction &Api) override;
  void onConsumed(const facts::Path &Signal) override;
  void setSignal(const Value &Event, bool IsSignaled);
  void onStoreParts(const facts::Path &Target, const Parts &Copied) override;
  void storeBits(const facts::Path &Target, const Value &V);
  bool takesAway(const facts::Path &Target, const Value &V) const;
  void writeFlag(std::uint32_t Flag, const facts::Path &Target, const Value &V);
  void onComparedCopy(const Value &V, std::int64_t Constant) override;

  const Role Side;
  const Subject &Object;
  Vocabulary &Words;
  /// What the callback's context parameter points to.
  facts::Path ContextMemory;
  std::map<std::pair<unsigned, facts::NodeId>, std::uint32_t> InputIds;
  std::vector<InputInfo> Inputs;
  std::vector<std::optional<std::int64_t>> Periods;
  bool Creates = false;
  bool MetUnsupported = false;
  bool LendsContext = false;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_GRAPHBUILDER_H
