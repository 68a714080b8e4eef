//===- StateSet.h - The states seen so far --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A set of states numbered in the order of insertion, each with the number of
// the state it was reached from. States lie in blocks that never move; a table
// of numbers with open addressing finds them. Together 20 bytes a state and
// 8 to 16 bytes of table.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_PROTOCOL_STATESET_H
#define THREADPOOL_TIDY_PROTOCOL_STATESET_H

#include "protocol/State.h"
#include <cstddef>
#include <memory>

namespace threadpool::protocol {

class StateSet {
public:
  using Index = std::uint32_t;
  static constexpr Index None = 0xffffffff;

  StateSet() : Table(InitialTable, None) {}

  std::size_t size() const { return Size; }
  const State &operator[](Index I) const {
    return Blocks[I / BlockSize]->States[I % BlockSize];
  }
  Index parent(Index I) const {
    return Blocks[I / BlockSize]->Parents[I % BlockSize];
  }

  static std::size_t hash(const State &S) {
    std::uint64_t H = S.Low * 0x9e3779b97f4a7c15u;
    H = (H ^ (H >> 32) ^ S.High) * 0xd6e8feb86659fd93u;
    return H ^ (H >> 32);
  }
  /// Asks for the part of the table that insert will look at.
  void prefetchTable(std::size_t Hash) const {
    __builtin_prefetch(&Table[Hash & (Table.size() - 1)]);
  }
  /// Asks for the state that insert will compare with.
  void prefetchState(std::size_t Hash) const {
    Index I = Table[Hash & (Table.size() - 1)];
    if (I != None)
      __builtin_prefetch(&(*this)[I]);
  }

  /// The number of \p S, or None.
  Index find(const State &S) const { return Table[slot(S, hash(S))]; }

  /// Adds \p S unless it is there; returns whether it was added.
  /// \pre Hash == hash(S)
  bool insert(const State &S, std::size_t Hash, Index Parent) {
    std::size_t Slot = slot(S, Hash);
    if (Table[Slot] != None)
      return false;
    Index I = static_cast<Index>(Size++);
    Table[Slot] = I;
    if (I % BlockSize == 0)
      Blocks.push_back(std::unique_ptr<Block>(new Block));
    Blocks.back()->States[I % BlockSize] = S;
    Blocks.back()->Parents[I % BlockSize] = Parent;
    if (Size > Table.size() / 2)
      grow();
    return true;
  }

private:
  static constexpr std::size_t InitialTable = 2048;
  static constexpr std::size_t BlockSize = 2048;
  struct Block {
    State States[BlockSize];
    Index Parents[BlockSize];
  };

  /// Where \p S is or would be in the table.
  std::size_t slot(const State &S, std::size_t Hash) const {
    std::size_t Mask = Table.size() - 1;
    std::size_t Slot = Hash & Mask;
    while (Table[Slot] != None && !((*this)[Table[Slot]] == S))
      Slot = (Slot + 1) & Mask;
    return Slot;
  }

  void grow() {
    std::vector<Index> Larger(Table.size() * 2, None);
    std::size_t Mask = Larger.size() - 1;
    for (std::size_t I = 0; I != Size; ++I) {
      std::size_t Slot = hash((*this)[static_cast<Index>(I)]) & Mask;
      while (Larger[Slot] != None)
        Slot = (Slot + 1) & Mask;
      Larger[Slot] = static_cast<Index>(I);
    }
    Table.swap(Larger);
  }

  std::size_t Size = 0;
  std::vector<Index> Table;
  std::vector<std::unique_ptr<Block>> Blocks;
};

} // namespace threadpool::protocol

#endif // THREADPOOL_TIDY_PROTOCOL_STATESET_H
