//===- Vocabulary.h - Names that a callback and an owner share --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a member is a flag is seen where it is tested, and whether a pointer
// matters where it is freed; both may be in either routine. So routines are
// walked again until the vocabulary has nothing new to tell them. It remembers
// what it told whom, so that a routine for which that is the same as before is
// not walked again.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_VOCABULARY_H
#define THREADPOOL_TIDY_LINK_VOCABULARY_H

#include "link/Storage.h"

#include "llvm/ADT/StringSet.h"

#include <array>
#include <map>
#include <optional>
#include <set>

namespace threadpool::link {

/// A variable that a branch compares with constants. Values are abstract: one
/// for each constant in ascending order, and one for all others.
struct SharedFlag {
  Key Name;
  std::set<std::int64_t> Constants;
  /// A path to it, for readers.
  facts::Path Example;

  std::uint32_t valueOf(std::int64_t Constant) const;
  std::uint32_t otherValue() const { return Constants.size(); }
};

class Vocabulary {
public:
  /// Who asks for words while others are added.
  enum class Reader : std::uint8_t { Callback, Owner };
  /// \p R asks from now on, and forgets what it was told before.
  void startReading(Reader R);
  void stopReading() { Asking = nullptr; }
  /// Whether \p R would be told something else now, or was never told anything.
  bool isOutdated(Reader R) const { return answersTo(R).Outdated; }

  std::optional<std::uint32_t> findFlag(const Key &K) const;
  /// Makes \p Path a flag that is compared with, or set to, \p Constant.
  std::uint32_t addFlag(const facts::Path &Path, std::int64_t Constant);
  const SharedFlag &flag(std::uint32_t Id) const;
  const facts::Path &exampleOf(std::uint32_t Id) const {
    return Flags[Id].Example;
  }
  const Key &nameOf(std::uint32_t Id) const { return Flags[Id].Name; }
  /// The flags that are bits of the variable with the key \p Whole.
  std::vector<std::uint32_t> bitsOf(const Key &Whole) const;
  /// The flags that are members of what has the key \p Whole.
  std::vector<std::uint32_t> membersOf(const Key &Whole) const;
  /// For who has stopped reading.
  const std::vector<SharedFlag> &flags() const { return Flags; }

  std::uint32_t addLock(const Key &K);
  std::size_t numLocks() const { return Locks.size(); }

  /// Resource 0 is the callback's context; the others are freed by the owner.
  static constexpr std::uint32_t ContextResource = 0;
  /// They are named by where they are kept beside the object; a member that was
  /// destroyed itself, and is not only a pointer to what was freed, has
  /// DestroyedMark before its name.
  static constexpr char DestroyedMark = '~';
  std::uint32_t addFreed(const std::string &Name);
  std::optional<std::uint32_t> findFreed(const std::string &Name) const;
  /// Empty for the context.
  std::string nameOfFreed(std::uint32_t Resource) const;

  /// Sets that only grow; each insertion of something new is growth.
  enum class Role : std::uint8_t {
    /// Followed as a pointer somewhere, so not a flag to be copied.
    Pointer,
    /// The same in the callback, which thus takes it for not null.
    CallbackPointer,
    /// Handles that the object waits for.
    WaitedHandle,
    /// Handles and events that the callback signals.
    Signalled,
    /// Whole paths, as text, at which the owner has the object.
    Instance,
    /// Flags that the callback tests.
    CallbackFlag,
    /// Locks that the callback takes.
    CallbackLock,
    /// Loops of the owner that run over elements of which the object, or
    /// something else in this vocabulary, is one.
    ElementLoop,
    /// The sides, "owner" and "callback", that may wait for each other in code
    /// with errors.
    Guessed,
    /// Flags by which the owner waits for no callback: what system functions
    /// told it, and counts of what others have begun and end themselves.
    Settled,
  };
  static constexpr std::size_t NumRoles =
      static_cast<std::size_t>(Role::Settled) + 1;
  void add(Role R, const std::string &Name);
  bool has(Role R, const std::string &Name) const;
  bool hasAny(Role R) const;
  const std::set<std::string> &all(Role R) const;

  /// The paths at which the owner reaches the object.
  const std::vector<facts::Path> &instancePaths() const;
  void addInstancePath(facts::Path P);

  /// The callback ends, or gives back, its own context: how long that lives is
  /// in its hands.
  void setCallbackOwnsContext();
  bool callbackOwnsContext() const;

private:
  /// What a reader was told that may change: all that it asked for and that was
  /// not there, and whatever grows.
  struct Answers {
    llvm::StringSet<> Flags, BitsOf, MembersOf, Freed;
    std::array<llvm::StringSet<>, NumRoles> Names;
    std::array<bool, NumRoles> All = {};
    /// The flags whose constants it knows.
    std::set<std::uint32_t> Constants;
    bool InstancePaths = false;
    bool CallbackOwnsContext = false;
    bool Outdated = true;
  };
  const Answers &answersTo(Reader R) const {
    return Told[static_cast<std::size_t>(R)];
  }
  /// Readers to whom \p Was says something else was told are outdated.
  template <typename Fn> void outdate(Fn Was);
  void noteNewFlag(const Key &K);

  std::vector<SharedFlag> Flags;
  std::map<Key, std::uint32_t> FlagIds, Locks, Freed;
  /// By what the flags are bits or members of.
  std::map<Key, std::vector<std::uint32_t>> Bits, Members;
  std::array<std::set<std::string>, NumRoles> Sets;
  std::vector<facts::Path> InstancePaths;
  bool CallbackOwnsContext = false;
  std::array<Answers, 2> Told;
  Answers *Asking = nullptr;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_VOCABULARY_H
