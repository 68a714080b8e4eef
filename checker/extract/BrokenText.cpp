//===- BrokenText.cpp - What the text of an error may do ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/BrokenText.h"

#include "facts/ThreadpoolApi.h"

#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

void KnownNames::add(const FunctionDecl &Definition) {
  if (const IdentifierInfo *Name = Definition.getIdentifier())
    Mattering.insert(Name->getName());
}

void KnownNames::add(const ValueDecl &Variable) {
  const IdentifierInfo *Name = Variable.getIdentifier();
  if (!Name)
    return;
  if (holdsObject(Variable))
    Mattering.insert(Name->getName());
  else if (const auto *Global = dyn_cast<VarDecl>(&Variable))
    Globals[Name->getName()] = Global;
}

bool KnownNames::matters(StringRef Name) const {
  return Mattering.contains(Name) || facts::lookupApi(Name);
}

bool extract::looksLikeMacro(StringRef Name) {
  return llvm::none_of(Name, llvm::isLower);
}

bool extract::holdsObject(const ValueDecl &Variable) {
  if (Variable.isInvalidDecl())
    return true;
  const QualType Type = Variable.getType();
  if (Type->isDependentType() || Type->isUndeducedType() ||
      Type->isReferenceType())
    return true;
  const QualType Pointee = Type->getBaseElementTypeUnsafe()->getPointeeType();
  const auto *Record = Pointee.isNull() ? nullptr : Pointee->getAsRecordDecl();
  return Record && Record->getName().starts_with("_TP_");
}

namespace {

/// The words that an expression may contain; anything else that the language
/// reserves declares, branches, makes or destroys.
bool isHarmlessWord(StringRef Name) {
  return llvm::is_contained({"this", "true", "false", "nullptr", "sizeof",
                             "const", "unsigned", "signed", "int", "char",
                             "long", "short", "bool", "void", "static_cast",
                             "reinterpret_cast", "const_cast", "struct"},
                            Name);
}

bool isReserved(StringRef Name) {
  return llvm::is_contained(
      {"asm",       "auto",     "break",       "case",         "catch",
       "class",     "co_await", "co_return",   "co_yield",     "continue",
       "decltype",  "default",  "delete",      "do",           "else",
       "enum",      "extern",   "for",         "goto",         "if",
       "namespace", "new",      "operator",    "register",     "return",
       "static",    "switch",   "template",    "thread_local", "throw",
       "try",       "typedef",  "typename",    "union",        "using",
       "volatile",  "while",    "__try",       "__except",     "__finally",
       "__leave",   "__asm",    "dynamic_cast"},
      Name);
}

bool isAssignment(const Token &T) {
  return T.isOneOf(tok::equal, tok::plusequal, tok::minusequal, tok::starequal,
                   tok::slashequal, tok::percentequal, tok::ampequal,
                   tok::pipeequal, tok::caretequal, tok::lesslessequal,
                   tok::greatergreaterequal);
}

class Reader {
public:
  Reader(llvm::ArrayRef<Token> Text, llvm::ArrayRef<const VarDecl *> Locals,
         const KnownNames &Names)
      : Text(Text), Locals(Locals), Names(Names) {}

  BrokenText read(bool IsStatement);

private:
  StringRef name(std::size_t I) const {
    return I < Text.size() && Text[I].is(tok::raw_identifier)
               ? Text[I].getRawIdentifier()
               : StringRef();
  }
  bool is(std::size_t I, tok::TokenKind Kind) const {
    return I < Text.size() && Text[I].is(Kind);
  }
  bool isMember(std::size_t I) const {
    return I > 0 &&
           Text[I - 1].isOneOf(tok::period, tok::arrow, tok::coloncolon);
  }
  bool readName(std::size_t I);
  bool readOperator(std::size_t I);
  bool note(const VarDecl &Variable);

  llvm::ArrayRef<Token> Text;
  llvm::ArrayRef<const VarDecl *> Locals;
  const KnownNames &Names;
  BrokenText Result;
};

} // namespace

bool Reader::note(const VarDecl &Variable) {
  if (holdsObject(Variable))
    return false;
  if (!llvm::is_contained(Result.Variables, &Variable))
    Result.Variables.push_back(&Variable);
  return true;
}

/// False if nothing can be guessed of what has the name at \p I.
bool Reader::readName(std::size_t I) {
  const StringRef Name = name(I);
  if (isHarmlessWord(Name))
    return true;
  // Two words in a row declare something, or are more than an expression.
  if (isReserved(Name) || Names.matters(Name) ||
      (!name(I + 1).empty() && !isHarmlessWord(name(I + 1))))
    return false;
  if (is(I + 1, tok::l_paren)) {
    if (looksLikeMacro(Name))
      return false;
    Result.Calls = true;
    if (Result.Callee.empty()) {
      Result.Callee = Name.str();
      if (I == 2 && Text[1].isOneOf(tok::arrow, tok::period) &&
          Result.Variables.size() == 1)
        Result.User = Result.Variables.front();
    }
  }
  if (isMember(I))
    return true;
  bool IsLocal = false;
  for (const VarDecl *Local : Locals)
    if (Local->getIdentifier() && Local->getName() == Name) {
      IsLocal = true;
      if (!note(*Local))
        return false;
    }
  const VarDecl *Global = IsLocal ? nullptr : Names.global(Name);
  return !Global || note(*Global);
}

/// False if the operator at \p I may write somewhere.
bool Reader::readOperator(std::size_t I) {
  const Token &T = Text[I];
  if (T.isOneOf(tok::l_brace, tok::r_brace, tok::plusplus, tok::minusminus,
                tok::question, tok::colon, tok::ampamp, tok::pipepipe,
                tok::hash, tok::periodstar, tok::arrowstar, tok::eof))
    return false;
  // The address of something, unless it is an operand.
  if (T.is(tok::amp))
    return I > 0 && (!name(I - 1).empty() ||
                     Text[I - 1].isOneOf(tok::r_paren, tok::r_square,
                                         tok::numeric_constant));
  if (!isAssignment(T))
    return true;
  if (I != 1 || T.isNot(tok::equal) || Result.Variables.size() != 1)
    return false;
  const VarDecl *Target = Result.Variables.front();
  Result.Target = Target;
  return Target->getType()->isArithmeticType() && !Target->hasGlobalStorage();
}

BrokenText Reader::read(bool IsStatement) {
  const BrokenText Opaque;
  for (std::size_t I = 0; I < Text.size(); ++I) {
    if (is(I, tok::semi) && I + 1 == Text.size())
      break;
    if (Text[I].is(tok::semi) ||
        !(name(I).empty() ? readOperator(I) : readName(I)))
      return Opaque;
  }
  // A lone name is a macro.
  if (Text.empty() || (IsStatement && !Result.Calls && !Result.Target))
    return Opaque;
  Result.IsOpaque = false;
  return std::move(Result);
}

BrokenText extract::readBrokenText(llvm::ArrayRef<Token> Text, bool IsStatement,
                                   llvm::ArrayRef<const VarDecl *> Locals,
                                   const KnownNames &Names) {
  return Reader(Text, Locals, Names).read(IsStatement);
}
