//===- Subjects.cpp - The objects that programs can be about ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Subjects.h"

#include <algorithm>

namespace threadpool::link {

using facts::Function;
using facts::UnitFacts;
using ValueKind = Value::ValueKind;

namespace {

void bindGroups(const Inventory &I, Subject &S) {
  const Value &E = S.Made->Environment;
  if (E.is(ValueKind::Constant))
    return;
  const EnvironmentFacts *Known = environmentOf(I, E);
  if (!Known || Known->Escapes || !I.TooLarge.empty()) {
    S.GroupUnknown = true;
    return;
  }
  S.Groups = Known->Groups;
  S.GroupsAt = Known->GroupsAt;
}

bool canDie(const Value &Context) {
  switch (Context.Kind) {
  case ValueKind::Constant:
  case ValueKind::Function:
    return false;
  case ValueKind::AddressOf:
    return Context.Where.Root != facts::Path::RootKind::Global ||
           std::any_of(Context.Where.Steps.begin(), Context.Where.Steps.end(),
                       isDereference);
  default:
    return true;
  }
}

/// What only the callback writes, and who makes the object and never stops one
/// or does not have it yet.
std::set<Key> findNotShared(const Inventory &I, const Creation &Made) {
  std::set<Key> Result;
  for (const auto &[K, Writers] : I.Writers) {
    auto Later = I.LaterWriters.find(K);
    auto IsHarmless = [&](const std::string &Root) {
      return Root == Made.Callback ||
             (Root == Made.Root->Usr && !I.Closers.count(Root)) ||
             Later == I.LaterWriters.end() || !Later->second.count(Root);
    };
    if (std::all_of(Writers.begin(), Writers.end(), IsHarmless))
      Result.insert(K);
  }
  return Result;
}

} // namespace

std::vector<Subject> findSubjects(const UnitFacts &Unit, const Inventory &I,
                                  const Function *Maker) {
  std::map<std::tuple<Key, std::string, std::string>, Subject> ByHome;
  for (const auto &[Id, C] : I.Creations) {
    auto Callback = Unit.Functions.find(C.Callback);
    if (!facts::isCallbackObject(C.Api->Object) ||
        Callback == Unit.Functions.end() || !Callback->second.hasBody() ||
        Callback->second.IsBroken)
      continue;
    const Key Home = C.StoredAt ? keyOf(*C.StoredAt) : Key();
    if (isAmbiguous(Home) || (C.StoredAt && Home.empty()) || C.IsKeptTwice ||
        (!Home.empty() && !isHome(I, Home)))
      continue;
    Subject &Known = ByHome[{Home, C.Callback, Home.empty() ? Id : ""}];
    Known.Ids.insert(Id);
    if (Known.Made && (C.Root != Maker || Known.Made->Root == Maker))
      continue;
    Subject S;
    S.Ids = std::move(Known.Ids);
    S.Kind = C.Api->Object;
    S.Home = Home;
    S.Made = &C;
    S.ContextCanDie = canDie(C.Context);
    S.Known = &I;
    S.NotShared = findNotShared(I, C);
    bindGroups(I, S);
    Known = std::move(S);
  }
  std::vector<Subject> Result;
  for (auto &[Name, S] : ByHome)
    Result.push_back(std::move(S));
  return Result;
}

} // namespace threadpool::link
