//===- ObjectVerdict.h - What is known of one object ------------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_OBJECTVERDICT_H
#define THREADPOOL_TIDY_RULES_OBJECTVERDICT_H

#include "facts/Facts.h"
#include "rules/Rule.h"

#include <string>
#include <vector>

namespace threadpool::rules {

/// What the search for interleavings came to.
enum class Judgement : std::uint8_t {
  /// None of them goes wrong, whatever undecided conditions are.
  Safe,
  /// There is a finding about it.
  Found,
  /// Too little is known.
  Unknown,
};

/// A place, and what happens there or what there is to say of it.
struct Remark {
  facts::Location Where;
  std::string Text;
};

/// One routine that stops the object, with the object's callback, as they were
/// searched.
struct StopVerdict {
  /// Functions as a reader knows them.
  std::string Owner;
  facts::Location Where;
  Judgement Result = Judgement::Unknown;
  /// Distinct states that were looked at, of all variants.
  std::uint64_t NumStates = 0;
  /// How undecided conditions and other starts were varied.
  unsigned NumVariants = 0;
  /// Why it is unknown; empty if it is not.
  Remark Reason;
  /// What is true before the owner's first step.
  std::string Start;
  /// The steps of the two, numbered from 1, with the numbers of those behind
  /// them where that is not the next one.
  std::vector<Remark> OwnerSteps, CallbackSteps;
};

/// What is known of the objects that one call makes.
struct ObjectVerdict {
  /// That call.
  facts::Location Where;
  /// "wait", "timer" and so on.
  std::string Noun;
  /// The member or variable that holds it; empty if nothing does.
  std::string Name;
  /// As a reader knows it; empty if it is not known.
  std::string Callback;
  facts::Location CallbackAt;
  std::vector<Remark> Armed, Stopped;
  Judgement Result = Judgement::Unknown;
  std::uint64_t NumStates = 0;
  /// Why it is unknown; empty if it is not.
  Remark Reason;
  /// The findings about it: their places, and rules as text.
  std::vector<Remark> Findings;
  std::vector<StopVerdict> Stops;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_OBJECTVERDICT_H
