//===- ApiCount.h - How much of the API survives parsing --------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_APICOUNT_H
#define THREADPOOL_TIDY_EXTRACT_APICOUNT_H

namespace clang {
class ASTContext;
} // namespace clang

namespace threadpool::extract {

/// Names of thread-pool functions in the main file. What is in the text and
/// not in the syntax tree cannot be judged.
struct ApiCount {
  /// Outside of comments and strings, in lines that are excluded, too.
  unsigned InText = 0;
  /// Places that refer to the function.
  unsigned InTree = 0;
};

ApiCount countApi(clang::ASTContext &Context);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_APICOUNT_H
