//===- Edits.h - The edits that a repair may consist of -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_EDITS_H
#define THREADPOOL_TIDY_PROTOCOL_EDITS_H

#include "protocol/Repair.h"

namespace threadpool::protocol {

/// What comes first when several edits insert before the same node.
enum class Rank : std::uint8_t {
  FlagWrite,
  /// A drain that is followed by a cancel, itself inserted here.
  FirstDrain,
  Cancel,
  Drain,
  Close,
  Free,
};

struct Insertion {
  NodeId Before;
  Rank Order;
  Node What;
  /// The owner node that is moved; NoNode for a new one.
  NodeId From = NoNode;
};

/// An edit and how it is done.
struct Candidate {
  Edit Shown;
  /// Where it takes effect, as a position in the owner's order.
  std::size_t Position = 0;
  /// Owner nodes that turn into Skip.
  std::vector<NodeId> Removed;
  /// New owner nodes.
  std::vector<Insertion> Inserted;
};

/// All edits of \p P, the preferred ones first.
std::vector<Candidate> findCandidates(const Program &P);

using EditSet = std::vector<const Candidate *>;

/// Whether the edits of \p S can stand together.
bool isMeaningful(const EditSet &S);

/// \p P with the edits. Nodes keep their numbers, new ones come behind them.
Program applyEdits(const Program &P, const EditSet &S);

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_EDITS_H
