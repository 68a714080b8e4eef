//===- FileTimeCasts.h - Pointers to FILETIME made wider --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_FILETIMECASTS_H
#define THREADPOOL_TIDY_EXTRACT_FILETIMECASTS_H

#include "extract/Places.h"

#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace clang {
class ASTContext;
class ExplicitCastExpr;
} // namespace clang

namespace threadpool::extract {

/// Those of \p Casts that make a pointer or reference to a FILETIME one to a
/// number of 64 bits, each place once; but for a FILETIME that is known to be
/// as aligned as the number has to be.
std::vector<facts::FileTimeCast>
fileTimeCasts(llvm::ArrayRef<const clang::ExplicitCastExpr *> Casts,
              const clang::ASTContext &Context, Places &Source);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_FILETIMECASTS_H
