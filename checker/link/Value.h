//===- Value.h - What a walk knows of a value -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_VALUE_H
#define THREADPOOL_TIDY_LINK_VALUE_H

#include "link/Storage.h"

#include <string>
#include <tuple>

namespace threadpool::link {

/// What a walk knows of a value.
struct Value {
  enum class ValueKind : std::uint8_t {
    /// May depend on state that others share.
    Unknown,
    /// Any value, each time anew, and nothing that the program's other
    /// routines decide: the wait result, the status of a system call.
    Free,
    /// Number; if Where is valid, read from there.
    Constant,
    /// Read from Where, and none of the constants that the branches of the
    /// program compare it with.
    Other,
    NonNull,
    /// What is stored at Where.
    At,
    /// A pointer to Where.
    AddressOf,
    /// A pointer to the function Name.
    Function,
    /// The thread-pool object that the create call named Name made.
    Fresh,
    /// The object that the callback was called for.
    OwnObject,
    /// Where the loop Name over all elements has come to: Number is 0 for the
    /// chosen element, 1 for another one.
    Index,
  };
  ValueKind Kind = ValueKind::Unknown;
  /// At: a test has shown that it is not null.
  bool IsTested = false;
  /// With Times: the factor of all products in a row.
  std::int64_t Number = 0;
  /// Unknown and Free: the expression that made it from what is at Where; null
  /// for all others. Without a Where that is a constant for which the
  /// expression comes out wrong.
  const facts::Product *Times = nullptr;
  /// With Times: it is only this half of the number.
  facts::NumberHalf Half = facts::NumberHalf::None;
  std::string Name; // the text of Where, if that is valid
  facts::Path Where;

  static Value unknown() { return {}; }
  static Value free() { return make(ValueKind::Free); }
  static Value nonNull() { return make(ValueKind::NonNull); }
  static Value ownObject() { return make(ValueKind::OwnObject); }
  static Value constant(std::int64_t N);
  static Value constantFrom(const Value &Source, std::int64_t N);
  static Value otherFrom(const Value &Source);
  static Value at(facts::Path P);
  static Value addressOf(facts::Path P);
  static Value function(std::string Usr);
  static Value fresh(std::string Id);
  static Value index(std::string Loop, bool IsOther);

  /// What is known of it once it was found not to be null.
  Value tested() const;

  bool is(ValueKind K) const { return Kind == K; }
  bool isNull() const { return Kind == ValueKind::Constant && Number == 0; }
  /// Nothing that other routines of the program write has gone into it.
  bool isPrivate() const {
    return Kind == ValueKind::Free || Kind == ValueKind::Index ||
           (Kind == ValueKind::Constant && !Where.isValid());
  }
  bool isNotNull() const;
  /// What the value points to; an invalid path if that has no name.
  facts::Path pointee() const;

  bool operator<(const Value &O) const {
    return std::tie(Kind, IsTested, Number, Times, Half, Name) <
           std::tie(O.Kind, O.IsTested, O.Number, O.Times, O.Half, O.Name);
  }
  bool operator==(const Value &O) const {
    return std::tie(Kind, IsTested, Number, Times, Half, Name) ==
           std::tie(O.Kind, O.IsTested, O.Number, O.Times, O.Half, O.Name);
  }

private:
  static Value make(ValueKind K) {
    Value V;
    V.Kind = K;
    return V;
  }
};

/// What the bit \p Bit of the variable with the value \p Whole is.
Value bitOf(const Value &Whole, const facts::Path::Step &Bit);

/// What the half \p Half of the 64-bit number \p Whole is.
Value halfOf(const Value &Whole, facts::NumberHalf Half);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_VALUE_H
