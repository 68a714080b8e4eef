//===- GitLab.cpp - Findings for the code quality of GitLab ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/GitLab.h"

#include "reports/Product.h"

using namespace threadpool;
using namespace threadpool::reports;

static llvm::StringRef severityOf(rules::Level Severity) {
  switch (Severity) {
  case rules::Level::Error:
    return "critical";
  case rules::Level::Warning:
    return "major";
  case rules::Level::Advice:
    return "minor";
  }
  llvm_unreachable("all levels are handled");
}

void reports::writeGitLab(const Run &Ended, llvm::raw_ostream &Out) {
  llvm::json::OStream J(Out, /*IndentSize=*/2);
  J.array([&] {
    for (const Reported &R : Ended.All) {
      if (!R.counts())
        continue;
      J.object([&] {
        J.attribute("description", inJson(R.Found->Message));
        J.attribute("check_name", checkName(R.As));
        J.attribute("fingerprint", Ended.Prints.of(*R.Found));
        J.attribute("severity", severityOf(rules::infoOf(R.As).Severity));
        J.attributeObject("location", [&] {
          J.attribute("path", inJson(Ended.pathOf(R.Found->Where)));
          J.attributeObject("lines",
                            [&] { J.attribute("begin", R.Found->Where.Line); });
        });
      });
    }
  });
  Out << "\n";
}
