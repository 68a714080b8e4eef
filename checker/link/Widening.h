//===- Widening.h - Fewer states for a routine with many paths --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code that reports errors and writes logs branches on everything, so that the
// states of a walk double again and again without a difference that matters to
// an object. Beyond a number of states they are merged: what they know of
// numbers and tests is reduced to what they agree on. What names storage,
// functions and objects is kept apart, and so are the counters of the path.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_WIDENING_H
#define THREADPOOL_TIDY_LINK_WIDENING_H

#include "link/Environment.h"

#include "llvm/ADT/DenseMap.h"

#include <unordered_map>

namespace threadpool::link {

class Widening {
public:
  explicit Widening(Interner &Names) : Names(Names) {}

  /// What is known in all states that were widened at \p Node of \p Frame and
  /// differ from \p Env in no more than numbers and tests, \p Env included.
  const Environment &widen(unsigned Frame, std::uint32_t Node,
                           const Environment &Env);
  void forget() { Known.clear(); }

private:
  /// What is kept apart of the states at one place.
  struct Place {
    unsigned Frame;
    std::uint32_t Node;
    Environment Apart;
    bool operator==(const Place &O) const {
      return Frame == O.Frame && Node == O.Node && Apart == O.Apart;
    }
  };
  struct Hash {
    std::size_t operator()(const Place &P) const {
      return llvm::hash_combine(P.Frame, P.Node, P.Apart.hash());
    }
  };

  const Value *untested(const Value &V);

  Interner &Names;
  const Value *const Unknown = &Names.value(Value::unknown());
  /// What untested() has returned.
  llvm::DenseMap<const Value *, const Value *> Untested;
  std::unordered_map<Place, Environment, Hash> Known;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_WIDENING_H
