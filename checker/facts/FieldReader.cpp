//===- FieldReader.cpp - Records from JSON --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FieldReader.h"

#include <limits>

using namespace threadpool::facts;

/// Value::getAsInteger() takes 1e0, and does not look where doubles end.
static std::optional<std::int64_t> integer(const llvm::json::Value &From) {
  if (const std::optional<std::uint64_t> Number = From.getAsUINT64()) {
    if (*Number <= std::uint64_t(std::numeric_limits<std::int64_t>::max()))
      return static_cast<std::int64_t>(*Number);
    return std::nullopt;
  }
  const std::optional<double> Number = From.getAsNumber();
  return Number && *Number < 0 ? From.getAsInteger() : std::nullopt;
}

bool FieldReader::value(const Json &From, std::string &To, Place At) const {
  if (!Strings) {
    const std::optional<llvm::StringRef> Text = From.getAsString();
    if (!Text)
      return fail(At, "expected text");
    To = unescaped(*Text);
    return true;
  }
  const std::optional<std::int64_t> Number = integer(From);
  if (!Number || *Number < 0 ||
      static_cast<std::uint64_t>(*Number) > Strings->All.size())
    return fail(At, "expected the number of a string");
  if (*Number == 0)
    return true;
  const std::string &Text = Strings->All[*Number - 1];
  if (Text.size() > Strings->Budget)
    return fail(At, "the strings are far longer than the file");
  Strings->Budget -= Text.size();
  To = Text;
  return true;
}

bool FieldReader::number(const Json &From, bool &To, Place At) const {
  const std::optional<std::int64_t> Number = integer(From);
  if (!Number || *Number < 0 || *Number > 1)
    return fail(At, "expected 0 or 1");
  To = *Number;
  return true;
}

bool FieldReader::number(const Json &From, std::uint32_t &To, Place At) const {
  const std::optional<std::int64_t> Number = integer(From);
  if (!Number || *Number < -1 || *Number >= std::int64_t(NoNode))
    return fail(At, "expected a number of 32 bits, or -1");
  To = static_cast<std::uint32_t>(*Number);
  return true;
}

bool FieldReader::number(const Json &From, std::int64_t &To, Place At) const {
  const std::optional<std::int64_t> Number = integer(From);
  if (!Number)
    return fail(At, "expected a number of 64 bits");
  To = *Number;
  return true;
}

bool FieldReader::number(const Json &From, std::uint64_t &To, Place At) const {
  const std::optional<std::uint64_t> Number = From.getAsUINT64();
  if (!Number)
    return fail(At, "expected a number of 64 bits that is not negative");
  To = *Number;
  return true;
}

bool FieldReader::numberUpTo(std::int64_t Greatest, const Json &From,
                             std::int64_t &To, Place At) {
  const std::optional<std::int64_t> Number = integer(From);
  if (!Number || *Number < 0 || *Number > Greatest)
    return fail(At, "the number stands for no such thing");
  To = *Number;
  return true;
}
