//===- GeneratedTests.cpp - Random programs against the rules -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See --help for the options.
//
// Draws programs whose verdict is known by construction, writes each in one of
// many styles and compares what the rules say: nothing about a safe program,
// one finding under the right name about any other. Fixes are applied; the
// result must compile and be clean. What disagrees is made plainer as long as
// it disagrees, and printed.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Dress.h"
#include "Judge.h"

#include "rules/Rule.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

using namespace threadpool;
using namespace threadpool::generated;

namespace {

enum class Outcome : std::uint8_t {
  Agreed,
  /// Nothing is said about an unsafe program.
  Missed,
  WrongName,
  /// Something is said about a safe program, or it is said twice.
  FalsePositive,
  /// The fix is not one.
  BadFix,
  /// The generator's own fault.
  NotCompiled,
};
constexpr const char *OutcomeNames[] = {"agreed",     "missed",
                                        "wrong name", "false positive",
                                        "bad fix",    "not compiled"};

struct Judgement {
  Outcome Result = Outcome::Agreed;
  bool IsSafe = false;
  /// The repair has parts of several names; the finding is told under one.
  bool HasSeveralNames = false;
  /// Several repairs are equally good.
  bool IsAmbiguous = false;
  /// Named after a rule that does not exist yet.
  bool IsPending = false;
  bool HasFix = false;
  NameSets Expected;
  std::string Said;
};

bool exists(const std::string &Rule) {
  return std::any_of(
      std::begin(rules::AllRules), std::end(rules::AllRules),
      [&](const rules::RuleInfo &Info) { return Rule == Info.Name; });
}

std::string join(const std::set<std::string> &Names) {
  std::string Text;
  for (const std::string &Name : Names)
    Text += (Text.empty() ? "" : " + ") + Name;
  return Text.empty() ? "safe" : Text;
}

std::string join(const NameSets &Sets) {
  std::string Text;
  for (const std::set<std::string> &Names : Sets)
    Text += (Text.empty() ? "" : " or ") + join(Names);
  return Text.empty() ? "safe" : Text;
}

/// A new guard is told first, whatever else is missing.
bool isNamedRight(const rules::Finding &Found, const NameSets &Expected) {
  const std::vector<std::string> Names = namesOf(Found);
  const std::set<std::string> All(Names.begin(), Names.end());
  return Expected.count(All) &&
         (!All.count("unguarded-rearm") || Names.front() == "unguarded-rearm");
}

bool isFixRight(const std::string &Text, const rules::Finding &Found,
                bool IsCxx) {
  const Analysis After = analyze(applyFix(Text, Found), IsCxx);
  return After.Compiles && After.Findings.empty();
}

Judgement judge(const Program &P, const Dress &D) {
  Judgement J;
  J.IsSafe = isSafe(P);
  if (!J.IsSafe)
    J.Expected = namesOf(P);
  J.IsAmbiguous = J.Expected.size() > 1;
  NameSets Existing;
  for (std::set<std::string> Names : J.Expected) {
    J.HasSeveralNames |= Names.size() > 1;
    for (auto It = Names.begin(); It != Names.end();) {
      J.IsPending |= !exists(*It);
      It = exists(*It) ? std::next(It) : Names.erase(It);
    }
    Existing.insert(Names);
  }
  J.Expected = Existing;
  const bool IsCxx = infoOf(D.Look).IsCxx;
  const std::string Text = render(P, D);
  const Analysis Now = analyze(Text, IsCxx);
  std::set<std::string> Said;
  for (const rules::Finding &F : Now.Findings)
    for (const std::string &Name : namesOf(F))
      Said.insert(Name);
  J.Said = join(Said);
  if (!Now.Compiles)
    J.Result = Outcome::NotCompiled;
  else if (J.IsSafe || Now.Findings.size() > 1)
    J.Result = Now.Findings.empty() ? Outcome::Agreed : Outcome::FalsePositive;
  else if (Now.Findings.empty())
    J.Result = J.IsPending ? Outcome::Agreed : Outcome::Missed;
  else if (!isNamedRight(Now.Findings.front(), J.Expected))
    J.Result = Outcome::WrongName;
  if (J.Result == Outcome::Agreed && !Now.Findings.empty() &&
      !Now.Findings.front().Fix.empty()) {
    J.HasFix = true;
    if (!isFixRight(Text, Now.Findings.front(), IsCxx))
      J.Result = Outcome::BadFix;
  }
  return J;
}

/// Undoes choices and drops steps while the disagreement stays the same.
void makePlainer(Program &P, Dress &D, const Judgement &First) {
  auto StillDisagrees = [&](const Program &OtherP, const Dress &OtherD) {
    const Judgement J = judge(OtherP, OtherD);
    return J.Result == First.Result && J.Expected == First.Expected;
  };
  for (unsigned &Choice : D.Choices)
    if (unsigned Old = std::exchange(Choice, 0); Old && !StillDisagrees(P, D))
      Choice = Old;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::size_t I = 0; I < P.Owner.size() && !Changed; ++I) {
      Program Shorter = P;
      Shorter.Owner.erase(I, 1);
      const bool CanBeWritten =
          Shorter.Owner.find_first_of("XG") != std::string::npos &&
          !isOneOf(P.Owner[I], "LlMm") && fits(Shorter, D.Look);
      if (CanBeWritten && StillDisagrees(Shorter, D)) {
        P = Shorter;
        Changed = true;
      }
    }
  }
}

struct Counts {
  unsigned Programs = 0, Safe = 0, Fixes = 0, SeveralNames = 0, Ambiguous = 0,
           Pending = 0;
  std::map<Outcome, unsigned> ByOutcome;

  void add(const Judgement &J) {
    ++Programs;
    Safe += J.IsSafe;
    Fixes += J.HasFix;
    SeveralNames += J.HasSeveralNames;
    Ambiguous += J.IsAmbiguous;
    Pending += J.IsPending;
    ++ByOutcome[J.Result];
  }
  void print(const char *Name) {
    std::printf("%-11s %8u %6u %8u %8u %6u %8u %6u %6u\n", Name, Programs, Safe,
                ByOutcome[Outcome::Agreed], ByOutcome[Outcome::Missed],
                ByOutcome[Outcome::WrongName],
                ByOutcome[Outcome::FalsePositive], Fixes,
                ByOutcome[Outcome::BadFix] + ByOutcome[Outcome::NotCompiled]);
  }
};

constexpr unsigned NightlyCount = 2'500, NightlySeeds = 4;

constexpr char Help[] =
    R"(usage: generated-tests [--count=N] [--seed=N] [--seeds=N] [--style=NAME]
                       [--show=N] [--print] [--nightly]

Writes random programs whose verdict is known by construction, and compares it
with what the rules say. Fails unless all agree.

  --count=N     programs of each seed, 500 by default
  --seed=N      the first seed, 1 by default
  --seeds=N     so many seeds, 1 by default
  --nightly     10,000 programs: --count=2500 --seeds=4
  --style=NAME  only this style; may be repeated:
)";

struct Settings {
  unsigned Count = 500;
  std::uint64_t Seed = 1;
  unsigned Seeds = 1;
  /// Disagreements to print.
  unsigned Show = 5;
  std::vector<Style> Styles;
  bool Prints = false;
  bool WantsHelp = false;
};

bool parse(const char *Argument, Settings &S) {
  auto Value = [&](const char *Name) -> const char * {
    const std::size_t Length = std::strlen(Name);
    return std::strncmp(Argument, Name, Length) == 0 ? Argument + Length
                                                     : nullptr;
  };
  auto Number = [](const char *Text) {
    return static_cast<unsigned>(std::strtoul(Text, nullptr, 10));
  };
  if (std::strcmp(Argument, "--help") == 0)
    S.WantsHelp = true;
  else if (std::strcmp(Argument, "--print") == 0)
    S.Prints = true;
  else if (std::strcmp(Argument, "--nightly") == 0) {
    S.Count = NightlyCount;
    S.Seeds = NightlySeeds;
  } else if (const char *Text = Value("--count="))
    S.Count = Number(Text);
  else if (const char *Text = Value("--seed="))
    S.Seed = std::strtoull(Text, nullptr, 10);
  else if (const char *Text = Value("--seeds="))
    S.Seeds = Number(Text);
  else if (const char *Text = Value("--show="))
    S.Show = Number(Text);
  else if (const char *Text = Value("--style=")) {
    for (const StyleInfo &Info : AllStyles)
      if (std::strcmp(Info.Name, Text) == 0)
        S.Styles.push_back(Info.Id);
    return !S.Styles.empty();
  } else
    return false;
  return true;
}

void printHelp(std::FILE *To) {
  std::fputs(Help, To);
  for (const StyleInfo &Info : AllStyles)
    std::fprintf(To, "                  %-11s %s\n", Info.Name, Info.Summary);
  std::fputs("  --show=N      print so many disagreements as plain as they can "
             "be made,\n                5 by default\n"
             "  --print       print all programs\n",
             To);
}

void show(std::uint64_t Number, Program P, Dress D, const Judgement &J) {
  if (J.Result != Outcome::NotCompiled)
    makePlainer(P, D, J);
  const Judgement Plain = judge(P, D);
  std::printf("---- program %llu, %s: %s\n%s\nexpected: %s; said: %s\n%s----\n",
              static_cast<unsigned long long>(Number), infoOf(D.Look).Name,
              OutcomeNames[static_cast<unsigned>(Plain.Result)],
              describe(P).c_str(), join(Plain.Expected).c_str(),
              Plain.Said.c_str(), render(P, D).c_str());
}

/// All programs of one seed, in turn in each style.
class Run {
public:
  explicit Run(const Settings &S) : S(S) {}

  void takeSeed(std::uint64_t Seed) {
    for (unsigned I = 0; I < S.Count; ++I)
      take(Seed * 1'000'003 + I, S.Styles[I % S.Styles.size()]);
  }

  void print() {
    std::printf("%-11s %8s %6s %8s %8s %6s %8s %6s %6s\n", "style", "programs",
                "safe", "agreed", "missed", "name", "false", "fixes", "bad");
    for (const StyleInfo &Info : AllStyles)
      if (ByStyle.count(Info.Id))
        ByStyle[Info.Id].print(Info.Name);
    All.print("all");
    std::printf("%u repairs have parts of several names, of %u several are "
                "equally good; %u programs are named after a rule that does "
                "not exist\n",
                All.SeveralNames, All.Ambiguous, All.Pending);
  }
  const Counts &all() const { return All; }

private:
  void take(std::uint64_t Number, Style Look) {
    Dice D(Number);
    Program P = draw(D);
    while (!fits(P, Look))
      P = draw(D);
    const Dress Choices = drawDress(D, P, Look);
    const Judgement J = judge(P, Choices);
    if (S.Prints)
      std::printf("---- %s: %s, %s\n%s", infoOf(Look).Name, describe(P).c_str(),
                  join(J.Expected).c_str(), render(P, Choices).c_str());
    ByStyle[Look].add(J);
    All.add(J);
    if (J.Result != Outcome::Agreed && Shown++ < S.Show)
      show(Number, P, Choices, J);
  }

  const Settings &S;
  std::map<Style, Counts> ByStyle;
  Counts All;
  unsigned Shown = 0;
};

} // namespace

int main(int Count, char **Arguments) {
  Settings S;
  for (int I = 1; I < Count; ++I)
    if (!parse(Arguments[I], S)) {
      printHelp(stderr);
      return 2;
    }
  if (S.WantsHelp) {
    printHelp(stdout);
    return 0;
  }
  if (S.Styles.empty())
    for (const StyleInfo &Info : AllStyles)
      S.Styles.push_back(Info.Id);

  const auto Begin = std::chrono::steady_clock::now();
  Run Programs(S);
  for (unsigned I = 0; I < S.Seeds; ++I)
    Programs.takeSeed(S.Seed + I);
  const std::chrono::duration<double, std::milli> Time =
      std::chrono::steady_clock::now() - Begin;
  Programs.print();
  Counts All = Programs.all();
  const unsigned Agreed = All.ByOutcome[Outcome::Agreed];
  std::printf("%u of %u programs agree, seeds %llu to %llu; %.1f ms each\n",
              Agreed, All.Programs, static_cast<unsigned long long>(S.Seed),
              static_cast<unsigned long long>(S.Seed + S.Seeds - 1),
              Time.count() / std::max(All.Programs, 1u));
  return Agreed == All.Programs ? 0 : 1;
}
