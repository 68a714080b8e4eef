//===- CallbackEnvironment.h - What objects are made with -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A TP_CALLBACK_ENVIRON names a pool, a cleanup group and a callback library
// for the objects that are made with it. One routine configures it, another one
// uses it, by a variable, a member, or a pointer that is kept in one.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_CALLBACKENVIRONMENT_H
#define THREADPOOL_TIDY_LINK_CALLBACKENVIRONMENT_H

#include "link/Value.h"

#include <map>
#include <set>
#include <vector>

namespace threadpool::link {

struct Inventory;

/// What one environment was told.
struct EnvironmentFacts {
  bool Initialized = false;
  /// Something may have configured it that is not seen.
  bool Escapes = false;
  std::set<Key> Groups;
  /// Where the groups are kept.
  std::vector<facts::Path> GroupsAt;
  bool HasLibrary = false;
  bool HasPool = false;
  /// It asks for threads that stay.
  bool IsPersistent = false;
  /// It says that callbacks run long.
  bool RunsLong = false;
  /// Where it is initialised, the last place that was seen.
  facts::Location InitializedAt;
};

/// By the name of an environment; see namesOfEnvironment().
using Environments = std::map<Key, EnvironmentFacts>;

/// The names under which the facts of what the pointer \p E points to are kept,
/// the one that stands for the fewest environments first. A routine's own
/// structure has a name of its own, beside the one that its methods know; what
/// only a stored pointer leads to goes by the name of that pointer.
std::vector<Key> namesOfEnvironment(const Value &E);

/// Completes the environments of \p I: groups that were bound before they were
/// stored, pointers to environments, and what was configured by hand.
void settleEnvironments(const facts::UnitFacts &Unit, Inventory &I);

/// What the environment that \p V points to was told; null if that is not seen.
const EnvironmentFacts *environmentOf(const Inventory &I, const Value &V);

/// Whether what is made with the environment \p V may be called back on threads
/// that stay: it asks for them, or names a pool, which may have the same
/// threads for good.
bool mayKeepThreads(const Inventory &I, const Value &V);

/// Whether what is made with the environment \p V may be called back by a pool
/// that is told to expect long callbacks, or by one of the program's own.
bool mayRunLong(const Inventory &I, const Value &V);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_CALLBACKENVIRONMENT_H
