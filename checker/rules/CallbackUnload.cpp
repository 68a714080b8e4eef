//===- CallbackUnload.cpp - threadpool-callback-unload --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever a callback does last, it has still to return, and the code for that
// is in its module. To free that module, and to signal who waits to free it, is
// left to the pool.
//
//===----------------------------------------------------------------------===//

#include "facts/CallNames.h"
#include "rules/UnloadAfterSignal.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::BodyPlace;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using link::Value;

namespace {

/// What the pool does instead, behind a callback.
struct Deferred {
  llvm::StringLiteral Call;
  llvm::StringLiteral Instead;
  ApiRole Role;
  /// How many of the arguments it takes over; any others have to be null.
  unsigned NumArguments;
};

constexpr Deferred DeferredCalls[] = {
    {"FreeLibrary", "FreeLibraryWhenCallbackReturns",
     ApiRole::FreeLibraryOnReturn, 1},
    {"SetEvent", "SetEventWhenCallbackReturns", ApiRole::SetEventOnReturn, 1},
    {"ReleaseSemaphore", "ReleaseSemaphoreWhenCallbackReturns",
     ApiRole::ReleaseSemaphoreOnReturn, 2},
};

const Deferred *deferredOf(const Node &N) {
  const auto *Row = std::find_if(
      std::begin(DeferredCalls), std::end(DeferredCalls),
      [&](const Deferred &D) { return facts::isCallOf(N, D.Call); });
  return Row == std::end(DeferredCalls) ? nullptr : Row;
}

class CallbackUnloads {
public:
  CallbackUnloads(const Evidence &E, const OwnModule &Own)
      : E(E), Own(Own), Reach(E), Unloads(unloadsAfterSignals(E, Own)) {}

  std::vector<Finding> find() const {
    CallbackReach::Subject S;
    S.Named = Rule::CallbackUnload;
    S.Matters = [](const Node &N) { return deferredOf(N) != nullptr; };
    S.Complain = [this](const CallInCallback &C) { return judge(C); };
    S.Fix = [this](const CallInCallback &C) { return leaveToPool(C); };
    return Reach.find(S);
  }

private:
  std::optional<CallbackReach::Complaint> judge(const CallInCallback &C) const {
    if (mayKeepModule(C.By))
      return std::nullopt;
    if (OwnModule::freedBy(C.node())) {
      if (!Own.isFreedBy(C.G, C.Call.Place, &C.By))
        return std::nullopt;
      return CallbackReach::Complaint{
          "frees the module that it is in itself, and has still to return",
          adviceTo(C)};
    }
    const Value Object = C.Call.Args.empty() ? Value() : C.Call.Args[0];
    auto Unload = Unloads.find(signalKeyOf(Object));
    if (C.IsBehindGap || Unload == Unloads.end() ||
        mayBeDrained(C.By, Unload->second))
      return std::nullopt;
    const UnloadAfterSignal &U = Unload->second;
    CallbackReach::Complaint Result{
        "signals what " + quotedFunction(U.By->Name) +
            " waits for before the module is unloaded, and has still to return",
        adviceTo(C)};
    Result.Evidence.push_back(
        noteAt(U.Wait->Where, quotedFunction(U.By->Name) + " waits for it"));
    if (U.Unload)
      Result.Evidence.push_back(noteAt(
          U.Unload->Where,
          "the module is unloaded, while the callback may not have returned"));
    else
      Result.Evidence.push_back(
          noteAt(U.By->Where, "behind " + quotedFunction(U.By->Name) +
                                  " the module is unloaded, while the callback "
                                  "may not have returned"));
    return Result;
  }

  /// Whether the pool may hold the module for as long as the callback runs.
  bool mayKeepModule(const Registration &By) const {
    if (!By.Api->Args.Environment.isPresent() || By.Environment.isNull())
      return false;
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, By.Environment);
    return !Known || !Known->Initialized || Known->Escapes || Known->HasLibrary;
  }

  /// Whether somebody may wait for the callback itself, too. Whoever unloads
  /// the module may have ended the object without; who waits and ends it does
  /// that instead.
  bool mayBeDrained(const Registration &By, const UnloadAfterSignal &U) const {
    if (By.Api->Args.Environment.isPresent() && !By.Environment.isNull())
      return true;
    const bool IsEnded =
        U.Unload != nullptr && U.Closed.count(By.Api->Object) != 0;
    bool Result = false;
    forEachApiCall(
        E.Unit, [&](const Function &F, const Node &, const ApiFunction &Api) {
          if (Api.Object == By.Api->Object && waitsForCallbacks(Api))
            Result |= !IsEnded || !closes(F, By.Api->Object) ||
                      mayComeBefore(F, *U.By);
        });
    return Result;
  }

  static bool closes(const Function &F, facts::ApiObject Kind) {
    return std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
      const ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                   ? facts::lookupApi(N.Callee)
                                   : nullptr;
      return Api && Api->Role == ApiRole::Close && Api->Object == Kind;
    });
  }

  /// Whether \p F runs in a routine that starts \p Unloader, or calls it.
  bool mayComeBefore(const Function &F, const Function &Unloader) const {
    std::set<std::string> Starters = {Unloader.Usr};
    for (const auto &[Usr, Other] : E.Unit.Functions)
      for (const Node &N : Other.Nodes)
        if (std::any_of(N.Args.begin(), N.Args.end(), [&](const Operand &O) {
              return O.Kind == Operand::OperandKind::Function &&
                     O.Function == Unloader.Usr;
            }))
          Starters.insert(Usr);
    return E.Calls.withCallees(E.Calls.withCallers(std::move(Starters)))
               .count(F.Usr) != 0;
  }

  static std::string adviceTo(const CallInCallback &C) {
    const Deferred &D = *deferredOf(C.node());
    if (C.By.hasInstance())
      return "leave it to the pool, which does it when the code has left the "
             "module: " +
             D.Instead.str();
    return "use a work object, whose callback can leave it to the pool: " +
           D.Instead.str();
  }

  std::vector<Edit> leaveToPool(const CallInCallback &C) const {
    const Deferred &D = *deferredOf(C.node());
    const Function &Callback = *C.By.Callback;
    const Node &N = C.node();
    const facts::InsertionPoint &At = N.Insertion;
    if (!C.isInCallback() || !C.By.hasInstance() ||
        C.By.Api->Family != facts::ApiFamily::Win32 ||
        Callback.ParameterNames.empty() || Callback.ParameterNames[0].empty() ||
        Callback.IsPartial || Reach.isUsedElsewhere(Callback) ||
        At.InBody == BodyPlace::Inside || N.Length == 0 ||
        At.Before.Offset != N.Where.Offset ||
        At.StatementText.size() != N.Length + 1 ||
        isLeftToPoolAlready(Callback, D))
      return {};
    std::string Text = D.Instead.str() + "(" + Callback.ParameterNames[0];
    for (unsigned I = 0; I < N.Args.size(); ++I) {
      const Operand &O = N.Args[I];
      if (I < D.NumArguments && !O.Text.empty())
        Text += ", " + O.Text;
      else if (I < D.NumArguments || O.Kind != Operand::OperandKind::Constant ||
               O.Number != 0)
        return {};
    }
    return {{N.Where, N.Length, Text + ")"}};
  }

  /// The pool does each of these once for a callback.
  bool isLeftToPoolAlready(const Function &Callback, const Deferred &D) const {
    return callsApi(E, Callback,
                    [&](const ApiFunction &Api) { return Api.Role == D.Role; });
  }

  const Evidence &E;
  const OwnModule &Own;
  const CallbackReach Reach;
  const std::map<link::Key, UnloadAfterSignal> Unloads;
};

} // namespace

std::vector<Finding> findUnloadsInCallbacks(const Evidence &E) {
  const OwnModule Own(E);
  if (!Own.isKnown())
    return {};
  return CallbackUnloads(E, Own).find();
}

} // namespace threadpool::rules
