//===- OwnObject.h - The object that a callback is called for ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_OWNOBJECT_H
#define THREADPOOL_TIDY_RULES_OWNOBJECT_H

#include "rules/Rules.h"

#include <functional>

namespace threadpool::rules {

/// Recognises, in a walk of the callback of what \p C made, that object.
class OwnObject {
public:
  OwnObject(const link::Inventory &Objects, const link::Creation &C);

  bool is(const link::Value &V) const;
  /// Whether \p Storage is where the object, and no other, is kept.
  bool isKeptAt(const facts::Path &Storage) const;

private:
  /// Where it is kept; empty if that is not known, or if the callback serves
  /// objects that are kept elsewhere.
  std::string HomeText;
};

/// Calls \p Visit with each creation whose callback the unit has.
void forEachCallback(const Evidence &E,
                     const std::function<void(const link::Creation &,
                                              const facts::Function &)> &Visit);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_OWNOBJECT_H
