//===- DueTime.h - When a timer or wait is asked to fire --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs write the 64 bits of a FILETIME as a whole, through a LARGE_INTEGER,
// or as two halves. See the pages minwinbase/ns-minwinbase-filetime and
// threadpoolapiset/nf-threadpoolapiset-setthreadpooltimer.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_DUETIME_H
#define THREADPOOL_TIDY_LINK_DUETIME_H

#include "link/Value.h"

#include <string>
#include <vector>

namespace threadpool::link {

/// What a path knows of a due time, in units of 100 nanoseconds: negative from
/// now on, positive since the year 1601, zero at once.
struct DueTime {
  enum class DueKind : std::uint8_t {
    Unknown,
    /// There is a time, and it is Time.
    Known,
    /// Factor times the number at From; Times is how it was multiplied. Without
    /// a From the number is a constant for which that comes out wrong.
    Multiple,
    /// One half was written, the other one never.
    HalfWritten,
  };
  DueKind Kind = DueKind::Unknown;
  std::int64_t Time = 0;
  std::int64_t Factor = 0;
  const facts::Product *Times = nullptr;
  facts::Path From;

  bool isKnown() const { return Kind == DueKind::Known; }
  bool isZero() const { return isKnown() && Time == 0; }
  /// Zero, or the smallest relative time.
  bool isNow() const { return isKnown() && (Time == 0 || Time == -1); }
};

/// A member of a variable, by the name that a reader knows, and what it holds.
struct NamedPart {
  std::string Name;
  Value Known;
};

/// The time in a variable of which \p Whole is known, if anything is, and
/// \p Parts of its members.
DueTime dueTimeOf(const Value *Whole, const std::vector<NamedPart> &Parts);

/// Which half of a FILETIME or LARGE_INTEGER \p P is, by its name.
facts::NumberHalf halfNamed(const facts::Path &P);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_DUETIME_H
