//===- Language.h - Which language a header is in ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TOLERANCE_LANGUAGE_H
#define THREADPOOL_TIDY_TOLERANCE_LANGUAGE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace threadpool::tolerance {

class Checkout;

enum class Language { C, CPlusPlus };

/// The language of \p File. The ending decides, unless it is .h: such a header
/// is C++ unless only C sources of \p Project include it, directly or by other
/// headers. \p Project may be null.
Language languageOf(llvm::StringRef File, const Checkout *Project,
                    llvm::vfs::FileSystem &Files);

} // namespace threadpool::tolerance

#endif // THREADPOOL_TIDY_TOLERANCE_LANGUAGE_H
