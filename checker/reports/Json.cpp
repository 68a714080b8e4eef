//===- Json.cpp - All of a run for scripts --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Json.h"

#include "facts/UnitName.h"
#include "reports/Product.h"
#include "reports/Verdicts.h"

#include "llvm/ADT/STLExtras.h"

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

StringRef reports::nameOf(rules::Level Severity) {
  switch (Severity) {
  case rules::Level::Error:
    return "error";
  case rules::Level::Warning:
    return "warning";
  case rules::Level::Advice:
    return "advice";
  }
  llvm_unreachable("all levels are handled");
}

StringRef reports::nameOf(rules::Actor Who) {
  switch (Who) {
  case rules::Actor::Owner:
    return "owner";
  case rules::Actor::Pool:
    return "pool";
  case rules::Actor::Callback:
    return "callback";
  }
  llvm_unreachable("all actors are handled");
}

namespace {

class Writer {
public:
  Writer(const Run &Ended, llvm::raw_ostream &Out)
      : Ended(Ended), J(Out, /*IndentSize=*/2) {}

  void write() {
    J.object([&] {
      J.attribute("version", JsonVersion);
      J.attributeObject("tool", [&] {
        J.attribute("name", ProductName);
        J.attribute("version", productVersion());
      });
      J.attribute("root", inJson(Ended.Result.Root));
      J.attributeObject("summary", [&] { summary(); });
      J.attributeArray("notAnalysed", [&] {
        for (const scan::Unanalysed &Unit : Ended.Result.NotAnalysed)
          J.object([&] {
            J.attribute("path", inJson(Unit.Unit));
            J.attribute("reason", inJson(Unit.Reason));
          });
      });
      J.attributeArray("problems", [&] {
        for (const inputs::Problem &P : Ended.Result.Problems)
          J.object([&] {
            J.attribute("path",
                        inJson(facts::nameBelow(Ended.Result.Root, P.File)));
            J.attribute("text", inJson(P.Text));
          });
      });
      J.attributeArray("findings", [&] {
        for (const Reported &R : Ended.All)
          J.object([&] { finding(R); });
      });
      J.attributeArray("objects", [&] {
        for (const rules::ObjectVerdict &O : Ended.Result.Program.Objects)
          J.object([&] { object(O); });
      });
    });
  }

private:
  void summary() {
    const scan::ScanResult &Result = Ended.Result;
    const Coverage Seen = coverageOf(Result);
    auto Count = [&](auto Predicate) -> std::size_t {
      return llvm::count_if(Ended.All, Predicate);
    };
    J.attribute("units", Result.NumUnits);
    J.attribute("analysed", Seen.NumAnalysed);
    J.attribute("analysedInPart", Seen.NumInPart);
    J.attribute("skipped", Result.NumSkipped);
    J.attribute("notAnalysed", Result.NotAnalysed.size());
    J.attribute("functions", Seen.NumFunctions);
    J.attribute("functionsNotJudged", Seen.NumBroken);
    J.attribute("includesNotFound", Seen.NumMissingIncludes);
    J.attribute("findings",
                Count([](const Reported &R) { return R.counts(); }));
    J.attribute("suppressed",
                Count([](const Reported &R) { return R.IsSilenced; }));
    J.attribute("known", Count([](const Reported &R) {
                  return !R.IsSilenced && R.Compared == Novelty::Known;
                }));
  }

  void place(const facts::Location &Where) {
    J.attribute("path", inJson(Ended.pathOf(Where)));
    J.attribute("line", Where.Line);
    J.attribute("column", Where.Column);
  }

  void finding(const Reported &R) {
    const rules::Finding &F = *R.Found;
    J.attribute("rule", checkName(R.As));
    J.attribute("level", nameOf(rules::infoOf(R.As).Severity));
    place(F.Where);
    J.attribute("length", F.Length);
    J.attribute("function", inJson(F.Function));
    J.attribute("message", inJson(F.Message));
    J.attribute("fingerprint", Ended.Prints.of(F));
    J.attribute("suppressed", R.IsSilenced);
    if (R.Compared != Novelty::NotCompared)
      J.attribute("new", R.Compared == Novelty::New);
    J.attributeArray("steps", [&] {
      for (const rules::Note &N : F.Notes)
        if (N.Number != 0)
          J.object([&] { step(N); });
    });
    J.attributeArray("explanations", [&] {
      for (const rules::Note &N : F.Notes)
        if (N.Number == 0)
          J.object([&] {
            if (N.Where.isValid())
              place(N.Where);
            J.attribute("text", inJson(N.Text));
          });
    });
    J.attributeArray("repaired", [&] {
      for (const rules::RepairedStep &S : F.Repaired)
        J.object([&] {
          J.attribute("actor", nameOf(S.Who));
          J.attribute("text", inJson(S.Text));
          J.attribute("new", S.IsNew);
          if (S.Where.isValid())
            place(S.Where);
        });
    });
    J.attributeArray("fix", [&] {
      for (const rules::Edit &E : F.Fix)
        J.object([&] {
          J.attribute("path", inJson(Ended.pathOf(E.Where)));
          J.attribute("offset", E.Where.Offset);
          J.attribute("length", E.Length);
          J.attribute("text", inJson(E.Text));
        });
    });
  }

  void step(const rules::Note &N) {
    J.attribute("number", N.Number);
    J.attribute("actor", nameOf(N.Who));
    if (N.CallbackNumber != 0)
      J.attribute("callback", N.CallbackNumber);
    if (N.Where.isValid())
      place(N.Where);
    J.attribute("text", inJson(N.Text));
    J.attributeArray("calls", [&] {
      for (const rules::CallSite &Call : N.Calls)
        J.object([&] {
          J.attribute("function", inJson(Call.Function));
          if (Call.Where.isValid())
            place(Call.Where);
        });
    });
  }

  void remark(const rules::Remark &R) {
    if (R.Where.isValid())
      place(R.Where);
    J.attribute("text", inJson(R.Text));
  }

  void remarks(llvm::StringRef Name, const std::vector<rules::Remark> &All) {
    J.attributeArray(Name, [&] {
      for (const rules::Remark &R : All)
        J.object([&] { remark(R); });
    });
  }

  void object(const rules::ObjectVerdict &O) {
    place(O.Where);
    J.attribute("kind", inJson(O.Noun));
    J.attribute("name", inJson(O.Name));
    J.attribute("callback", inJson(O.Callback));
    J.attribute("verdict", nameOf(O.Result));
    J.attribute("states", O.NumStates);
    remarks("armed", O.Armed);
    remarks("stopped", O.Stopped);
    remarks("findings", O.Findings);
    if (O.Result == rules::Judgement::Unknown)
      J.attributeObject("reason", [&] { remark(O.Reason); });
  }

  const Run &Ended;
  llvm::json::OStream J;
};

} // namespace

void reports::writeJson(const Run &Ended, llvm::raw_ostream &Out) {
  Writer(Ended, Out).write();
  Out << "\n";
}
