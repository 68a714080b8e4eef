//===- GitHub.h - Findings as commands of a workflow ------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_GITHUB_H
#define THREADPOOL_TIDY_REPORTS_GITHUB_H

#include "reports/Run.h"

namespace threadpool::reports {

/// \p Text as the value of a property of a workflow command, and as its
/// message.
std::string asGitHubProperty(llvm::StringRef Text);
std::string asGitHubMessage(llvm::StringRef Text);

/// https://docs.github.com/actions/reference/workflow-commands: what GitHub
/// shows beside the lines of a change.
void writeGitHub(const Run &Ended, llvm::raw_ostream &Out);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_GITHUB_H
