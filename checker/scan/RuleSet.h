//===- RuleSet.h - Which rules a scan reports -------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_RULESET_H
#define THREADPOOL_TIDY_SCAN_RULESET_H

#include "rules/Finding.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <set>

namespace threadpool::scan {

class RuleSet {
public:
  /// Those that report without being asked for.
  RuleSet();

  /// Whether a rule that is quiet by itself reports when its name is in a list.
  enum class Naming : bool { Asks, DoesNotAsk };

  /// \p List has names of rules, with or without "threadpool-", and "*" for any
  /// characters; behind "-" those that are not to report. A list that begins
  /// with a name means no other rules. Fails if nothing is called so.
  static llvm::Expected<RuleSet> parse(llvm::StringRef List, Naming Means);

  /// Lets \p R report, if it is one of them and quiet by itself.
  void ask(rules::Rule R) { Asked.insert(R); }

  bool reports(rules::Rule R) const;

  /// The rule to report \p Found under; nothing if none of its rules reports.
  std::optional<rules::Rule> reporterOf(const rules::Finding &Found) const;

private:
  std::set<rules::Rule> Chosen;
  /// Of rules that are quiet by themselves.
  std::set<rules::Rule> Asked;
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_RULESET_H
