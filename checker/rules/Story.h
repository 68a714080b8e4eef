//===- Story.h - A trace as numbered notes ----------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_STORY_H
#define THREADPOOL_TIDY_RULES_STORY_H

#include "link/Case.h"
#include "protocol/Explorer.h"
#include "rules/Finding.h"

namespace threadpool::rules {

/// How findings speak of the object of a case.
struct Subject {
  /// "wait", "timer", "work object", "I/O object".
  std::string Noun;
  /// The expression that closes it, quoted, or "the wait" and so on.
  std::string Name;
  /// The function names, quoted.
  std::string Owner, Callback;
};

Subject describe(const link::Case &C);

/// The member or variable that holds what \p Made makes, and what in it does,
/// if that is a class of its own; empty if nothing does.
std::string nameOfHome(const link::Creation &Made);

/// The interleaving of \p T, a note for each step that a reader needs.
std::vector<Note> tellStory(const link::Case &C, const protocol::Program &P,
                            const protocol::Trace &T, const Subject &S);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_STORY_H
