//===- SourceFile.cpp - Where things are in a text ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/SourceFile.h"

#include "inputs/Utf8Files.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

unsigned reports::utf16Length(StringRef Text) {
  unsigned Length = 0;
  for (std::size_t I = 0; I < Text.size();) {
    const auto *At = Text.bytes_begin() + I;
    const unsigned Size = llvm::getNumBytesForUTF8(*At);
    const bool IsValid =
        I + Size <= Text.size() && llvm::isLegalUTF8Sequence(At, At + Size);
    // What needs four bytes needs two units.
    Length += IsValid && Size == 4 ? 2 : 1;
    I += IsValid ? Size : 1;
  }
  return Length;
}

SourceFile::SourceFile(std::string Content) : Text(std::move(Content)) {
  Starts.push_back(StringRef(Text).starts_with("\xEF\xBB\xBF") ? 3 : 0);
  for (std::size_t I = Starts.front(); I < Text.size(); ++I) {
    const bool IsFirstOfTwo =
        Text[I] == '\r' && I + 1 < Text.size() && Text[I + 1] == '\n';
    if ((Text[I] == '\n' || Text[I] == '\r') && !IsFirstOfTwo)
      Starts.push_back(I + 1);
  }
}

StringRef SourceFile::line(unsigned Number) const {
  if (Number == 0 || Number > Starts.size())
    return {};
  const std::size_t End = Number < Starts.size() ? Starts[Number] : Text.size();
  return StringRef(Text).slice(Starts[Number - 1], End).rtrim("\r\n");
}

std::size_t SourceFile::offsetOf(const facts::Location &Where) const {
  if (Where.Line == 0 || Where.Line > Starts.size())
    return Text.size();
  // Clang counts a byte order mark.
  const std::size_t Begin = Where.Line == 1 ? 0 : Starts[Where.Line - 1];
  const std::size_t First = Starts[Where.Line - 1];
  return std::clamp(Begin + std::max(Where.Column, 1u) - 1, First,
                    First + line(Where.Line).size());
}

std::size_t SourceFile::lengthAt(std::size_t Offset,
                                 std::uint32_t Length) const {
  const StringRef Rest = StringRef(Text).drop_front(Offset);
  if (Length != 0)
    return std::min<std::size_t>(Length, Rest.size());
  return Rest
      .take_while([](char C) {
        return llvm::isAlnum(C) || C == '_' || (C & 0x80) != 0;
      })
      .size();
}

void SourceFile::place(std::size_t Offset, unsigned &Line,
                       unsigned &Column) const {
  Offset = std::clamp(Offset, Starts.front(), Text.size());
  Line =
      std::upper_bound(Starts.begin(), Starts.end(), Offset) - Starts.begin();
  Column = 1 + utf16Length(StringRef(Text).slice(Starts[Line - 1], Offset));
}

Region SourceFile::regionBehind(std::uint64_t Offset,
                                std::uint32_t Length) const {
  Region Result;
  place(Offset, Result.StartLine, Result.StartColumn);
  place(Offset + Length, Result.EndLine, Result.EndColumn);
  return Result;
}

Region SourceFile::regionAt(const facts::Location &Where,
                            std::uint32_t Length) const {
  // The file may have become another, or be gone: what is told is what was.
  if (Where.Line > Starts.size())
    return {Where.Line, std::max(Where.Column, 1u), Where.Line,
            std::max(Where.Column, 1u)};
  const std::size_t Offset = offsetOf(Where);
  return regionBehind(Offset, lengthAt(Offset, Length));
}

StringRef SourceFile::textAt(const facts::Location &Where,
                             std::uint32_t Length) const {
  const std::size_t Offset = offsetOf(Where);
  return StringRef(Text).substr(Offset, lengthAt(Offset, Length));
}

const SourceFile &SourceFiles::at(StringRef Path) {
  std::unique_ptr<SourceFile> &Found = Known[Path];
  if (!Found) {
    auto Text =
        inputs::inUtf8(llvm::vfs::getRealFileSystem())->getBufferForFile(Path);
    Found = std::make_unique<SourceFile>(Text ? (*Text)->getBuffer().str()
                                              : std::string());
  }
  return *Found;
}
