//===- Sarif.cpp - Findings in SARIF --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Sarif.h"

#include "facts/UnitName.h"
#include "reports/Product.h"
#include "reports/SarifTool.h"
#include "reports/Uri.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

#include <map>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

static constexpr char RootId[] = "SRCROOT";

/// Whose part of a story it is: 0 for the owner, 1 for the pool, and then the
/// callbacks.
static unsigned laneOf(const rules::Note &N) {
  switch (N.Who) {
  case rules::Actor::Owner:
    return 0;
  case rules::Actor::Pool:
    return 1;
  case rules::Actor::Callback:
    return 1 + std::max(N.CallbackNumber, 1u);
  }
  llvm_unreachable("all actors are handled");
}

static std::string laneName(unsigned Lane) {
  if (Lane < 2)
    return Lane == 0 ? "owner" : "pool";
  return "callback " + std::to_string(Lane - 1);
}

namespace {

class Writer {
public:
  Writer(const Run &Ended, llvm::raw_ostream &Out)
      : Ended(Ended), J(Out, /*IndentSize=*/2) {}

  void write() {
    collectArtifacts();
    J.object([&] {
      J.attribute("$schema",
                  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                  "schemas/sarif-schema-2.1.0.json");
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] { J.object([&] { run(); }); });
    });
  }

private:
  void collectArtifacts() {
    auto Add = [&](const facts::Location &Where) {
      if (Where.isValid())
        Artifacts.emplace(Ended.pathOf(Where), 0);
    };
    for (const Reported &R : Ended.All) {
      Add(R.Found->Where);
      for (const rules::Note &N : R.Found->Notes) {
        Add(N.Where);
        for (const rules::CallSite &Call : N.Calls)
          Add(Call.Where);
      }
      for (const rules::Edit &E : R.Found->Fix)
        Add(E.Where);
    }
    for (const scan::Unanalysed &Unit : Ended.Result.NotAnalysed)
      Artifacts.emplace(Unit.Unit, 0);
    for (const inputs::Problem &P : Ended.Result.Problems)
      Artifacts.emplace(facts::nameBelow(Ended.Result.Root, P.File), 0);
    unsigned Index = 0;
    for (auto &[Path, Number] : Artifacts)
      Number = Index++;
  }

  void run() {
    writeSarifTool(J);
    J.attributeArray("invocations", [&] { J.object([&] { invocation(); }); });
    J.attribute("columnKind", "utf16CodeUnits");
    J.attributeArray("newlineSequences", [&] {
      for (const char *Sequence : {"\r\n", "\n", "\r"})
        J.value(Sequence);
    });
    J.attributeObject("originalUriBaseIds", [&] {
      J.attributeObject(RootId, [&] {
        message("description", "The directory that the analysed sources are "
                               "below: of a repository, its top.");
      });
    });
    J.attributeArray("artifacts", [&] {
      for (const auto &Entry : Artifacts)
        J.object([&] { artifact(Entry.first); });
    });
    J.attributeArray("results", [&] {
      for (const Reported &R : Ended.All)
        J.object([&] { result(R); });
    });
  }

  void message(StringRef Name, StringRef Text) {
    J.attributeObject(Name, [&] { J.attribute("text", inJson(Text)); });
  }

  void invocation() {
    // What could not be analysed is told below; the scan as such was made.
    J.attribute("executionSuccessful", true);
    J.attribute("exitCode", Ended.ExitStatus);
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const inputs::Problem &P : Ended.Result.Problems)
        notification(NotUsedId, "warning",
                     facts::nameBelow(Ended.Result.Root, P.File), P.Text);
      for (const scan::Unanalysed &Unit : Ended.Result.NotAnalysed)
        notification(NotAnalysedId, "error", Unit.Unit, Unit.Reason);
    });
  }

  void notification(StringRef Id, StringRef Level, const std::string &Path,
                    StringRef Text) {
    J.object([&] {
      J.attributeObject("descriptor", [&] { J.attribute("id", Id); });
      J.attribute("level", Level);
      message("message", Text);
      J.attributeArray("locations", [&] {
        J.object([&] {
          J.attributeObject("physicalLocation", [&] { artifactAt(Path); });
        });
      });
    });
  }

  void artifact(const std::string &Path) {
    J.attributeObject("location", [&] { location(Path); });
    llvm::SmallString<256> File;
    if (!llvm::sys::path::is_absolute(Path))
      File = Ended.Result.Root;
    llvm::sys::path::append(File, Path);
    auto Text = llvm::MemoryBuffer::getFile(File);
    if (!Text)
      return;
    J.attribute("length", (*Text)->getBufferSize());
    J.attributeObject("hashes", [&] {
      llvm::SHA256 Hash;
      Hash.update((*Text)->getBuffer());
      J.attribute("sha-256", llvm::toHex(Hash.final(), /*LowerCase=*/true));
    });
  }

  void location(const std::string &Path) {
    J.attribute("uri", asUri(Path));
    if (!llvm::sys::path::is_absolute(Path))
      J.attribute("uriBaseId", RootId);
    J.attribute("index", Artifacts.at(Path));
  }

  void artifactAt(const std::string &Path) {
    J.attributeObject("artifactLocation", [&] { location(Path); });
  }

  void region(const Region &At) {
    J.attribute("startLine", At.StartLine);
    J.attribute("startColumn", At.StartColumn);
    J.attribute("endLine", At.EndLine);
    J.attribute("endColumn", At.EndColumn);
  }

  /// The property "physicalLocation".
  void place(const facts::Location &Where, std::uint32_t Length = 0) {
    const SourceFile &File = Ended.fileOf(Where);
    J.attributeObject("physicalLocation", [&] {
      artifactAt(Ended.pathOf(Where).str());
      J.attributeObject("region", [&] {
        region(File.regionAt(Where, Length));
        if (const StringRef Text = File.textAt(Where, Length); !Text.empty())
          message("snippet", Text);
      });
    });
  }

  void result(const Reported &R) {
    const rules::Finding &F = *R.Found;
    J.attribute("ruleId", checkName(R.As));
    J.attribute("ruleIndex", static_cast<unsigned>(R.As));
    J.attribute("level", sarifLevelOf(rules::infoOf(R.As).Severity));
    message("message", F.Message + ".");
    J.attributeArray("locations", [&] {
      J.object([&] {
        place(F.Where, F.Length);
        if (!F.Function.empty())
          J.attributeArray("logicalLocations", [&] {
            J.object([&] {
              J.attribute("fullyQualifiedName", inJson(F.Function));
              J.attribute("kind", "function");
            });
          });
      });
    });
    J.attributeObject("partialFingerprints", [&] {
      J.attribute("threadpoolTidy/v1", Ended.Prints.of(F));
    });
    if (R.Compared != Novelty::NotCompared)
      J.attribute("baselineState",
                  R.Compared == Novelty::New ? "new" : "unchanged");
    // Of the results of a run all or none have this.
    J.attributeArray("suppressions", [&] {
      if (R.IsSilenced)
        J.object([&] { J.attribute("kind", "inSource"); });
    });
    story(F);
    explanations(F);
    fix(F);
  }

  void story(const rules::Finding &F) {
    std::map<unsigned, std::vector<const rules::Note *>> Lanes;
    for (const rules::Note &N : F.Notes)
      if (N.Number != 0)
        Lanes[laneOf(N)].push_back(&N);
    if (Lanes.empty())
      return;
    J.attributeArray("codeFlows", [&] {
      J.object([&] {
        message("message", "The interleaving that goes wrong, in the order of "
                           "the steps' numbers.");
        J.attributeArray("threadFlows", [&] {
          for (const auto &[Lane, Steps] : Lanes)
            J.object([&, Lane = Lane, &Steps = Steps] {
              J.attribute("id", laneName(Lane));
              message("message", "What the " + laneName(Lane) + " does.");
              J.attributeArray("locations", [&] {
                for (const rules::Note *N : Steps)
                  J.object([&] { step(*N, F); });
              });
            });
        });
      });
    });
  }

  void step(const rules::Note &N, const rules::Finding &F) {
    const facts::Location &Where = N.Where.isValid() ? N.Where : F.Where;
    const bool IsLast = llvm::none_of(F.Notes, [&](const rules::Note &Other) {
      return Other.Number > N.Number;
    });
    J.attribute("executionOrder", N.Number);
    J.attribute("nestingLevel", N.Calls.size());
    J.attribute("importance", IsLast ? "essential" : "important");
    J.attributeObject("location", [&] {
      place(Where);
      message("message", std::to_string(N.Number) + ". " + N.Text);
    });
    if (!N.Calls.empty())
      J.attributeObject("stack", [&] { stack(N, Where); });
  }

  /// The innermost function first.
  void stack(const rules::Note &N, const facts::Location &Where) {
    J.attributeArray("frames", [&] {
      frame(N.Calls.back().Function, Where);
      for (std::size_t I = N.Calls.size(); I-- != 0;)
        if (N.Calls[I].Where.isValid())
          frame(I == 0 ? "" : N.Calls[I - 1].Function, N.Calls[I].Where);
    });
  }

  void frame(StringRef Function, const facts::Location &Where) {
    J.object([&] {
      J.attributeObject("location", [&] {
        place(Where);
        if (!Function.empty())
          J.attributeArray("logicalLocations", [&] {
            J.object([&] {
              J.attribute("fullyQualifiedName", inJson(Function));
              J.attribute("kind", "function");
            });
          });
      });
    });
  }

  void explanations(const rules::Finding &F) {
    if (llvm::all_of(F.Notes,
                     [](const rules::Note &N) { return N.Number != 0; }))
      return;
    J.attributeArray("relatedLocations", [&] {
      for (const rules::Note &N : F.Notes)
        if (N.Number == 0)
          J.object([&] {
            place(N.Where.isValid() ? N.Where : F.Where);
            message("message", N.Text);
          });
    });
  }

  void fix(const rules::Finding &F) {
    if (F.Fix.empty())
      return;
    std::map<std::string, std::vector<const rules::Edit *>> Files;
    for (const rules::Edit &E : F.Fix)
      Files[Ended.pathOf(E.Where).str()].push_back(&E);
    J.attributeArray("fixes", [&] {
      J.object([&] {
        message("description",
                "The repair, all edits of which belong together.");
        J.attributeArray("artifactChanges", [&] {
          for (const auto &[Path, Edits] : Files)
            J.object([&, &Path = Path, &Edits = Edits] {
              artifactAt(Path);
              J.attributeArray("replacements", [&] {
                for (const rules::Edit *E : Edits)
                  J.object([&] { replacement(*E); });
              });
            });
        });
      });
    });
  }

  void replacement(const rules::Edit &E) {
    J.attributeObject("deletedRegion", [&] {
      region(Ended.fileOf(E.Where).regionBehind(E.Where.Offset, E.Length));
    });
    if (!E.Text.empty())
      message("insertedContent", E.Text);
  }

  const Run &Ended;
  llvm::json::OStream J;
  /// By path, with their indices in the run.
  std::map<std::string, unsigned> Artifacts;
};

} // namespace

void reports::writeSarif(const Run &Ended, llvm::raw_ostream &Out) {
  Writer(Ended, Out).write();
  Out << "\n";
}
