//===- ThreadApi.cpp - What functions do to the thread --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ThreadApi.h"

#include "facts/CallNames.h"

#include <algorithm>

namespace threadpool::facts {

using TestKind = ArgumentTest::TestKind;

static constexpr ArgumentTest True(std::uint8_t Argument) {
  return {TestKind::True, Argument};
}
static constexpr ArgumentTest Zero(std::uint8_t Argument) {
  return {TestKind::Zero, Argument};
}
static constexpr ArgumentTest Bit(std::uint8_t Argument, std::int64_t Mask) {
  return {TestKind::Bit, Argument, Mask};
}
static constexpr ArgumentTest NoBit(std::uint8_t Argument, std::int64_t Mask) {
  return {TestKind::NoBit, Argument, Mask};
}
static constexpr ArgumentTest NotNull(std::uint8_t Argument) {
  return {TestKind::NotNull, Argument};
}
static constexpr ArgumentTest OwnThread(std::uint8_t Argument) {
  return {TestKind::OwnThread, Argument};
}
static constexpr ArgumentTest Named(std::uint8_t Argument,
                                    llvm::StringLiteral Name) {
  return {TestKind::Named, Argument, 0, Name};
}

static constexpr ThreadFunction Functions[] = {
#define TP_THREAD_FUNCTION(NAME, EFFECT, ...)                                  \
  {llvm::StringLiteral(#NAME), false, ThreadEffect::EFFECT, {__VA_ARGS__}},
#define TP_THREAD_LIBRARY(NAME, EFFECT, ...)                                   \
  {llvm::StringLiteral(#NAME), true, ThreadEffect::EFFECT, {__VA_ARGS__}},
#include "ThreadApi.def"
};

const ThreadFunction *lookupThread(const Node &Call) {
  if (Call.Kind != NodeKind::ApiCall && Call.Kind != NodeKind::Call)
    return nullptr;
  const llvm::StringRef Plain = plainName(Call);
  const auto *Row = std::find_if(
      std::begin(Functions), std::end(Functions), [&](const ThreadFunction &F) {
        return F.IsCxx
                   ? Call.Kind == NodeKind::Call && Call.CalleeName == F.Name
                   : Plain == F.Name;
      });
  return Row == std::end(Functions) ? nullptr : Row;
}

} // namespace threadpool::facts
