//===- IoOutcome.cpp - What became of an operation ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoOutcome.h"

namespace threadpool::rules {

using facts::OperationResult;

static constexpr std::int64_t IoPending = 997;
static constexpr std::int64_t StatusPending = 0x103;
static constexpr std::int32_t ResultPending =
    static_cast<std::int32_t>(0x800703E5u);

/// A part of a message was read. That is a failure to who calls, but a warning
/// to the kernel, which posts completions for warnings.
static bool isWarning(std::int64_t Code) {
  constexpr std::int64_t MoreData = 234;
  constexpr auto BufferOverflow = static_cast<std::int32_t>(0x80000005u);
  constexpr auto ResultMoreData = static_cast<std::int32_t>(0x800700EAu);
  return Code == MoreData || Code == BufferOverflow || Code == ResultMoreData;
}

/// The constant as the 32 bits that are compared.
static std::int64_t asCode(std::int64_t Constant) {
  return static_cast<std::int32_t>(Constant);
}

IoOutcome::IoOutcome(OperationResult Told) : Told(Told) {
  switch (Told) {
  case OperationResult::Queued:
  case OperationResult::NeverTrue:
    Possible = Pending | Failed;
    return;
  case OperationResult::Boolean:
  case OperationResult::Socket:
  case OperationResult::ErrorCode:
  case OperationResult::Status:
  case OperationResult::Result:
    Possible = Done | Pending | Failed;
    return;
  }
}

namespace {

/// The numbers that one outcome may have: one, or a range without some.
struct Numbers {
  std::int64_t First, Last;
  std::int64_t Without[2] = {};
  unsigned NumWithout = 0;

  bool has(std::int64_t N) const {
    for (unsigned I = 0; I < NumWithout; ++I)
      if (Without[I] == N)
        return false;
    return First <= N && N <= Last;
  }
};

constexpr Numbers one(std::int64_t N) { return {N, N}; }

constexpr std::int64_t Lowest = INT32_MIN, Highest = INT32_MAX;

bool holdsOfSome(const Numbers &Of, const NumberTest &T) {
  const std::int64_t C = asCode(T.Constant);
  if (T.IsOrder)
    return T.Holds ? Of.First < C : Of.Last >= C;
  if (T.Holds)
    return Of.has(C);
  return Of.First != Of.Last || Of.First != C;
}

} // namespace

bool IoOutcome::allows(Bits What, const NumberTest &T) const {
  const bool IsDone = What == Done, IsPending = What == Pending;
  switch (Told) {
  case OperationResult::Boolean:
    return holdsOfSome(one(IsDone), T);
  case OperationResult::Queued:
    return holdsOfSome(one(IsPending), T);
  case OperationResult::NeverTrue:
    return holdsOfSome(one(0), T);
  case OperationResult::Socket:
    return holdsOfSome(one(IsDone ? 0 : -1), T);
  case OperationResult::ErrorCode:
    return holdsOfSome(IsDone      ? one(0)
                       : IsPending ? one(IoPending)
                                   : Numbers{1, Highest, {IoPending}, 1},
                       T);
  case OperationResult::Status:
    return holdsOfSome(IsDone      ? one(0)
                       : IsPending ? one(StatusPending)
                                   : Numbers{Lowest, -1},
                       T);
  case OperationResult::Result:
    return holdsOfSome(IsDone      ? one(0)
                       : IsPending ? one(ResultPending)
                                   : Numbers{Lowest, -1, {ResultPending}, 1},
                       T);
  }
  return true;
}

void IoOutcome::noteResult(const NumberTest &T) {
  if (!T.IsOrder && T.Holds && isWarning(asCode(T.Constant)))
    Possible = 0;
  for (Bits What : {Done, Pending, Failed})
    if (!allows(What, T))
      Possible &= ~What;
}

void IoOutcome::noteError(const NumberTest &T) {
  const std::int64_t C = asCode(T.Constant);
  if (!T.IsOrder && T.Holds && isWarning(C)) {
    Possible = 0;
    return;
  }
  // Of a call that succeeds the last error says nothing.
  if (Told != OperationResult::Queued && !holdsOfSome(one(IoPending), T))
    Possible &= ~Pending;
  if (!holdsOfSome({1, Highest, {IoPending}, 1}, T))
    Possible &= ~Failed;
}

} // namespace threadpool::rules
