//===- ObjectIndex.h - Who handles which object -----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The inventory says of each routine which objects it closes, waits for or
// arms. To go through all of them for each object would take the square of
// what a unit with many of both takes.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_OBJECTINDEX_H
#define THREADPOOL_TIDY_LINK_OBJECTINDEX_H

#include "link/GraphBuilder.h"

#include <initializer_list>
#include <unordered_map>

namespace threadpool::link {

/// Outermost routines, of which an object asks for a few.
class RootIndex {
public:
  explicit RootIndex(CallGraph::Roots All);

  /// See CallGraph::Roots.
  const std::set<std::string> &relevant() const { return All.Relevant; }
  /// Those that one of \p Wanted, sets of USRs, has, in their order.
  CallGraph::Routines
  among(std::initializer_list<const std::set<std::string> *> Wanted) const;

private:
  CallGraph::Roots All;
  /// Where each of them stands, by USR.
  std::unordered_map<std::string, std::size_t> PositionOf;
};

/// The routines that stop one object.
class ObjectStops {
public:
  /// Whether \p Owner may close it, itself or through what it calls.
  bool mayClose(const facts::Function &Owner) const {
    return Known.TooLarge.count(Owner.Usr) || ClosedBy.count(Owner.Usr);
  }
  /// Whether \p Owner may wait for its callbacks and leave it open.
  bool isBarrier(const facts::Function &Owner) const {
    return DrainedBy.count(Owner.Usr) && !mayClose(Owner);
  }
  /// Whether others can call a routine that waits for its callbacks and leaves
  /// it open, so that \p Owner, which only closes it, may be what is left to do
  /// behind that.
  bool isStoppedElsewhere(const facts::UnitFacts &Unit,
                          const facts::Function &Owner) const;

  /// Those of \p From that may close it, in their order.
  CallGraph::Routines closing(const RootIndex &From) const {
    return From.among({&ClosedBy, &Known.TooLarge});
  }
  /// Those of \p From that wait for its callbacks.
  CallGraph::Routines draining(const RootIndex &From) const {
    return From.among({&DrainedBy});
  }

private:
  friend class ObjectIndex;
  explicit ObjectStops(const Inventory &Known) : Known(Known) {}

  const Inventory &Known;
  /// USRs.
  std::set<std::string> ClosedBy, DrainedBy;
};

class ObjectIndex {
public:
  /// \p Known has to stay.
  explicit ObjectIndex(const Inventory &Known);

  ObjectStops stopsOf(const Subject &S) const;
  /// Those of Inventory::Armings that arm \p S, in their order.
  std::vector<const Arming *> armingsOf(const Subject &S) const;

private:
  /// By handleName().
  template <typename T>
  using ByName = std::unordered_map<std::string, std::vector<T>>;

  const Inventory &Known;
  ByName<const std::string *> Closers, Drainers;
  ByName<const Arming *> ArmedById, ArmedByHome;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_OBJECTINDEX_H
