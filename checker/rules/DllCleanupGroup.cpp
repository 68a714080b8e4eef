//===- DllCleanupGroup.cpp - threadpool-dll-cleanup-group -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A DLL may be unloaded while the pool has a callback of it, unless one of four
// things is there: a cleanup group, a callback library, a reference that keeps
// the DLL loaded, or a function that waits for the callbacks. What can be in
// another unit is taken to be there.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/CallbackEnd.h"
#include "rules/DllCode.h"
#include "rules/Mentions.h"
#include "rules/RoutineFinder.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using link::Creation;
using link::Event;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// What is made, and lives on: objects with callbacks, and callbacks that have
/// no object.
bool isForEnvironments(const facts::ApiFunction &Api) {
  return Api.Args.Environment.isPresent() &&
         (facts::isCallbackObject(Api.Object) ||
          Api.Object == ApiObject::Simple);
}

class Judge {
public:
  explicit Judge(const Evidence &E) : E(E) {}

  std::optional<Finding> judge(const std::string &Id, const Creation &C) const {
    const std::string What = complaint(C);
    if (What.empty() || isDrained(Id, C) || isOthersMatter(Id, C) ||
        isEndKnown(C))
      return std::nullopt;
    Finding F;
    F.Rules = {Rule::DllCleanupGroup};
    F.Where = C.Where;
    F.Length = C.Length;
    const bool IsSimple = C.Api->Object == ApiObject::Simple;
    F.Message =
        "this DLL " +
        std::string(IsSimple ? "submits a callback"
                             : "creates a callback object") +
        What + "; nothing keeps the DLL loaded, and no function of it " +
        (IsSimple ? "can wait for the callback" : "waits for the callbacks");
    tellMore(F, C);
    return F;
  }

private:
  /// What is wrong with the environment, as the rest of a sentence; empty if
  /// nothing is, or if it is not known well enough.
  std::string complaint(const Creation &C) const {
    if (C.Environment.isNull())
      return " without an environment: no cleanup group, and no callback "
             "library";
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, C.Environment);
    if (!Known || !Known->Initialized || Known->Escapes || Known->HasLibrary ||
        !Known->Groups.empty())
      return "";
    return std::string(" with an environment that has ") +
           (Known->HasPool ? "a pool, but " : "") +
           "neither a cleanup group nor a callback library";
  }

  /// Whether a routine of the unit waits for the object's callbacks, as far as
  /// can be told. Where DllMain does, that is another finding.
  bool isDrained(const std::string &Id, const Creation &C) const {
    auto Drained = E.Objects.Drained.find(C.Api->Object);
    return Drained != E.Objects.Drained.end() &&
           std::any_of(Drained->second.begin(), Drained->second.end(),
                       [&](const Value &V) { return link::mayBe(V, Id, C); });
  }

  /// Whether other units may wait for what \p C makes, or code with errors.
  bool isOthersMatter(const std::string &Id, const Creation &C) const {
    if (C.Api->Object == ApiObject::Simple)
      return false;
    if (C.StoredAt && (isKnownElsewhere(*C.StoredAt) || isInGap(*C.StoredAt)))
      return true;
    const link::EventGraph &G = E.Graphs.of(*C.Root, link::Creations::Succeed);
    auto IsIt = [&Id](const Value &V) {
      return V.is(ValueKind::Fresh) && V.Name == Id;
    };
    return std::any_of(G.events().begin(), G.events().end(),
                       [&](const Event &Ev) {
                         if (std::none_of(Ev.Args.begin(), Ev.Args.end(), IsIt))
                           return false;
                         if (Ev.Kind == EventKind::Store)
                           return link::keyOf(Ev.Storage).empty();
                         if (Ev.Kind == EventKind::Leave)
                           return !C.Root->IsStatic;
                         return Ev.Kind == EventKind::Call &&
                                !link::onlyReports(G.nodeOf(Ev.Place));
                       });
  }

  bool isKnownElsewhere(const facts::Path &Home) const {
    if (Home.Root != facts::Path::RootKind::Global || !Home.Steps.empty())
      return !Home.Steps.empty() && !isReachedHereAlone(Home);
    const std::vector<std::string> &Shared = E.Unit.HeaderGlobals;
    return std::find(Shared.begin(), Shared.end(), Home.Symbol) != Shared.end();
  }

  /// Whether other units cannot name one of the members, behind the last
  /// pointer, that the way to \p Home leads through.
  bool isReachedHereAlone(facts::Path Home) const {
    while (!Home.Steps.empty() && !link::isDereference(Home.Steps.back())) {
      if (isOfThisUnit(E.Unit, Home))
        return true;
      Home.Steps.pop_back();
    }
    return false;
  }

  bool isInGap(const facts::Path &Home) const {
    return std::any_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                       [&](const auto &Entry) {
                         return hasGapsAbout(E.Unit, Entry.second, Home);
                       });
  }

  /// Whether the callback is not known, or who unloads the DLL may know when it
  /// is done.
  bool isEndKnown(const Creation &C) const {
    const auto Callback = E.Unit.Functions.find(C.Callback);
    if (Callback == E.Unit.Functions.end() || !Callback->second.hasBody())
      return true;
    return CallbackEnd(E, C.Callback).mayBeKnown();
  }

  void tellMore(Finding &F, const Creation &C) const {
    F.Notes.push_back(dllEvidence(E, Rule::DllCleanupGroup, C.Where));
    const link::EnvironmentFacts *Known =
        link::environmentOf(E.Objects, C.Environment);
    if (Known && Known->InitializedAt.isValid())
      explain(F, Known->InitializedAt, "the environment is made here");
    explain(F, C.Where,
            "when the DLL is unloaded, a callback that runs, or starts "
            "later, finds "
            "no code");
    explain(
        F, C.Where,
        "to repair: give it an environment with a cleanup group, and close the "
        "group's members in a function that the user of the DLL calls before "
        "it is unloaded");
  }

  const Evidence &E;
};

} // namespace

std::vector<Finding> findDllObjectsWithoutGroup(const Evidence &E) {
  std::vector<Finding> Result;
  if (!isDll(E, Rule::DllCleanupGroup) || mayStayLoaded(E.Unit))
    return Result;
  const Judge Judge(E);
  for (const auto &[Id, C] : E.Objects.Creations)
    if (isForEnvironments(*C.Api))
      if (std::optional<Finding> F = Judge.judge(Id, C))
        Result.push_back(std::move(*F));
  return Result;
}

} // namespace threadpool::rules
