//===- DirtyThread.cpp - threadpool-dirty-thread --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallbackReach.h"
#include "rules/DirtyPaths.h"
#include "rules/StateWords.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <string>

namespace threadpool::rules {

using facts::Path;
using facts::StateFunction;
using facts::StateRole;
using facts::ThreadState;
using link::EventGraph;
using link::Frame;

namespace {

/// Finds the ways of each callback once.
class Judge {
public:
  explicit Judge(const Evidence &E) : E(E) {}

  std::optional<CallbackReach::Complaint> judge(const CallInCallback &C);

private:
  const DirtyPath *dirtyPathOf(const CallInCallback &C, ThreadState S);

  const Evidence &E;
  const Registration *Last = nullptr;
  std::map<ThreadState, std::vector<DirtyPath>> Paths;
};

/// Whether a guard of a library, or an object that lives as long as the thread,
/// has made the call: its destructor ends what it began.
bool isOfGuard(const EventGraph &G, const Frame &In) {
  for (const Frame *F = &In; F->Depth > 0; F = &G.frames()[F->Parent]) {
    const facts::Node &Call = G.frames()[F->Parent].Callee->Nodes[F->Call];
    if (F->Callee->IsLibrarys ||
        (F->Callee->IsConstructor &&
         Call.This.Where.Root == Path::RootKind::Global))
      return true;
  }
  return false;
}

/// Whether a thread that \p By may run on again may keep the state on purpose.
bool mayBeKept(const Registration &By, ThreadState S,
               const link::Inventory &Objects) {
  switch (S) {
  case ThreadState::Impersonation:
  case ThreadState::Transaction:
  case ThreadState::Slot:
    return false;
  case ThreadState::Com:
    // It counts: in a pool each callback adds to what the others left.
    return By.Api->Args.Flags.isPresent() && By.mayKeepThread(Objects);
  default:
    return By.mayKeepThread(Objects);
  }
}

const DirtyPath *Judge::dirtyPathOf(const CallInCallback &C, ThreadState S) {
  if (Last != &C.By) {
    Last = &C.By;
    Paths.clear();
  }
  auto [It, IsNew] = Paths.try_emplace(S);
  if (IsNew)
    It->second = dirtyPathsOf(E, C.G, C.By, S);
  auto Way = std::find_if(
      It->second.begin(), It->second.end(), [&C](const DirtyPath &P) {
        return P.Begins->Place.Frame == C.Call.Place.Frame &&
               P.Begins->Place.Node == C.Call.Place.Node;
      });
  return Way == It->second.end() ? nullptr : &*Way;
}

std::optional<CallbackReach::Complaint> Judge::judge(const CallInCallback &C) {
  if (isOfGuard(C.G, C.frame()))
    return std::nullopt;
  for (const StateFunction *Row : facts::lookupStates(C.node())) {
    if (Row->Role != StateRole::Begins && Row->Role != StateRole::Sets)
      continue;
    const DirtyPath *Way = dirtyPathOf(C, Row->State);
    if (!Way ||
        (!Way->IsEndedElsewhere && mayBeKept(C.By, Row->State, E.Objects)))
      continue;
    const StateWording &Words = wordingOf(Row->State);
    CallbackReach::Complaint Wrong;
    Wrong.What = std::string(Words.Does) +
                 (Way->IsEndedElsewhere ? " and can return" : " and returns") +
                 " without " + Words.Undoing + ": " + Words.Harm;
    Wrong.Advice = Words.Advice;
    const facts::Function &Callback = *C.G.frames()[Way->End.Frame].Callee;
    if (Way->End.Node != facts::NoNode)
      if (const facts::Location &Return = Callback.Nodes[Way->End.Node].Where;
          Return.isValid())
        Wrong.Evidence.push_back(noteAt(Return, quotedFunction(Callback.Name) +
                                                    " returns here " +
                                                    Words.Still));
    return Wrong;
  }
  return std::nullopt;
}

} // namespace

std::vector<Finding> findDirtyThreads(const Evidence &E) {
  Judge Dirty(E);
  CallbackReach::Subject S;
  S.Named = Rule::DirtyThread;
  S.Matters = [](const facts::Node &N) {
    const std::vector<const StateFunction *> Rows = facts::lookupStates(N);
    return std::any_of(Rows.begin(), Rows.end(), [](const StateFunction *Row) {
      return Row->Role == StateRole::Begins || Row->Role == StateRole::Sets;
    });
  };
  S.Complain = [&Dirty](const CallInCallback &C) { return Dirty.judge(C); };
  return CallbackReach(E).find(S);
}

} // namespace threadpool::rules
