//===- Baseline.cpp - Findings that are known -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Baseline.h"

#include "facts/JsonDepth.h"
#include "facts/WholeFile.h"
#include "reports/Product.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <iterator>

using namespace threadpool;
using namespace threadpool::reports;
namespace json = llvm::json;

/// To be raised when fingerprints are made in another way.
static constexpr std::int64_t Version = 1;
static constexpr char VersionKey[] = "threadpool-baseline";
/// A file of ours is nested thrice.
static constexpr unsigned MaxDepth = 16;

llvm::Expected<Baseline> Baseline::read(llvm::StringRef Path) {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(Path + ": " + Why);
  };
  auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createFileError(Path, Text.getError());
  if (facts::depthOf((*Text)->getBuffer()) > MaxDepth)
    return Fail("this is no baseline: brackets are nested too deeply");
  llvm::Expected<json::Value> Value = json::parse((*Text)->getBuffer());
  if (!Value)
    return Fail("this is no baseline: " + llvm::toString(Value.takeError()));
  const json::Object *File = Value->getAsObject();
  const std::optional<std::int64_t> Written =
      File ? File->getInteger(VersionKey) : std::nullopt;
  if (!Written)
    return Fail("this is no baseline");
  if (*Written != Version)
    return Fail("it is of version " + llvm::Twine(*Written) +
                ", and this tool reads version " + llvm::Twine(Version));
  const json::Array *Findings = File->getArray("findings");
  if (!Findings)
    return Fail("there is no list 'findings'");
  Baseline Result;
  for (const json::Value &V : *Findings) {
    const json::Object *O = V.getAsObject();
    auto Member = [&](llvm::StringRef Name) {
      return O ? O->getString(Name).value_or("").str() : std::string();
    };
    Result.Entries.push_back({Member("fingerprint"), Member("rule"),
                              Member("path"), Member("function"),
                              Member("message")});
    if (Result.Entries.back().Fingerprint.empty())
      return Fail("entry " + llvm::Twine(Result.Entries.size()) +
                  " of 'findings' has no text 'fingerprint'");
  }
  return Result;
}

Baseline Baseline::of(llvm::ArrayRef<Reported> All, const Fingerprints &Prints,
                      const scan::ScanResult &Result) {
  Baseline Made;
  for (const Reported &R : All)
    if (!R.IsSilenced)
      Made.Entries.push_back({Prints.of(*R.Found), checkName(R.As),
                              Result.Program.Files[R.Found->Where.File],
                              R.Found->Function, R.Found->Message});
  return Made;
}

void Baseline::compare(std::vector<Reported> &All,
                       const Fingerprints &Prints) const {
  llvm::StringSet<> Known;
  for (const Entry &E : Entries)
    Known.insert(E.Fingerprint);
  for (Reported &R : All)
    R.Compared =
        Known.contains(Prints.of(*R.Found)) ? Novelty::Known : Novelty::New;
}

Baseline Baseline::pruned(const Fingerprints &Prints) const {
  Baseline Result;
  llvm::copy_if(Entries, std::back_inserter(Result.Entries),
                [&](const Entry &E) { return Prints.has(E.Fingerprint); });
  return Result;
}

llvm::Error Baseline::write(llvm::StringRef Path) const {
  return facts::writeWhole(Path, [&](llvm::raw_ostream &Out) {
    json::OStream J(Out, /*IndentSize=*/2);
    J.object([&] {
      J.attribute(VersionKey, Version);
      J.attributeArray("findings", [&] {
        for (const Entry &E : Entries)
          J.object([&] {
            J.attribute("fingerprint", E.Fingerprint);
            J.attribute("rule", inJson(E.Rule));
            J.attribute("path", inJson(E.Path));
            J.attribute("function", inJson(E.Function));
            J.attribute("message", inJson(E.Message));
          });
      });
    });
    Out << "\n";
  });
}
