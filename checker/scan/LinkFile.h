//===- LinkFile.h - What a link came to as a file ---------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From threadpool-link to threadpool-scan of the same build. What scripts read
// is a report.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_SCAN_LINKFILE_H
#define THREADPOOL_TIDY_SCAN_LINKFILE_H

#include "scan/Link.h"

#include "llvm/Support/raw_ostream.h"

namespace threadpool::scan {

void write(const Linked &Result, llvm::raw_ostream &Out);

/// Fails, with \p FileName, if \p Text is not what write() writes.
llvm::Expected<Linked> readLinked(llvm::StringRef Text,
                                  llvm::StringRef FileName);

} // namespace threadpool::scan

#endif // THREADPOOL_TIDY_SCAN_LINKFILE_H
