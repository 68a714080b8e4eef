//===- RelativeTimeout.cpp - threadpool-relative-timeout ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using facts::Product;
using link::DueTime;
using link::Event;
using link::Value;
using DueKind = link::DueTime::DueKind;

namespace {

constexpr std::int64_t TicksPerSecond = 10'000'000;
constexpr std::int64_t TicksPerMillisecond = 10'000;
/// The beginning of 1970. No program means a moment before it.
constexpr std::int64_t Epoch = 116'444'736'000'000'000;

bool isSet(const ApiFunction &Api) {
  return Api.isSet() && facts::isCallbackObject(Api.Object);
}

/// Whether the function \p Name only tells somebody what it is given.
bool tells(llvm::StringRef Name) {
  return Name.contains_insensitive("log") ||
         Name.contains_insensitive("print") ||
         Name.contains_insensitive("trace");
}

/// Whether \p Text is a product of literals with a sign, and nothing else.
bool isLiteralProduct(llvm::StringRef Text) {
  return Text.contains('*') && llvm::isDigit(Text.front()) &&
         Text.find_first_not_of("0123456789'lL* ") == llvm::StringRef::npos;
}

class TimeoutFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    findOnAllWays(Out, [this](const Event &Ev) { return judge(Ev); });
  }

private:
  std::optional<Finding> judge(const Event &Ev) const {
    if (!isSet(*Ev.Api) || Ev.argument(Ev.Api->armingArgument()).isNull())
      return std::nullopt;
    switch (Ev.Due.Kind) {
    case DueKind::Unknown:
      break;
    case DueKind::Known:
      if (Ev.Due.isZero() && isPoll(Ev))
        return tellPoll(Ev);
      // 1 is short for "is over", as 0 is.
      if (Ev.Due.Time > 1 && Ev.Due.Time < Epoch)
        return tellPositive(Ev);
      break;
    case DueKind::HalfWritten:
      // The other half may be what an error stands for.
      if (G.frames()[Ev.Place.Frame].Callee->IsPartial)
        break;
      return findingAt(Rule::RelativeTimeout, Ev,
                       "only one half of the due time is written; the other "
                       "one holds what happened to be there");
    case DueKind::Multiple:
      return judgeMultiple(Ev);
    }
    return std::nullopt;
  }

  static std::string firing(const Event &Ev) {
    return "the " + nounOf(Ev.Api->Object) + " fires at once";
  }

  //===--- Constants ------------------------------------------------------===//

  Finding tellPositive(const Event &Ev) const {
    Finding F = findingAt(
        Rule::RelativeTimeout, Ev,
        llvm::formatv("the due time {0} is positive, which means a moment soon "
                      "after the beginning of the year 1601: {1}",
                      Ev.Due.Time, firing(Ev)));
    advise(F, Ev,
           llvm::formatv("a time from now on is negative: -{0} is {1:f3} "
                         "seconds from now",
                         Ev.Due.Time,
                         static_cast<double>(Ev.Due.Time) / TicksPerSecond));
    F.Fix = addMinus(Ev);
    return F;
  }

  /// Writes the minus before the literals that the due time itself is assigned
  /// in the function that sets the object.
  std::vector<Edit> addMinus(const Event &Ev) const {
    const facts::Function &In = *G.frames()[Ev.Place.Frame].Callee;
    const facts::Node &Set = nodeOf(Ev);
    const Path &Due = Set.Args[Ev.Api->Args.DueTime.index()].Where;
    const facts::Node *Only = nullptr;
    for (const facts::Node &N : In.Nodes) {
      if (N.Kind != facts::NodeKind::Assign ||
          N.Target.Root != Path::RootKind::Local || N.Target.Root != Due.Root ||
          N.Target.Symbol != Due.Symbol)
        continue;
      // Another assignment may mean another time.
      if (Only || N.Args[0].Kind != facts::Operand::OperandKind::Constant ||
          N.Args[0].Number != Ev.Due.Time)
        return {};
      Only = &N;
    }
    if (!Only || !isLiteralProduct(Only->Args[0].Text) ||
        Only->Length < Only->Args[0].Text.size())
      return {};
    Edit Minus;
    Minus.Where = Only->Where;
    const std::uint32_t Before = Only->Length - Only->Args[0].Text.size();
    Minus.Where.Offset += Before;
    Minus.Where.Column += Before;
    Minus.Text = "-";
    return {Minus};
  }

  /// Whether a wait is set for a handle that somebody signals, and to end at
  /// once. With a handle that nobody signals it is a way to run the callback.
  bool isPoll(const Event &Ev) const {
    if (Ev.Api->Object != ApiObject::Wait)
      return false;
    const link::Creation *Made =
        link::originOf(E.Objects, Ev.argument(Ev.Api->Args.Handle));
    return Made && Made->Api->Object == ApiObject::Event && Made->StoredAt &&
           isSignalled(link::keyOf(*Made->StoredAt));
  }

  bool isSignalled(const link::Key &Handle) const {
    auto Signals = [&Handle](const facts::Node &N) {
      const ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                   ? facts::lookupApi(N.Callee)
                                   : nullptr;
      return Api && Api->Role == ApiRole::Signal &&
             link::keyOf(N.Args[Api->Args.Object.index()].Where) == Handle;
    };
    return !Handle.empty() &&
           std::any_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                       [&Signals](const auto &F) {
                         return std::any_of(F.second.Nodes.begin(),
                                            F.second.Nodes.end(), Signals);
                       });
  }

  Finding tellPoll(const Event &Ev) const {
    Finding F = findingAt(
        Rule::RelativeTimeout, Ev,
        "the pool is asked to wait no time at all for the handle, which is "
        "more than asking whether it is signalled: a callback is queued either "
        "way");
    advise(F, Ev, "ask with WaitForSingleObject and a timeout of 0");
    return F;
  }

  //===--- Computed times -------------------------------------------------===//

  static bool isParameter(const Path &P) {
    return P.Root == Path::RootKind::Local && P.Steps.empty() &&
           llvm::StringRef(P.Symbol).contains(link::ParameterMark);
  }

  /// Whether the number is anything that a caller of the routine chooses: a
  /// parameter that is not compared with anything, nor given to a function that
  /// may do so.
  bool isAnything(const Path &Number) const {
    auto IsNumber = [&Number](const Value &V) {
      return V.Where.Symbol == Number.Symbol;
    };
    // Of a function that is called here, what it is called with counts.
    return isParameter(Number) &&
           E.Calls.withCallers({Routine.Usr}).size() == 1 &&
           std::none_of(G.conditions().begin(), G.conditions().end(),
                        [&IsNumber](const link::UndecidedCondition &C) {
                          return std::any_of(C.Sources.begin(), C.Sources.end(),
                                             IsNumber);
                        }) &&
           std::none_of(
               G.events().begin(), G.events().end(), [&](const Event &Ev) {
                 return Ev.Kind == Event::EventKind::Call &&
                        !tells(nodeOf(Ev).CalleeName) &&
                        std::any_of(Ev.Args.begin(), Ev.Args.end(), IsNumber);
               });
  }

  std::optional<Finding> judgeMultiple(const Event &Ev) const {
    const DueTime &Due = Ev.Due;
    const Product &Times = *Due.Times;
    const bool IsConstant = !Due.From.isValid();
    const std::uint64_t PerUnit = std::abs(Times.Factor);
    if (Times.Limit == 0 && Times.Factor < 0 && Due.Factor < 0 &&
        Times.IsUnsigned)
      return tellComputed(
          Ev,
          "the minus stands before a number without a sign, so the due time is "
          "positive and means a moment soon after the beginning of the year "
          "1601: " +
              firing(Ev),
          "convert the number to a signed one of 64 bits first");
    // What counts something else than milliseconds is no time yet.
    const bool CountsTime = PerUnit % TicksPerMillisecond == 0;
    if (CountsTime && isCutTo32(Times) && (IsConstant || isAnything(Due.From)))
      return tellComputed(
          Ev,
          llvm::formatv("the due time is computed in 32 bits, which is wrong "
                        "for more than {0} times {1}, {2:f0} seconds",
                        Times.Limit, PerUnit,
                        static_cast<double>(Times.Limit) * PerUnit /
                            TicksPerSecond),
          "convert the number to 64 bits before it is multiplied");
    if (!IsConstant && Due.Factor > 0 && CountsTime && Times.IsUnsigned &&
        Times.Most <= static_cast<std::uint64_t>(Epoch / Due.Factor))
      return tellComputed(
          Ev,
          "the due time is positive, which means a moment soon after the "
          "beginning of the year 1601: " +
              firing(Ev),
          "a time from now on is negative", /*IsWidened=*/false);
    return std::nullopt;
  }

  /// Whether \p Times goes wrong at the bounds of 32 bits, with or without a
  /// sign.
  static bool isCutTo32(const Product &Times) {
    const std::uint64_t PerUnit = std::abs(Times.Factor);
    return Times.Limit < Times.Most &&
           (Times.Limit == std::numeric_limits<std::int32_t>::max() / PerUnit ||
            Times.Limit == std::numeric_limits<std::uint32_t>::max() / PerUnit);
  }

  Finding tellComputed(const Event &Ev, std::string Message, std::string Repair,
                       bool IsWidened = true) const {
    const Product &Times = *Ev.Due.Times;
    Finding F = findingAt(Rule::RelativeTimeout, Ev, std::move(Message));
    Note Computed;
    Computed.Where = Times.Where;
    Computed.Text = "computed here; to repair: " + std::move(Repair);
    F.Notes.push_back(std::move(Computed));
    if (IsWidened && Times.Widen.isValid()) {
      Edit Cast;
      Cast.Where = Times.Widen;
      Cast.Text = "(LONGLONG)";
      F.Fix.push_back(std::move(Cast));
    }
    return F;
  }
};

} // namespace

std::vector<Finding> findRelativeTimeouts(const Evidence &E) {
  return findInRoutines<TimeoutFinder>(E, isSet);
}

} // namespace threadpool::rules
