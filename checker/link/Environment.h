//===- Environment.h - What one state of a walk knows -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A walk copies and compares thousands of states, each with what it knows of a
// hundred variables. So names and values are stored once for the whole walk,
// and a state is a list of pairs of pointers.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_ENVIRONMENT_H
#define THREADPOOL_TIDY_LINK_ENVIRONMENT_H

#include "link/Value.h"

#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

namespace threadpool::link {

/// A local, a parameter, a result, or a counter of the path.
struct Slot {
  /// In the order in which the walk met them.
  std::uint32_t Id = 0;
  llvm::StringRef Name;
  /// A number too small for a pointer has been stored there.
  mutable bool HoldsNumbers = false;
  /// Whose variable it is, once that was asked.
  struct Owner {
    unsigned Frame;
    /// What Liveness calls it.
    std::size_t Number;
    /// The variable of which it is a part, or itself.
    const Slot *Variable;
  };
  mutable std::optional<Owner> OwnedBy;
  /// Counters count what the path has done; no variable is behind them.
  bool isCounter() const { return Name.front() == '!'; }
};

/// Keeps each name and each value once.
class Interner {
public:
  const Slot &slot(llvm::StringRef Name);
  /// Nothing if nobody has ever asked for \p Name.
  const Slot *findSlot(llvm::StringRef Name) const;
  const Value &value(const Value &V) { return *Values.insert(V).first; }

private:
  struct Hash {
    std::size_t operator()(const Value &V) const {
      return llvm::hash_combine(V.Kind, V.IsTested, V.Number, V.Times, V.Half,
                                V.Name);
    }
  };
  llvm::StringMap<Slot> Slots;
  std::unordered_set<Value, Hash> Values;
};

/// Known values of locals, parameters and results, by their names.
class Environment {
public:
  struct Entry {
    const Slot *Where;
    const Value *Known;
    bool operator==(const Entry &O) const {
      return Where == O.Where && Known == O.Known;
    }
  };

  /// \p Names must outlive it, and be the same for all that are compared.
  explicit Environment(Interner &Names) : Names(&Names) {}

  /// What is known of \p Name, if anything is.
  const Value *find(llvm::StringRef Name) const;
  const Value *find(const Slot &Where) const;
  void set(llvm::StringRef Name, const Value &V) {
    set(Names->slot(Name), Names->value(V));
  }
  /// \p Where and \p Known are from the same Interner.
  void set(const Slot &Where, const Value &Known);
  /// The same, for a slot behind all that are known.
  void append(Entry E) { Entries.push_back(E); }
  void erase(llvm::StringRef Name);
  void erase(const Slot &Where);
  template <typename Fn> void eraseIf(Fn Predicate) {
    llvm::erase_if(Entries, Predicate);
  }
  /// Each entry for which \p Change returns a value gets that instead.
  template <typename Fn> void change(Fn Change) {
    for (Entry &E : Entries)
      if (std::optional<Value> V = Change(E))
        E.Known = &Names->value(*V);
  }

  /// Each entry gets the value that \p Meet returns for it and for what \p
  /// Other knows of the same slot, null if nothing; without one it goes.
  template <typename Fn> void meet(const Environment &Other, Fn Meet) {
    auto Theirs = Other.Entries.begin();
    auto Kept = Entries.begin();
    for (const Entry &Mine : Entries) {
      while (Theirs != Other.Entries.end() &&
             Theirs->Where->Id < Mine.Where->Id)
        ++Theirs;
      const bool IsCommon =
          Theirs != Other.Entries.end() && Theirs->Where == Mine.Where;
      if (const Value *Known = Meet(Mine, IsCommon ? Theirs->Known : nullptr))
        *Kept++ = {Mine.Where, Known};
    }
    Entries.erase(Kept, Entries.end());
  }

  auto begin() const { return Entries.begin(); }
  auto end() const { return Entries.end(); }
  std::size_t size() const { return Entries.size(); }
  bool operator==(const Environment &O) const { return Entries == O.Entries; }
  llvm::hash_code hash() const;

private:
  std::vector<Entry>::const_iterator place(const Slot &Where) const;

  Interner *Names;
  /// Sorted by the slots' Ids.
  std::vector<Entry> Entries;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_ENVIRONMENT_H
