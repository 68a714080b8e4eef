//===- Liveness.h - Which variables of a function are still read *- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two paths that differ in variables which nobody reads any more are one path.
// Without this, each test of a result would double the states of a walk.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_LIVENESS_H
#define THREADPOOL_TIDY_LINK_LIVENESS_H

#include "facts/Facts.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringMap.h"

#include <vector>

namespace threadpool::link {

class Liveness {
public:
  /// \p F is a function of \p Unit. \p IsResultRead: somebody reads what it
  /// returns.
  Liveness(const facts::UnitFacts &Unit, const facts::Function &F,
           bool IsResultRead = true);

  /// The local, parameter, result or `this` at which \p P starts, unique within
  /// the function; empty for all other roots.
  static std::string nameOf(const facts::Path &P);

  /// A number for \p Name, which is a name that nameOf() returned.
  std::size_t numberOf(llvm::StringRef Name) const;

  /// Whether the function may name the variable with the number \p Number at
  /// \p Node or behind it, before it stores something else there.
  bool isRead(facts::NodeId Node, std::size_t Number) const;
  /// Whether somebody may keep a pointer to the variable: its address is taken,
  /// and not just for functions that a walk never looks into.
  bool hasAddress(std::size_t Number) const;
  /// Whether what the variable \p Name holds may be read at \p Node or behind
  /// it, by name or through a pointer.
  bool isLive(facts::NodeId Node, llvm::StringRef Name) const;

private:
  using Set = llvm::BitVector;

  void read(const facts::Path &P, Set &Into);
  void readIndices(const facts::Path &P, Set &Into);
  void read(const facts::Operand &O, bool IsLeftAlone, Set &Into);
  void propagate(const facts::Function &F, std::vector<Set> Reads);

  llvm::StringMap<std::size_t> Numbers;
  /// By node.
  std::vector<Set> Live;
  Set HasAddress;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_LIVENESS_H
