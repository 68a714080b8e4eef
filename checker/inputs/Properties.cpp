//===- Properties.cpp - The macros of a Visual Studio project ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Properties.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

// Around what a hole names. Neither can be in XML.
static constexpr char HoleBegin = '\x01';
static constexpr char HoleEnd = '\x02';

/// How deep expressions may be nested.
static constexpr unsigned DeepestExpression = 32;
/// No value that means something is longer.
static constexpr std::size_t LongestValue = 1 << 20;

bool inputs::hasHole(StringRef Value) { return Value.contains(HoleBegin); }

std::string inputs::withoutHoles(StringRef Value) {
  std::string Result;
  while (!Value.empty()) {
    const auto [Text, Rest] = Value.split(HoleBegin);
    Result += Text;
    Value = Rest.split(HoleEnd).second;
  }
  return Result;
}

std::vector<std::string> inputs::holesOf(StringRef Value) {
  std::vector<std::string> Result;
  for (Value = Value.split(HoleBegin).second; !Value.empty();
       Value = Value.split(HoleBegin).second) {
    const auto [Name, Rest] = Value.split(HoleEnd);
    Result.push_back(Name.str());
    Value = Rest;
  }
  return Result;
}

static std::string hole(StringRef Name) {
  return HoleBegin + withoutHoles(Name) + HoleEnd;
}

std::vector<std::string> inputs::splitList(StringRef List) {
  std::vector<std::string> Result;
  for (StringRef Part : split(List, ';')) {
    Part = Part.trim();
    std::string Text;
    for (std::size_t I = 0; I < Part.size(); ++I) {
      unsigned char Code;
      if (Part[I] == '%' && I + 2 < Part.size() &&
          !Part.substr(I + 1, 2).getAsInteger(16, Code)) {
        Text += static_cast<char>(Code);
        I += 2;
      } else {
        Text += Part[I];
      }
    }
    if (!Text.empty())
      Result.push_back(std::move(Text));
  }
  return Result;
}

void Properties::set(StringRef Name, StringRef Value) {
  const std::string Key = Name.lower();
  if (!Globals.contains(Key))
    Values[Key] = Value.str();
}

void Properties::setGlobal(StringRef Name, StringRef Value) {
  set(Name, Value);
  Globals.insert(Name.lower());
}

StringRef Properties::get(StringRef Name) const {
  const auto It = Values.find(Name.lower());
  return It == Values.end() ? StringRef() : StringRef(It->second);
}

void Properties::setThisFile(StringRef Path) {
  set("MSBuildThisFileFullPath", Path);
  set("MSBuildThisFileDirectory", path::parent_path(Path).str() + "/");
  set("MSBuildThisFile", path::filename(Path));
  set("MSBuildThisFileName", path::stem(Path));
  set("MSBuildThisFileExtension", path::extension(Path));
}

bool Properties::spend(std::size_t Bytes) {
  Spent += Bytes;
  return !isExhausted();
}

std::size_t inputs::lengthInBrackets(StringRef Text) {
  unsigned Depth = 1;
  char Quote = '\0';
  for (std::size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    if (Quote) {
      if (C == Quote)
        Quote = '\0';
    } else if (C == '\'' || C == '"' || C == '`') {
      Quote = C;
    } else if (C == '(') {
      ++Depth;
    } else if (C == ')' && --Depth == 0) {
      return I;
    }
  }
  return StringRef::npos;
}

std::string Properties::expand(StringRef Text, StringRef Own) {
  return expandNested(Text, Own, 0);
}

std::string Properties::expandNested(StringRef Text, StringRef Own,
                                     unsigned Depth) {
  std::string Result;
  while (!Text.empty() && !isExhausted()) {
    const std::size_t At = Text.find("$(");
    Result += Text.take_front(At);
    if (At == StringRef::npos)
      break;
    Text = Text.drop_front(At + 2);
    const std::size_t Length = lengthInBrackets(Text);
    if (Length == StringRef::npos || Depth == DeepestExpression) {
      Result += hole(Text);
      break;
    }
    Result += evaluate(Text.take_front(Length), Own, Depth + 1);
    Text = Text.drop_front(Length + 1);
    if (Result.size() > LongestValue)
      Spent = MostBytes + 1;
  }
  return spend(Result.size()) ? Result : std::string();
}

static bool isNameCharacter(char C) {
  return isAlnum(C) || C == '_' || C == '-';
}

std::string Properties::evaluate(StringRef Expression, StringRef Own,
                                 unsigned Depth) {
  Expression = Expression.trim();
  if (llvm::all_of(Expression, isNameCharacter)) {
    const auto It = Values.find(Expression.lower());
    if (It != Values.end())
      return It->second;
    return Expression.equals_insensitive(Own) ? "" : hole(Expression);
  }
  return call(Expression, Own, Depth).value_or(hole(Expression));
}

/// The arguments of a call, split at the commas that are not in quotes or
/// brackets.
static SmallVector<StringRef, 4> splitArguments(StringRef Text) {
  SmallVector<StringRef, 4> Result;
  unsigned Depth = 0;
  char Quote = '\0';
  std::size_t Begin = 0;
  for (std::size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    if (Quote)
      Quote = C == Quote ? '\0' : Quote;
    else if (C == '\'' || C == '"' || C == '`')
      Quote = C;
    else if (C == '(')
      ++Depth;
    else if (C == ')' && Depth > 0)
      --Depth;
    else if (C == ',' && Depth == 0) {
      Result.push_back(Text.slice(Begin, I).trim());
      Begin = I + 1;
    }
  }
  Result.push_back(Text.drop_front(Begin).trim());
  return Result;
}

static StringRef withoutQuotes(StringRef Text) {
  if (Text.size() >= 2 && Text.front() == Text.back() &&
      StringRef("'\"`").contains(Text.front()))
    return Text.drop_front().drop_back();
  return Text;
}

/// [Type]::Name(arguments), or Property.Name(arguments).
std::optional<std::string> Properties::call(StringRef Expression, StringRef Own,
                                            unsigned Depth) {
  const std::size_t Open = Expression.find('(');
  if (Open == StringRef::npos ||
      Open + 1 + lengthInBrackets(Expression.drop_front(Open + 1)) !=
          Expression.size() - 1)
    return std::nullopt;
  std::string Name = Expression.take_front(Open).lower();
  std::vector<std::string> Arguments;
  if (!StringRef(Name).starts_with("[")) {
    const auto [Object, Method] = StringRef(Name).split('.');
    Arguments.push_back(evaluate(Object, Own, Depth));
    Name = ("." + Method).str();
  }
  for (const StringRef Argument :
       splitArguments(Expression.slice(Open + 1, Expression.size() - 1)))
    Arguments.push_back(expandNested(withoutQuotes(Argument), Own, Depth));
  if (llvm::any_of(Arguments, hasHole))
    return std::nullopt;
  return callFunction(Name, Arguments, get("MSBuildThisFileDirectory"), Paths);
}
