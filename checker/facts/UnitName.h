//===- UnitName.h - What units and their files are called -------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_UNITNAME_H
#define THREADPOOL_TIDY_FACTS_UNITNAME_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace threadpool::facts {

/// The path of \p File relative to \p Root, both absolute, with slashes. A file
/// that is not below it keeps its path.
std::string nameBelow(llvm::StringRef Root, llvm::StringRef File);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_UNITNAME_H
