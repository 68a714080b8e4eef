//===- Words.h - The words of a program's text ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What objects, flags and locks are called and how they are written to.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_GENERATED_WORDS_H
#define THREADPOOL_TIDY_TEST_GENERATED_WORDS_H

#include "Dress.h"

#include <vector>

namespace threadpool::generated {

/// Lines without their ends; render() indents them by their braces.
using Lines = std::vector<std::string>;

inline void append(Lines &To, const Lines &What) {
  To.insert(To.end(), What.begin(), What.end());
}

struct KindWords {
  /// As in CreateThreadpoolWait.
  const char *Noun;
  const char *Type;
  const char *Parameters;
};
const KindWords &wordsOf(ObjectKind Kind);

/// A member, or a global variable.
struct Variable {
  std::string Type;
  std::string Name;
  /// Empty where 0 will do.
  std::string Initial;
};

struct NameSet {
  const char *Class, *Object, *Event, *Due, *Flag, *Lock, *Data, *Hits;
  const char *Callback, *Start, *Stop, *Self;
};

class Words {
public:
  Words(const Program &P, const Dress &D);

  const NameSet &names() const { return Names; }
  const char *null() const { return IsCxx ? "nullptr" : "NULL"; }
  const KindWords &kind() const { return Kind; }
  const std::string &handleType() const { return HandleType; }

  /// Calls on the object that is spelt \p Handle; \p Prefix leads to the
  /// variables beside it.
  std::string create(const std::string &Callback, const std::string &Context,
                     const std::string &Environment,
                     const std::string &Prefix) const;
  std::string arm(const std::string &Handle, const std::string &Prefix) const;
  std::string cancel(const std::string &Handle) const;
  std::string drain(const std::string &Handle, bool DropsPending) const;
  std::string close(const std::string &Handle) const;

  Variable flag() const;
  /// Declarations that the flag's type needs.
  Lines flagTypes() const;
  std::string setFlag(const std::string &Prefix, bool Stops) const;
  /// The beginning of a statement for who finds the flag set already, and sets
  /// it otherwise. Only for flags that can be exchanged.
  std::string unlessSet(const std::string &Prefix) const;
  std::string isStopped(const std::string &Prefix) const;
  std::string isRunning(const std::string &Prefix) const;

  Variable lock(const std::string &Name) const;
  Lines lockTypes() const;
  std::string initializeLock(const std::string &Prefix,
                             const std::string &Name) const;
  std::string acquire(const std::string &Prefix, const std::string &Name) const;
  std::string release(const std::string &Prefix, const std::string &Name) const;
  /// Whether the lock is held for a block, and released by leaving it.
  bool locksBlocks() const;

private:
  const Dress &D;
  const bool IsCxx;
  const NameSet &Names;
  const KindWords &Kind;
  const ObjectKind Of;
  const std::string HandleType;
};

} // namespace threadpool::generated

#endif // THREADPOOL_TIDY_TEST_GENERATED_WORDS_H
