//===- OptionNames.h - What the options of rules are called -----*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One configuration serves all hosts. The options of one rule stand behind its
// name and a dot; those that begin with "Threadpool" are for all.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_OPTIONNAMES_H
#define THREADPOOL_TIDY_RULES_OPTIONNAMES_H

#include "rules/Analyze.h"

#include "llvm/ADT/StringRef.h"

#include <utility>

namespace threadpool::rules {

/// A file that describes wrappers: docs/wrappers.md.
inline constexpr llvm::StringLiteral WrapperOption = "ThreadpoolWrappers";
/// Of rules that are quiet by themselves: "true" or "false".
inline constexpr llvm::StringLiteral EnabledOption = "Enabled";
/// Of the rules that ask for a DLL: one of DllChoices.
inline constexpr llvm::StringLiteral DllOption = "IsDll";
/// Of long-callback: a number above 0.
inline constexpr llvm::StringLiteral LongOption = "Milliseconds";

inline constexpr std::pair<llvm::StringLiteral, DllChoice> DllChoices[] = {
    {"auto", DllChoice::Auto}, {"yes", DllChoice::Yes}, {"no", DllChoice::No}};

constexpr bool asksForDll(Rule R) {
  return R == Rule::DllCleanupGroup || R == Rule::StaticLifetime;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_OPTIONNAMES_H
