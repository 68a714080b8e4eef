//===- CallbackEnvironment.cpp - What objects are made with ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/CallbackEnvironment.h"
#include "facts/ThreadpoolApi.h"
#include "link/Objects.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace threadpool::link {

using facts::Path;
using ValueKind = Value::ValueKind;

/// Comes before the name of a pointer where one of an environment is meant.
static const std::string PointeeMark = "*";

std::vector<Key> namesOfEnvironment(const Value &E) {
  if (E.is(ValueKind::At)) {
    const Key Pointer = keyOf(E.Where);
    return {Pointer.empty() || isLocalKey(Pointer) ? E.Name
                                                   : PointeeMark + Pointer};
  }
  const Path Memory = E.pointee();
  const Key K = keyOf(Memory);
  if (!Memory.isValid() || K.empty())
    return {E.Name};
  const bool IsOwnPart =
      Memory.Root == Path::RootKind::Local && !isLocalKey(K) &&
      std::none_of(Memory.Steps.begin(), Memory.Steps.end(), isDereference);
  if (IsOwnPart)
    return {textOf(Memory), K};
  return {K};
}

namespace {

void merge(EnvironmentFacts &To, const EnvironmentFacts &From) {
  To.Initialized |= From.Initialized;
  To.Escapes |= From.Escapes;
  To.Groups.insert(From.Groups.begin(), From.Groups.end());
  for (const Path &Group : From.GroupsAt)
    if (std::none_of(
            To.GroupsAt.begin(), To.GroupsAt.end(),
            [&](const Path &Known) { return textOf(Known) == textOf(Group); }))
      To.GroupsAt.push_back(Group);
  To.HasLibrary |= From.HasLibrary;
  To.HasPool |= From.HasPool;
  To.IsPersistent |= From.IsPersistent;
  To.RunsLong |= From.RunsLong;
  if (!To.InitializedAt.isValid())
    To.InitializedAt = From.InitializedAt;
}

/// Groups that were bound before they were stored where others find them.
void findStoredGroups(Inventory &I) {
  for (auto &[K, F] : I.Environments)
    for (const Key &Group : std::set<Key>(F.Groups))
      if (auto Made = I.Creations.find(Group);
          Made != I.Creations.end() && Made->second.StoredAt &&
          F.Groups.insert(keyOf(*Made->second.StoredAt)).second)
        F.GroupsAt.push_back(*Made->second.StoredAt);
}

/// Whether other units can find what is stored under \p K.
bool isKnownElsewhere(const facts::UnitFacts &Unit, const Inventory &I,
                      const Key &K) {
  auto IsNamed = [](const std::vector<std::string> &Names,
                    const std::string &Name) {
    return std::find(Names.begin(), Names.end(), Name) != Names.end();
  };
  const std::string Global = globalOf(K);
  return I.Exposed.count(K) != 0 ||
         (!Global.empty() && IsNamed(Unit.ExternalGlobals, Global)) ||
         (K[0] == '.' && IsNamed(Unit.ExternalFields, K.substr(1)));
}

/// What was told by a pointer to an environment, the environment was told.
void followPointers(const facts::UnitFacts &Unit, Inventory &I) {
  for (const auto &[Pointer, Values] : I.Stores)
    for (const Value &V : Values) {
      auto Told = I.Environments.find(PointeeMark + Pointer);
      if (!V.is(ValueKind::AddressOf))
        continue;
      for (const Key &Name : namesOfEnvironment(V))
        if (auto It = I.Environments.find(Name);
            It != I.Environments.end() || Told != I.Environments.end()) {
          EnvironmentFacts &F = I.Environments[Name];
          if (Told != I.Environments.end())
            merge(F, Told->second);
          F.Escapes |= isKnownElsewhere(Unit, I, Pointer);
        }
    }
}

/// Whether \p Field of an environment names a group or a library.
bool isTelling(llvm::StringRef Field) {
  return Field.contains("TP_CALLBACK_ENVIRON") &&
         (Field.ends_with("@CleanupGroup") || Field.ends_with("@RaceDll"));
}

/// Whether \p Name may be that of the environment \p Written, as the function
/// \p By calls it, which writes to it.
bool mayBeName(llvm::StringRef Name, Path Written, const facts::Function &By,
               const facts::UnitFacts &Unit) {
  const Key K = keyOf(Written);
  if (Written.Root == Path::RootKind::Local &&
      std::none_of(Written.Steps.begin(), Written.Steps.end(), isDereference)) {
    static constexpr llvm::StringLiteral Mark = "local ";
    const std::string Own = ":" + textOf(Written).substr(Mark.size());
    // Where it is called, its variables have names of that place.
    const std::string Place =
        Name.consume_front(Mark) && Name.consume_back(Own) ? Name.str() : "";
    return Place == By.Usr || (!Place.empty() && !Unit.Functions.count(Place));
  }
  if (!K.empty())
    return Name == K;
  // What a pointer points to.
  Written.Steps.pop_back();
  const Key Pointer = keyOf(Written);
  return Pointer.empty() || isLocalKey(Pointer) ||
         Name == PointeeMark + Pointer;
}

bool isNull(const facts::Operand &O) {
  return O.Kind == facts::Operand::OperandKind::Constant && O.Number == 0;
}

/// Environments whose members are written to one by one.
void findHandmade(const facts::UnitFacts &Unit, Inventory &I) {
  for (const auto &[Usr, F] : Unit.Functions) {
    if (facts::lookupApi(F.Name))
      continue;
    for (const facts::Node &N : F.Nodes) {
      if (N.Kind != facts::NodeKind::Assign || N.Target.Steps.empty() ||
          !isTelling(N.Target.Steps.back().Name) || isNull(N.Args[0]))
        continue;
      Path Whole = N.Target;
      Whole.Steps.pop_back();
      for (auto &[Name, Facts] : I.Environments)
        Facts.Escapes |= mayBeName(Name, Whole, F, Unit);
    }
  }
}

} // namespace

void settleEnvironments(const facts::UnitFacts &Unit, Inventory &I) {
  findHandmade(Unit, I);
  for (auto &[Name, F] : I.Environments)
    F.Escapes |= I.HandedOn.count(Name) != 0 ||
                 (I.Writers.count(Name) != 0 && I.Stores.count(Name) != 0);
  followPointers(Unit, I);
  findStoredGroups(I);
}

const EnvironmentFacts *environmentOf(const Inventory &I, const Value &V) {
  auto Find = [&I](const Key &Name) -> const EnvironmentFacts * {
    auto It = I.Environments.find(Name);
    return It == I.Environments.end() ? nullptr : &It->second;
  };
  if (V.is(ValueKind::At)) {
    const Key Pointer = keyOf(V.Where);
    auto Stored = I.Stores.find(Pointer);
    if (Pointer.empty() || isLocalKey(Pointer))
      return Find(V.Name);
    if (isAmbiguous(Pointer) || Stored == I.Stores.end() ||
        I.Exposed.count(Pointer) != 0)
      return nullptr;
    const EnvironmentFacts *Known = nullptr;
    for (const Value &Pointee : Stored->second) {
      const EnvironmentFacts *F = nullptr;
      if (Pointee.is(ValueKind::AddressOf))
        F = environmentOf(I, Pointee);
      else if (Pointee.is(ValueKind::Unknown))
        F = Find(PointeeMark + Pointer);
      if (!F || (Known && F != Known))
        return nullptr;
      Known = F;
    }
    return Known;
  }
  return V.pointee().isValid() ? Find(namesOfEnvironment(V).front()) : nullptr;
}

bool mayKeepThreads(const Inventory &I, const Value &V) {
  if (V.isNull())
    return false;
  const EnvironmentFacts *Known = environmentOf(I, V);
  return !Known || !Known->Initialized || Known->Escapes || Known->HasPool ||
         Known->IsPersistent;
}

bool mayRunLong(const Inventory &I, const Value &V) {
  if (mayKeepThreads(I, V))
    return true;
  const EnvironmentFacts *Known = environmentOf(I, V);
  return Known && Known->RunsLong;
}

} // namespace threadpool::link
