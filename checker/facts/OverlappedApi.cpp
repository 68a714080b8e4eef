//===- OverlappedApi.cpp - Asynchronous operations on files ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/OverlappedApi.h"

#include "facts/CallNames.h"

namespace threadpool::facts {

static constexpr std::nullopt_t None = std::nullopt;

static constexpr OverlappedFunction Operations[] = {
#define TP_OPERATION(NAME, TOLD, ...)                                          \
  {llvm::StringLiteral(#NAME), OperationResult::TOLD, __VA_ARGS__},
#include "OverlappedApi.def"
};

static constexpr OverlappedFunction Extensions[] = {
#define TP_OPERATION(...)
#define TP_EXTENSION(NAME, TOLD, ...)                                          \
  {llvm::StringLiteral(#NAME), OperationResult::TOLD, __VA_ARGS__},
#include "OverlappedApi.def"
};

const OverlappedFunction *lookupOverlapped(const Node &Call) {
  llvm::StringRef Name = plainName(Call);
  // The system calls of ntdll have two names.
  const bool IsKernelName = Name.consume_front("Zw");
  for (const OverlappedFunction &F : Operations) {
    llvm::StringRef Known = F.Name;
    if (Name.empty() || (IsKernelName && !Known.consume_front("Nt")))
      continue;
    if (Name == Known)
      return Call.Args.size() > F.Overlapped ? &F : nullptr;
  }
  if (!Call.Callee.empty() || !Call.Overridable.empty())
    return nullptr;
  llvm::StringRef Pointer = Call.CalleeName;
  Pointer =
      Pointer.take_back(Pointer.size() - (Pointer.find_last_of(".>") + 1));
  for (const OverlappedFunction &F : Extensions)
    if (Pointer.contains_insensitive(F.Name))
      return Call.Args.size() > F.Overlapped ? &F : nullptr;
  return nullptr;
}

} // namespace threadpool::facts
