//===- Fixing.h - Applying the fixes of a scan ------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_FIXING_H
#define THREADPOOL_TIDY_SCAN_FIXING_H

#include "rules/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <string>

namespace threadpool::scan {

struct Fixed {
  unsigned NumFindings = 0;
  unsigned NumFiles = 0;
};

/// Applies the fixes of \p Findings, each as a whole: one that meets another
/// stays for the next run, and so does one in a file in UTF-16. \p PathOf says
/// where the file of an index is. Fails if a file cannot be written.
llvm::Expected<Fixed>
applyFixes(llvm::ArrayRef<const rules::Finding *> Findings,
           llvm::function_ref<std::string(std::uint32_t)> PathOf);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_FIXING_H
