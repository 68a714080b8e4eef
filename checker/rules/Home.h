//===- Home.h - Where an object is kept -------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_HOME_H
#define THREADPOOL_TIDY_RULES_HOME_H

#include "facts/ThreadpoolApi.h"
#include "rules/Mentions.h"

namespace threadpool::rules {

/// The variable, or the member of whatever object, that an object is kept in.
class Home {
public:
  explicit Home(const facts::Path &P) : Where(P) {}

  bool is(const facts::Path &P) const {
    if (Where.Steps.empty())
      return P.Root == Where.Root && P.Symbol == Where.Symbol;
    // The class that has the field may close it whatever it is a part of.
    return !P.Steps.empty() && P.Steps.back().Kind == Where.Steps.back().Kind &&
           P.Steps.back().Name == Where.Steps.back().Name;
  }

  template <typename T> bool isNamedIn(const T &What) const {
    return names(What, [this](const facts::Path &P) { return is(P); });
  }

private:
  const facts::Path &Where;
};

/// The API function that \p N calls in so many words; null if it calls none.
inline const facts::ApiFunction *apiOf(const facts::Node &N) {
  return N.Kind == facts::NodeKind::ApiCall && N.Via.empty()
             ? facts::lookupApi(N.Callee)
             : nullptr;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_HOME_H
