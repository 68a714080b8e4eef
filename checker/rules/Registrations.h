//===- Registrations.h - What the pool is given to call ---------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_REGISTRATIONS_H
#define THREADPOOL_TIDY_RULES_REGISTRATIONS_H

#include "rules/Rules.h"

#include <vector>

namespace threadpool::rules {

/// A place that gives a function to the pool as a callback.
struct Registration {
  const facts::Function *Callback = nullptr;
  const facts::ApiFunction *Api = nullptr;
  facts::Location Where;
  link::Value Environment;
  /// WT_EXECUTE... flags of the legacy API.
  link::Value Flags;
  /// What is seen from the outermost routine that comes there; null if none was
  /// followed that far.
  const link::Creation *Made = nullptr;

  /// Whether the callback is given its instance, as its first parameter.
  bool hasInstance() const { return link::parametersOf(*Api).Context != 0; }
  /// Whether the pool may run the callback on a thread that stays.
  bool mayKeepThread(const link::Inventory &Objects) const;
};

/// Whether \p F or what it calls, as far as the unit has that, calls an API
/// function which \p Matters.
bool callsApi(const Evidence &E, const facts::Function &F,
              const link::CallGraph::Predicate &Matters);

/// What the unit gives to the pool, in the order of the places.
std::vector<Registration> registrationsIn(const Evidence &E);

/// The function that \p Call, a call of \p Api, is given to be called; null if
/// it is not named there.
const facts::Function *callbackNamedIn(const facts::UnitFacts &Unit,
                                       const facts::Node &Call,
                                       const facts::ApiFunction &Api);

/// Calls \p Visit with each call of the API, and the function that it is in.
template <typename Fn>
void forEachApiCall(const facts::UnitFacts &Unit, Fn Visit) {
  for (const auto &[Usr, F] : Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::ApiCall)
        Visit(F, N, *facts::lookupApi(N.Callee));
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_REGISTRATIONS_H
