//===- ContextUse.h - What a callback does with its context -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_CONTEXTUSE_H
#define THREADPOOL_TIDY_RULES_CONTEXTUSE_H

#include "facts/ThreadpoolApi.h"
#include "rules/Rules.h"

#include <string>

namespace threadpool::rules {

/// Whether what \p Api makes or submits can fire from then on.
inline bool isArmedByCreation(const facts::ApiFunction &Api) {
  return Api.Object == facts::ApiObject::Simple ||
         Api.Object == facts::ApiObject::Registration ||
         Api.Object == facts::ApiObject::TimerQueueTimer;
}

/// Where the function \p Callback, which \p Creator gives to the pool, uses
/// what its context points to; null if it does not, or if it is not known well
/// enough.
const facts::Node *contextUse(const Evidence &E, const std::string &Callback,
                              const facts::ApiFunction &Creator);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_CONTEXTUSE_H
