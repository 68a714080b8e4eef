//===- ArmedCallback.cpp - What an arm lets come --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ArmedCallback.h"

#include "rules/ContextUse.h"
#include "rules/EventSearch.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Path;
using link::Creation;
using link::Event;
using link::EventGraph;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

static bool isResultOf(const Value &V, const Event &Call) {
  return V.is(ValueKind::At) && V.Where.Steps.empty() &&
         V.Where.Symbol == Call.Result.Where.Symbol;
}

/// Whether \p Object is what \p Create made, or where the routine stores it.
static bool mayBeOf(const EventGraph &G, const Value &Object,
                    const Event &Create) {
  if (isResultOf(Object, Create))
    return true;
  auto IsStoredThere = [&](const Event &Ev) {
    return Ev.Kind == EventKind::Store && isResultOf(Ev.Args[0], Create) &&
           link::textOf(Ev.Storage) == link::textOf(Object.Where);
  };
  return Object.is(ValueKind::At) &&
         std::any_of(G.events().begin(), G.events().end(), IsStoredThere);
}

static bool allocates(const facts::Node &Call) {
  const std::string Lower = llvm::StringRef(Call.CalleeName).lower();
  llvm::StringRef Name = Lower;
  // Programs wrap the allocator, and keep its name.
  return Name == "operator new" || Name.ends_with("malloc") ||
         Name.ends_with("calloc") ||
         (Call.CalleeIsSystem && Name.contains("alloc"));
}

/// Whether \p Call calls a pointer that an allocating function has been given.
static bool callsGivenAllocator(const EventGraph &G, const Event &Call) {
  const link::Frame &In = G.frames()[Call.Place.Frame];
  const std::string Lower = llvm::StringRef(In.Callee->Name).lower();
  return In.Depth > 0 && G.nodeOf(Call.Place).Callee.empty() &&
         (llvm::StringRef(Lower).contains("malloc") ||
          llvm::StringRef(Lower).contains("calloc"));
}

/// Whether nobody but the routine can know \p Memory before it lends it.
static bool isNew(const facts::Function &Routine, const EventGraph &G,
                  const Path &Memory) {
  if (Memory.Root == Path::RootKind::This)
    return Routine.IsConstructor && Memory.Steps.empty();
  if (Memory.Root != Path::RootKind::Local)
    return false;
  if (std::none_of(Memory.Steps.begin(), Memory.Steps.end(),
                   link::isDereference))
    return true;
  return Memory.Steps.size() == 1 &&
         std::any_of(G.events().begin(), G.events().end(),
                     [&](const Event &Ev) {
                       return Ev.Kind == EventKind::Call &&
                              Ev.Result.Where.Symbol == Memory.Symbol &&
                              (allocates(G.nodeOf(Ev.Place)) ||
                               callsGivenAllocator(G, Ev));
                     });
}

static std::optional<ArmedCallback>
armedCallback(const Evidence &E, const facts::Function &Routine,
              const EventGraph &G, const std::string &Callback,
              const ApiFunction &Creator, const Path &Memory) {
  auto It = E.Unit.Functions.find(Callback);
  if (It == E.Unit.Functions.end() || !It->second.hasBody())
    return std::nullopt;
  // A callback that goes on behind its own re-arm is another matter.
  for (const link::Frame &F : G.frames())
    if (F.Callee == &It->second)
      return std::nullopt;
  return ArmedCallback{&It->second, &Creator, Memory,
                       isNew(Routine, G, Memory)};
}

/// What both make, on whatever way, is the same.
static bool makeTheSame(const Event &A, const Event &B) {
  auto Context = [](const Event &Ev) {
    return link::textOf(Ev.argument(Ev.Api->Args.Context).pointee());
  };
  auto Callback = [](const Event &Ev) {
    return Ev.argument(Ev.Api->Args.Callback).Name;
  };
  return isSamePlace(A, B) && Context(A) == Context(B) &&
         Callback(A) == Callback(B);
}

std::optional<ArmedCallback> armedBy(const Evidence &E,
                                     const facts::Function &Routine,
                                     const EventGraph &G, const Event &Arm) {
  auto MadeBy = [&](const Event &Create) {
    return armedCallback(
        E, Routine, G, Create.argument(Create.Api->Args.Callback).Name,
        *Create.Api, Create.argument(Create.Api->Args.Context).pointee());
  };
  if (isArmedByCreation(*Arm.Api))
    return MadeBy(Arm);
  const Value Object = Arm.argument(Arm.Api->Args.Object);
  const Event *Made = nullptr;
  for (const Event &Ev : G.events()) {
    if (!Ev.isApi(ApiRole::Create) || !mayBeOf(G, Object, Ev))
      continue;
    if (Made && !makeTheSame(*Made, Ev))
      return std::nullopt;
    Made = &Ev;
  }
  if (Made)
    return MadeBy(*Made);
  const Creation *C = link::originOf(E.Objects, Object);
  if (!C || !C->StoredAt || C->IsKeptTwice ||
      !link::isHomeOf(E.Objects, link::keyOf(Object.Where), C->Callback))
    return std::nullopt;
  Path Memory = C->Context.pointee();
  if (Memory.isValid()) {
    // Elsewhere the context was what the object is kept in.
    if (link::textOf(link::containerOf(*C->StoredAt)) != link::textOf(Memory))
      return std::nullopt;
    Memory = link::containerOf(Object.Where);
  }
  return armedCallback(E, Routine, G, C->Callback, *C->Api, Memory);
}

/// The context, as the callback knows it.
static Path parameterOf(const ArmedCallback &Armed) {
  Path P;
  P.Root = Path::RootKind::Local;
  P.Symbol = Armed.Called->Usr + link::ParameterMark +
             std::to_string(link::parametersOf(*Armed.Creator).Context);
  return link::dereference(P);
}

Path ArmedCallback::asSeenInside(const Path &Storage) const {
  return Memory.isValid() && link::startsWith(Storage, Memory)
             ? link::extend(parameterOf(*this), Storage.Steps,
                            Memory.Steps.size())
             : Storage;
}

Path ArmedCallback::asSeenOutside(const Path &Storage) const {
  const Path Own = parameterOf(*this);
  if (Memory.isValid() && link::startsWith(Storage, Own))
    return link::extend(Memory, Storage.Steps, Own.Steps.size());
  return Storage.Root == Path::RootKind::Global ? Storage : Path();
}

} // namespace threadpool::rules
