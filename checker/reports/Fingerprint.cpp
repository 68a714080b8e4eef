//===- Fingerprint.cpp - What a finding is recognised by ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Fingerprint.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

#include <map>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

/// Other spaces are no other code.
static std::string withSingleSpaces(StringRef Line) {
  llvm::SmallVector<StringRef> Words;
  llvm::SplitString(Line, Words);
  return llvm::join(Words, " ");
}

/// What \p Message names in quotes. The words around may become others.
static std::string namesIn(StringRef Message) {
  std::string Result;
  // What stands in a word is an apostrophe.
  auto IsQuote = [&](std::size_t At, bool IsOpening) {
    const std::size_t Next = IsOpening ? At - 1 : At + 1;
    return Next >= Message.size() || !llvm::isAlnum(Message[Next]);
  };
  std::size_t Begin = StringRef::npos;
  for (std::size_t At = Message.find('\''); At != StringRef::npos;
       At = Message.find('\'', At + 1)) {
    if (!IsQuote(At, Begin == StringRef::npos))
      continue;
    if (Begin != StringRef::npos)
      Result += (Message.slice(Begin + 1, At) + "\n").str();
    Begin = Begin == StringRef::npos ? At : StringRef::npos;
  }
  return Result;
}

static std::string hashOf(StringRef Text) {
  llvm::SHA256 Hash;
  Hash.update(Text);
  return llvm::toHex(llvm::ArrayRef(Hash.final()).take_front(16),
                     /*LowerCase=*/true);
}

Fingerprints::Fingerprints(const scan::ScanResult &Result, const Paths &Where,
                           SourceFiles &Files)
    : First(Result.Program.Findings.data()) {
  std::map<std::string, unsigned> Equals;
  for (const rules::Finding &F : Result.Program.Findings) {
    const std::vector<std::string> Parts = {
        rules::infoOf(F.Rules.front()).Name, F.Function,
        withSingleSpaces(
            Files.at(Where.absolute(F.Where.File)).line(F.Where.Line)),
        namesIn(F.Message)};
    std::string Text = llvm::join(Parts, StringRef("\0", 1));
    const unsigned Number = Equals[Text]++;
    InOrder.push_back(hashOf(Text + '\0' + std::to_string(Number)));
    All.insert(InOrder.back());
  }
}

const std::string &Fingerprints::of(const rules::Finding &Found) const {
  return InOrder[&Found - First];
}
