//===- CallbackReach.h - What runs in a callback ----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The calls that a thread of the pool makes: those of the functions that the
// unit registers as callbacks, and of all that these call, as far as the unit
// has them. What only others could call is not among them.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_CALLBACKREACH_H
#define THREADPOOL_TIDY_RULES_CALLBACKREACH_H

#include "rules/Registrations.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace threadpool::rules {

/// A call on the way of a callback.
struct CallInCallback {
  const Registration &By;
  const link::EventGraph &G;
  const link::Event &Call;
  /// Code that may do anything comes before it: what the walk knows of values
  /// may be old.
  bool IsBehindGap = false;

  const facts::Node &node() const { return G.nodeOf(Call.Place); }
  const link::Frame &frame() const { return G.frames()[Call.Place.Frame]; }
  /// Whether it stands in the callback itself.
  bool isInCallback() const { return frame().Depth == 0; }
};

/// Finds the calls, and tells of them.
class CallbackReach {
public:
  explicit CallbackReach(const Evidence &E);

  /// Whether a node may be one of the calls.
  using NodeTest = std::function<bool(const facts::Node &)>;
  /// What is wrong with a call.
  struct Complaint {
    /// What its function does.
    std::string What;
    /// What to do instead.
    std::string Advice;
    /// Where the rest of it happens, told before the advice.
    std::vector<Note> Evidence = {};
  };
  /// Nothing, if nothing is wrong.
  using Judge = std::function<std::optional<Complaint>(const CallInCallback &)>;
  /// Makes the fix of a finding.
  using Fixer = std::function<std::vector<Edit>(const CallInCallback &)>;

  /// What there is to say about a rule's calls.
  struct Subject {
    Rule Named;
    NodeTest Matters;
    Judge Complain;
    Fixer Fix = nullptr;
    /// That a function runs elsewhere as well is no reason to be silent about
    /// what depends on static variables alone: they are no question on which
    /// thread it is.
    bool TrustsStatics = false;
    /// What is true of one call is told of the whole callback.
    bool OnceIsEnough = false;
  };

  /// One finding for each place. Where the function is not for callbacks alone,
  /// what it does under a condition is left out: that may be the question on
  /// which thread it is.
  std::vector<Finding> find(const Subject &S) const;

  /// Whether \p F runs on other threads as well.
  bool isUsedElsewhere(const facts::Function &F) const {
    return Elsewhere.count(F.Usr) != 0;
  }

private:
  /// A call, or what makes a thread.
  struct OtherUse {
    const facts::Function *By = nullptr;
    const facts::Node *Where = nullptr;
  };

  void findOtherUses();
  bool isConditional(const CallInCallback &C, const Subject &S) const;
  Finding tell(const CallInCallback &C, const Subject &S,
               const Complaint &Wrong) const;
  void tellElsewhere(Finding &F, const CallInCallback &C) const;

  const Evidence &E;
  const std::vector<Registration> Registrations;
  /// The functions that callbacks call and that run on other threads as well,
  /// with what shows it.
  std::map<std::string, OtherUse> Elsewhere;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_CALLBACKREACH_H
