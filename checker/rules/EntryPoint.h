//===- EntryPoint.h - Where programs begin and end --------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ENTRYPOINT_H
#define THREADPOOL_TIDY_RULES_ENTRYPOINT_H

#include "facts/Facts.h"

namespace threadpool::rules {

/// Whether the process ends when \p F returns.
inline bool isMain(const facts::Function &F) {
  for (const char *Name : {"main", "wmain", "WinMain", "wWinMain"})
    if (F.Name == Name)
      return true;
  return false;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ENTRYPOINT_H
