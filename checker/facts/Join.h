//===- Join.h - Several units as one ----------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_JOIN_H
#define THREADPOOL_TIDY_FACTS_JOIN_H

#include "facts/UnitRecord.h"

namespace threadpool::facts {

/// The facts of \p Units as if they were one unit. The order of \p Units makes
/// no difference, and neither does one that is there twice. What has one name
/// and is not the same gets different ones (facts/Identity.h). A single unit
/// stays as it is.
UnitFacts join(std::vector<UnitRecord> Units);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_JOIN_H
