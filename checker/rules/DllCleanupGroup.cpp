//===- DllCleanupGroup.cpp - threadpool-dll-cleanup-group -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"

#include <algorithm>

namespace threadpool::rules {

using link::Creation;
using ValueKind = link::Value::ValueKind;

namespace {

bool isDll(const Evidence &E) {
  switch (E.Opts.IsDll) {
  case DllChoice::Yes:
    return true;
  case DllChoice::No:
    return false;
  case DllChoice::Auto:
    return E.Unit.Dll != facts::DllEvidence::None;
  }
  return false;
}

/// A module that stays loaded for good has no callbacks to fear, and one that
/// counts what is under way unloads when it is safe.
bool decidesWhenToUnload(const facts::UnitFacts &Unit) {
  for (const auto &[Usr, F] : Unit.Functions) {
    if (F.Name == "DllCanUnloadNow")
      return true;
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::Call &&
          N.CalleeName.compare(0, 17, "GetModuleHandleEx") == 0)
        return true;
  }
  return false;
}

/// Whether a routine of the unit waits for the object's callbacks: then
/// unloading is in hand, as far as one unit can tell.
bool isDrainedSomewhere(const Evidence &E, const std::string &Id,
                        const Creation &C) {
  return std::any_of(
      E.Objects.Drained.begin(), E.Objects.Drained.end(),
      [&](const link::Value &V) { return link::mayBe(V, Id, C); });
}

/// What is wrong with the environment, as a sentence; empty if nothing is, or
/// if it is not known well enough.
std::string complaint(const Evidence &E, const Creation &C) {
  if (C.Environment.isNull())
    return "without an environment";
  const link::EnvironmentFacts *Known =
      link::environmentOf(E.Objects, C.Environment);
  if (!Known || !Known->Initialized || Known->Escapes || Known->HasLibrary ||
      !Known->Groups.empty())
    return "";
  return "with an environment that has neither a cleanup group nor a callback "
         "library";
}

} // namespace

std::vector<Finding> findDllObjectsWithoutGroup(const Evidence &E) {
  std::vector<Finding> Result;
  if (!isDll(E) || decidesWhenToUnload(E.Unit))
    return Result;
  for (const auto &[Id, C] : E.Objects.Creations) {
    if (!facts::isCallbackObject(C.Api->Object))
      continue;
    const std::string What = complaint(E, C);
    if (What.empty() || isDrainedSomewhere(E, Id, C))
      continue;
    Finding F;
    F.Rules = {Rule::DllCleanupGroup};
    F.Where = C.Where;
    F.Length = C.Length;
    F.Message = "this DLL creates a callback object " + What +
                ": nothing keeps its code loaded while a callback is queued or "
                "running";
    Result.push_back(std::move(F));
  }
  return Result;
}

} // namespace threadpool::rules
