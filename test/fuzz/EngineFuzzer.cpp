//===- EngineFuzzer.cpp - Programs of the model, made up ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Explores any two graphs, also such as no extraction makes. The verdict is the
// same each time, a failure has a run that comes to it, and what is repaired is
// safe.
//
//===----------------------------------------------------------------------===//

#include "protocol/Machine.h"
#include "protocol/Repair.h"
#include "protocol/Replay.h"

#include "fuzzer/FuzzedDataProvider.h"

#include <cstdlib>

using namespace threadpool::protocol;

namespace {

/// Few enough that a run takes milliseconds.
constexpr Limits Bounds = {/*MaxStates=*/20'000, /*Concurrency=*/2,
                           /*TracesUnknown=*/false};

Graph drawGraph(FuzzedDataProvider &Bytes) {
  Graph Result;
  const auto Size = Bytes.ConsumeIntegralInRange<NodeId>(1, 12);
  // Now and then a successor is no node, and an index beyond the limits.
  const NodeId Last =
      Bytes.ConsumeIntegralInRange(0, 15) == 0 ? Size : Size - 1;
  const bool IsHuge = Bytes.ConsumeIntegralInRange(0, 15) == 0;
  for (NodeId Here = 0; Here != Size; ++Here) {
    Node N;
    N.Kind = static_cast<Op>(
        Bytes.ConsumeIntegralInRange(0, static_cast<int>(Op::End)));
    N.Index = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, IsHuge ? 255 : 2);
    N.Value = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, IsHuge ? 255 : 2);
    // Most graphs go on from one node to the next.
    N.Next = std::min<NodeId>(Here + 1, Last);
    N.Else = Bytes.ConsumeIntegralInRange<NodeId>(0, Last);
    if (Bytes.ConsumeIntegralInRange(0, 7) == 0)
      N.Next = Bytes.ConsumeIntegralInRange<NodeId>(0, Last);
    N.Site = Bytes.ConsumeIntegralInRange<std::uint32_t>(0, 3);
    Result.Nodes.push_back(N);
  }
  Result.Nodes.back().Kind = Op::End;
  Result.Entry = Bytes.ConsumeIntegralInRange<NodeId>(0, 1);
  return Result;
}

Program drawProgram(FuzzedDataProvider &Bytes) {
  Program Result;
  Result.Kind = static_cast<ObjectKind>(
      Bytes.ConsumeIntegralInRange(0, static_cast<int>(ObjectKind::Io)));
  Result.Owner = drawGraph(Bytes);
  Result.Callback = drawGraph(Bytes);
  for (unsigned Left = Bytes.ConsumeIntegralInRange(0u, 3u); Left > 0; --Left) {
    Flag F;
    F.Initial = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, 2);
    if (Bytes.ConsumeBool())
      F.StopValue = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, 2);
    F.IsFixed = Bytes.ConsumeBool();
    Result.Flags.push_back(F);
  }
  Result.NumInputs = Bytes.ConsumeIntegralInRange(0u, 3u);
  Result.Inputs = Bytes.ConsumeIntegralInRange(0u, 7u);
  Result.Armed = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, 3);
  Result.Queued = Bytes.ConsumeIntegralInRange<std::uint8_t>(0, 3);
  return Result;
}

void require(bool Condition) {
  if (!Condition)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *Data,
                                      std::size_t Size) {
  FuzzedDataProvider Bytes(Data, Size);
  const Program P = drawProgram(Bytes);
  const Verdict First = explore(P, Bounds);
  const Verdict Again = explore(P, Bounds);
  require(First.Failures == Again.Failures && First.States == Again.States);
  require(First.Failures.empty() == !First.Shortest.has_value());
  if (First.Incomplete == GaveUp::No)
    require(isSafe(P, Bounds) == First.isSafe());
  if (First.Failures.empty())
    return 0;
  require(First.Shortest->Kind == First.Failures.gravest());
  // To replay a run is to find that a program is not safe. Where nothing can
  // help any more, no step fails.
  if (First.Shortest->Kind != Failure::Deadlock &&
      First.Shortest->Kind != Failure::EndlessDrain)
    require(failsAlong(Machine(P, Bounds.Concurrency), First.Shortest->Steps));
  const Repair Found = findRepair(P, Bounds);
  require(Found.Edits.size() <= MaxEdits);
  if (!Found.Edits.empty())
    require(isSafe(Found.Repaired, Bounds));
  return 0;
}
