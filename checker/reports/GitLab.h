//===- GitLab.h - Findings for the code quality of GitLab -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_GITLAB_H
#define THREADPOOL_TIDY_REPORTS_GITLAB_H

#include "reports/Run.h"

namespace threadpool::reports {

/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
void writeGitLab(const Run &Ended, llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_GITLAB_H
