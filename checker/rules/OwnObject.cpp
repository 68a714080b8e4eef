//===- OwnObject.cpp - The object that a callback is called for -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OwnObject.h"

#include <algorithm>

namespace threadpool::rules {

using link::Creation;
using link::Value;
using ValueKind = link::Value::ValueKind;

OwnObject::OwnObject(const link::Inventory &Objects, const Creation &C) {
  if (!C.StoredAt || C.IsKeptTwice)
    return;
  const link::Key Home = link::keyOf(*C.StoredAt);
  const bool ServesNoOther = std::all_of(
      Objects.Creations.begin(), Objects.Creations.end(),
      [&](const auto &Made) {
        const Creation &Other = Made.second;
        return Other.Callback != C.Callback ||
               (Other.StoredAt && link::keyOf(*Other.StoredAt) == Home);
      });
  if (!Home.empty() && !link::isAmbiguous(Home) && ServesNoOther &&
      link::isHomeOf(Objects, Home, C.Callback))
    HomeText = link::textOf(*C.StoredAt);
}

bool OwnObject::is(const Value &V) const {
  return V.is(ValueKind::OwnObject) ||
         (V.is(ValueKind::At) && isKeptAt(V.Where));
}

bool OwnObject::isKeptAt(const facts::Path &Storage) const {
  return !HomeText.empty() && link::textOf(Storage) == HomeText;
}

void forEachCallback(
    const Evidence &E,
    const std::function<void(const Creation &, const facts::Function &)>
        &Visit) {
  for (const auto &[Id, C] : E.Objects.Creations) {
    auto Callback = E.Unit.Functions.find(C.Callback);
    if (Callback != E.Unit.Functions.end() && Callback->second.hasBody() &&
        !Callback->second.IsBroken)
      Visit(C, Callback->second);
  }
}

} // namespace threadpool::rules
