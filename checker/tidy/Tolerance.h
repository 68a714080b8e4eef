//===- Tolerance.h - Going on after errors ----------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a file cannot be compiled as its authors do, errors say nothing about
// it. A tolerant unit passes over includes that are not found, and keeps quiet
// about errors.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_TOLERANCE_H
#define THREADPOOL_TIDY_TIDY_TOLERANCE_H

#include <memory>

namespace clang {
class Preprocessor;
} // namespace clang

namespace threadpool::tidy {

/// What one unit has passed over.
struct PassedOver {
  unsigned Includes = 0;
  unsigned Errors = 0;
};

/// Lets the unit of \p PP go on where an include is not found, and drops its
/// errors. The counts grow while the unit is parsed.
std::shared_ptr<const PassedOver> tolerateErrors(clang::Preprocessor &PP);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_TOLERANCE_H
