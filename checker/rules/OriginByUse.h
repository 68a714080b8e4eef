//===- OriginByUse.h - What is kept where others may write ------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ORIGINBYUSE_H
#define THREADPOOL_TIDY_RULES_ORIGINBYUSE_H

#include "rules/Rules.h"

namespace threadpool::rules {

/// The creation that \p V comes from where others get to know what it is a part
/// of: the unit keeps nothing else there, and a function other than \p Closer
/// ends it for what it is. Null if that is not so.
const link::Creation *originByUse(const Evidence &E, const link::Value &V,
                                  const facts::Function &Closer);

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ORIGINBYUSE_H
