//===- Reach.cpp - What a value gives access to in a routine --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "link/GraphBuilder.h"

#include <algorithm>

namespace threadpool::link {

using facts::Path;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;

bool GraphBuilder::isElementLoop(const std::string &Label) const {
  return Side == Role::Owner && Words.has(WordRole::ElementLoop, Label);
}

void GraphBuilder::noteElement(const Path &P, const Value &V) const {
  if (Side != Role::Owner)
    return;
  const Key K = keyOf(P);
  const Path Context = Object.Made->Context.pointee();
  const bool IsSubject =
      V.is(ValueKind::Fresh)
          ? Object.Ids.count(V.Name) != 0
          : !Object.Home.empty() &&
                (K == Object.Home ||
                 (V.is(ValueKind::At) && keyOf(V.Where) == Object.Home));
  if (!IsSubject && !Words.findFlag(K) && !Words.findFreed(K) &&
      !Words.has(WordRole::CallbackLock, K) &&
      !(Context.isValid() && startsWith(P, Context)))
    return;
  for (const Path::Step &S : P.Steps)
    if (const std::string Loop = loopOf(S); !Loop.empty())
      Words.add(WordRole::ElementLoop, Loop);
}

bool GraphBuilder::mayBeSubject(const Value &V) {
  if (!V.is(ValueKind::At))
    return false;
  if (Side == Role::Callback && isElsewhere(V.Where))
    return keyOf(V.Where) == Object.Home;
  if (std::none_of(
          V.Where.Steps.begin(), V.Where.Steps.end(),
          [](const Path::Step &S) { return isSameStep(S, anyElement()); }))
    return false;
  const Value Perhaps = storedAt(withChosenElements(V.Where));
  return Perhaps.is(ValueKind::Fresh)
             ? Object.Ids.count(Perhaps.Name) != 0
             : !Object.Home.empty() && keyOf(Perhaps.Where) == Object.Home;
}

/// Whether a loop of the callback has led to \p P, which need not be what the
/// callback was called for then.
bool GraphBuilder::isElsewhere(const Path &P) const {
  return !startsWith(P, ContextMemory) &&
         std::any_of(P.Steps.begin(), P.Steps.end(),
                     [](const Path::Step &S) { return !loopOf(S).empty(); });
}

bool GraphBuilder::isSubject(const Value &V) {
  if (V.is(ValueKind::OwnObject))
    return true;
  if (V.is(ValueKind::Fresh))
    return Object.Ids.count(V.Name) != 0;
  if (!V.is(ValueKind::At) || Object.Home.empty() ||
      keyOf(V.Where) != Object.Home)
    return false;
  if (Side == Role::Callback && isElsewhere(V.Where))
    return false;
  if (isPlaceTaken())
    return false;
  if (Side == Role::Owner)
    addInstance(V.Where);
  return true;
}

/// The owner has the object at \p P.
void GraphBuilder::addInstance(const Path &P) {
  const std::string Name = textOf(P);
  if (Words.has(WordRole::Instance, Name))
    return;
  Words.add(WordRole::Instance, Name);
  Words.addInstancePath(P);
}

/// An owner that stops its object by the group alone never names it: it is
/// where it was made, seen from the group.
void GraphBuilder::addInstanceBeside(const Path &Group) {
  if (Side != Role::Owner || !Object.Made->StoredAt)
    return;
  const Path &Home = *Object.Made->StoredAt;
  for (const Path &AtCreation : Object.GroupsAt) {
    const std::size_t Common = numCommonSteps(AtCreation, Home);
    const std::size_t Rest = AtCreation.Steps.size() - Common;
    if (wayBetween(AtCreation, Home).empty() || Group.Steps.size() < Rest ||
        !std::equal(AtCreation.Steps.begin() + Common, AtCreation.Steps.end(),
                    Group.Steps.end() - Rest, isSameStep))
      continue;
    Path P = Group;
    P.Steps.resize(P.Steps.size() - Rest);
    addInstance(extend(std::move(P), Home.Steps, Common));
    return;
  }
}

/// Whether who has \p V can get at the object.
bool GraphBuilder::mayReachSubject(const Value &V) const {
  if (V.is(ValueKind::Fresh))
    return Object.Ids.count(V.Name) != 0;
  if (V.is(ValueKind::At) && keyOf(V.Where) == Object.Home &&
      !Object.Home.empty())
    return true;
  const Path Memory = V.pointee();
  return Memory.isValid() &&
         std::any_of(Words.instancePaths().begin(), Words.instancePaths().end(),
                     [&](const Path &P) { return startsWith(P, Memory); });
}

bool GraphBuilder::isExternalGlobal(const Key &K) const {
  const std::vector<std::string> &All = Unit.ExternalGlobals;
  const std::string Usr = globalOf(K);
  return !Usr.empty() && std::find(All.begin(), All.end(), Usr) != All.end();
}

/// Whether functions that nobody can read here may write to \p P: those of
/// other units, and those with errors.
bool GraphBuilder::isWrittenUnseen(const Path &P) const {
  if (Object.Known->HasErrors || isExternalGlobal(keyOf(P)))
    return true;
  const std::vector<std::string> &Fields = Unit.ExternalFields;
  for (auto S = P.Steps.rbegin(); S != P.Steps.rend() && !isDereference(*S);
       ++S)
    if (S->Kind == Path::Step::StepKind::Field)
      return std::binary_search(Fields.begin(), Fields.end(), S->Name);
  return false;
}

/// Whether who has \p V can get at a flag that the callback tests.
bool GraphBuilder::mayReachFlag(const Value &V) const {
  if (!V.pointee().isValid())
    return false;
  const Key K = keyOf(V.Where);
  const Path Context = Object.Made->Context.pointee();
  const bool IsWhole = K.empty() || isLocalKey(K);
  const bool IsInContext = Object.Made->StoredAt && Context.isValid() &&
                           startsWith(*Object.Made->StoredAt, Context);
  for (const Key &Flag : Words.all(WordRole::CallbackFlag)) {
    // What holds the object is told by mayReachSubject().
    if (IsWhole) {
      if (!IsInContext && Context.isValid() && globalOf(Flag).empty())
        return true;
      continue;
    }
    if (V.is(ValueKind::AddressOf) && Flag.compare(0, K.size(), K) == 0)
      return true;
    for (const Key &Pointer :
         pointersFollowed(Words.exampleOf(*Words.findFlag(Flag))))
      if (V.is(ValueKind::At) ? Pointer == K
                              : Pointer.compare(0, K.size(), K) == 0)
        return true;
  }
  return false;
}

bool GraphBuilder::isWaitedFor(const Value &Handle) const {
  const std::string Name = handleName(Handle);
  return !Name.empty() && Words.has(WordRole::WaitedHandle, Name);
}

/// A name for storage that does not depend on who uses it: the way to it from
/// the object, which is at one of \p Objects there, or the whole path. Empty if
/// there is none, so that members of two structures of one type are never taken
/// for each other.
static std::string nameOf(const Path &Storage,
                          const std::vector<Path> &Objects) {
  std::string Name;
  if (Storage.Root == Path::RootKind::Global)
    Name = textOf(Storage);
  for (const Path &Object : Objects)
    if (Name.empty())
      Name = wayBetween(Object, Storage);
  // What belongs to one routine is found again in a routine that makes, stops
  // and serves the object all by itself.
  if (Name.empty() && Storage.Root == Path::RootKind::Local &&
      Storage.Symbol != FarAway)
    Name = textOf(Storage);
  return isAmbiguous(Name) ? "" : Name;
}

std::string GraphBuilder::nameAtCreation(const Path &Storage) const {
  std::vector<Path> Objects;
  if (Object.Made->StoredAt)
    Objects.push_back(*Object.Made->StoredAt);
  return nameOf(Storage, Objects);
}

/// The callback gets its context by the name that it has at the creation.
std::string GraphBuilder::nameBeside(const Path &Storage) const {
  return Side == Role::Callback ? nameAtCreation(Storage)
                                : nameOf(Storage, Words.instancePaths());
}

/// Whether the object is armed somewhere with the handle of that name.
bool GraphBuilder::isGivenToPool(const std::string &HandleName) const {
  const Inventory &Known = *Object.Known;
  return std::any_of(
      Known.Armings.begin(), Known.Armings.end(), [&](const Arming &A) {
        if (!isArmedBy(Object, A))
          return false;
        if (A.Handle.is(ValueKind::At))
          return HandleName == (A.Object.is(ValueKind::At)
                                    ? nameOf(A.Handle.Where, {A.Object.Where})
                                    : nameAtCreation(A.Handle.Where));
        auto Made = Known.Creations.find(A.Handle.Name);
        return A.Handle.is(ValueKind::Fresh) &&
               (A.Handle.Name == HandleName ||
                (Made != Known.Creations.end() && Made->second.StoredAt &&
                 nameAtCreation(*Made->second.StoredAt) == HandleName));
      });
}

/// Whether freeing \p Pointer takes the callback's context away.
bool GraphBuilder::isOwnersContext(const Value &Pointer) const {
  const Path Freed = Pointer.pointee();
  if (!Freed.isValid())
    return false;
  const Value &Context = Object.Made->Context;
  const Path AtCreation = Context.pointee();
  if (!AtCreation.isValid())
    return false;
  if (Context.is(ValueKind::At) && Pointer.is(ValueKind::At))
    if (const Key K = keyOf(Context.Where);
        !K.empty() && K == keyOf(Pointer.Where))
      return isClosed() ||
             nameAtCreation(Context.Where) == nameBeside(Pointer.Where);
  // The object lives inside its context: what holds the one holds the other.
  if (Object.Made->StoredAt && startsWith(*Object.Made->StoredAt, AtCreation)) {
    const std::size_t Inner =
        Object.Made->StoredAt->Steps.size() - AtCreation.Steps.size();
    for (Path P : Words.instancePaths()) {
      if (P.Steps.size() < Inner)
        continue;
      P.Steps.resize(P.Steps.size() - Inner);
      if (isPartOf(P, Freed))
        return true;
    }
  }
  // Each class has its own `this`.
  if (Freed.Root == Path::RootKind::This &&
      Object.Made->Root->Record != frames()[0].Callee->Record)
    return false;
  return isPartOf(AtCreation, Freed);
}

} // namespace threadpool::link
