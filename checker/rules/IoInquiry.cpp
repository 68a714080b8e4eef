//===- IoInquiry.cpp - What a routine asks about its I/O ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoInquiry.h"

#include "llvm/ADT/STLExtras.h"

namespace threadpool::rules {

using facts::NodeKind;
using facts::Path;
using link::Event;
using link::EventGraph;
using link::UndecidedCondition;
using link::Value;
using ValueKind = link::Value::ValueKind;

bool IoInquiry::tells(const Event &Operation, const Value &V) const {
  return isResultOf(Operation, V) ||
         (Last == &Operation && llvm::any_of(Errors, [&V](const Event *Ev) {
            return isResultOf(*Ev, V);
          }));
}

void IoInquiry::note(IoOutcome &Outcome, const Event &Operation, const Value &V,
                     const NumberTest &Test) {
  if (isResultOf(Operation, V))
    Outcome.noteResult(Test);
  else
    Outcome.noteError(Test);
}

bool asksLastError(llvm::StringRef Name) {
  return Name == "GetLastError" || Name == "WSAGetLastError" ||
         Name == "RtlGetLastWin32Error";
}

bool mayTakeTime(llvm::StringRef Name) {
  for (llvm::StringRef Word : {"sleep", "wait", "get", "read", "scan", "select",
                               "message", "system", "pause", "join", "run"})
    if (Name.contains_insensitive(Word))
      return true;
  return false;
}

bool isReadFromShared(const Value &V) {
  return V.is(ValueKind::Unknown) ||
         (V.Where.isValid() &&
          (V.Where.Root != Path::RootKind::Local ||
           llvm::any_of(V.Where.Steps, link::isDereference)));
}

std::optional<NumberTest>
testOf(const EventGraph &G, const UndecidedCondition &Cond, bool TakesNext) {
  if (Cond.Sources.size() != 1)
    return std::nullopt;
  NumberTest T;
  if (Cond.Constant) {
    T.Constant = *Cond.Constant;
    T.Holds = TakesNext == Cond.IsNextEqual;
    return T;
  }
  const facts::Node &N = G.nodeOf(Cond.Place);
  if (N.Kind != NodeKind::Branch || !facts::isOrder(N.Compare) ||
      N.Args[1].Kind != facts::Operand::OperandKind::Constant)
    return std::nullopt;
  T.IsOrder = true;
  T.Constant = N.Args[1].Number;
  T.Holds = TakesNext == (N.Compare == facts::Comparison::Less);
  return T;
}

} // namespace threadpool::rules
