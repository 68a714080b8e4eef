//===- ObjectIndex.cpp - Who handles which object -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/ObjectIndex.h"

#include <algorithm>
#include <utility>

namespace threadpool::link {

using facts::Function;
using ValueKind = Value::ValueKind;
using Usrs = std::set<std::string>;

RootIndex::RootIndex(CallGraph::Roots Roots) : All(std::move(Roots)) {
  for (std::size_t I = 0; I < All.Outermost.size(); ++I)
    PositionOf[All.Outermost[I]->Usr] = I;
}

CallGraph::Routines
RootIndex::among(std::initializer_list<const Usrs *> Wanted) const {
  std::set<std::size_t> Positions;
  for (const Usrs *Some : Wanted)
    for (const std::string &Usr : *Some)
      if (auto Found = PositionOf.find(Usr); Found != PositionOf.end())
        Positions.insert(Found->second);
  CallGraph::Routines Result;
  for (std::size_t Position : Positions)
    Result.push_back(All.Outermost[Position]);
  return Result;
}

bool ObjectStops::isStoppedElsewhere(const facts::UnitFacts &Unit,
                                     const Function &Owner) const {
  return std::any_of(
      DrainedBy.begin(), DrainedBy.end(), [&](const std::string &Usr) {
        return Usr != Owner.Usr && !Unit.Functions.at(Usr).IsStatic &&
               !ClosedBy.count(Usr);
      });
}

ObjectIndex::ObjectIndex(const Inventory &Known) : Known(Known) {
  auto Add = [](const auto &ByRoutine, auto &Named) {
    for (const auto &[Usr, Objects] : ByRoutine)
      for (const Value &V : Objects)
        if (const std::string Name = handleName(V); !Name.empty())
          Named[Name].push_back(&Usr);
  };
  Add(Known.Closers, Closers);
  Add(Known.Drainers, Drainers);
  for (const Arming &A : Known.Armings)
    if (const std::string Name = handleName(A.Object); !Name.empty())
      (A.Object.is(ValueKind::Fresh) ? ArmedById : ArmedByHome)[Name].push_back(
          &A);
}

ObjectStops ObjectIndex::stopsOf(const Subject &S) const {
  ObjectStops Result(Known);
  auto Take = [](const auto &Named, const std::string &Name, Usrs &To) {
    if (auto Found = Named.find(Name); Found != Named.end())
      for (const std::string *Usr : Found->second)
        To.insert(*Usr);
  };
  auto TakeBoth = [&](const std::string &Name) {
    Take(Closers, Name, Result.ClosedBy);
    Take(Drainers, Name, Result.DrainedBy);
  };
  TakeBoth(S.Home);
  for (const std::string &Id : S.Ids)
    TakeBoth(Id);
  for (const std::string &Group : S.Groups)
    TakeBoth(Group);
  return Result;
}

std::vector<const Arming *> ObjectIndex::armingsOf(const Subject &S) const {
  std::vector<const Arming *> Result;
  auto Take = [&Result](const auto &Named, const std::string &Name) {
    if (auto Found = Named.find(Name); Found != Named.end())
      Result.insert(Result.end(), Found->second.begin(), Found->second.end());
  };
  Take(ArmedByHome, S.Home);
  for (const std::string &Id : S.Ids)
    Take(ArmedById, Id);
  // All of them are in one vector.
  std::sort(Result.begin(), Result.end());
  return Result;
}

} // namespace threadpool::link
