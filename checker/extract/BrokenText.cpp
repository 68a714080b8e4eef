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

void KnownNames::addScope(const NamedDecl &Scope) {
  if (const IdentifierInfo *Name = Scope.getIdentifier())
    Scopes.insert(Name->getName());
}

/// Whether \p Name does more than make something that nobody else knows.
static bool isActingApi(StringRef Name) {
  const facts::ApiFunction *Api = facts::lookupApi(Name);
  return Api && !(Api->Object == facts::ApiObject::Mutex &&
                  Api->Role == facts::ApiRole::Create);
}

bool KnownNames::matters(StringRef Name) const {
  return Mattering.contains(Name) || isActingApi(Name);
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

/// Structures that are nested more deeply are not looked into.
static constexpr unsigned MaxNesting = 4;

static bool isPlainWithin(QualType Type, unsigned Depth) {
  if (Type->isDependentType() || Type->isUndeducedType() || Depth > MaxNesting)
    return false;
  if (Type->isArithmeticType() || Type->isVoidPointerType())
    return true;
  if (Type->isPointerType())
    return isPlainWithin(Type->getPointeeType(), Depth + 1);
  if (Type->isArrayType())
    return isPlainWithin(QualType(Type->getBaseElementTypeUnsafe(), 0),
                         Depth + 1);
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (Record)
    Record = Record->getDefinition();
  if (!Record || Record->isInvalidDecl())
    return false;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    if (Class->getNumBases() != 0 || !Class->hasTrivialDestructor())
      return false;
  return llvm::all_of(Record->fields(), [Depth](const FieldDecl *Field) {
    return !Field->isInvalidDecl() &&
           isPlainWithin(Field->getType(), Depth + 1);
  });
}

bool extract::isPlain(QualType Type) { return isPlainWithin(Type, 0); }

/// Whether \p Type is the library's string, whatever its characters.
static bool isString(QualType Type) {
  const auto *Class = Type->getAsCXXRecordDecl();
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         Class->getName() == "basic_string";
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
  Reader(llvm::ArrayRef<Token> Text, const BrokenScope &Scope,
         const KnownNames &Names)
      : Text(Text), Scope(Scope), Names(Names) {}

  BrokenText read(bool IsStatement);
  BrokenText readDeclaration();

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
  std::string qualifiedName(std::size_t I) const;
  bool readName(std::size_t I);
  bool readOperator(std::size_t I);
  bool lendsPlainLocal(std::size_t I) const;
  bool isStranger(std::size_t I) const;
  bool isStrangersMethod(std::size_t I) const;
  bool isMethodFromOutside(std::size_t I) const;
  bool note(const VarDecl &Variable);

  llvm::ArrayRef<Token> Text;
  const BrokenScope &Scope;
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

bool Reader::isStranger(std::size_t I) const {
  return llvm::any_of(Scope.Strangers, [&](const VarDecl *Stranger) {
    return !name(I).empty() && Stranger->getName() == name(I);
  });
}

/// Whether a method is called at \p I that the unit does not declare, whatever
/// else has its name there.
bool Reader::isStrangersMethod(std::size_t I) const {
  return I > 1 && Text[I - 1].isOneOf(tok::period, tok::arrow) &&
         isStranger(I - 2) && !(I > 2 && isMember(I - 2)) &&
         is(I + 1, tok::l_paren) && !facts::lookupApi(name(I));
}

/// The name at \p I with the scopes in front of it.
std::string Reader::qualifiedName(std::size_t I) const {
  std::string Result = name(I).str();
  for (; I > 1 && is(I - 1, tok::coloncolon) && !name(I - 2).empty(); I -= 2)
    Result = name(I - 2).str() + "::" + Result;
  return Result;
}

/// Whether a method is called at \p I of what a scope that the unit does not
/// have makes out of nothing: no method of the unit, whatever its name.
bool Reader::isMethodFromOutside(std::size_t I) const {
  if (I < 6 || !Text[I - 1].isOneOf(tok::period, tok::arrow) ||
      !is(I - 2, tok::r_paren) || !is(I - 3, tok::l_paren) ||
      !is(I + 1, tok::l_paren) || facts::lookupApi(name(I)))
    return false;
  const std::size_t Maker = I - 4;
  std::size_t First = Maker;
  while (First > 1 && is(First - 1, tok::coloncolon) &&
         !name(First - 2).empty() && !name(First).empty())
    First -= 2;
  return First != Maker && !isMember(First) && !Names.isScope(name(First));
}

/// False if nothing can be guessed of what has the name at \p I.
bool Reader::readName(std::size_t I) {
  const StringRef Name = name(I);
  if (I == 0 && Scope.Declared && !is(I + 1, tok::l_paren))
    return note(*Scope.Declared);
  if (isHarmlessWord(Name))
    return true;
  // Two words in a row declare something, or are more than an expression.
  if (isReserved(Name) ||
      (Names.matters(Name) && !isStrangersMethod(I) &&
       !isMethodFromOutside(I)) ||
      (!name(I + 1).empty() && !isHarmlessWord(name(I + 1))))
    return false;
  if (is(I + 1, tok::l_paren)) {
    if (looksLikeMacro(Name))
      return false;
    Result.Calls = true;
    if (Result.Callee.empty()) {
      Result.Callee = qualifiedName(I);
      if (I == 2 && Text[1].isOneOf(tok::arrow, tok::period) &&
          Result.Variables.size() == 1)
        Result.User = Result.Variables.front();
    }
  }
  if (isMember(I))
    return true;
  bool IsLocal = false;
  for (const VarDecl *Local : Scope.Locals)
    if (Local->getIdentifier() && Local->getName() == Name) {
      IsLocal = true;
      if (!llvm::is_contained(Scope.Strangers, Local) && !note(*Local))
        return false;
    }
  const VarDecl *Global = IsLocal ? nullptr : Names.global(Name);
  return !Global || note(*Global);
}

/// Whether an argument that begins at \p I is the address of a local variable
/// that can hold nothing of interest.
bool Reader::lendsPlainLocal(std::size_t I) const {
  if (I == 0 || !Text[I - 1].isOneOf(tok::l_paren, tok::comma) ||
      !(is(I + 2, tok::comma) || is(I + 2, tok::r_paren)))
    return false;
  bool IsPlainLocal = false;
  for (const VarDecl *Local : Scope.Locals)
    if (Local->getIdentifier() && Local->getName() == name(I + 1)) {
      if (Local->isInvalidDecl() || Local->hasGlobalStorage() ||
          !isPlain(Local->getType()))
        return false;
      IsPlainLocal = true;
    }
  return IsPlainLocal;
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
    return lendsPlainLocal(I) ||
           (I > 0 && (!name(I - 1).empty() ||
                      Text[I - 1].isOneOf(tok::r_paren, tok::r_square,
                                          tok::numeric_constant)));
  if (!isAssignment(T))
    return true;
  if (I != 1 || Result.Variables.size() != 1)
    return false;
  const VarDecl *Target = Result.Variables.front();
  Result.Target = Target;
  const QualType Type = Target->getType();
  if (Target->hasGlobalStorage())
    return false;
  return isString(Type) ||
         (T.is(tok::equal) && Type->isScalarType() && isPlain(Type));
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

BrokenText Reader::readDeclaration() {
  const BrokenText Opaque;
  std::size_t I = 0;
  while (!name(I).empty() && is(I + 1, tok::coloncolon))
    I += 2;
  const StringRef Type = name(I);
  if (Type.empty() || isReserved(Type) || isHarmlessWord(Type) ||
      looksLikeMacro(Type) || Names.matters(Type) || name(I + 1).empty() ||
      !(is(I + 2, tok::l_paren) || is(I + 2, tok::equal)))
    return Opaque;
  for (I += 3; I < Text.size(); ++I) {
    const StringRef Name = name(I);
    if (Name.empty()) {
      if (!Text[I].isLiteral() &&
          !Text[I].isOneOf(tok::l_paren, tok::r_paren, tok::comma,
                           tok::coloncolon, tok::minus) &&
          !(Text[I].is(tok::semi) && I + 1 == Text.size()))
        return Opaque;
      continue;
    }
    if (Name == "nullptr" || Name == "true" || Name == "false")
      continue;
    if (isReserved(Name) || looksLikeMacro(Name) || Names.matters(Name) ||
        !(is(I + 1, tok::l_paren) || is(I + 1, tok::coloncolon)))
      return Opaque;
    Result.Calls |= is(I + 1, tok::l_paren);
  }
  if (!Result.Calls)
    return Opaque;
  Result.Callee = Type.str();
  Result.IsOpaque = false;
  return std::move(Result);
}

BrokenText extract::readBrokenText(llvm::ArrayRef<Token> Text, bool IsStatement,
                                   const BrokenScope &Scope,
                                   const KnownNames &Names) {
  return Reader(Text, Scope, Names).read(IsStatement);
}

BrokenText extract::readStranger(llvm::ArrayRef<Token> Text,
                                 const KnownNames &Names) {
  return Reader(Text, {}, Names).readDeclaration();
}
