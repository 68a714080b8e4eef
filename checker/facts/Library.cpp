//===- Library.cpp - The facts of several units in one file ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Library.h"

#include "facts/File.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <iterator>
#include <tuple>

using namespace threadpool;
using namespace threadpool::facts;

llvm::Expected<std::vector<LibraryUnit>>
facts::unitsOf(llvm::StringRef Text, llvm::StringRef FileName,
               std::size_t File) {
  std::vector<LibraryUnit> Result;
  std::size_t Offset = 0, Lines = 0;
  do {
    LibraryUnit Unit;
    Unit.File = File;
    Unit.Offset = Offset;
    Unit.LinesBefore = Lines;
    Unit.Size = sizeOfUnit(Text.drop_front(Offset));
    const llvm::StringRef Own = Text.substr(Offset, Unit.Size);
    auto Index = readIndex(Own, FileName, Lines);
    if (!Index)
      return Index.takeError();
    Unit.Index = std::move(*Index);
    Unit.Hash = llvm::xxh3_64bits(Own);
    Offset += Unit.Size;
    Lines += Own.count('\n');
    Result.push_back(std::move(Unit));
  } while (Offset < Text.size());
  return Result;
}

void facts::unite(std::vector<LibraryUnit> &Units) {
  auto KeyOf = [](const LibraryUnit &Unit) {
    const UnitIndex &I = Unit.Index;
    return std::make_tuple(llvm::StringRef(I.Name), !I.NotAnalysed.empty(),
                           I.NumErrors, I.NumBroken, Unit.Hash);
  };
  llvm::sort(Units, [&](const LibraryUnit &A, const LibraryUnit &B) {
    return KeyOf(A) < KeyOf(B);
  });
  Units.erase(std::unique(Units.begin(), Units.end(),
                          [](const LibraryUnit &A, const LibraryUnit &B) {
                            return A.Index.Name == B.Index.Name;
                          }),
              Units.end());
}

llvm::Expected<std::vector<llvm::StringRef>>
facts::unionOf(llvm::ArrayRef<llvm::StringRef> Texts,
               llvm::ArrayRef<std::string> FileNames) {
  std::vector<LibraryUnit> All;
  for (std::size_t I = 0; I < Texts.size(); ++I) {
    auto Units = unitsOf(Texts[I], FileNames[I], I);
    if (!Units)
      return Units.takeError();
    std::move(Units->begin(), Units->end(), std::back_inserter(All));
  }
  unite(All);
  std::vector<llvm::StringRef> Result;
  for (const LibraryUnit &Unit : All)
    Result.push_back(Texts[Unit.File].substr(Unit.Offset, Unit.Size));
  return Result;
}
