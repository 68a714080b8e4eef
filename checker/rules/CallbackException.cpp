//===- CallbackException.cpp - threadpool-callback-exception --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pool catches nothing: an exception that leaves a callback ends the
// process, or unwinds code of the system that does not expect that.
//
//===----------------------------------------------------------------------===//

#include "rules/Registrations.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <set>

namespace threadpool::rules {

using facts::Function;
using facts::OpenCall;
using facts::Throw;

namespace {

/// Follows the exceptions of a callback.
class Escapes {
public:
  Escapes(const Evidence &E, const Registration &By,
          std::map<const Throw *, Finding> &Found)
      : E(E), By(By), Found(Found) {}

  void find() { follow(*By.Callback, {}); }

private:
  /// What handlers around the calls of a way are declared with.
  using Handlers = std::set<std::string>;

  static bool isCaught(const Throw &T, const Handlers &Around) {
    if (T.Types.empty())
      return !Around.empty();
    return std::any_of(
        T.Types.begin(), T.Types.end(),
        [&](const std::string &Type) { return Around.count(Type) != 0; });
  }

  void follow(const Function &F, const Handlers &Around) {
    if (!Seen.insert({&F, Around}).second)
      return;
    for (const Throw &T : F.Throws)
      if (!isCaught(T, Around))
        Found.try_emplace(&T, tell(F, T));
    for (const OpenCall &Call : F.OpenCalls) {
      auto Callee = E.Unit.Functions.find(Call.Callee);
      if (Callee == E.Unit.Functions.end())
        continue;
      Handlers Inner = Around;
      Inner.insert(Call.Caught.begin(), Call.Caught.end());
      Way.push_back({&F, &Call});
      follow(Callee->second, Inner);
      Way.pop_back();
    }
  }

  Finding tell(const Function &F, const Throw &T) const {
    const std::string Callback = quotedFunction(By.Callback->Name);
    const std::string Name = quotedFunction(F.Name);
    Finding Result;
    Result.Rules = {Rule::CallbackException};
    Result.Where = T.Where;
    Result.Length = T.Length;
    Result.Message =
        Name + (Way.empty()
                    ? ", a callback of the pool, throws an exception that "
                      "leaves it"
                    : ", called by the callback " + Callback +
                          ", throws an exception that leaves the callback");
    explain(Result, By.Where,
            By.Api->Name.str() + " gives " + Callback + " to the pool");
    for (std::size_t I = 0; I < Way.size(); ++I) {
      const Function &Callee = I + 1 < Way.size() ? *Way[I + 1].By : F;
      explain(Result, Way[I].Call->Where,
              quotedFunction(Way[I].By->Name) + " calls " +
                  quotedFunction(Callee.Name));
    }
    explain(Result, By.Callback->Where,
            "to repair: catch in " + Callback +
                " whatever is thrown, and tell of it in another way");
    return Result;
  }

  struct Step {
    const Function *By;
    const OpenCall *Call;
  };

  const Evidence &E;
  const Registration &By;
  std::map<const Throw *, Finding> &Found;
  std::vector<Step> Way;
  std::set<std::pair<const Function *, Handlers>> Seen;
};

} // namespace

std::vector<Finding> findExceptionsOfCallbacks(const Evidence &E) {
  std::vector<Finding> Result;
  if (!E.Opts.FollowsExceptions)
    return Result;
  std::map<const Throw *, Finding> Found;
  std::set<const Function *> Done;
  for (const Registration &By : registrationsIn(E))
    if (Done.insert(By.Callback).second)
      Escapes(E, By, Found).find();
  for (auto &[T, F] : Found)
    Result.push_back(std::move(F));
  return Result;
}

} // namespace threadpool::rules
