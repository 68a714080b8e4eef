//===- SpinJudge.cpp - Compares the engine with the model checker Spin ----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   spin-judge [--count N] [--seed S] [--batch N] [--jobs N]
//
// Writes random programs as Promela, lets Spin explore them, and compares what
// each can reach with the engine's verdict. Ends with 0 if all agree. Spin and
// a C compiler have to be there: their absence is a failure.
//
//===----------------------------------------------------------------------===//

#include "PromelaWriter.h"
#include "RandomProgram.h"
#include "protocol/Explorer.h"
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

using namespace threadpool::protocol;
namespace fs = std::filesystem;

namespace {

struct Options {
  unsigned Count = 300;
  std::uint64_t Seed = 1;
  unsigned Batch = 10;
  unsigned Jobs = 2;
};

/// What can be met, indexed by Met.
using MetSet = std::array<bool, NumMet>;

struct Case {
  std::uint64_t Seed;
  Program P;
  MetSet Ours = {};
};

/// Compares one batch of programs.
class Judge {
public:
  Judge(std::vector<Case> Cases, fs::path Folder)
      : Cases(std::move(Cases)), Folder(std::move(Folder)) {}

  /// Returns the number of programs on which Spin disagrees, or a negative
  /// number if it could not be asked.
  int run();

private:
  bool askSpin(std::vector<MetSet> &Theirs);
  bool readAnswer(std::vector<MetSet> &Theirs) const;

  std::vector<Case> Cases;
  fs::path Folder;
};

} // namespace

static const char *const Names[NumMet] = {"late callback", "use after close",
                                          "handle gone", "deadlock", "unknown"};

static MetSet metBy(const Verdict &V) {
  return {V.Failures.contains(Failure::LateCallback),
          V.Failures.contains(Failure::UseAfterClose),
          V.Failures.contains(Failure::HandleGone),
          V.Failures.contains(Failure::Deadlock), V.MetUnknown};
}

static std::string text(const MetSet &S) {
  std::string Result;
  for (unsigned I = 0; I != NumMet; ++I)
    if (S[I])
      Result += (Result.empty() ? "" : ", ") + std::string(Names[I]);
  return Result.empty() ? "nothing" : Result;
}

bool Judge::askSpin(std::vector<MetSet> &Theirs) {
  std::vector<Program> Programs;
  Programs.reserve(Cases.size());
  for (const Case &C : Cases)
    Programs.push_back(C.P);
  std::ofstream(Folder / "model.pml") << promela(Programs);
  // No reduction: the printing in the model is invisible to it. No search for
  // invalid end states (-E): most runs end in one.
  const std::string Command =
      "cd '" + Folder.string() +
      "' && " SPIN_PROGRAM " -a model.pml > spin.txt 2>&1"
      " && " C_COMPILER " -w -O0 -DSAFETY -DNOREDUCE -o pan pan.c"
      " > cc.txt 2>&1"
      " && ./pan -E -w18 -m1000000 > pan.txt 2>&1";
  if (std::system(Command.c_str()) != 0 || !readAnswer(Theirs)) {
    std::fprintf(stderr, "spin-judge: can't ask Spin; see %s\n",
                 Folder.c_str());
    return false;
  }
  return true;
}

bool Judge::readAnswer(std::vector<MetSet> &Theirs) const {
  std::ifstream In(Folder / "pan.txt");
  bool IsComplete = false;
  for (std::string Line; std::getline(In, Line);) {
    unsigned Number = 0;
    unsigned What = 0;
    if (std::sscanf(Line.c_str(), "MET %u %u", &Number, &What) == 2)
      Theirs[Number][What] = true;
    if (Line.find("max search depth too small") != std::string::npos)
      return false;
    if (Line.find("errors: 0") != std::string::npos)
      IsComplete = true;
  }
  return IsComplete;
}

int Judge::run() {
  std::vector<MetSet> Theirs(Cases.size());
  std::error_code Error;
  fs::create_directories(Folder, Error);
  if (!askSpin(Theirs))
    return -1;
  int Differences = 0;
  for (std::size_t I = 0; I != Cases.size(); ++I) {
    if (Cases[I].Ours == Theirs[I])
      continue;
    ++Differences;
    std::fprintf(stderr,
                 "seed %llu: the engine meets %s, Spin meets %s; program %zu "
                 "of %s\n",
                 static_cast<unsigned long long>(Cases[I].Seed),
                 text(Cases[I].Ours).c_str(), text(Theirs[I]).c_str(), I,
                 (Folder / "model.pml").c_str());
  }
  if (!Differences)
    fs::remove_all(Folder, Error);
  return Differences;
}

/// \p Count programs from \p Seed on. What the engine gives up on, or finds
/// very large, would keep Spin busy for long and is left out.
static std::vector<Case> makeCases(std::uint64_t Seed, unsigned Count) {
  constexpr std::size_t MaxStates = 20'000;
  std::vector<Case> Cases;
  for (; Cases.size() != Count; ++Seed) {
    Case C{Seed, randomProgram(Seed)};
    Limits L;
    L.MaxStates = MaxStates;
    Verdict V = explore(C.P, L);
    if (V.Incomplete != GaveUp::No)
      continue;
    C.Ours = metBy(V);
    Cases.push_back(std::move(C));
  }
  return Cases;
}

static bool parse(int Argc, char **Argv, Options &O) {
  for (int I = 1; I + 1 < Argc; I += 2) {
    unsigned long long Value = std::strtoull(Argv[I + 1], nullptr, 10);
    if (!std::strcmp(Argv[I], "--count"))
      O.Count = static_cast<unsigned>(Value);
    else if (!std::strcmp(Argv[I], "--seed"))
      O.Seed = Value;
    else if (!std::strcmp(Argv[I], "--batch"))
      O.Batch = static_cast<unsigned>(Value);
    else if (!std::strcmp(Argv[I], "--jobs"))
      O.Jobs = static_cast<unsigned>(Value);
    else
      return false;
  }
  return Argc % 2 == 1 && O.Batch != 0 && O.Jobs != 0;
}

static void printStatistics(const std::vector<Case> &Cases) {
  std::array<unsigned, NumMet> Counts = {};
  unsigned Nothing = 0;
  for (const Case &C : Cases) {
    Nothing += C.Ours == MetSet{};
    for (unsigned I = 0; I != NumMet; ++I)
      Counts[I] += C.Ours[I];
  }
  std::printf("%zu programs: nothing %u", Cases.size(), Nothing);
  for (unsigned I = 0; I != NumMet; ++I)
    std::printf(", %s %u", Names[I], Counts[I]);
  std::printf("\n");
}

int main(int Argc, char **Argv) {
  Options O;
  if (!parse(Argc, Argv, O)) {
    std::fprintf(stderr, "usage: spin-judge [--count N] [--seed S] "
                         "[--batch N] [--jobs N]\n");
    return 2;
  }
  const std::vector<Case> Cases = makeCases(O.Seed, O.Count);
  printStatistics(Cases);

  std::string Folder = fs::temp_directory_path() / "spin-judge-XXXXXX";
  if (!mkdtemp(Folder.data())) {
    std::perror("spin-judge");
    return 1;
  }
  std::atomic<std::size_t> Next = 0;
  std::atomic<int> Differences = 0;
  std::atomic<bool> Failed = false;
  auto Work = [&] {
    for (std::size_t At; (At = Next.fetch_add(O.Batch)) < Cases.size();) {
      auto First = Cases.begin() + static_cast<std::ptrdiff_t>(At);
      auto Last = First + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                              O.Batch, Cases.size() - At));
      int D = Judge(std::vector<Case>(First, Last),
                    fs::path(Folder) / std::to_string(At))
                  .run();
      if (D < 0)
        Failed = true;
      else
        Differences += D;
    }
  };
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I != O.Jobs; ++I)
    Threads.emplace_back(Work);
  for (std::thread &T : Threads)
    T.join();

  std::printf("%d of %zu differ\n", Differences.load(), Cases.size());
  std::error_code Error;
  fs::remove(Folder, Error); // Stays if a batch left its files.
  return Failed || Differences ? 1 : 0;
}
