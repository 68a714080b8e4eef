//===- OwnModule.h - The module that the code is in -------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_OWNMODULE_H
#define THREADPOOL_TIDY_RULES_OWNMODULE_H

#include "rules/CallbackReach.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace threadpool::rules {

/// Recognises handles of the module that the unit becomes part of: what DllMain
/// is given, what GetModuleHandleEx finds for an address in the unit, and the
/// linker's __ImageBase, wherever they are kept.
class OwnModule {
public:
  explicit OwnModule(const Evidence &E);

  /// Whether the unit can have such a handle, of a module that can be unloaded.
  bool isKnown() const { return IsKnown; }

  /// The argument of \p Call that is given back, if it calls a function that
  /// gives a module back; null for all other calls.
  static const facts::Operand *freedBy(const facts::Node &Call);

  /// Whether the call at \p At of \p G gives the own module back. What the
  /// callback of \p By is given is looked up there.
  bool isFreedBy(const link::EventGraph &G, const link::Site &At,
                 const Registration *By) const;

private:
  using Asked = std::set<std::pair<const facts::Function *, std::string>>;

  /// Whether \p O, in the activation \p Frame of \p G, is such a handle.
  bool is(const link::EventGraph &G, unsigned Frame, const facts::Operand &O,
          const Registration *By) const;
  bool isIn(const facts::Function &F, const facts::Operand &O,
            Asked &Seen) const;
  /// Whether that is all that the function which \p Call calls returns, besides
  /// null.
  bool isReturnedBy(const facts::Node &Call, Asked &Seen) const;
  bool isGivenTo(const facts::Function &F, unsigned Parameter,
                 Asked &Seen) const;
  bool isRegisteredWith(const Registration &By, Asked &Seen) const;
  bool isKeptAt(const facts::Function &F, const facts::Path &P,
                Asked &Seen) const;

  const Evidence &E;
  bool IsKnown = false;
  /// The unit loads other modules.
  bool HasOthers = false;
};

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_OWNMODULE_H
