//===- Rule.h - The rules of Rules.def as data ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_RULE_H
#define THREADPOOL_TIDY_RULES_RULE_H

#include <cstddef>
#include <cstdint>

namespace threadpool::rules {

enum class Rule : std::uint8_t {
#define TP_RULE(Enumerator, Name, Level, Default, Summary, Fix) Enumerator,
#include "Rules.def"
};

/// How sure a rule is; see Rules.def.
enum class Level : std::uint8_t { Error, Warning, Advice };

/// Whether a rule reports without being asked for; see Rules.def.
enum class Default : std::uint8_t { On, Quiet };

/// What the quick fix of a rule does, where it offers one.
enum class FixKind : std::uint8_t {
  None,
  InsertCall,
  MoveStatement,
  RemoveCall,
  MakeConditional,
  ChangeCall,
  WidenNumber,
  RemoveArgument,
  GiveArgument,
  ReturnInstead,
};

/// One row of Rules.def.
struct RuleInfo {
  Rule Id;
  /// Without the prefix "threadpool-".
  const char *Name;
  Level Severity;
  Default Reports;
  const char *Summary;
  FixKind Fix;
};

/// All rules, in the order of Rules.def, which is the order of Rule.
inline constexpr RuleInfo AllRules[] = {
#define TP_RULE(Enumerator, Name, Level_, Default_, Summary, Fix)              \
  {Rule::Enumerator,  Name,    Level::Level_,                                  \
   Default::Default_, Summary, FixKind::Fix},
#include "Rules.def"
};

constexpr const RuleInfo &infoOf(Rule R) {
  return AllRules[static_cast<std::size_t>(R)];
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_RULE_H
