//===- StaCom.cpp - threadpool-sta-com ------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallbackReach.h"
#include "rules/ThreadCalls.h"

namespace threadpool::rules {

std::vector<Finding> findSingleThreadedApartments(const Evidence &E) {
  CallbackReach::Subject S;
  S.Named = Rule::StaCom;
  S.Matters = [](const facts::Node &N) {
    const facts::ThreadFunction *Row = facts::lookupThread(N);
    return Row && Row->Effect == facts::ThreadEffect::MakesApartment;
  };
  S.Complain =
      [](const CallInCallback &C) -> std::optional<CallbackReach::Complaint> {
    if (!threadCall(C))
      return std::nullopt;
    return CallbackReach::Complaint{
        "makes a thread of the pool a single-threaded apartment",
        "join the multithreaded apartment, and leave what needs another to a "
        "thread of your own, which handles its messages"};
  };
  return CallbackReach(E).find(S);
}

} // namespace threadpool::rules
