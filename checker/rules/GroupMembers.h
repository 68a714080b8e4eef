//===- GroupMembers.h - What is a member of a cleanup group -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_GROUPMEMBERS_H
#define THREADPOOL_TIDY_RULES_GROUPMEMBERS_H

#include "rules/Rules.h"

namespace threadpool::rules {

/// Whether both are members of one structure, or global variables.
bool areNeighbours(const facts::Path &A, const facts::Path &B);

/// Where the object \p Object is made, if whatever it may be was made as a
/// member of the group \p Group, kept beside it; null if that is not known.
const link::Creation *memberOf(const Evidence &E, const link::Value &Object,
                               const link::Value &Group);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_GROUPMEMBERS_H
