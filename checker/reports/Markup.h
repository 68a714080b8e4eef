//===- Markup.h - Text in XML and HTML ------------------------- -*- C++
//-*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_REPORTS_MARKUP_H
#define THREADPOOL_TIDY_REPORTS_MARKUP_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace threadpool::reports {

/// \p Text as text or as the value of an attribute, in quotes of either kind.
/// What is no UTF-8, and characters that XML does not have, are replaced.
std::string markup(llvm::StringRef Text);

} // namespace threadpool::reports

#endif // THREADPOOL_TIDY_REPORTS_MARKUP_H
