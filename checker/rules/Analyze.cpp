//===- Analyze.cpp - All rules over the facts of a program ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Analyze.h"
#include "rules/Fixes.h"
#include "rules/Rules.h"
#include "rules/Verdicts.h"

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace threadpool::rules {

static auto placeOf(const Finding &F) {
  return std::make_tuple(F.Where.File, F.Where.Offset, F.Rules.front());
}

/// Whether \p Told is about the call at \p Call, or tells of it.
static bool tellsOf(const Finding &Told, const facts::Location &Call) {
  auto IsAt = [&Call](const facts::Location &Where) {
    return Where.File == Call.File && Where.Offset == Call.Offset;
  };
  return IsAt(Told.Where) ||
         std::any_of(Told.Notes.begin(), Told.Notes.end(),
                     [&](const Note &N) { return IsAt(N.Where); });
}

using Finder = std::vector<Finding> (*)(const Evidence &);

static constexpr Finder Independent[] = {
#define TP_FINDER(Function) Function,
#include "rules/Finders.def"
};

static void addAll(std::vector<Finding> &Findings, const Evidence &E,
                   llvm::ArrayRef<Finder> All) {
  for (Finder Find : All)
    for (Finding &F : Find(E))
      Findings.push_back(std::move(F));
}

/// An order of findings that say the same with different stories.
static bool tellsFirst(const Finding &A, const Finding &B) {
  return std::lexicographical_compare(
      A.Notes.begin(), A.Notes.end(), B.Notes.begin(), B.Notes.end(),
      [](const Note &Left, const Note &Right) {
        const auto KeyOf = [](const Note &N) {
          return std::make_tuple(N.Where.File, N.Where.Offset,
                                 std::cref(N.Text));
        };
        return KeyOf(Left) < KeyOf(Right);
      });
}

/// Fills Finding::Function in.
static void nameFunctions(std::vector<Finding> &Findings,
                          const facts::UnitFacts &Unit) {
  using Place = std::pair<std::uint32_t, std::uint32_t>;
  std::map<Place, std::string> Names;
  for (const Finding &F : Findings)
    Names[{F.Where.File, F.Where.Offset}];
  for (const auto &[Usr, Function] : Unit.Functions)
    for (const facts::Node &N : Function.Nodes) {
      const auto Found = Names.find({N.Where.File, N.Where.Offset});
      if (N.Where.isValid() && Found != Names.end() && Found->second.empty())
        Found->second = Function.Name;
    }
  for (Finding &F : Findings)
    F.Function = Names[{F.Where.File, F.Where.Offset}];
}

std::vector<Finding> analyze(const facts::UnitFacts &Unit, const Options &Opts,
                             std::vector<ObjectVerdict> *Judged) {
  const link::CallGraph Calls(Unit);
  const link::Inventory Objects = link::takeInventory(Unit, Calls);
  link::Doubts Why;
  const std::vector<link::Case> Cases =
      link::buildCases(Unit, Calls, Objects, Why);
  EventGraphs Graphs(Unit, Objects);
  const MentionIndex Mentions(Unit);
  const Evidence E{Unit, Calls, Objects, Cases, Opts, Graphs, Mentions};

  std::vector<Finding> Findings;
  addAll(Findings, E,
         {findProtocolViolations, findSelfWaits, findClosedRegisteredHandles,
          findFreedSubmissions, findAccelerations, findRearmsNotLast});
  const std::size_t NumStories = Findings.size();
  auto IsTold = [&](const facts::Location &Call) {
    return std::any_of(
        Findings.begin(), Findings.begin() + NumStories,
        [&](const Finding &Told) { return tellsOf(Told, Call); });
  };
  for (auto &Again : {findClosedObjectUses(Unit), findDrainsOfSetTimers(E)})
    for (const Finding &F : Again)
      if (!IsTold(F.Where))
        Findings.push_back(F);
  // A story of how such an object ends begins with how it is armed.
  for (Finding &F : findDyingContexts(E))
    if (!IsTold(F.Notes.front().Where))
      Findings.push_back(std::move(F));
  addAll(Findings, E, Independent);
  std::sort(
      Findings.begin(), Findings.end(), [](const Finding &A, const Finding &B) {
        const auto KeyOf = [](const Finding &F) {
          return std::make_tuple(placeOf(F), std::cref(F.Message));
        };
        return KeyOf(A) != KeyOf(B) ? KeyOf(A) < KeyOf(B) : tellsFirst(A, B);
      });
  // One call is one defect, however many ways lead to it.
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [](const Finding &A, const Finding &B) {
                               return placeOf(A) == placeOf(B);
                             }),
                 Findings.end());
  dropConflictingFixes(Findings);
  nameFunctions(Findings, Unit);
  if (Judged)
    *Judged = judgeObjects(E, Why, Findings);
  return Findings;
}

} // namespace threadpool::rules
