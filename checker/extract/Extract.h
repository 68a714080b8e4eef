//===- Extract.h - What one translation unit says -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_EXTRACT_H
#define THREADPOOL_TIDY_EXTRACT_EXTRACT_H

#include "facts/Facts.h"

#include <optional>
#include <string>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace threadpool::extract {

class Described;

/// What the facts are for.
struct Purpose {
  /// What functions throw is noted.
  bool FollowsExceptions = false;
  /// The unit is to be linked with others: it says who declares what, also if
  /// it mentions nothing of the API itself.
  bool Links = false;
  /// What names of the unit's own begin with; the name of its file if empty.
  std::string UnitName;
};

/// The facts of a parsed unit; none if it mentions neither the API nor what
/// \p Known describes, as nearly every unit. \p PP may be null; what only
/// macros tell is then not known.
std::optional<facts::UnitFacts> extract(clang::ASTContext &Context,
                                        clang::Preprocessor *PP,
                                        Described &Known,
                                        const Purpose &For = {});

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_EXTRACT_H
