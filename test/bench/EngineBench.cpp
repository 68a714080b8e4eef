//===- EngineBench.cpp - How fast the protocol engine is ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   engine-bench                           everything
//   engine-bench --benchmark_filter=Named  the programs of the verdict table
//
// "Named" is the time of a verdict and, if the program is not safe, of its
// repair; the goal is less than 1 ms. "Largest" shows states per second, goal
// two million, and bytes per state, goal 40.
//
//===----------------------------------------------------------------------===//

#include "NamedPrograms.h"
#include "protocol/Repair.h"
#include <benchmark/benchmark.h>
#include <string>
#include <sys/resource.h>

using namespace threadpool::protocol;

static void judge(benchmark::State &State, const NamedProgram &Named) {
  const Program P = Named.program();
  std::size_t States = 0;
  for (auto _ : State) {
    const Verdict V = explore(P);
    States = V.States;
    if (!V.isSafe())
      benchmark::DoNotOptimize(findRepair(P));
  }
  State.counters["states"] = static_cast<double>(States);
}

/// The most memory that the process had so far.
static std::size_t peakBytes() {
  struct rusage Usage = {};
  getrusage(RUSAGE_SELF, &Usage);
  return static_cast<std::size_t>(Usage.ru_maxrss) * 1024;
}

static void exploreLargest(benchmark::State &State, std::size_t BytesAtStart) {
  const Program P = largestProgram().program();
  Limits L;
  L.Concurrency = 3;
  std::size_t States = 0;
  for (auto _ : State)
    States = explore(P, L).States;
  const auto PerRun = static_cast<double>(States);
  State.counters["states"] = PerRun;
  State.counters["states/s"] =
      benchmark::Counter(PerRun, benchmark::Counter::kIsIterationInvariantRate);
  State.counters["bytes/state"] =
      static_cast<double>(peakBytes() - BytesAtStart) / PerRun;
}

int main(int Argc, char **Argv) {
  const std::size_t BytesAtStart = peakBytes();
  for (const NamedProgram &Named : namedPrograms())
    benchmark::RegisterBenchmark(
        (std::string("Named/") + Named.Name).c_str(),
        [Named](benchmark::State &State) { judge(State, Named); })
        ->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("Largest", [BytesAtStart](
                                              benchmark::State &State) {
    exploreLargest(State, BytesAtStart);
  })->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&Argc, Argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
