//===- Changes.cpp - The lines that a change touches ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Changes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <limits>

using namespace threadpool;
using namespace threadpool::scan;

static llvm::Expected<std::string>
outputOfGit(llvm::StringRef Directory, llvm::ArrayRef<llvm::StringRef> What) {
  llvm::ErrorOr<std::string> Git = llvm::sys::findProgramByName("git");
  if (!Git)
    return llvm::createStringError("there is no program 'git' in PATH");
  llvm::SmallString<128> Out, Errors;
  if (std::error_code Code =
          llvm::sys::fs::createTemporaryFile("threadpool-scan", "out", Out))
    return llvm::errorCodeToError(Code);
  const llvm::FileRemover RemovesOut(Out);
  if (std::error_code Code =
          llvm::sys::fs::createTemporaryFile("threadpool-scan", "err", Errors))
    return llvm::errorCodeToError(Code);
  const llvm::FileRemover RemovesErrors(Errors);
  std::vector<llvm::StringRef> Line = {"git", "-C", Directory, "-c",
                                       "core.quotePath=false"};
  Line.insert(Line.end(), What.begin(), What.end());
  const int Status = llvm::sys::ExecuteAndWait(
      *Git, Line, /*Env=*/std::nullopt,
      {llvm::StringRef(""), llvm::StringRef(Out), llvm::StringRef(Errors)});
  auto Text = llvm::MemoryBuffer::getFile(Status == 0 ? Out : Errors);
  if (!Text)
    return llvm::errorCodeToError(Text.getError());
  const llvm::StringRef Said = (*Text)->getBuffer();
  if (Status != 0)
    return llvm::createStringError("git: " + Said.trim());
  return Said.str();
}

llvm::Expected<Changes> Changes::since(llvm::StringRef Revision,
                                       llvm::StringRef Directory) {
  Changes Result;
  auto Top = outputOfGit(Directory, {"rev-parse", "--show-toplevel"});
  if (!Top)
    return Top.takeError();
  Result.Root = llvm::StringRef(*Top).trim().str();
  auto Diff = outputOfGit(Result.Root, {"diff", "--unified=0", "--no-color",
                                        "--no-ext-diff", "--src-prefix=a/",
                                        "--dst-prefix=b/", Revision, "--"});
  if (!Diff)
    return Diff.takeError();
  Result.addDiff(*Diff);
  auto New =
      outputOfGit(Result.Root, {"ls-files", "--others", "--exclude-standard"});
  if (!New)
    return New.takeError();
  llvm::SmallVector<llvm::StringRef> Names;
  llvm::StringRef(*New).split(Names, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Name : Names)
    Result.addFile(Name);
  return Result;
}

void Changes::addDiff(llvm::StringRef Diff) {
  llvm::StringRef File;
  while (!Diff.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    if (Line.consume_front("+++ b/")) {
      File = Line.rtrim("\t\r");
      continue;
    }
    if (!Line.consume_front("@@ ") || File.empty())
      continue;
    // "-1,2 +3,4 @@": four lines from line 3; one where no number stands.
    Line = Line.drop_front(Line.find('+') + 1);
    unsigned First = 0, Count = 1;
    if (Line.consumeInteger(10, First))
      continue;
    if (Line.consume_front(","))
      Line.consumeInteger(10, Count);
    // Where lines were only taken away, their neighbours are touched.
    Lines[File].push_back(Count != 0 ? std::make_pair(First, First + Count - 1)
                                     : std::make_pair(First, First + 1));
  }
}

void Changes::addFile(llvm::StringRef File) {
  Lines[File].push_back({1, std::numeric_limits<unsigned>::max()});
}

bool Changes::touch(llvm::StringRef File, unsigned Line) const {
  auto Known = Lines.find(File);
  return Known != Lines.end() &&
         llvm::any_of(Known->second, [Line](const auto &Range) {
           return Range.first <= Line && Line <= Range.second;
         });
}
