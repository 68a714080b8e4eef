//===- CallbackWork.h - What a callback uses and writes ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_CALLBACKWORK_H
#define THREADPOOL_TIDY_RULES_CALLBACKWORK_H

#include "link/EventGraph.h"
#include "rules/Rules.h"

#include <set>
#include <string>
#include <vector>

namespace threadpool::rules {

/// Whether \p Ev, of the node \p N, takes a lock or tries to.
bool takesLock(const link::Event &Ev, const facts::Node &N);

/// Something that a callback does before anything could keep it from it.
struct CallbackUse {
  facts::Path Storage;
  /// It works with the handle, or what the pointer at Storage points to.
  bool IsOfContents = false;
  /// A call that is not seen comes before it, and may take a lock.
  bool IsBehindCall = false;
  const facts::Node *Where = nullptr;
};

/// What the callback of a creation does, named as where that is made.
struct CallbackWork {
  std::vector<CallbackUse> Uses;
  /// What it writes, as keys.
  std::set<std::string> Written;
  /// Nothing that it does is missing.
  bool IsSeen = false;
};

/// The work of the callback of \p C; empty if it is not known. Lives as long as
/// the unit.
CallbackWork workOf(const Evidence &E, const link::Creation &C);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_CALLBACKWORK_H
