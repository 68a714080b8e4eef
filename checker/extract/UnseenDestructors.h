//===- UnseenDestructors.h - Destructors that no code of a unit calls -----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_UNSEENDESTRUCTORS_H
#define THREADPOOL_TIDY_EXTRACT_UNSEENDESTRUCTORS_H

#include "facts/Facts.h"

#include <vector>

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
} // namespace clang

namespace threadpool::extract {

struct UnitContext;

/// Clang defines the destructor that nobody writes only where something calls
/// it; a header by itself destroys none of its objects. Adds to \p Facts, which
/// holds the translated \p Functions, what such a destructor does for those of
/// \p Classes with a member that closes objects of the pool.
///
/// Where the class has one routine that stops the member's callbacks, those who
/// destroy objects call it first; where it has more, or others stop them, the
/// destructor by itself says nothing, and stays unknown.
void addUnseenDestructors(
    UnitContext &Unit, const std::vector<const clang::CXXRecordDecl *> &Classes,
    const std::vector<const clang::FunctionDecl *> &Functions,
    facts::UnitFacts &Facts);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_UNSEENDESTRUCTORS_H
