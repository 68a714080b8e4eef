//===- VariableAccess.h - Who gets hold of a variable -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member function works on whatever object it is called for. Whether that may
// be a certain variable is seen from who is given a pointer to it: functions of
// the unit, callbacks as their context, or somebody who is not seen.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_VARIABLEACCESS_H
#define THREADPOOL_TIDY_RULES_VARIABLEACCESS_H

#include "facts/Facts.h"

#include <map>
#include <string>
#include <vector>

namespace threadpool::rules {

class VariableAccess {
public:
  /// Follows the pointers that lead to \p Object, which is a part of a variable
  /// with static storage, or of what that owns.
  VariableAccess(const facts::UnitFacts &Unit, const facts::Path &Object);

  /// Whether somebody may have a pointer to it of whom the unit does not tell
  /// what becomes of it.
  bool escapes() const { return Escapes; }

  /// Whether \p Where, which begins with what the function \p Usr is given, may
  /// be the object.
  bool isGiven(const std::string &Usr, const facts::Path &Where) const;

private:
  /// Who has a pointer to the object when a function returns it: the place that
  /// it is followed from, callers that have it anyway, or anybody who calls.
  enum class Returned : std::uint8_t { Here, Callers, Anybody };

  /// A way to the object in a function.
  struct Way {
    const facts::Function *In = nullptr;
    facts::Path Object;
    Returned To = Returned::Here;
    /// What is stored on this way becomes the object.
    bool IsSource = false;
  };

  using Steps = std::vector<facts::Path::Step>;

  void add(const facts::Function &In, facts::Path Object, Returned To,
           bool IsSource);
  void follow(const Way &W);
  void follow(const Way &W, const facts::Node &N);
  void followStore(const Way &W, const facts::Node &N);
  void followCall(const Way &W, const facts::Node &N);
  void followContext(const facts::Node &N, const facts::Operand &O,
                     const Steps &Rest);
  void followReturn(const Way &W, const Steps &Rest);
  void followSource(const Way &W, const facts::Operand &O, const Steps &Rest);

  const facts::UnitFacts &Unit;
  const facts::Path &Object;
  /// By the function's USR and the text of the path.
  std::map<std::pair<std::string, std::string>, Way> Ways;
  std::vector<Way> ToDo;
  bool Escapes = false;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_VARIABLEACCESS_H
