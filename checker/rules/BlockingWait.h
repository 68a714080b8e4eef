//===- BlockingWait.h - Calls that wait for callbacks -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_BLOCKINGWAIT_H
#define THREADPOOL_TIDY_RULES_BLOCKINGWAIT_H

#include "link/EventGraph.h"

namespace threadpool::rules {

/// Whether \p Ev waits until callbacks of the pool are done: a drain, the end
/// of a group's members, an unregistration that waits.
inline bool waitsForCallbacks(const link::Event &Ev) {
  using facts::ApiRole;
  /// INVALID_HANDLE_VALUE as a completion event: wait for the callbacks.
  constexpr std::int64_t WaitForAll = -1;
  if (Ev.Kind != link::Event::EventKind::Api)
    return false;
  if (Ev.isApi(ApiRole::Drain) || Ev.isApi(ApiRole::GroupMembersClose))
    return true;
  const link::Value End = Ev.argument(Ev.Api->Args.CompletionEvent);
  return Ev.isApi(ApiRole::Unregister) &&
         End.is(link::Value::ValueKind::Constant) && End.Number == WaitForAll;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_BLOCKINGWAIT_H
