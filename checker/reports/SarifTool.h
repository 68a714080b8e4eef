//===- SarifTool.h - The tool and its rules in SARIF ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SARIFTOOL_H
#define THREADPOOL_TIDY_REPORTS_SARIFTOOL_H

#include "rules/Rule.h"

#include "llvm/Support/JSON.h"

namespace threadpool::reports {

/// What a notification about a file that says nothing refers to.
inline constexpr char NotAnalysedId[] = "not-analysed";
inline constexpr char NotUsedId[] = "not-used";

llvm::StringRef sarifLevelOf(rules::Level Severity);

/// The property "tool" of a run. Its rules are in the order of Rules.def.
void writeSarifTool(llvm::json::OStream &J);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SARIFTOOL_H
