//===- Programs.h - Which units make a program ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_PROGRAMS_H
#define THREADPOOL_TIDY_FACTS_PROGRAMS_H

#include "facts/Index.h"

#include "llvm/ADT/ArrayRef.h"

namespace threadpool::facts {

/// The programs and DLLs that \p Units make, as far as they use the API: each
/// has the indices of its units, in order. Units are in one program if one
/// calls what the other defines, or both name the same storage. Programs that
/// have units in common are looked at as one; what both a program and a DLL
/// call is in either.
std::vector<std::vector<std::size_t>>
findPrograms(llvm::ArrayRef<UnitIndex> Units);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_PROGRAMS_H
