//===- Graph.h - A control-flow graph under construction ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_GRAPH_H
#define THREADPOOL_TIDY_EXTRACT_GRAPH_H

#include "facts/Facts.h"

#include <map>

namespace threadpool::extract {

/// Nodes are appended one behind the other. After goTo() or a branch nothing is
/// behind; what is appended then can't be reached and vanishes in the end.
class Graph {
public:
  /// A new node that only joins edges, not yet part of any path.
  facts::NodeId newJoin();

  /// Continues behind \p Node.
  void continueAt(facts::NodeId Node) { Tail = Node; }
  /// Ends the path under construction at \p Target.
  void goTo(facts::NodeId Target);
  /// Appends \p N. Nothing follows if it returns or abandons.
  facts::NodeId append(facts::Node N);
  /// Appends the branch \p N, which ends the path under construction.
  void branch(facts::Node N, facts::NodeId Next, facts::NodeId Else);
  /// Whether appending continues a path.
  bool isOpen() const { return Tail != facts::NoNode; }

  /// A variable that does not stand in the source. Those that are only assigned
  /// as a whole vanish where the value can be told in place.
  facts::Path newTemporary();
  /// Tells that the value which node \p Assignment stores is not \p Number.
  void exclude(facts::NodeId Assignment, std::int64_t Number) {
    Excluded[Assignment] = Number;
  }

  /// Simplifies and renumbers the graph and gives it away.
  std::vector<facts::Node> take(facts::NodeId &Entry);

private:
  std::vector<facts::Node> Nodes;
  std::map<facts::NodeId, std::int64_t> Excluded;
  facts::NodeId Tail = facts::NoNode;
  unsigned NumTemporaries = 0;
};

/// Whether \p P is all of a temporary.
bool isTemporary(const facts::Path &P);

/// Removes branches on temporaries whose value is the same on all ways there.
/// Returns whether there were any.
bool foldTemporaries(std::vector<facts::Node> &Nodes, facts::NodeId Entry);

/// Removes joins, branches that decide nothing, and temporaries whose value can
/// be told where it is used. Node \p Id stores anything but \p Excluded[Id].
/// Returns the new entry; nodes that are not reachable stay.
facts::NodeId simplify(std::vector<facts::Node> &Nodes, facts::NodeId Entry,
                       const std::map<facts::NodeId, std::int64_t> &Excluded);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_GRAPH_H
