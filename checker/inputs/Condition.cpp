//===- Condition.cpp - The conditions of a Visual Studio project ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Condition.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/VersionTuple.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;

/// How deep brackets and negations may be nested.
static constexpr unsigned DeepestNesting = 64;

namespace {

/// Parses and evaluates in one go. After an error everything is nothing.
class ConditionParser {
public:
  ConditionParser(StringRef Text, Properties &Values, StringRef Directory,
                  PathFinder &Paths)
      : Rest(Text), Values(Values), Directory(Directory), Paths(Paths) {}

  std::optional<bool> parse() {
    const std::optional<bool> Result = parseOr();
    return Rest.trim().empty() ? Result : std::nullopt;
  }

private:
  using Truth = std::optional<bool>;

  Truth parseOr() {
    Truth Left = parseAnd();
    while (Left && consumeWord("or")) {
      const Truth Right = parseAnd();
      Left = Right ? Truth(*Left || *Right) : std::nullopt;
    }
    return Left;
  }

  Truth parseAnd() {
    Truth Left = parseUnary();
    while (Left && consumeWord("and")) {
      const Truth Right = parseUnary();
      Left = Right ? Truth(*Left && *Right) : std::nullopt;
    }
    return Left;
  }

  Truth parseUnary() {
    if (++Depth > DeepestNesting)
      return std::nullopt;
    const Truth Result = parseUnaryNested();
    --Depth;
    return Result;
  }

  Truth parseUnaryNested() {
    Rest = Rest.ltrim();
    if (!Rest.starts_with("!=") && consume("!")) {
      const Truth Of = parseUnary();
      return Of ? Truth(!*Of) : std::nullopt;
    }
    if (consume("(")) {
      const Truth Inner = parseOr();
      return consume(")") ? Inner : std::nullopt;
    }
    if (consumeWord("exists"))
      return parseExists();
    if (consumeWord("hastrailingslash")) {
      const std::optional<std::string> Path = parseArgument();
      return Path ? Truth(StringRef(*Path).ends_with("/") ||
                          StringRef(*Path).ends_with("\\"))
                  : std::nullopt;
    }
    return parseComparison();
  }

  std::optional<std::string> parseArgument() {
    if (!consume("("))
      return std::nullopt;
    std::optional<std::string> Value = parseOperand();
    return consume(")") ? Value : std::nullopt;
  }

  Truth parseExists() {
    const std::optional<std::string> List = parseArgument();
    if (!List)
      return std::nullopt;
    // What nothing says where it is, is not there.
    if (hasHole(*List))
      return false;
    for (const std::string &Path : splitList(*List))
      if (!Paths.find(Path, Directory))
        return false;
    return !List->empty();
  }

  Truth parseComparison() {
    const std::optional<std::string> Holey = parseOperand();
    if (!Holey)
      return std::nullopt;
    const std::string Left = withoutHoles(*Holey);
    // The longer operators come first.
    for (const StringRef Operator : {"==", "!=", "<=", ">=", "<", ">"}) {
      if (!consume(Operator))
        continue;
      const std::optional<std::string> Right = parseOperand();
      return Right ? compare(Left, Operator, withoutHoles(*Right))
                   : std::nullopt;
    }
    return truthOf(Left);
  }

  static Truth truthOf(StringRef Text) {
    for (const StringRef Yes : {"true", "on", "yes", "!false"})
      if (Text.equals_insensitive(Yes))
        return true;
    for (const StringRef No : {"false", "off", "no", "!true", ""})
      if (Text.equals_insensitive(No))
        return false;
    return std::nullopt;
  }

  static Truth compare(StringRef Left, StringRef Operator, StringRef Right) {
    if (Operator == "==" || Operator == "!=")
      return isSame(Left, Right) == (Operator == "==");
    // Nothing is less or more than nothing.
    if (Left.empty() || Right.empty())
      return false;
    VersionTuple A, B;
    if (A.tryParse(Left) || B.tryParse(Right))
      return std::nullopt;
    return (A == B && Operator.size() == 2) ||
           (Operator.front() == '<' ? A < B : B < A);
  }

  static bool isSame(StringRef Left, StringRef Right) {
    double A, B;
    if (!Left.getAsDouble(A) && !Right.getAsDouble(B))
      return A == B;
    return Left.equals_insensitive(Right);
  }

  /// A text in quotes, a macro, a name or a number, with its holes.
  std::optional<std::string> parseOperand() {
    Rest = Rest.ltrim();
    if (Rest.consume_front("'")) {
      const std::size_t End = endOfQuoted();
      if (End == StringRef::npos)
        return std::nullopt;
      const StringRef Text = Rest.take_front(End);
      Rest = Rest.drop_front(End + 1);
      return Values.expand(Text.trim());
    }
    std::size_t Length = 0;
    unsigned Brackets = 0;
    for (; Length < Rest.size(); ++Length) {
      const char C = Rest[Length];
      if (C == '(')
        ++Brackets;
      else if (C == ')' && Brackets-- == 0)
        break;
      else if (Brackets == 0 && (isSpace(C) || StringRef("=!<>").contains(C)))
        break;
    }
    if (Length == 0)
      return std::nullopt;
    const StringRef Text = Rest.take_front(Length);
    Rest = Rest.drop_front(Length);
    return Values.expand(Text);
  }

  /// Where the quotes end; those in the brackets of a macro are its own.
  std::size_t endOfQuoted() const {
    for (std::size_t I = 0; I < Rest.size(); ++I) {
      if (Rest[I] == '\'')
        return I;
      if (Rest[I] != '(' || I == 0 || !StringRef("$%@").contains(Rest[I - 1]))
        continue;
      const std::size_t Length = lengthInBrackets(Rest.drop_front(I + 1));
      if (Length == StringRef::npos)
        return Length;
      I += Length + 1;
    }
    return StringRef::npos;
  }

  bool consume(StringRef Token) {
    Rest = Rest.ltrim();
    return Rest.consume_front(Token);
  }

  bool consumeWord(StringRef Word) {
    Rest = Rest.ltrim();
    if (!Rest.starts_with_insensitive(Word))
      return false;
    const StringRef Behind = Rest.drop_front(Word.size());
    if (!Behind.empty() && (isAlnum(Behind.front()) || Behind.front() == '_'))
      return false;
    Rest = Behind;
    return true;
  }

  StringRef Rest;
  Properties &Values;
  StringRef Directory;
  PathFinder &Paths;
  unsigned Depth = 0;
};

} // namespace

std::optional<bool> inputs::holds(StringRef Condition, Properties &Values,
                                  StringRef Directory, PathFinder &Paths) {
  if (Condition.trim().empty())
    return true;
  return ConditionParser(Condition, Values, Directory, Paths).parse();
}
