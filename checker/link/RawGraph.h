//===- RawGraph.h - A routine before it is a protocol graph -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk of a routine leaves one raw node for each state it met. Most do
// nothing; compaction removes them and the branches that do not matter.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_RAWGRAPH_H
#define THREADPOOL_TIDY_LINK_RAWGRAPH_H

#include "facts/Facts.h"
#include "protocol/Program.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace threadpool::link {

/// One activation of a function during a walk.
struct Frame {
  const facts::Function *Callee = nullptr;
  unsigned Parent = 0;
  /// The call in the parent; NoNode for the root.
  facts::NodeId Call = facts::NoNode;
  /// Unique within all walks from the same root.
  std::string Label;
  unsigned Depth = 0;
  /// What it returns may be read.
  bool IsResultRead = true;
};

/// Where a node of a protocol graph comes from.
struct Site {
  unsigned Frame = 0;
  facts::NodeId Node = facts::NoNode;
};

/// A protocol node whose indices are not yet limited.
struct RawNode {
  /// Assign: nobody knows what.
  static constexpr std::uint32_t UnknownValue = -1;
  /// Unknown: the path ends here because it is long, not because of code that
  /// may do anything.
  static constexpr std::uint32_t TooLong = 1;
  /// Unknown, as Index: the code here is not understood. compact() forgets it.
  static constexpr std::uint32_t NotUnderstood = 2;
  /// The same: what is called here has no body, and may stop the object.
  static constexpr std::uint32_t MayStop = 3;

  protocol::Op Kind = protocol::Op::Skip;
  std::uint32_t Index = 0;
  std::uint32_t Value = 0;
  std::uint32_t Next = facts::NoNode;
  std::uint32_t Else = facts::NoNode;
  /// The object comes into being here. The protocol knows no such step, but
  /// what a path begins with depends on it.
  bool IsCreation = false;
  /// Assign: one less than before, null, or what the pointer there led to. Who
  /// does that again and again comes to an end by himself.
  bool TakesAway = false;
  Site Origin;
};

bool isBranch(protocol::Op Kind);

/// Whether the object is closed, by itself or with its group.
bool isClose(protocol::Op Kind);

/// Removes what cannot matter: nodes that do nothing, repeated uses, branches
/// whose sides are the same. The entry stays node 0.
std::vector<RawNode> compact(std::vector<RawNode> Nodes);

/// For each node the number of its strongly connected component: nodes have the
/// same number if they reach each other.
std::vector<std::uint32_t> componentsOf(const std::vector<RawNode> &Nodes);

/// For each node whether it is in a loop: whether it reaches itself.
std::vector<bool> inLoops(const std::vector<RawNode> &Nodes,
                          const std::vector<std::uint32_t> &Component);

/// For each component where it is entered from outside of it, or by the
/// routine; NoNode if in several places, or nowhere.
std::vector<std::uint32_t>
entriesOf(const std::vector<RawNode> &Graph,
          const std::vector<std::uint32_t> &Component);

/// Where the loop \p Of is entered from outside of it; nothing if in several
/// places.
std::optional<std::uint32_t>
entryOf(const std::vector<RawNode> &Graph,
        const std::vector<std::uint32_t> &Component, std::uint32_t Of);

/// The nodes that are reached from \p From, these included, without one that is
/// a barrier.
std::vector<bool>
reachedFrom(const std::vector<RawNode> &Nodes, std::vector<std::uint32_t> From,
            const std::function<bool(std::uint32_t)> &IsBarrier = nullptr);

/// For each node whether one that \p Accepts is there or behind it.
std::vector<bool> leadsTo(const std::vector<RawNode> &Nodes,
                          const std::function<bool(const RawNode &)> &Accepts);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_RAWGRAPH_H
