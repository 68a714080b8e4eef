//===- Vocabulary.cpp - Names that a callback and an owner share ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Vocabulary.h"

#include <iterator>

namespace threadpool::link {

std::uint32_t SharedFlag::valueOf(std::int64_t Constant) const {
  auto It = Constants.find(Constant);
  return It == Constants.end() ? otherValue()
                               : std::distance(Constants.begin(), It);
}

void Vocabulary::startReading(Reader R) {
  Asking = &Told[static_cast<std::size_t>(R)];
  *Asking = Answers();
  Asking->Outdated = false;
}

template <typename Fn> void Vocabulary::outdate(Fn Was) {
  for (Answers &A : Told)
    A.Outdated = A.Outdated || Was(A);
}

std::optional<std::uint32_t> Vocabulary::findFlag(const Key &K) const {
  auto It = FlagIds.find(K);
  if (It != FlagIds.end())
    return It->second;
  if (Asking)
    Asking->Flags.insert(K);
  return std::nullopt;
}

/// Calls \p Visit with the keys of what \p K is a member of.
template <typename Fn> static void forEachWhole(const Key &K, Fn Visit) {
  for (std::size_t Dot = K.find('.'); Dot != Key::npos;
       Dot = K.find('.', Dot + 1))
    Visit(llvm::StringRef(K).take_front(Dot));
}

std::uint32_t Vocabulary::addFlag(const facts::Path &Path,
                                  std::int64_t Constant) {
  const Key K = keyOf(Path);
  auto [It, Inserted] = FlagIds.try_emplace(K, Flags.size());
  const std::uint32_t Id = It->second;
  if (Inserted) {
    SharedFlag F;
    F.Name = K;
    F.Example = Path;
    Flags.push_back(std::move(F));
    if (bitOf(K))
      Bits[wholeOf(K)].push_back(Id);
    forEachWhole(
        K, [&](llvm::StringRef Whole) { Members[Whole.str()].push_back(Id); });
    noteNewFlag(K);
  }
  if (Flags[Id].Constants.insert(Constant).second)
    outdate([Id](const Answers &A) { return A.Constants.count(Id) != 0; });
  return Id;
}

void Vocabulary::noteNewFlag(const Key &K) {
  outdate([&K](const Answers &A) {
    bool IsMember = false;
    forEachWhole(K, [&](llvm::StringRef Whole) {
      IsMember |= A.MembersOf.contains(Whole);
    });
    return IsMember || A.Flags.contains(K) ||
           (bitOf(K) && A.BitsOf.contains(wholeOf(K)));
  });
}

const SharedFlag &Vocabulary::flag(std::uint32_t Id) const {
  if (Asking)
    Asking->Constants.insert(Id);
  return Flags[Id];
}

std::vector<std::uint32_t> Vocabulary::bitsOf(const Key &Whole) const {
  if (Asking)
    Asking->BitsOf.insert(Whole);
  auto It = Bits.find(Whole);
  return It == Bits.end() ? std::vector<std::uint32_t>() : It->second;
}

std::vector<std::uint32_t> Vocabulary::membersOf(const Key &Whole) const {
  if (Asking)
    Asking->MembersOf.insert(Whole);
  auto It = Members.find(Whole);
  return It == Members.end() ? std::vector<std::uint32_t>() : It->second;
}

std::uint32_t Vocabulary::addLock(const Key &K) {
  return Locks.try_emplace(K, Locks.size()).first->second;
}

std::uint32_t Vocabulary::addFreed(const std::string &Name) {
  auto [It, Inserted] = Freed.try_emplace(Name, Freed.size() + 1);
  if (Inserted)
    outdate([&Name](const Answers &A) { return A.Freed.contains(Name); });
  return It->second;
}

std::optional<std::uint32_t>
Vocabulary::findFreed(const std::string &Name) const {
  auto It = Freed.find(Name);
  if (It != Freed.end())
    return It->second;
  if (Asking)
    Asking->Freed.insert(Name);
  return std::nullopt;
}

std::string Vocabulary::nameOfFreed(std::uint32_t Resource) const {
  for (const auto &[Name, Id] : Freed)
    if (Id == Resource)
      return Name;
  return {};
}

static std::size_t numberOf(Vocabulary::Role R) {
  return static_cast<std::size_t>(R);
}

void Vocabulary::add(Role R, const std::string &Name) {
  if (Sets[numberOf(R)].insert(Name).second)
    outdate([&](const Answers &A) {
      return A.All[numberOf(R)] || A.Names[numberOf(R)].contains(Name);
    });
}

bool Vocabulary::has(Role R, const std::string &Name) const {
  if (Sets[numberOf(R)].count(Name))
    return true;
  if (Asking)
    Asking->Names[numberOf(R)].insert(Name);
  return false;
}

bool Vocabulary::hasAny(Role R) const {
  return !Sets[numberOf(R)].empty() || !all(R).empty();
}

const std::set<std::string> &Vocabulary::all(Role R) const {
  if (Asking)
    Asking->All[numberOf(R)] = true;
  return Sets[numberOf(R)];
}

const std::vector<facts::Path> &Vocabulary::instancePaths() const {
  if (Asking)
    Asking->InstancePaths = true;
  return InstancePaths;
}

void Vocabulary::addInstancePath(facts::Path P) {
  InstancePaths.push_back(std::move(P));
  outdate([](const Answers &A) { return A.InstancePaths; });
}

void Vocabulary::setCallbackOwnsContext() {
  if (CallbackOwnsContext)
    return;
  CallbackOwnsContext = true;
  outdate([](const Answers &A) { return A.CallbackOwnsContext; });
}

bool Vocabulary::callbackOwnsContext() const {
  if (Asking)
    Asking->CallbackOwnsContext = true;
  return CallbackOwnsContext;
}

} // namespace threadpool::link
