//===- ThreadCalls.cpp - Calls that concern the thread --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ThreadCalls.h"

#include "facts/CallNames.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ArgumentTest;
using link::Event;
using link::EventGraph;
using link::Value;
using EventKind = link::Event::EventKind;
using TestKind = facts::ArgumentTest::TestKind;
using ValueKind = link::Value::ValueKind;

/// The handle that GetCurrentThread returns.
static constexpr std::int64_t CurrentThread = -2;

bool isOwnThread(const EventGraph &G, const Value &Handle) {
  if (Handle.is(ValueKind::Constant))
    return Handle.Number == CurrentThread;
  return Handle.is(ValueKind::At) &&
         std::any_of(
             G.events().begin(), G.events().end(), [&](const Event &Ev) {
               return Ev.Kind == EventKind::Call && Ev.Result == Handle &&
                      isCallOf(G.nodeOf(Ev.Place), "GetCurrentThread");
             });
}

/// Whether \p O is what it is whatever was done before.
static bool isWrittenThere(const facts::Operand &O) {
  return O.Kind == facts::Operand::OperandKind::Constant ||
         O.Kind == facts::Operand::OperandKind::Function;
}

static bool holds(const CallInCallback &C, const ArgumentTest &Test) {
  if (Test.Kind == TestKind::None)
    return true;
  if (Test.Argument >= C.Call.Args.size())
    return false;
  const Value &Given = C.Call.Args[Test.Argument];
  const facts::Operand &Written = C.node().Args[Test.Argument];
  const bool IsNumber = Given.is(ValueKind::Constant) &&
                        (!C.IsBehindGap || isWrittenThere(Written));
  switch (Test.Kind) {
  case TestKind::None:
    return true;
  case TestKind::True:
    return IsNumber && Given.Number != 0;
  case TestKind::Zero:
    return IsNumber && Given.Number == 0;
  case TestKind::Bit:
    return IsNumber && (Given.Number & Test.Mask) != 0;
  case TestKind::NoBit:
    return IsNumber && (Given.Number & Test.Mask) == 0;
  case TestKind::NotNull:
    return Given.isNotNull() && (!C.IsBehindGap || isWrittenThere(Written));
  case TestKind::OwnThread:
    return isOwnThread(C.G, Given);
  case TestKind::Named:
    return llvm::StringRef(Written.Text).ends_with(Test.Name);
  }
  return false;
}

const facts::ThreadFunction *threadCall(const CallInCallback &C) {
  const facts::ThreadFunction *Row = facts::lookupThread(C.node());
  return Row && std::all_of(
                    std::begin(Row->Tests), std::end(Row->Tests),
                    [&](const ArgumentTest &Test) { return holds(C, Test); })
             ? Row
             : nullptr;
}

} // namespace threadpool::rules
