//===- StateWords.h - States of a thread in words ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STATEWORDS_H
#define THREADPOOL_TIDY_RULES_STATEWORDS_H

#include "facts/ThreadState.h"

namespace threadpool::rules {

/// How a state is talked about.
struct StateWording {
  /// "initializes COM"
  const char *Does;
  /// "uninitializing it"
  const char *Undoing;
  /// "whoever runs next on the thread finds ..."
  const char *Harm;
  /// "with COM initialized"
  const char *Still;
  /// "call CoUninitialize"
  const char *Advice;
};

const StateWording &wordingOf(facts::ThreadState S);

/// Whether a function that is called \p Name may, by that name, give the state
/// back.
bool mayGiveBack(facts::ThreadState S, llvm::StringRef Name);

/// Whether an object of the class \p Name may, by that name, have kept what the
/// state was, to restore it in the end.
bool mayKeep(facts::ThreadState S, llvm::StringRef Name);

/// Whether what is called \p Name may, by that name, tell whether the state is
/// to be given back.
bool mayTell(facts::ThreadState S, llvm::StringRef Name);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STATEWORDS_H
