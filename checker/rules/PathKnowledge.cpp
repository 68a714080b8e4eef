//===- PathKnowledge.cpp - What the tests on a path have shown ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/PathKnowledge.h"

#include <algorithm>

namespace threadpool::rules {

using facts::Comparison;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

static Comparison opposite(Comparison C) {
  switch (C) {
  case Comparison::Equal:
    return Comparison::NotEqual;
  case Comparison::NotEqual:
    return Comparison::Equal;
  case Comparison::Less:
    return Comparison::NotLess;
  case Comparison::NotLess:
    return Comparison::Less;
  }
  return C;
}

bool NumberRange::keep(Comparison How, std::int64_t With) {
  switch (How) {
  case Comparison::Equal:
    if (!has(With))
      return false;
    Low = High = With;
    break;
  case Comparison::NotEqual:
    Not.insert(With);
    break;
  case Comparison::Less:
    if (With == std::numeric_limits<std::int64_t>::min())
      return false;
    High = std::min(High, With - 1);
    break;
  case Comparison::NotLess:
    Low = std::max(Low, With);
    break;
  }
  return Low < High || (Low == High && Not.count(Low) == 0);
}

std::optional<NumberTest> asNumberTest(const EventGraph &G,
                                       const UndecidedCondition &Cond) {
  if (Cond.Sources.size() != 1 || !Cond.Sources[0].is(ValueKind::At))
    return std::nullopt;
  NumberTest Test;
  Test.Of = link::textOf(Cond.Sources[0].Where);
  if (Cond.Constant) {
    Test.How = Cond.IsNextEqual ? Comparison::Equal : Comparison::NotEqual;
    Test.With = *Cond.Constant;
    return Test;
  }
  const facts::Node &N = G.nodeOf(Cond.Place);
  if (N.Kind != facts::NodeKind::Branch || !facts::isOrder(N.Compare) ||
      N.Args[1].Kind != facts::Operand::OperandKind::Constant)
    return std::nullopt;
  Test.How = N.Compare;
  Test.With = N.Args[1].Number;
  return Test;
}

const std::string &PathKnowledge::nameOf(const std::string &Name) const {
  auto It = Same.find(Name);
  return It == Same.end() ? Name : It->second;
}

void PathKnowledge::note(const Event &Ev) {
  if (Ev.Kind == EventKind::Call || Ev.Kind == EventKind::Api) {
    const std::string Result = link::textOf(Ev.Result.Where);
    Known.erase(Result);
    for (auto It = Same.begin(); It != Same.end();)
      It = It->second == Result ? Same.erase(It) : std::next(It);
    return;
  }
  if (Ev.Kind != EventKind::Store)
    return;
  const std::string Name = link::textOf(Ev.Storage);
  if (!Names->count(Name))
    return;
  Known.erase(Name);
  Same.erase(Name);
  const link::Value &Stored = Ev.Args[0];
  if (Stored.is(ValueKind::At))
    Same[Name] = nameOf(link::textOf(Stored.Where));
  else if (Stored.is(ValueKind::Constant))
    Known[Name].keep(Comparison::Equal, Stored.Number);
}

bool PathKnowledge::take(const NumberTest &Test, bool TakesNext) {
  const std::string &Name = nameOf(Test.Of);
  if (!Names->count(Name) && !Names->count(Test.Of))
    return true;
  return Known[Name].keep(TakesNext ? Test.How : opposite(Test.How), Test.With);
}

const NumberRange *PathKnowledge::find(const std::string &Name) const {
  auto It = Known.find(nameOf(Name));
  return It == Known.end() ? nullptr : &It->second;
}

} // namespace threadpool::rules
