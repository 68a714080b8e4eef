//===- Graph.h - What Ninja has to do ---------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_GRAPH_H
#define THREADPOOL_TIDY_SCAN_GRAPH_H

#include "scan/Commands.h"
#include "scan/State.h"

#include <string>
#include <vector>

namespace threadpool::scan {

/// What the edges of a scan have in common.
struct EdgeSettings {
  /// The executable that writes the facts of a unit, and the one that reads
  /// those of all.
  std::string FactsTool, LinkTool;
  /// Goes before the command of each unit, as the client of a cluster does; may
  /// be empty.
  std::string Launcher;
  /// Units are called by their paths below it.
  std::string Root;
  std::string WrapperFile;
  /// For the link; may be empty.
  std::string ConfigFile;
  /// For the compiler, behind those of the unit.
  std::vector<std::string> ExtraArguments;
  unsigned Seconds = 0;
  unsigned Megabytes = 0;
};

/// What Ninja can be asked for: the facts of all units, and the file with what
/// they say together, in the state directory.
inline constexpr llvm::StringLiteral AllFacts = "all-facts";
inline constexpr llvm::StringLiteral LinkResult = "linked.json";

/// An edge of the graph.
struct UnitEdge {
  /// Below the root.
  std::string Name;
  const inputs::SourceUnit *Unit = nullptr;
};

/// Writes into \p Into what is needed for the facts of \p Units and their link:
/// the graph, and the arguments of each.
llvm::Error writeGraph(const State &Into, const EdgeSettings &Settings,
                       llvm::ArrayRef<UnitEdge> Units,
                       tolerance::Guesser &Guess);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_GRAPH_H
