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

bool Vocabulary::takeGrowth() {
  const bool Result = Grew;
  Grew = false;
  return Result;
}

std::optional<std::uint32_t> Vocabulary::findFlag(const Key &K) const {
  auto It = FlagIds.find(K);
  if (It == FlagIds.end())
    return std::nullopt;
  return It->second;
}

std::uint32_t Vocabulary::addFlag(const facts::Path &Path,
                                  std::int64_t Constant) {
  const Key K = keyOf(Path);
  auto [It, Inserted] = FlagIds.try_emplace(K, Flags.size());
  if (Inserted) {
    SharedFlag F;
    F.Name = K;
    F.Example = Path;
    Flags.push_back(std::move(F));
  }
  Grew |= Flags[It->second].Constants.insert(Constant).second;
  return It->second;
}

std::uint32_t Vocabulary::addLock(const Key &K) {
  return Locks.try_emplace(K, Locks.size()).first->second;
}

std::uint32_t Vocabulary::addFreed(const std::string &Name) {
  auto [It, Inserted] = Freed.try_emplace(Name, Freed.size() + 1);
  Grew |= Inserted;
  return It->second;
}

std::optional<std::uint32_t>
Vocabulary::findFreed(const std::string &Name) const {
  auto It = Freed.find(Name);
  if (It == Freed.end())
    return std::nullopt;
  return It->second;
}

std::string Vocabulary::nameOfFreed(std::uint32_t Resource) const {
  for (const auto &[Name, Id] : Freed)
    if (Id == Resource)
      return Name;
  return {};
}

void Vocabulary::add(Role R, const std::string &Name) {
  Grew |= Sets[R].insert(Name).second;
}

bool Vocabulary::has(Role R, const std::string &Name) const {
  return all(R).count(Name) != 0;
}

const std::set<std::string> &Vocabulary::all(Role R) const {
  static const std::set<std::string> None;
  auto It = Sets.find(R);
  return It == Sets.end() ? None : It->second;
}

} // namespace threadpool::link
