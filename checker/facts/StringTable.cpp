//===- StringTable.cpp - The strings of a facts file ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/StringTable.h"
#include "facts/Fields.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"

#include <algorithm>

using namespace threadpool::facts;
using llvm::StringRef;

/// How the characters U+10FF00 to U+10FFFF begin, before two bytes with six
/// bits each.
static constexpr char EscapeStart[] = "\xf4\x8f";

static bool isEscape(StringRef Character) {
  return Character.size() == 4 && Character.starts_with(EscapeStart) &&
         static_cast<unsigned char>(Character[2]) >= 0xbc;
}

static void appendEscape(std::string &To, unsigned char Byte) {
  To += EscapeStart;
  To += static_cast<char>(0xbc | (Byte >> 6));
  To += static_cast<char>(0x80 | (Byte & 0x3f));
}

/// The length of the character that \p Bytes start with; 0 if they start with
/// none.
static unsigned lengthOfFirst(StringRef Bytes) {
  const auto *Start = reinterpret_cast<const llvm::UTF8 *>(Bytes.data());
  const unsigned Length = llvm::getNumBytesForUTF8(*Start);
  return Length <= Bytes.size() &&
                 llvm::isLegalUTF8Sequence(Start, Start + Length)
             ? Length
             : 0;
}

std::string threadpool::facts::escaped(StringRef Bytes) {
  std::string Result;
  Result.reserve(Bytes.size());
  while (!Bytes.empty()) {
    const unsigned Length = lengthOfFirst(Bytes);
    const StringRef First = Bytes.take_front(std::max(Length, 1u));
    if (Length == 0 || isEscape(First))
      for (const unsigned char Byte : First)
        appendEscape(Result, Byte);
    else
      Result += First;
    Bytes = Bytes.drop_front(First.size());
  }
  return Result;
}

std::string threadpool::facts::unescaped(StringRef Characters) {
  std::string Result;
  Result.reserve(Characters.size());
  for (std::size_t Next; !Characters.empty();
       Characters = Characters.drop_front(Next)) {
    if (isEscape(Characters.take_front(4))) {
      Result +=
          static_cast<char>((Characters[2] & 3) << 6 | (Characters[3] & 0x3f));
      Next = 4;
    } else {
      Next = std::min(Characters.find(EscapeStart[0], 1), Characters.size());
      Result += Characters.take_front(Next);
    }
  }
  return Result;
}

StringTable::StringTable(const UnitFacts &Unit) {
  auto Add = [this](const std::string &Text) {
    if (!Text.empty() && Numbers.try_emplace(Text, 0).second)
      Sorted.push_back(Text);
  };
  forEach<std::string>(Unit, Add);
  forEachField(functionFieldsOf(&Unit),
               [&](const auto &F) { forEach<std::string>(Unit.*F.At, Add); });
  std::sort(Sorted.begin(), Sorted.end());
  unsigned Number = 0;
  for (const StringRef Text : Sorted)
    Numbers[Text] = ++Number;
}
