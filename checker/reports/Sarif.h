//===- Sarif.h - Findings in SARIF ------------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SARIF_H
#define THREADPOOL_TIDY_REPORTS_SARIF_H

#include "reports/Run.h"

namespace threadpool::reports {

/// SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/
void writeSarif(const Run &Ended, llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SARIF_H
