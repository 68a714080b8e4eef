//===- Verdicts.h - What is known of each object, as text -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_VERDICTS_H
#define THREADPOOL_TIDY_REPORTS_VERDICTS_H

#include "reports/Report.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace threadpool::reports {

/// "proved safe", "finding" or "unknown".
llvm::StringRef nameOf(rules::Judgement J);

/// "the wait 'Wait', whose callback is 'OnChanged'".
std::string describe(const rules::ObjectVerdict &O);

/// A line for each object, with those for where it is armed and stopped and why
/// nothing is known of it, and one that counts them.
void printVerdicts(const scan::ScanResult &Result, const Paths &Where,
                   llvm::raw_ostream &Out);

/// The whole story of the objects that \p At, "FILE:LINE", has to do with: what
/// was extracted, what was searched, and what came of it. Fails if \p At is not
/// such a place, or if there is no object; the error then says where some are.
llvm::Error explain(llvm::StringRef At, const scan::ScanResult &Result,
                    const Paths &Where, llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_VERDICTS_H
