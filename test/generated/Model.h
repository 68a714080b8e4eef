//===- Model.h - A callback and an owner, in short --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a generated program does, whatever it looks like. Owners are words of
// the notation of docs/semantics.md:
//
//   F set the flag       f write to it what keeps the callback going
//   C cancel             W drain with TRUE   w drain with FALSE
//   E end the operations on an I/O object's file
//   X close              G group close       D free
//   L l lock, unlock     M m the same with a lock that no callback takes
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_MODEL_H
#define THREADPOOL_TIDY_TEST_GENERATED_MODEL_H

#include <cstdint>
#include <random>
#include <string>

namespace threadpool::generated {

enum class ObjectKind : std::uint8_t {
  Wait,
  OneShotTimer,
  PeriodicTimer,
  Work,
  /// Its callback starts no other operation.
  Io,
};

/// Whether something can be taken back before it comes to a callback.
inline bool hasCancel(ObjectKind Kind) {
  return Kind != ObjectKind::Work && Kind != ObjectKind::Io;
}

/// What the callback reads before it arms its object again.
enum class Test : std::uint8_t {
  Nothing,
  /// Something that nobody else writes.
  Private,
  /// A flag that nobody ever sets.
  DeadFlag,
  /// A flag that another routine sets, and this owner does not.
  ForeignFlag,
  StopFlag,
};

struct Callback {
  bool Arms = false;
  Test Reads = Test::Nothing;
  /// Reads and arms under the lock of L and l.
  bool Locks = false;
  /// Leaves where it reads, before it uses anything.
  bool ReturnsEarly = false;
  bool WorksAfterArm = false;
};

struct Program {
  ObjectKind Kind = ObjectKind::Wait;
  Callback OnFire;
  std::string Owner;
  /// D frees data that the callback uses, but neither its flag nor its lock.
  bool DataIsSeparate = false;
  /// Flag, lock and the rest die when the owner has closed the object.
  bool ContextDies = false;
};

/// "wait, UTR, FWCWXD" and what else there is to say.
std::string describe(const Program &P);

inline bool isOneOf(char Op, const char *Ops) {
  return std::string(Ops).find(Op) != std::string::npos;
}

/// Random numbers that are the same everywhere, as the standard distributions
/// are not.
class Dice {
public:
  explicit Dice(std::uint64_t Seed) : Engine(Seed) {}
  unsigned below(unsigned N) { return static_cast<unsigned>(Engine() % N); }
  bool percent(unsigned Chance) { return below(100) < Chance; }

private:
  std::mt19937_64 Engine;
};

/// A program that can be written down and whose name is known; about half of
/// them are safe.
Program draw(Dice &D);

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_MODEL_H
