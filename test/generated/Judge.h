//===- Judge.h - Verdict and name by closed forms ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is wrong with a program, and what it is called, by the closed forms of
// docs/semantics.md alone. Nothing here is shared with the engine under test.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_JUDGE_H
#define THREADPOOL_TIDY_TEST_GENERATED_JUDGE_H

#include "Model.h"

#include <set>

namespace threadpool::generated {

bool isSafe(const Program &P);

/// Sets of rules, any of which is right.
using NameSets = std::set<std::set<std::string>>;

/// The rules that the smallest repair of an unsafe program names; empty if
/// there is none of up to four edits, several where repairs are equally good.
NameSets namesOf(const Program &P);

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_JUDGE_H
