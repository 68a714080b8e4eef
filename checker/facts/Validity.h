//===- Validity.h - Whether facts can be worked with ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whoever works with facts relies on what Facts.h says of its records. The
// extractor keeps to that; a file need not.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_VALIDITY_H
#define THREADPOOL_TIDY_FACTS_VALIDITY_H

#include "facts/Facts.h"

namespace threadpool::facts {

/// What is wrong with \p F in a unit with \p NumFiles files; empty if nothing
/// is.
std::string complaintAbout(const Function &F, std::size_t NumFiles);

/// The same of what the unit says beside its functions.
std::string complaintAbout(const UnitFacts &Unit);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_VALIDITY_H
