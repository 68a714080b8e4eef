//===- EarlierEnd.h - Ends before that of a variable ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_EARLIEREND_H
#define THREADPOOL_TIDY_RULES_EARLIEREND_H

#include "rules/Rules.h"
#include "rules/VariableAccess.h"

namespace threadpool::rules {

/// The USR of the variable that \p End, one of UnitFacts::AtExit, destroys.
std::string variableOf(const facts::Function &End);

/// Whether an object that a variable with static storage has, or owns, is ended
/// before the variable is: then nothing is left for the end of that.
class EarlierEnd {
public:
  /// \p AtExit is the end of the variable, in which \p Object is ended at last.
  EarlierEnd(const Evidence &E, const link::EventGraph &AtExit,
             const facts::Path &Object);

  /// Whether a routine ends the object and leaves none in its place, or may.
  bool mayCome() const;

private:
  /// Where the object is, seen from a routine.
  enum class Relation : std::uint8_t { Other, Possible, Same };

  bool comesIn(const facts::Function &Routine, const link::EventGraph &G) const;
  Relation relationTo(const facts::Function &Routine,
                      const facts::Path &Where) const;
  bool mayLeadHere(const facts::Path &Where) const;
  bool isOwnCallback(const facts::Function &Routine) const;
  bool isPartOfEnd(const facts::Function &Routine) const;
  bool isGivenNull(const facts::Function &Routine) const;

  const Evidence &E;
  const link::EventGraph &AtExit;
  const facts::Path &Object;
  const link::Key Name;
  const VariableAccess Access;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_EARLIEREND_H
