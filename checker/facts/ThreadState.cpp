//===- ThreadState.cpp - What a thread carries from call to call ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ThreadState.h"

#include "facts/CallNames.h"

#include <algorithm>

namespace threadpool::facts {

using ArgumentKind = StateArgument::ArgumentKind;

static constexpr StateArgument Thread(std::uint8_t Argument) {
  return {ArgumentKind::Thread, Argument};
}
static constexpr StateArgument ThreadOrNull(std::uint8_t Argument) {
  return {ArgumentKind::ThreadOrNull, Argument};
}
static constexpr StateArgument Value(std::uint8_t Argument,
                                     std::int64_t Untouched) {
  return {ArgumentKind::Value, Argument, Untouched};
}
static constexpr StateArgument Is(std::uint8_t Argument, std::int64_t Number) {
  return {ArgumentKind::Is, Argument, Number};
}
static constexpr StateArgument IsNot(std::uint8_t Argument,
                                     std::int64_t Number) {
  return {ArgumentKind::IsNot, Argument, Number};
}
static constexpr StateArgument Which(std::uint8_t Argument) {
  return {ArgumentKind::Which, Argument};
}

static constexpr StateFunction Functions[] = {
#define TP_STATE_FUNCTION(NAME, STATE, ROLE, RESULT, ...)                      \
  {llvm::StringLiteral(#NAME), false,                                          \
   ThreadState::STATE,         StateRole::ROLE,                                \
   StateResult::RESULT,        {__VA_ARGS__}},
#define TP_STATE_LIBRARY(NAME, STATE, ROLE, RESULT, ...)                       \
  {llvm::StringLiteral(#NAME), true,                                           \
   ThreadState::STATE,         StateRole::ROLE,                                \
   StateResult::RESULT,        {__VA_ARGS__}},
#include "ThreadState.def"
};

const StateArgument *StateFunction::find(ArgumentKind Kind) const {
  const auto *Found =
      std::find_if(std::begin(Arguments), std::end(Arguments),
                   [Kind](const StateArgument &A) { return A.Kind == Kind; });
  return Found == std::end(Arguments) ? nullptr : Found;
}

std::vector<const StateFunction *> lookupStates(const Node &Call) {
  std::vector<const StateFunction *> Rows;
  if (Call.Kind != NodeKind::ApiCall && Call.Kind != NodeKind::Call)
    return Rows;
  const llvm::StringRef Plain = plainName(Call);
  for (const StateFunction &F : Functions)
    if (F.IsCxx ? Call.Kind == NodeKind::Call && Call.CalleeName == F.Name
                : Plain == F.Name)
      Rows.push_back(&F);
  return Rows;
}

} // namespace threadpool::facts
