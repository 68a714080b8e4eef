//===- Svg.h - Lanes as a picture ------------------------------ -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_SVG_H
#define THREADPOOL_TIDY_REPORTS_SVG_H

#include "reports/Lanes.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace threadpool::reports {

struct Picture {
  /// For who does not see it: what it is, and what happens in it.
  std::string Title, Description;
  /// Unique in the page, for references to the two.
  std::string Id;
  /// It is a file of its own, with its own style.
  bool IsFile = false;
};

/// \p What as an SVG element: a column for each actor, time from top to bottom.
/// \p PlaceOf says where a step is, in a few characters.
std::string
draw(const Lanes &What, const Picture &As,
     llvm::function_ref<std::string(const facts::Location &)> PlaceOf);

/// What happens in \p What, as sentences.
std::string describe(const Lanes &What);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_SVG_H
