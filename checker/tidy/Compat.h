//===- Compat.h - What differs between the supported Clangs -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM 22 and 19 are supported. Whatever they spell differently is given one
// spelling here; no other file asks for the version.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_COMPAT_H
#define THREADPOOL_TIDY_TIDY_COMPAT_H

#include "clang-tidy/ClangTidyModule.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/Version.h"

#include <memory>

// The registry moved into ClangTidyModule.h, and the old header warns.
#if CLANG_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

namespace threadpool::tidy {

// Who uses the options shared them once.
#if CLANG_VERSION_MAJOR < 22
using OwnDiagnosticOptions = llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions>;
#else
using OwnDiagnosticOptions = std::unique_ptr<clang::DiagnosticOptions>;
#endif

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_COMPAT_H
