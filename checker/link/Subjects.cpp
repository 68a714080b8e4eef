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

/// Why no program can be about what \p C has made and put into \p Home; nothing
/// if one can.
std::optional<DoubtKind> doubtAbout(const UnitFacts &Unit, const Inventory &I,
                                    const Creation &C, const Key &Home) {
  auto Callback = Unit.Functions.find(C.Callback);
  if (C.Callback.empty())
    return DoubtKind::CallbackUnknown;
  if (Callback == Unit.Functions.end() || !Callback->second.hasBody())
    return DoubtKind::CallbackUnseen;
  if (Callback->second.IsBroken)
    return DoubtKind::CallbackBroken;
  if (isAmbiguous(Home) || (C.StoredAt && Home.empty()))
    return DoubtKind::HomeUnnamed;
  if (C.IsKeptTwice)
    return DoubtKind::KeptTwice;
  if (!Home.empty() && !isHome(I, Home))
    return DoubtKind::SharedHome;
  return std::nullopt;
}

/// A routine that writes to \p Home beside the one that \p C is seen from; null
/// if there is none.
const Function *otherWriter(const UnitFacts &Unit, const Inventory &I,
                            const Creation &C, const Key &Home) {
  auto Writers = I.Writers.find(Home);
  if (Writers != I.Writers.end())
    for (const std::string &Usr : Writers->second)
      if (auto F = Unit.Functions.find(Usr);
          F != Unit.Functions.end() && &F->second != C.Root)
        return &F->second;
  return nullptr;
}

} // namespace

bool Subject::isOwnOfCallback(const Key &K) const {
  auto Writers = Known->Writers.find(K);
  if (Writers == Known->Writers.end())
    return false;
  auto Later = Known->LaterWriters.find(K);
  auto IsHarmless = [&](const std::string &Root) {
    return Root == Made->Callback ||
           (Root == Made->Root->Usr && !Known->Closers.count(Root)) ||
           Later == Known->LaterWriters.end() || !Later->second.count(Root);
  };
  return std::all_of(Writers->second.begin(), Writers->second.end(),
                     IsHarmless);
}

std::vector<Subject> findSubjects(const UnitFacts &Unit, const Inventory &I,
                                  Doubts &Why, const Function *Maker) {
  std::map<std::tuple<Key, std::string, std::string>, Subject> ByHome;
  for (const auto &[Id, C] : I.Creations) {
    if (!facts::isCallbackObject(C.Api->Object))
      continue;
    const Key Home = C.StoredAt ? keyOf(*C.StoredAt) : Key();
    if (std::optional<DoubtKind> Doubt = doubtAbout(Unit, I, C, Home)) {
      Why.add(Id, *Doubt,
              *Doubt == DoubtKind::SharedHome ? otherWriter(Unit, I, C, Home)
                                              : nullptr);
      continue;
    }
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
    bindGroups(I, S);
    Known = std::move(S);
  }
  std::vector<Subject> Result;
  for (auto &[Name, S] : ByHome)
    Result.push_back(std::move(S));
  return Result;
}

} // namespace threadpool::link
