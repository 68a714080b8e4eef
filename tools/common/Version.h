//===- Version.h - Which of us this is --------------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOOLS_COMMON_VERSION_H
#define THREADPOOL_TIDY_TOOLS_COMMON_VERSION_H

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

namespace threadpool::host {

/// What --version prints: all executables are of one version, and of one LLVM.
inline void printVersion(llvm::raw_ostream &Out) {
  Out << "Threadpool Tidy " TP_VERSION ", with LLVM " LLVM_VERSION_STRING "\n";
}

} // namespace threadpool::host

#endif // THREADPOOL_TIDY_TOOLS_COMMON_VERSION_H
