//===- LongCallback.cpp - threadpool-long-callback ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A callback that blocks keeps a thread of the pool from all others. The pool
// takes that into account if it is told beforehand: by the callback, by the
// environment, or by a flag of the old API.
//
//===----------------------------------------------------------------------===//

#include "rules/BlockingCalls.h"
#include "rules/CallbackReach.h"
#include "rules/EventReach.h"
#include "rules/Mentions.h"

#include <algorithm>
#include <set>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Path;
using link::Event;
using ValueKind = link::Value::ValueKind;

namespace {

/// The parameter of a callback that CallbackMayRunLong is given.
constexpr unsigned InstanceParameter = 0;

class LongCallbacks {
public:
  explicit LongCallbacks(const Evidence &E) : E(E), Reach(E) {}

  std::vector<Finding> find() const {
    CallbackReach::Subject S;
    S.Named = Rule::LongCallback;
    S.Matters = mayBlock;
    S.Complain = [this](const CallInCallback &C) { return judge(C); };
    S.TrustsStatics = true;
    S.OnceIsEnough = true;
    S.Fix = [this](const CallInCallback &C) { return hintAtStart(C); };
    return Reach.find(S);
  }

private:
  std::optional<CallbackReach::Complaint> judge(const CallInCallback &C) const {
    if (mayBeExpected(C.By) ||
        (C.IsBehindGap && (mayBeToldInGap(C.By) || !isPlainWait(E, C))))
      return std::nullopt;
    const std::optional<std::string> What = longWaitIn(E, C);
    if (!What || isToldBefore(C))
      return std::nullopt;
    return CallbackReach::Complaint{
        *What + " and has not told the pool that it may run long", adviceTo(C)};
  }

  /// Whether the pool expects it, or may.
  bool mayBeExpected(const Registration &By) const {
    if (By.Api->Args.Flags.isPresent())
      return !By.Flags.is(ValueKind::Constant) ||
             (By.Flags.Number & facts::ExecuteLongFunction) != 0;
    if (By.Api->Args.Environment.isPresent() &&
        link::mayRunLong(E.Objects, By.Environment))
      return true;
    std::set<std::pair<const Function *, unsigned>> Seen;
    return By.hasInstance() && letsGoOf(*By.Callback, InstanceParameter, Seen);
  }

  /// Whether code that is not understood may tell the pool: who does needs a
  /// name for the instance.
  static bool mayBeToldInGap(const Registration &By) {
    return By.hasInstance() &&
           (By.Callback->ParameterNames.empty() ||
            !By.Callback->ParameterNames[InstanceParameter].empty());
  }

  /// Whether code that is not seen may get the parameter \p Number of \p F.
  bool letsGoOf(const Function &F, unsigned Number,
                std::set<std::pair<const Function *, unsigned>> &Seen) const {
    if (!Seen.insert({&F, Number}).second)
      return false;
    auto IsIt = [Number](const Path &P) {
      return P.Root == Path::RootKind::Parameter && P.Steps.empty() &&
             P.Symbol == std::to_string(Number);
    };
    return std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
      // A macro about unused parameters assigns it to itself.
      if (N.Kind != NodeKind::Call)
        return N.Kind == NodeKind::Assign && names(N.Args[0], IsIt) &&
               !IsIt(N.Target);
      auto Callee = E.Unit.Functions.find(N.Callee);
      const bool IsSeen =
          Callee != E.Unit.Functions.end() && Callee->second.hasBody();
      for (unsigned I = 0; I < N.Args.size(); ++I)
        if (names(N.Args[I], IsIt) &&
            (!IsSeen || letsGoOf(Callee->second, I, Seen)))
          return true;
      return false;
    });
  }

  /// Whether the pool was told on a way to \p C.
  static bool isToldBefore(const CallInCallback &C) {
    const std::set<const Event *> Leading = eventsLeadingTo(C.G, C.Call);
    return std::any_of(Leading.begin(), Leading.end(), [](const Event *Ev) {
      return Ev->isApi(ApiRole::RunsLong) &&
             Ev->Api->Object == ApiObject::Instance;
    });
  }

  static std::string adviceTo(const CallInCallback &C) {
    if (C.By.hasInstance())
      return "call CallbackMayRunLong first, or SetThreadpoolCallbackRunsLong "
             "for the environment; or let an object of the pool wait instead";
    if (C.By.Api->Role == ApiRole::BindIo)
      return "leave what takes long to a work object, or to a thread of your "
             "own";
    return "give WT_EXECUTELONGFUNCTION to " + C.By.Api->Name.str() +
           ", or let an object of the pool wait instead";
  }

  std::vector<Edit> hintAtStart(const CallInCallback &C) const {
    const Function &Callback = *C.By.Callback;
    if (!C.By.hasInstance() || C.By.Api->Family != facts::ApiFamily::Win32 ||
        Callback.ParameterNames.empty() ||
        Callback.ParameterNames[InstanceParameter].empty() ||
        !Callback.BodyBegin.isValid() || Callback.IsPartial ||
        Reach.isUsedElsewhere(Callback) || isHintGivenIn(Callback))
      return {};
    return {{Callback.BodyBegin, 0,
             Callback.BodySeparator + "CallbackMayRunLong(" +
                 Callback.ParameterNames[InstanceParameter] + ");"}};
  }

  /// It is to be called once.
  bool isHintGivenIn(const Function &Callback) const {
    return callsApi(E, Callback, [](const facts::ApiFunction &Api) {
      return Api.Role == ApiRole::RunsLong && Api.Object == ApiObject::Instance;
    });
  }

  const Evidence &E;
  const CallbackReach Reach;
};

} // namespace

std::vector<Finding> findLongCallbacks(const Evidence &E) {
  return LongCallbacks(E).find();
}

} // namespace threadpool::rules
