//===- BlockingApi.cpp - What a thread waits in ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/BlockingApi.h"

#include "facts/CallNames.h"

#include <algorithm>
#include <initializer_list>

namespace threadpool::facts {

namespace {

struct NamedArgument {
  std::optional<std::uint8_t> BlockingArguments::*Which;
  std::uint8_t Index;
};

constexpr NamedArgument Milliseconds(std::uint8_t Index) {
  return {&BlockingArguments::Milliseconds, Index};
}
constexpr NamedArgument Handle(std::uint8_t Index) {
  return {&BlockingArguments::Handle, Index};
}
constexpr NamedArgument Pipe(std::uint8_t Index) {
  return {&BlockingArguments::Pipe, Index};
}
constexpr NamedArgument Unless(std::uint8_t Index) {
  return {&BlockingArguments::Unless, Index};
}

constexpr BlockingArguments
arguments(std::initializer_list<NamedArgument> Named) {
  BlockingArguments Result;
  for (const NamedArgument &A : Named)
    Result.*A.Which = A.Index;
  return Result;
}

} // namespace

static constexpr BlockingFunction Functions[] = {
#define TP_BLOCKING_FUNCTION(NAME, KIND, ...)                                  \
  {llvm::StringLiteral(#NAME), false, BlockingKind::KIND,                      \
   arguments({__VA_ARGS__})},
#define TP_BLOCKING_LIBRARY(NAME, KIND, ...)                                   \
  {llvm::StringLiteral(#NAME), true, BlockingKind::KIND,                       \
   arguments({__VA_ARGS__})},
#include "BlockingApi.def"
};

/// \p Name without what is in angle brackets.
static std::string withoutTemplateArguments(llvm::StringRef Name) {
  std::string Result;
  int Depth = 0;
  for (char C : Name) {
    Depth += C == '<';
    if (Depth == 0)
      Result += C;
    Depth -= C == '>';
  }
  return Result;
}

const BlockingFunction *lookupBlocking(const Node &Call) {
  if (Call.Kind != NodeKind::ApiCall && Call.Kind != NodeKind::Call)
    return nullptr;
  const llvm::StringRef Plain = plainName(Call);
  const std::string Qualified =
      llvm::StringRef(Call.CalleeName).starts_with("std::")
          ? withoutTemplateArguments(Call.CalleeName)
          : "";
  const auto *Row =
      std::find_if(std::begin(Functions), std::end(Functions),
                   [&](const BlockingFunction &F) {
                     return F.IsCxx ? Qualified == F.Name : Plain == F.Name;
                   });
  return Row == std::end(Functions) ? nullptr : Row;
}

} // namespace threadpool::facts
