//===- Extract.h - What one translation unit says -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_EXTRACT_H
#define THREADPOOL_TIDY_EXTRACT_EXTRACT_H

#include "facts/Facts.h"

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

class Described;

/// Whether the unit refers to any function of the thread-pool API. Costs a
/// look-up per name of the API, whatever the size of the unit.
bool mentionsApi(clang::ASTContext &Context);

/// The facts of a parsed unit; empty if it mentions neither the API nor what
/// \p Known describes. \p PP may be null; what only macros tell is then not
/// known.
/// What functions throw is noted only if \p FollowsExceptions.
facts::UnitFacts extract(clang::ASTContext &Context,
                         const clang::Preprocessor *PP,
                         Described *Known = nullptr,
                         bool FollowsExceptions = false);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_EXTRACT_H
