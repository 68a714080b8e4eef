//===- UnloadAfterSignal.h - Who waits, and then unloads --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_UNLOADAFTERSIGNAL_H
#define THREADPOOL_TIDY_RULES_UNLOADAFTERSIGNAL_H

#include "rules/OwnModule.h"

#include <map>
#include <set>

namespace threadpool::rules {

/// A wait for a signal, behind which the module of the code is unloaded.
struct UnloadAfterSignal {
  const facts::Function *By = nullptr;
  const facts::Node *Wait = nullptr;
  /// Null where the loader unloads when DllMain returns.
  const facts::Node *Unload = nullptr;
  /// The kinds of objects that the routine closes itself before that, without a
  /// wait for their callbacks.
  std::set<facts::ApiObject> Closed;
};

/// Whether \p Api waits for callbacks.
bool waitsForCallbacks(const facts::ApiFunction &Api);

/// The waits, by the key of where the handle is kept.
std::map<link::Key, UnloadAfterSignal>
unloadsAfterSignals(const Evidence &E, const OwnModule &Own);

/// Where the handle \p V is kept; empty if others may be kept there, or
/// none but one routine can see it.
link::Key signalKeyOf(const link::Value &V);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_UNLOADAFTERSIGNAL_H
