//===- Outputs.cpp - The reports that a command writes --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "threadpool-scan/Outputs.h"

#include "facts/WholeFile.h"
#include "reports/GitHub.h"
#include "reports/GitLab.h"
#include "reports/Html.h"
#include "reports/Json.h"
#include "reports/Sarif.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::host;

static constexpr StringLiteral StandardOutput = "-";

Outputs::Outputs(cl::OptionCategory &Category)
    : Sarif("sarif", cl::value_desc("FILE"), cl::cat(Category),
            cl::desc("write a report in SARIF 2.1.0; '-' for standard output, "
                     "in place of the findings")),
      GitLab("gitlab", cl::value_desc("FILE"), cl::cat(Category),
             cl::desc("write a code quality report of GitLab")),
      Json("json", cl::value_desc("FILE"), cl::cat(Category),
           cl::desc("write a report for scripts")),
      Html("html", cl::value_desc("FILE"), cl::cat(Category),
           cl::desc("write a page to look at, with a picture of each "
                    "interleaving")),
      Pictures("svg", cl::value_desc("DIR"), cl::cat(Category),
               cl::desc("write each picture into a file of its own")),
      GitHub("github", cl::cat(Category),
             cl::desc("print workflow commands of GitHub in place of the "
                      "findings")),
      BaselineFile("baseline", cl::value_desc("FILE"), cl::cat(Category),
                   cl::desc("report what is not in it; if there is no such "
                            "file it is written")),
      UpdateBaseline("update-baseline", cl::cat(Category),
                     cl::desc("take out of the baseline what is not found any "
                              "more")) {}

Error Outputs::prepare(bool SeesAll) {
  auto Take = [&](StringRef Option, bool Asks) -> Error {
    if (!Asks)
      return Error::success();
    if (!OnStandardOutput.empty())
      return createStringError("standard output cannot be both that of " +
                               OnStandardOutput + " and of " + Option);
    OnStandardOutput = Option.str();
    return Error::success();
  };
  for (const cl::opt<std::string> *O : {&Sarif, &GitLab, &Json, &Html})
    if (Error E = Take(("--" + O->ArgStr).str(), *O == StandardOutput))
      return E;
  if (Error E = Take("--github", GitHub))
    return E;
  if (BaselineFile.empty())
    return UpdateBaseline
               ? createStringError("--update-baseline: there is no --baseline")
               : Error::success();
  const bool IsThere = sys::fs::exists(BaselineFile);
  if (!SeesAll && (UpdateBaseline || !IsThere))
    return createStringError(
        "--changed-since: a baseline is made of all findings");
  if (!IsThere)
    return Error::success();
  Expected<reports::Baseline> Read = reports::Baseline::read(BaselineFile);
  if (!Read)
    return createStringError("--baseline: " + toString(Read.takeError()));
  Known = std::move(*Read);
  return Error::success();
}

Error Outputs::compare(std::vector<reports::Reported> &All,
                       const reports::Fingerprints &Prints,
                       const scan::ScanResult &Result, raw_ostream &Log) {
  if (BaselineFile.empty())
    return Error::success();
  if (!Known) {
    reports::Baseline Made = reports::Baseline::of(All, Prints, Result);
    if (Error E = Made.write(BaselineFile))
      return E;
    Log << "Baseline written: " << BaselineFile << ", findings: " << Made.size()
        << "\n";
    Known = std::move(Made);
  } else if (UpdateBaseline) {
    if (!Result.NotAnalysed.empty() || !Result.Problems.empty())
      Log << "Baseline not updated: some units were not analysed\n";
    else {
      reports::Baseline Kept = Known->pruned(Prints);
      if (Kept.size() != Known->size())
        if (Error E = Kept.write(BaselineFile))
          return E;
      Log << "Taken out of the baseline: " << Known->size() - Kept.size()
          << "\n";
      Known = std::move(Kept);
    }
  }
  Known->compare(All, Prints);
  Log << "Known from the baseline: "
      << llvm::count_if(All,
                        [](const reports::Reported &R) {
                          return !R.IsSilenced &&
                                 R.Compared == reports::Novelty::Known;
                        })
      << "\n";
  return Error::success();
}

Error Outputs::write(const reports::Run &Ended) const {
  Error All = Error::success();
  auto Write = [&](const std::string &Path,
                   void (*Report)(const reports::Run &, raw_ostream &)) {
    if (Path.empty())
      return;
    if (Path != StandardOutput) {
      All = joinErrors(std::move(All),
                       facts::writeWhole(Path, [&](raw_ostream &Out) {
                         Report(Ended, Out);
                       }));
      return;
    }
    Report(Ended, outs());
    outs().flush();
    if (const std::error_code Code = outs().error()) {
      outs().clear_error();
      All =
          joinErrors(std::move(All),
                     createStringError(Code, "the report cannot be written: " +
                                                 Code.message()));
    }
  };
  Write(Sarif, reports::writeSarif);
  Write(GitLab, reports::writeGitLab);
  Write(Json, reports::writeJson);
  Write(Html, reports::writeHtml);
  Write(GitHub ? StandardOutput.str() : std::string(), reports::writeGitHub);
  if (!Pictures.empty())
    All = joinErrors(std::move(All), reports::writePictures(Ended, Pictures));
  return All;
}
