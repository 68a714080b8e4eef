//===- FileLines.h - What the lines of a facts file are called --*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_FILELINES_H
#define THREADPOOL_TIDY_FACTS_FILELINES_H

namespace threadpool::facts {

// In the order of the file.
inline constexpr char VersionKey[] = "threadpool-facts";
inline constexpr char IndexKey[] = "index";
inline constexpr char StringsKey[] = "strings";
inline constexpr char UnitKey[] = "unit";
inline constexpr char FunctionKey[] = "function";
inline constexpr char AtStartKey[] = "at-start";
inline constexpr char AtExitKey[] = "at-exit";
inline constexpr char EndKey[] = "end";

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_FILELINES_H
