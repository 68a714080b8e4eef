//===- FilledRecord.h - A record with everything in it ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_FACTS_FILLEDRECORD_H
#define THREADPOOL_TIDY_TEST_FACTS_FILLEDRECORD_H

#include "facts/Fields.h"

#include <random>

namespace threadpool::test {

/// Fills records with anything that a file may hold.
class Filler {
public:
  /// With \p IsFull no member keeps its default value, otherwise about half of
  /// them do.
  Filler(unsigned Seed, bool IsFull) : Random(Seed), IsFull(IsFull) {}

  facts::UnitRecord record();

private:
  static constexpr unsigned NumFiles = 3;
  static constexpr unsigned NumNodes = 4;

  std::uint64_t number() { return Random(); }
  std::uint64_t upTo(std::uint64_t Greatest) {
    return number() % (Greatest + 1);
  }
  bool isKept() { return !IsFull && upTo(1) == 0; }
  std::size_t size() { return IsFull ? 2 : upTo(2); }

  std::string text();
  facts::NodeId node() {
    return static_cast<facts::NodeId>(upTo(NumNodes - 1));
  }

  template <class T> void fill(T &Value) {
    if constexpr (facts::IsRecord<T>)
      record(Value);
    else if constexpr (std::is_enum_v<T>)
      Value = static_cast<T>(
          1 + upTo(static_cast<unsigned>(facts::Last<T>::Value) - 1));
    else if constexpr (std::is_same_v<T, bool>)
      Value = true;
    else
      Value = static_cast<T>(number() | 1);
  }
  void fill(std::string &Value) { Value = text(); }
  template <class T> void fill(std::vector<T> &Values) {
    Values.resize(size());
    for (T &Value : Values)
      fill(Value);
  }
  template <class T> void fill(std::map<std::string, T> &Values) {
    for (std::size_t I = size(); I != 0; --I)
      fill(Values[text()]);
  }
  template <class T> void fill(std::optional<T> &Value) {
    fill(Value.emplace());
  }
  template <class T> void fill(std::shared_ptr<const T> &Value) {
    auto New = std::make_shared<T>();
    fill(*New);
    Value = New;
  }

  template <class T> void record(T &Value) {
    facts::forEachField(facts::fieldsOf(&Value), [&](const auto &F) {
      if (!isKept())
        fill(Value.*F.At);
    });
    repair(Value);
  }

  /// What a record may hold depends on others.
  template <class T> void repair(T &) {}
  void repair(facts::Location &Where) {
    Where.File =
        static_cast<std::uint32_t>(Where.isValid() ? upTo(NumFiles - 1) : 0);
  }
  void repair(facts::Path &P);
  void repair(facts::Path::Step &S);
  void repair(facts::Node &N);
  void repair(facts::Function &F);
  void repair(facts::UnitFacts &Unit);

  std::mt19937_64 Random;
  const bool IsFull;
};

/// Whether two records are equal in all of their members.
bool same(const facts::UnitRecord &A, const facts::UnitRecord &B);

} // namespace threadpool::test

#endif // THREADPOOL_TIDY_TEST_FACTS_FILLEDRECORD_H
