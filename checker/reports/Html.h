//===- Html.h - A page to look at ------------------------------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_HTML_H
#define THREADPOOL_TIDY_REPORTS_HTML_H

#include "reports/Run.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace threadpool::reports {

/// Writes a page that needs nothing but itself: what was seen, each finding
/// with its interleaving as a picture, and the verdict on each object. A policy
/// in it lets no other script or style run than its own.
void writeHtml(const Run &Ended, llvm::raw_ostream &Out);

/// Writes the interleaving of each finding that has one into \p Directory, as
/// RULE-FILE-LINE.svg, and what repairs it, if that is known, as
/// RULE-FILE-LINE-repaired.svg.
llvm::Error writePictures(const Run &Ended, llvm::StringRef Directory);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_HTML_H
