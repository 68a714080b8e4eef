//===- Analyze.cpp - All rules over the facts of a program ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Analyze.h"
#include "rules/Rules.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace threadpool::rules {

static auto placeOf(const Finding &F) {
  return std::make_tuple(F.Where.File, F.Where.Offset, F.Rules.front());
}

std::vector<Finding> analyze(const facts::UnitFacts &Unit,
                             const Options &Opts) {
  const link::CallGraph Calls(Unit);
  const link::Inventory Objects = link::takeInventory(Unit, Calls);
  if (Objects.Creations.empty() && Objects.Armings.empty())
    return {};
  const std::vector<link::Case> Cases = link::buildCases(Unit, Calls, Objects);
  const Evidence E{Unit, Calls, Objects, Cases, Opts};

  std::vector<Finding> Findings;
  for (auto *Find :
       {findProtocolViolations, findSelfWaits, findClosedRegisteredHandles,
        findFreedSubmissions, findAccelerations, findRearmsNotLast,
        findMutexWaits, findDllObjectsWithoutGroup})
    for (Finding &F : Find(E))
      Findings.push_back(std::move(F));
  std::sort(Findings.begin(), Findings.end(),
            [](const Finding &A, const Finding &B) {
              return std::make_tuple(placeOf(A), std::cref(A.Message)) <
                     std::make_tuple(placeOf(B), std::cref(B.Message));
            });
  // One call is one defect, however many ways lead to it.
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [](const Finding &A, const Finding &B) {
                               return placeOf(A) == placeOf(B);
                             }),
                 Findings.end());
  return Findings;
}

} // namespace threadpool::rules
