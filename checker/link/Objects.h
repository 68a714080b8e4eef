//===- Objects.h - The thread-pool objects of a program ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_OBJECTS_H
#define THREADPOOL_TIDY_LINK_OBJECTS_H

#include "link/CallGraph.h"
#include "link/CallbackEnvironment.h"
#include "link/Walker.h"

#include <optional>

namespace threadpool::link {

/// One call that makes an object or a handle, or submits a callback without an
/// object, as seen from one root.
struct Creation {
  const facts::ApiFunction *Api = nullptr;
  /// The routine that the walk started from.
  const facts::Function *Root = nullptr;
  /// The functions on the way from there to the call, the innermost first.
  std::vector<const facts::Function *> Within;
  facts::Location Where;
  std::uint32_t Length = 0;
  /// USR of the callback; empty if it is not known.
  std::string Callback;
  /// Each path that leads there has a callback that is known.
  bool HasKnownCallback = false;
  Value Context;
  Value Environment;
  /// WT_EXECUTE... flags of the legacy API.
  Value Flags;
  /// Of a timer of the legacy API.
  Value Period;
  /// Where it was stored for others to find, if anywhere.
  std::optional<facts::Path> StoredAt;
  /// It was stored elsewhere as well.
  bool IsKeptTwice = false;
  /// An event that goes back by itself once a wait for it has succeeded.
  bool IsAutoReset = false;
};

/// One call that arms, submits or registers.
struct Arming {
  /// The object: At a path, or Fresh; Unknown for a registration.
  Value Object;
  Value Handle;
  /// The period of a timer; nothing if it is not constant.
  std::optional<std::int64_t> Period;
  facts::Location Where;
  std::uint32_t Length = 0;
  const facts::ApiFunction *Api = nullptr;
};

/// Everything about objects that is seen before any of them is judged.
struct Inventory {
  /// By the id that Value::Fresh carries.
  std::map<std::string, Creation> Creations;
  std::vector<Arming> Armings;
  /// The objects whose callbacks somebody waits for, by their kind.
  std::map<facts::ApiObject, std::set<Value>> Drained;
  link::Environments Environments;
  /// The names that environments would have which functions without a body are
  /// given.
  std::set<Key> HandedOn;
  /// Every value that is stored under a key; a null, and one more than what is
  /// there, are left out.
  std::map<Key, std::set<Value>> Stores;
  /// The keys of what is stored under other keys as well, for all to find.
  std::set<Key> KeptElsewhere;
  /// The routines that store one more than what is there.
  std::map<Key, std::set<std::string>> CountedUp;
  /// How the names begin of functions of other units that allocate memory.
  std::set<std::string> Allocators;
  /// What is counted down, and whether each function that does counts it up as
  /// well: what it takes back is its own.
  std::map<Key, bool> IsBalanced;
  /// Constants that are written under a key, with the function that does.
  std::map<Key, std::map<std::string, std::set<std::int64_t>>> Constants;
  /// The routines that write under a key.
  std::map<Key, std::set<std::string>> Writers;
  /// Those that do so other than to give what they are just making its first
  /// value, before there is an object.
  std::map<Key, std::set<std::string>> LaterWriters;
  /// What functions without a body may have written to, having been given a
  /// pointer to what it is part of.
  std::set<Key> Exposed;
  /// The routines that close something, themselves or in what they call, with
  /// the objects and cleanup groups.
  std::map<std::string, std::set<Value>> Closers;
  /// The outermost routines that wait for the callbacks of something, with the
  /// objects.
  std::map<std::string, std::set<Value>> Drainers;
  /// The routines that were too large to be followed to their end. Of their own
  /// statements, only what they store is known.
  std::set<std::string> TooLarge;
  /// The routines on whose way is something that may do anything.
  std::set<std::string> CutShort;
  /// Some function of the unit has errors.
  bool HasErrors = false;
};

Inventory takeInventory(const facts::UnitFacts &Unit, const CallGraph &Calls);

/// Adds to \p Known what is seen when \p Root, which others call, is taken for
/// an outermost routine. False if it is too large to be followed.
bool addRoot(const facts::UnitFacts &Unit, const facts::Function &Root,
             Inventory &Known);

/// Where things stand in the parameter list of a callback.
struct CallbackParameters {
  unsigned Context = 0;
  /// None for the callbacks that are not told of their object.
  std::optional<unsigned> Object;
};

/// The parameters of the callbacks that the function \p Api takes.
CallbackParameters parametersOf(const facts::ApiFunction &Api);

/// Whether all that is ever stored under the key \p Home is made with the
/// callback \p Callback, and nothing else keeps it.
bool isHomeOf(const Inventory &I, const Key &Home, const std::string &Callback);

/// The same for objects with any callbacks, all known. Which of them the home
/// holds does not matter: each is stopped by who stops what is there.
bool isHome(const Inventory &I, const Key &Home);

/// Whether some routine writes to \p K, or to the whole that it is a bit of.
bool isWritten(const Inventory &I, const Key &K);

/// Whether a routine other than \p ExceptIn adds one to what \p K holds.
bool isCountedUp(const Inventory &I, const Key &K,
                 const std::string &ExceptIn = "");

/// The constants that are written to \p K, except by the routine \p ExceptIn.
std::set<std::int64_t> constantsOf(const Inventory &I, const Key &K,
                                   const std::string &ExceptIn = "");

/// The constants that the routine \p Root writes to \p K.
std::set<std::int64_t> constantsIn(const Inventory &I, const Key &K,
                                   const std::string &Root);

/// Whether \p V may be the object that \p C, which has the id \p Id, made. So
/// may what only a local or nothing at all names.
bool mayBe(const Value &V, const std::string &Id, const Creation &C);

/// The creation that \p V surely comes from: directly, or because all that is
/// ever stored under its key are creations by the same kind of function.
/// Null if that is not known.
const Creation *originOf(const Inventory &I, const Value &V);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_OBJECTS_H
