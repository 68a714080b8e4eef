//===- Doubts.h - Why an object has no program ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_DOUBTS_H
#define THREADPOOL_TIDY_LINK_DOUBTS_H

#include "link/GraphBuilder.h"

#include <map>
#include <string>
#include <vector>

namespace threadpool::link {

enum class DoubtKind : std::uint8_t {
  /// Which function the callback is.
  CallbackUnknown,
  /// It has no body in what was read, or one that an error took something from.
  CallbackUnseen,
  CallbackBroken,
  /// The object is kept where nothing names it, in several places, or where
  /// objects with other callbacks are kept too.
  HomeUnnamed,
  KeptTwice,
  SharedHome,
  /// A routine has too many states, conditions or variables.
  OwnerTooLarge,
  CallbackTooLarge,
  TooManyConditions,
  /// One that closes it has two objects at once.
  SeveralObjects,
  /// One only closes it, and another waits for its callbacks.
  StoppedElsewhere,
  /// Nothing arms it, or what it is like when the owner comes is not known.
  StartUnknown,
  /// The callback closes it itself.
  ClosesItself,
  /// Something that may do anything comes before the close.
  CutShort,
};

struct Doubt {
  DoubtKind Why;
  /// The routine that it is about; null if there is none.
  const facts::Function *Routine = nullptr;
};

/// By the ids of creations.
class Doubts {
public:
  void add(const std::string &Creation, DoubtKind Why,
           const facts::Function *Routine = nullptr) {
    All[Creation].push_back({Why, Routine});
  }
  void add(const Subject &S, DoubtKind Why,
           const facts::Function *Routine = nullptr) {
    for (const std::string &Id : S.Ids)
      add(Id, Why, Routine);
  }

  const std::vector<Doubt> &about(const std::string &Creation) const {
    static const std::vector<Doubt> None;
    auto It = All.find(Creation);
    return It == All.end() ? None : It->second;
  }

private:
  std::map<std::string, std::vector<Doubt>> All;
};

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_DOUBTS_H
