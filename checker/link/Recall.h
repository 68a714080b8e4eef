//===- Recall.h - What a walk need not work out again -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A walk comes to the same node thousands of times, and most of what the paths
// there mean is the same as before: it depends on a few variables alone. So
// what was found is kept with what those held.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_RECALL_H
#define THREADPOOL_TIDY_LINK_RECALL_H

#include "link/Environment.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace threadpool::link {

/// What a path of the facts means at some point of a walk.
struct Place {
  facts::Path Where;
  /// Where the environment keeps what is stored there; null if it does not.
  const Slot *In = nullptr;
  /// A pointer to it, once that was asked for.
  mutable std::optional<Value> Address;
  /// The walk has told its derived class.
  mutable bool IsTouched = false;
};

/// What is stored at a path of the facts.
struct Reading {
  const Place *From = nullptr;
  Value Known;
};

class Recall {
public:
  /// Variables and what they held when they were read; null for nothing.
  using Reads = std::vector<Environment::Entry>;
  /// A path of the facts, and which way it is looked at: in which activation.
  using Key = std::pair<const facts::Path *, unsigned>;

  /// What \p Find finds for \p K, or has found before when \p Env held the same
  /// where it looked. Stays until the next step.
  const Place &place(const Key &K, const Environment &Env,
                     llvm::function_ref<Place()> Find) {
    return recall(Places, NewPlaces, K, Env, Find);
  }
  const Reading &reading(const Key &K, const Environment &Env,
                         llvm::function_ref<Reading()> Find) {
    return recall(Readings, NewReadings, K, Env, Find);
  }
  /// The value of an operand that is the same everywhere.
  const Value &constant(const facts::Operand &O,
                        llvm::function_ref<Value()> Make) {
    std::unique_ptr<Value> &Known = Constants[&O];
    if (!Known)
      Known = std::make_unique<Value>(Make());
    return *Known;
  }
  /// Keeps \p V until the next step.
  const Value &keep(Value V) { return Kept.emplace_back(std::move(V)); }

  /// Somebody looked at what \p Where holds.
  void noteRead(const Slot &Where, const Value *Known) {
    if (Depth != 0)
      Read.push_back({&Where, Known});
  }
  /// What is being found depends on more than variables.
  void noteOther() { IsFleeting = true; }

  /// Nothing that was found before holds any more.
  void forget() { MustForget = true; }
  void beginStep() {
    Kept.clear();
    NewPlaces.clear();
    NewReadings.clear();
    if (MustForget) {
      Places.clear();
      Readings.clear();
      MustForget = false;
    }
  }

private:
  template <typename T> struct Way {
    llvm::SmallVector<Environment::Entry, 3> Read;
    T Found;
    const Way *Older;
  };
  /// The ways in which one thing was found, from the latest.
  template <typename T> struct Ways {
    const Way<T> *Latest = nullptr;
    std::size_t Num = 0;
  };
  template <typename T> struct Entries {
    llvm::DenseMap<Key, Ways<T>> Known;
    llvm::SpecificBumpPtrAllocator<Way<T>> Memory;

    void clear() {
      Known.clear();
      Memory.DestroyAll();
    }
  };
  /// What is found in more ways than this is not worth the search.
  static constexpr std::size_t MaxWays = 12;

  static bool holds(llvm::ArrayRef<Environment::Entry> Read,
                    const Environment &Env) {
    return llvm::all_of(Read, [&Env](const Environment::Entry &E) {
      return Env.find(*E.Where) == E.Known;
    });
  }

  template <typename T>
  const T &recall(Entries<T> &Known, std::deque<T> &New, const Key &K,
                  const Environment &Env, llvm::function_ref<T()> Find) {
    if (!MustForget)
      for (const Way<T> *W = Known.Known[K].Latest; W; W = W->Older)
        if (holds(W->Read, Env)) {
          if (Depth != 0)
            Read.insert(Read.end(), W->Read.begin(), W->Read.end());
          return W->Found;
        }
    const std::size_t Begin = Read.size();
    const bool WasFleeting = IsFleeting;
    IsFleeting = false;
    ++Depth;
    T Found = Find();
    --Depth;
    Ways<T> &Before = Known.Known[K];
    const bool IsKept = !IsFleeting && !MustForget && Before.Num < MaxWays;
    const T *Result = nullptr;
    IsFleeting |= !IsKept;
    if (IsKept) {
      Before.Latest = new (Known.Memory.Allocate()) Way<T>{
          {Read.begin() + Begin, Read.end()}, std::move(Found), Before.Latest};
      ++Before.Num;
      Result = &Before.Latest->Found;
    } else {
      Result = &New.emplace_back(std::move(Found));
    }
    IsFleeting |= WasFleeting;
    if (Depth == 0) {
      Read.clear();
      IsFleeting = false;
    }
    return *Result;
  }

  Entries<Place> Places;
  Entries<Reading> Readings;
  llvm::DenseMap<const facts::Operand *, std::unique_ptr<Value>> Constants;
  std::deque<Place> NewPlaces;
  std::deque<Reading> NewReadings;
  std::deque<Value> Kept;
  Reads Read;
  unsigned Depth = 0;
  bool IsFleeting = false;
  bool MustForget = false;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_RECALL_H
