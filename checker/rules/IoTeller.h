//===- IoTeller.h - What is said of I/O -------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_IOTELLER_H
#define THREADPOOL_TIDY_RULES_IOTELLER_H

#include "facts/OverlappedApi.h"
#include "rules/EventSet.h"
#include "rules/IoFiles.h"
#include "rules/IoInquiry.h"
#include "rules/RoutineFinder.h"

#include <vector>

namespace threadpool::rules {

/// One way out of a test.
struct Side {
  const link::UndecidedCondition *Cond = nullptr;
  const facts::Node *Test = nullptr;
  facts::NodeId Next = facts::NoNode;
  bool IsNext = false;

  bool operator<(const Side &O) const {
    return std::tie(Test, Next) < std::tie(O.Test, O.Next);
  }
};

/// One StartThreadpoolIo, and its operation once that is met.
struct Announcement {
  const link::Event *Start = nullptr;
  const link::Event *Operation = nullptr;
  IoOutcome Outcome{facts::OperationResult::Boolean};
  const link::Event *TakenBack = nullptr;
  /// The test that left nothing but a failure.
  Side Failed;
  /// Others get to know what became of the operation.
  bool IsHandedOn = false;
  /// The operation was waited for, or ended.
  bool IsEnded = false;

  bool isUnused() const { return !Operation && !TakenBack; }
  bool operator<(const Announcement &O) const {
    auto All = [](const Announcement &A) {
      return std::tie(A.Start, A.Operation, A.Outcome, A.TakenBack, A.Failed,
                      A.IsHandedOn, A.IsEnded);
    };
    return All(*this) < All(O);
  }
};

struct Progress {
  std::vector<Announcement> Announced;
  IoInquiry Asked;
  /// Calls that may start an operation, or take one back, out of sight.
  EventSet Opaque;
  /// Files that were bound on this path.
  EventSet Bound;
  /// Whether something was announced is not known.
  bool MayHaveStarted = false;

  bool operator<(const Progress &O) const {
    return std::tie(Announced, Asked, Opaque, Bound, MayHaveStarted) <
           std::tie(O.Announced, O.Asked, O.Opaque, O.Bound, O.MayHaveStarted);
  }
};

/// What the announcements of one routine mean to its callers, and findings
/// about them.
class IoTeller : public RoutineFinder {
protected:
  IoTeller(const Evidence &E, const facts::Function &Routine,
           const IoFiles &Files)
      : RoutineFinder(E, Routine), Files(Files) {}

  /// The operation that \p Ev starts; null if it starts none.
  const facts::OverlappedFunction *operationOf(const link::Event &Ev) const {
    return Ev.Kind == link::Event::EventKind::Call
               ? facts::lookupOverlapped(nodeOf(Ev))
               : nullptr;
  }

  /// The file that \p Operation is on.
  const link::Value &fileOf(const link::Event &Operation) const {
    return Operation.Args[operationOf(Operation)->File];
  }

  /// Whether the program is over when the routine returns.
  bool endsProgram() const;
  /// Whether who calls the routine has the object at hand.
  bool isParameter(const link::Value &Object) const;
  bool returnsSomething() const;
  /// Whether the routine's caller gets what \p Operation told.
  bool isReturned(const link::Event &Operation) const;

  /// The counterpart of the call \p Like that plays \p Role.
  static std::string apiName(const link::Event &Like, facts::ApiRole Role);

  /// \p Next, if there is one, announces the next operation.
  Finding tellMissing(const Announcement &A, const link::Event *Next) const;
  Finding tellUnannounced(const link::Event &Operation) const;
  /// \p Why the take-back is wrong, and \p How the operation went.
  Finding tellTooMany(const Announcement &A, const link::Event &Cancel,
                      const std::string &Why, const std::string &How) const;
  Finding tellTwice(const Announcement &A, const link::Event &Cancel) const;

  const IoFiles &Files;

private:
  std::string nameOf(const link::Event &Operation) const;
  Note tellStart(const Announcement &A) const;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_IOTELLER_H
