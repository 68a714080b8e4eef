//===- Encoding.cpp - How the bytes of a text are to be read --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Encoding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ConvertUTF.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;

static constexpr StringLiteral Utf8Bom = "\xEF\xBB\xBF";
static constexpr StringLiteral Utf16LEBom = "\xFF\xFE";
static constexpr StringLiteral Utf16BEBom = "\xFE\xFF";
static const StringRef Utf32LEBom("\xFF\xFE\0\0", 4);

/// The text is mostly ASCII, so that every other byte of it is NUL.
static std::optional<Encoding> byNuls(StringRef Bytes) {
  const StringRef Start = Bytes.take_front(4096);
  std::size_t Even = 0, Odd = 0;
  for (std::size_t I = 0; I < Start.size(); ++I)
    if (Start[I] == '\0')
      ++(I % 2 == 0 ? Even : Odd);
  if (Even + Odd == 0)
    return std::nullopt;
  if (Bytes.size() % 2 == 0 && Even == 0 && Odd * 8 > Start.size())
    return Encoding::Utf16LE;
  if (Bytes.size() % 2 == 0 && Odd == 0 && Even * 8 > Start.size())
    return Encoding::Utf16BE;
  return Encoding::Other;
}

static bool isValidUtf8(StringRef Bytes) {
  const auto *Begin = reinterpret_cast<const UTF8 *>(Bytes.begin());
  return isLegalUTF8String(&Begin, reinterpret_cast<const UTF8 *>(Bytes.end()));
}

Encoding inputs::encodingOf(StringRef Bytes) {
  if (Bytes.starts_with(Utf8Bom))
    return isValidUtf8(Bytes) ? Encoding::Utf8WithBom : Encoding::Other;
  if (Bytes.starts_with(Utf32LEBom))
    return Encoding::Other;
  if (Bytes.starts_with(Utf16LEBom))
    return Encoding::Utf16LE;
  if (Bytes.starts_with(Utf16BEBom))
    return Encoding::Utf16BE;
  if (const std::optional<Encoding> Seen = byNuls(Bytes))
    return *Seen;
  return isValidUtf8(Bytes) ? Encoding::Utf8 : Encoding::Other;
}

static std::optional<std::string> fromUtf16(StringRef Bytes, bool IsLittle) {
  if (Bytes.size() % 2 != 0)
    return std::nullopt;
  SmallVector<UTF16, 0> Units;
  Units.reserve(Bytes.size() / 2);
  for (std::size_t I = 0; I < Bytes.size(); I += 2) {
    const auto First = static_cast<unsigned char>(Bytes[I]);
    const auto Second = static_cast<unsigned char>(Bytes[I + 1]);
    Units.push_back(IsLittle ? First | Second << 8 : First << 8 | Second);
  }
  std::string Text;
  if (!convertUTF16ToUTF8String(Units, Text))
    return std::nullopt;
  // The conversion keeps the mark, if there is one.
  StringRef Rest = Text;
  Rest.consume_front(Utf8Bom);
  return Rest.str();
}

std::optional<std::string> inputs::toUtf8(StringRef Bytes) {
  switch (encodingOf(Bytes)) {
  case Encoding::Utf8:
    return Bytes.str();
  case Encoding::Utf8WithBom:
    return Bytes.drop_front(Utf8Bom.size()).str();
  case Encoding::Utf16LE:
    return fromUtf16(Bytes, /*IsLittle=*/true);
  case Encoding::Utf16BE:
    return fromUtf16(Bytes, /*IsLittle=*/false);
  case Encoding::Other:
    return std::nullopt;
  }
  return std::nullopt;
}
