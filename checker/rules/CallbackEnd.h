//===- CallbackEnd.h - Who knows that a callback is done --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_CALLBACKEND_H
#define THREADPOOL_TIDY_RULES_CALLBACKEND_H

#include "rules/Rules.h"

namespace threadpool::rules {

/// What a callback does by which who unloads its DLL may know when it is done.
class CallbackEnd {
public:
  CallbackEnd(const Evidence &E, const std::string &Callback);

  /// Whether it gives back something that it did not take itself, and that may
  /// be counted, or signals something that is waited for.
  bool mayBeKnown() const;

private:
  bool givesBack(const facts::Function &In, const facts::Node &N) const;
  bool countsDown(const facts::Node &N) const;
  bool isBalanced(const facts::Path &Counter) const;
  bool releases(const facts::Function &In, const facts::Node &N) const;
  bool isMadeHere(const facts::Function &In, const facts::Operand &O) const;
  bool isAwaited(const facts::Node &Signal) const;

  /// Whether \p Is holds for a node of a function of the unit that the callback
  /// reaches, or does not reach.
  template <typename Fn> bool has(bool IsReached, Fn Is) const;

  const Evidence &E;
  /// The functions that it reaches.
  const std::set<std::string> Reached;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_CALLBACKEND_H
