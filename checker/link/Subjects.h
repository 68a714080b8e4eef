//===- Subjects.h - The objects that programs can be about -*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_SUBJECTS_H
#define THREADPOOL_TIDY_LINK_SUBJECTS_H

#include "link/Doubts.h"
#include "link/GraphBuilder.h"

namespace threadpool::link {

/// The objects with callbacks that the unit has. Creations that fill the same
/// home with the same callback are one object; what it is made with is known
/// from \p Maker, if that is one of the routines that make it. Those that are
/// left out are in \p Why.
std::vector<Subject> findSubjects(const facts::UnitFacts &Unit,
                                  const Inventory &I, Doubts &Why,
                                  const facts::Function *Maker = nullptr);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_SUBJECTS_H
