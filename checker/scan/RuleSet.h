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

  /// \p List has names of rules, with or without "threadpool-", and "*" for any
  /// characters; behind "-" those that are not to report. A list that begins
  /// with a name means no other rules. Fails if nothing is called so.
  static llvm::Expected<RuleSet> parse(llvm::StringRef List);

  /// The rule to report \p Found under; nothing if none of its rules reports.
  std::optional<rules::Rule> reporterOf(const rules::Finding &Found) const;

private:
  std::set<rules::Rule> Reporting;
};

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_RULESET_H
