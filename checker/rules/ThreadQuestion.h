//===- ThreadQuestion.h - Conditions about threads --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_THREADQUESTION_H
#define THREADPOOL_TIDY_RULES_THREADQUESTION_H

#include "facts/Facts.h"

namespace threadpool::rules {

/// Whether the condition \p Branch of \p F may ask on which thread it runs, by
/// the names in it.
bool asksForThread(const facts::Function &F, const facts::Node &Branch);

/// Whether the condition \p Branch of \p F asks for variables with static
/// storage, and for nothing else.
bool asksForStatics(const facts::Function &F, const facts::Node &Branch);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_THREADQUESTION_H
