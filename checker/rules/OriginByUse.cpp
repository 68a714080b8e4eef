//===- OriginByUse.cpp - What is kept where others may write --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OriginByUse.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::rules;
using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using link::Value;
using ValueKind = link::Value::ValueKind;

/// Whether \p F ends, as an object of the kind \p Kind, what is kept under
/// \p Where.
static bool ends(const facts::Function &F, ApiObject Kind,
                 const link::Key &Where) {
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    return Api && Api->Role == ApiRole::Unregister && Api->Object == Kind &&
           Api->Args.Object.isArgument() &&
           Api->Args.Object.index() < N.Args.size() &&
           link::keyOf(N.Args[Api->Args.Object.index()].Where) == Where;
  });
}

const link::Creation *
threadpool::rules::originByUse(const Evidence &E, const Value &V,
                               const facts::Function &Closer) {
  const link::Key Where = V.is(ValueKind::At) ? link::keyOf(V.Where) : "";
  auto Stored = E.Objects.Stores.find(Where);
  if (Where.empty() || link::isAmbiguous(Where) || link::isLocalKey(Where) ||
      Stored == E.Objects.Stores.end())
    return nullptr;
  const link::Creation *Made = nullptr;
  for (const Value &What : Stored->second) {
    if (What.is(ValueKind::Constant))
      continue;
    Made =
        What.is(ValueKind::Fresh) ? link::originOf(E.Objects, What) : nullptr;
    if (!Made || ends(Closer, Made->Api->Object, Where) ||
        std::none_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                     [&](const auto &Entry) {
                       return ends(Entry.second, Made->Api->Object, Where);
                     }))
      return nullptr;
  }
  return Made;
}
