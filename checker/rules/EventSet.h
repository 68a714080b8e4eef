//===- EventSet.h - What a path has met -------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A search copies and compares what its paths have met at each step, and that
// rarely changes. So copies share their elements until one is added.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EVENTSET_H
#define THREADPOOL_TIDY_RULES_EVENTSET_H

#include "link/EventGraph.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace threadpool::rules {

class EventSet {
public:
  using Elements = std::vector<const link::Event *>;

  void insert(const link::Event *Ev) {
    auto At = std::lower_bound(begin(), end(), Ev);
    if (At != end() && *At == Ev)
      return;
    auto More = std::make_shared<Elements>();
    More->reserve(elements().size() + 1);
    More->insert(More->end(), begin(), At);
    More->push_back(Ev);
    More->insert(More->end(), At, end());
    Shared = std::move(More);
  }
  void clear() { Shared.reset(); }

  bool empty() const { return !Shared; }
  Elements::const_iterator begin() const { return elements().begin(); }
  Elements::const_iterator end() const { return elements().end(); }

  bool operator<(const EventSet &O) const {
    return Shared != O.Shared && elements() < O.elements();
  }

private:
  const Elements &elements() const {
    static const Elements None;
    return Shared ? *Shared : None;
  }

  /// Sorted; null if there are none.
  std::shared_ptr<const Elements> Shared;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EVENTSET_H
