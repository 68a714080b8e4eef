//===- Json.h - All of a run for scripts ------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_JSON_H
#define THREADPOOL_TIDY_REPORTS_JSON_H

#include "reports/Run.h"

namespace threadpool::reports {

/// To be raised when a member is taken away or comes to mean something else;
/// docs/json.md says what scripts may rely on.
inline constexpr unsigned JsonVersion = 1;

/// docs/json.md describes the format, docs/report.schema.json defines it.
void writeJson(const Run &Ended, llvm::raw_ostream &Out);

llvm::StringRef nameOf(rules::Level Severity);
llvm::StringRef nameOf(rules::Actor Who);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_JSON_H
