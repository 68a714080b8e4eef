//===- Verdicts.cpp - What is known of each object, as text ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Verdicts.h"

#include "reports/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;
using rules::Judgement;
using rules::ObjectVerdict;
using rules::Remark;
using rules::StopVerdict;

StringRef reports::nameOf(Judgement J) {
  switch (J) {
  case Judgement::Safe:
    return "proved safe";
  case Judgement::Found:
    return "finding";
  case Judgement::Unknown:
    return "unknown";
  }
  return "";
}

std::string reports::describe(const ObjectVerdict &O) {
  std::string Result = "the " + O.Noun;
  if (!O.Name.empty())
    Result += " '" + O.Name + "'";
  return Result + (O.Callback.empty()
                       ? ", whose callback is not known"
                       : ", whose callback is '" + O.Callback + "'");
}

namespace {

class Printer {
public:
  Printer(const scan::ScanResult &Result, const Paths &Where,
          llvm::raw_ostream &Out)
      : Result(Result), Where(Where), Out(Out) {}

  void table() {
    unsigned Numbers[3] = {};
    std::uint64_t States = 0;
    for (const ObjectVerdict &O : Result.Program.Objects) {
      ++Numbers[static_cast<unsigned>(O.Result)];
      States += O.Result == Judgement::Safe ? O.NumStates : 0;
      line(O);
    }
    auto NumberOf = [&](Judgement J) {
      return Numbers[static_cast<unsigned>(J)];
    };
    Out << "Objects: " << Result.Program.Objects.size() << "; "
        << NumberOf(Judgement::Safe) << " proved safe (" << States
        << " states), " << NumberOf(Judgement::Found) << " with findings, "
        << NumberOf(Judgement::Unknown) << " unknown\n";
  }

  void explain(const ObjectVerdict &O) {
    line(O);
    if (O.CallbackAt.isValid())
      Out << "  callback '" << O.Callback << "' at " << placeOf(O.CallbackAt)
          << "\n";
    for (const StopVerdict &S : O.Stops)
      explain(S, O);
    for (const Remark &Found : O.Findings)
      for (const rules::Finding &F : Result.Program.Findings)
        if (isSame(F.Where, Found.Where) &&
            Found.Text == std::string("threadpool-") +
                              rules::infoOf(F.Rules.front()).Name)
          reports::print(
              F, F.Rules.front(),
              [&](std::uint32_t File) { return Where.of(File); }, Out);
  }

private:
  static bool isSame(const facts::Location &A, const facts::Location &B) {
    return A.File == B.File && A.Offset == B.Offset;
  }

  std::string placeOf(const facts::Location &At) const {
    return At.isValid() ? Where.of(At.File) + ":" + std::to_string(At.Line) +
                              ":" + std::to_string(At.Column)
                        : "an unknown place";
  }

  void line(const ObjectVerdict &O) {
    Out << placeOf(O.Where) << ": " << describe(O) << ": " << nameOf(O.Result);
    if (O.Result == Judgement::Safe)
      Out << " (" << O.NumStates << " states)";
    Out << "\n";
    for (const auto *Remarks : {&O.Armed, &O.Stopped, &O.Findings})
      for (const Remark &R : *Remarks)
        Out << "  " << R.Text << " at " << placeOf(R.Where) << "\n";
    if (O.Result == Judgement::Unknown)
      Out << "  unknown because of " << placeOf(O.Reason.Where) << ": "
          << O.Reason.Text << "\n";
  }

  void explain(const StopVerdict &S, const ObjectVerdict &O) {
    Out << "  stopped by '" << S.Owner << "' at " << placeOf(S.Where) << ": ";
    if (S.Result == Judgement::Safe)
      Out << "no interleaving goes wrong";
    else if (S.Result == Judgement::Found && O.Result == Judgement::Found)
      Out << "some interleaving goes wrong";
    else
      Out << "unknown because of " << placeOf(S.Reason.Where) << ": "
          << S.Reason.Text;
    Out << " (" << S.NumStates << " states of " << S.NumVariants
        << (S.NumVariants == 1 ? " variant" : " variants") << ")\n"
        << "    before: " << S.Start << "\n"
        << "    owner '" << S.Owner << "'\n";
    steps(S.OwnerSteps);
    Out << "    callback '" << O.Callback << "'\n";
    steps(S.CallbackSteps);
  }

  void steps(const std::vector<Remark> &Steps) {
    for (const Remark &Step : Steps)
      Out << "      " << placeOf(Step.Where) << ": " << Step.Text << "\n";
  }

  const scan::ScanResult &Result;
  const Paths &Where;
  llvm::raw_ostream &Out;
};

/// The places by which a user would ask for \p O.
std::vector<facts::Location> placesOf(const ObjectVerdict &O) {
  std::vector<facts::Location> Result = {O.Where, O.CallbackAt};
  for (const auto *Remarks : {&O.Armed, &O.Stopped, &O.Findings})
    for (const Remark &R : *Remarks)
      Result.push_back(R.Where);
  for (const StopVerdict &S : O.Stops)
    Result.push_back(S.Where);
  llvm::erase_if(Result,
                 [](const facts::Location &At) { return !At.isValid(); });
  return Result;
}

} // namespace

void reports::printVerdicts(const scan::ScanResult &Result, const Paths &Where,
                            llvm::raw_ostream &Out) {
  Printer(Result, Where, Out).table();
}

llvm::Error reports::explain(StringRef At, const scan::ScanResult &Result,
                             const Paths &Where, llvm::raw_ostream &Out) {
  const auto [Name, Number] = At.rsplit(':');
  unsigned Line = 0;
  if (Name.empty() || Number.getAsInteger(10, Line) || Line == 0)
    return llvm::createStringError("'" + At + "' is not FILE:LINE");
  llvm::SmallString<256> File(Name);
  llvm::sys::fs::make_absolute(File);
  llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
  const std::string Asked = Where.shown(File);
  std::set<unsigned> Others;
  bool IsFound = false;
  for (const ObjectVerdict &O : Result.Program.Objects) {
    bool IsHere = false;
    for (const facts::Location &Place : placesOf(O)) {
      if (Where.of(Place.File) != Asked)
        continue;
      IsHere |= Place.Line == Line;
      Others.insert(Place.Line);
    }
    if (IsHere)
      Printer(Result, Where, Out).explain(O);
    IsFound |= IsHere;
  }
  if (IsFound)
    return llvm::Error::success();
  std::string Why =
      "no object of the thread pool is made, armed or stopped at " + At.str();
  if (!Others.empty()) {
    Why += "; in this file that is done in the lines";
    for (unsigned Other : Others)
      Why += " " + std::to_string(Other);
  }
  return llvm::createStringError(Why);
}
