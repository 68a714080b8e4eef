//===- StateWords.cpp - States of a thread in words -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateWords.h"

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ThreadState;
using llvm::StringRef;

const StateWording &wordingOf(ThreadState S) {
  static constexpr StateWording Com = {
      "initializes COM", "uninitializing it",
      "whatever the pool runs next on the thread is in its apartment",
      "with COM initialized",
      "uninitialize COM on every way out on which it was initialized"};
  static constexpr StateWording Impersonation = {
      "impersonates somebody", "reverting",
      "whatever the pool runs next on the thread acts as that one",
      "impersonating", "revert on every way out"};
  static constexpr StateWording Priority = {
      "changes the priority of its thread", "restoring it",
      "whatever the pool runs next on the thread has that priority",
      "with the priority changed", "set the old priority on every way out"};
  static constexpr StateWording Background = {
      "puts its thread in background mode", "ending that",
      "whatever the pool runs next on the thread is slow", "in background mode",
      "set THREAD_MODE_BACKGROUND_END on every way out"};
  static constexpr StateWording Boost = {
      "turns off that the priority of its thread is raised",
      "turning it on again",
      "whatever the pool runs next on the thread goes without",
      "with that turned off", "turn it on on every way out"};
  static constexpr StateWording Affinity = {
      "changes the processors that its thread may run on", "restoring them",
      "whatever the pool runs next on the thread is bound to them",
      "bound to those processors", "set the old processors on every way out"};
  static constexpr StateWording IdealProcessor = {
      "changes the ideal processor of its thread", "restoring it",
      "whatever the pool runs next on the thread goes there as well",
      "with the ideal processor changed",
      "set the old ideal processor on every way out"};
  static constexpr StateWording Languages = {
      "changes the languages of its thread", "restoring them",
      "whatever the pool runs next on the thread speaks them",
      "with the languages changed", "set the old languages on every way out"};
  static constexpr StateWording Locale = {
      "changes the locale of its thread", "restoring it",
      "whatever the pool runs next on the thread formats by it",
      "with the locale changed", "set the old locale on every way out"};
  static constexpr StateWording Transaction = {
      "makes a transaction the current one of its thread", "taking it away",
      "what the pool runs next on the thread becomes a part of it",
      "with that transaction", "set the old transaction on every way out"};
  static constexpr StateWording Slot = {
      "leaves a pointer to what is its own in a slot of its thread",
      "taking it away",
      "what the pool runs next on the thread finds a pointer to what is gone",
      "with that pointer in the slot", "set the slot to null on every way out"};
  switch (S) {
  case ThreadState::Com:
    return Com;
  case ThreadState::Impersonation:
    return Impersonation;
  case ThreadState::Priority:
    return Priority;
  case ThreadState::Background:
    return Background;
  case ThreadState::Boost:
    return Boost;
  case ThreadState::Affinity:
    return Affinity;
  case ThreadState::IdealProcessor:
    return IdealProcessor;
  case ThreadState::Languages:
    return Languages;
  case ThreadState::Locale:
    return Locale;
  case ThreadState::Transaction:
    return Transaction;
  case ThreadState::Slot:
    return Slot;
  }
  return Com;
}

static bool hasAny(StringRef Name, llvm::ArrayRef<StringRef> Words) {
  return std::any_of(Words.begin(), Words.end(), [Name](StringRef Word) {
    return Name.contains_insensitive(Word);
  });
}

bool mayGiveBack(ThreadState S, StringRef Name) {
  if (hasAny(Name, {"restore", "revert", "undo", "cleanup", "clean_up",
                    "uninit", "deinit", "teardown", "unwind"}))
    return true;
  switch (S) {
  case ThreadState::Com:
    return hasAny(Name, {"apartment"});
  case ThreadState::Impersonation:
    return hasAny(Name, {"imperson"});
  case ThreadState::Priority:
  case ThreadState::Background:
  case ThreadState::Boost:
    return hasAny(Name, {"priorit", "background", "boost"});
  case ThreadState::Affinity:
  case ThreadState::IdealProcessor:
    return hasAny(Name, {"affinit", "ideal", "cpuset"});
  case ThreadState::Languages:
  case ThreadState::Locale:
    return hasAny(Name, {"lang", "locale", "lcid"});
  case ThreadState::Transaction:
    return hasAny(Name, {"transact"});
  case ThreadState::Slot:
    return hasAny(Name, {"tls", "fls", "slot"});
  }
  return true;
}

bool mayKeep(ThreadState S, StringRef Name) {
  return mayGiveBack(S, Name) ||
         (hasAny(Name, {"guard", "scope", "save", "raii", "keep", "finally"}) &&
          !hasAny(Name, {"lock", "mutex"}));
}

bool mayTell(ThreadState S, StringRef Name) {
  return mayGiveBack(S, Name) ||
         (S == ThreadState::Com &&
          hasAny(Name, {"init", "needcom", "needscom", "usecom", "usescom",
                        "hascom", "iscom"}));
}

} // namespace threadpool::rules
