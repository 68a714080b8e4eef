//===- Environment.cpp - What one state of a walk knows -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Environment.h"

#include "llvm/Support/xxhash.h"

#include <algorithm>

namespace threadpool::link {

const Slot &Interner::slot(llvm::StringRef Name) {
  auto [It, IsNew] = Slots.try_emplace(Name);
  if (IsNew) {
    It->second.Id = Slots.size();
    It->second.Name = It->getKey();
  }
  return It->second;
}

const Slot *Interner::findSlot(llvm::StringRef Name) const {
  auto It = Slots.find(Name);
  return It == Slots.end() ? nullptr : &It->second;
}

std::vector<Environment::Entry>::const_iterator
Environment::place(const Slot &Where) const {
  return std::lower_bound(
      Entries.begin(), Entries.end(), Where.Id,
      [](const Entry &E, std::uint32_t Id) { return E.Where->Id < Id; });
}

const Value *Environment::find(llvm::StringRef Name) const {
  const Slot *Where = Names->findSlot(Name);
  return Where ? find(*Where) : nullptr;
}

const Value *Environment::find(const Slot &Where) const {
  auto It = place(Where);
  return It != Entries.end() && It->Where == &Where ? It->Known : nullptr;
}

void Environment::set(const Slot &Where, const Value &Known) {
  auto It = place(Where);
  if (It != Entries.end() && It->Where == &Where)
    Entries[It - Entries.begin()].Known = &Known;
  else
    Entries.insert(It, {&Where, &Known});
}

void Environment::erase(llvm::StringRef Name) {
  if (const Slot *Where = Names->findSlot(Name))
    erase(*Where);
}

void Environment::erase(const Slot &Where) {
  auto It = place(Where);
  if (It != Entries.end() && It->Where == &Where)
    Entries.erase(It);
}

llvm::hash_code Environment::hash() const {
  static_assert(sizeof(Entry) == 2 * sizeof(void *), "nothing but pointers");
  return llvm::xxh3_64bits(
      {reinterpret_cast<const std::uint8_t *>(Entries.data()),
       Entries.size() * sizeof(Entry)});
}

} // namespace threadpool::link
