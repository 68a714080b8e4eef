//===- MutexWait.cpp - threadpool-mutex-wait ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"

namespace threadpool::rules {

std::vector<Finding> findMutexWaits(const Evidence &E) {
  std::vector<Finding> Result;
  for (const link::Arming &A : E.Objects.Armings) {
    const link::Creation *Origin = link::originOf(E.Objects, A.Handle);
    if (!Origin || Origin->Api->Object != facts::ApiObject::Mutex)
      continue;
    Finding F;
    F.Rules = {Rule::MutexWait};
    F.Where = A.Where;
    F.Length = A.Length;
    F.Message = "the pool waits for a mutex: the thread that would own it is "
                "not the one that runs the callback, so nobody can release it; "
                "current Windows raises an exception here";
    Note Made;
    Made.Where = Origin->Where;
    Made.Text = "the handle is that of a mutex made here; wait for an event or "
                "a semaphore instead";
    F.Notes.push_back(std::move(Made));
    Result.push_back(std::move(F));
  }
  return Result;
}

} // namespace threadpool::rules
