//===- GraphInfo.h - What is known of a graph without running it ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_GRAPHINFO_H
#define THREADPOOL_TIDY_PROTOCOL_GRAPHINFO_H

#include "protocol/Program.h"
#include <cstddef>

namespace threadpool::protocol {

/// A flag whose value is known, so that its tests are decided.
struct KnownFlag {
  std::size_t Index;
  std::uint8_t Value;
};

/// The inputs for which paths are looked at.
enum class InputValues { OfProgram, All };

/// The paths through one graph of a program.
class GraphInfo {
public:
  /// \p G must outlive the object.
  GraphInfo(const Program &P, const Graph &G,
            std::optional<KnownFlag> Known = std::nullopt,
            InputValues Inputs = InputValues::OfProgram);

  /// The nodes that can be executed; each, but for loops, behind those that
  /// lead to it.
  const std::vector<NodeId> &order() const { return Order; }
  /// Where \p N stands in order(); its size if \p N can't be executed.
  std::size_t position(NodeId N) const { return Positions[N]; }
  /// Locks that may be held when \p N is executed, as a bit set.
  unsigned locksAt(NodeId N) const { return Locks[N]; }

  /// The nodes that can follow \p N directly.
  const std::vector<NodeId> &successors(NodeId N) const {
    return Successors[N];
  }
  /// For each node, whether control can come to it from behind \p N.
  std::vector<bool> reachableFrom(NodeId N) const;

private:
  void findOrder();
  void findLocks();

  const Graph &G;
  std::vector<std::vector<NodeId>> Successors;
  std::vector<NodeId> Order;
  std::vector<std::size_t> Positions;
  std::vector<unsigned> Locks;
};

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_GRAPHINFO_H
