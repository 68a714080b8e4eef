//===- MacroText.cpp - What macros stand for ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/MacroText.h"

#include "extract/BrokenText.h"
#include "extract/SourceGap.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <string>

using namespace clang;
using namespace threadpool;
using namespace threadpool::extract;

/// Macros that stand for other macros more often than this are not followed.
static constexpr unsigned MaxDepth = 4;

/// The name that \p Macro, which pastes names, makes of \p Argument; nothing if
/// it does anything else.
static std::string pastedName(const MacroInfo &Macro, StringRef Argument) {
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  if (Macro.getNumParams() != 1 || Body.size() % 2 == 0)
    return {};
  std::string Result;
  for (std::size_t I = 0; I != Body.size(); ++I) {
    const IdentifierInfo *Name = Body[I].getIdentifierInfo();
    if (I % 2 == 1 ? Body[I].isNot(tok::hashhash) : !Name)
      return {};
    if (Name)
      Result += Name == Macro.params()[0] ? Argument : Name->getName();
  }
  return Result;
}

/// The name that \p Macro, which is used at \p Where, chooses by means of
/// another macro, as where there is one function for each kind of characters.
static std::string chosenName(const MacroInfo &Macro, const GapReader &Source,
                              SourceLocation Where) {
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  if (Body.size() != 4 || !Body[0].getIdentifierInfo() ||
      Body[1].isNot(tok::l_paren) || !Body[2].getIdentifierInfo() ||
      Body[3].isNot(tok::r_paren))
    return {};
  const MacroInfo *Pasting = Source.macroAt(Body[0], Where);
  return Pasting ? pastedName(*Pasting, Body[2].getIdentifierInfo()->getName())
                 : std::string();
}

bool extract::mayAct(const MacroInfo &Macro, const KnownNames &Names,
                     const GapReader &Source, SourceLocation Where) {
  if (Macro.isFunctionLike())
    return true;
  if (const std::string Name = chosenName(Macro, Source, Where); !Name.empty())
    return Names.matters(Name);
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  for (std::size_t I = 0; I != Body.size(); ++I) {
    if (Body[I].isOneOf(tok::l_brace, tok::semi))
      return true;
    const IdentifierInfo *Name = Body[I].getIdentifierInfo();
    if (Name && (Names.matters(Name->getName()) ||
                 (I + 1 != Body.size() && Body[I + 1].is(tok::l_paren))))
      return true;
  }
  return false;
}

/// Whether \p Macro, which is used at \p Where, makes of one literal another.
static bool makesLiteral(const MacroInfo &Macro, const GapReader &Source,
                         SourceLocation Where, unsigned Depth = 0) {
  const llvm::ArrayRef<Token> Body = Macro.tokens();
  if (!Macro.isFunctionLike() || Macro.isVariadic() ||
      Macro.getNumParams() != 1 || Depth > MaxDepth)
    return false;
  auto IsParameter = [&](const Token &T) {
    return T.getIdentifierInfo() == Macro.params()[0];
  };
  if (Body.size() == 3)
    return Body[0].getIdentifierInfo() && Body[1].is(tok::hashhash) &&
           IsParameter(Body[2]);
  if (Body.size() != 4 || Body[1].isNot(tok::l_paren) ||
      !IsParameter(Body[2]) || Body[3].isNot(tok::r_paren))
    return false;
  const MacroInfo *Next = Source.macroAt(Body[0], Where);
  return Next && makesLiteral(*Next, Source, Where, Depth + 1);
}

/// The arguments in \p Call, which begins with the macro's name; nothing if
/// they are not what \p Macro takes.
static std::optional<std::vector<std::vector<Token>>>
argumentsIn(llvm::ArrayRef<Token> Call, const MacroInfo &Macro) {
  std::vector<std::vector<Token>> Result;
  if (!Macro.isFunctionLike())
    return Result;
  if (Call.size() < 2 || Call[1].isNot(tok::l_paren))
    return std::nullopt;
  Result.emplace_back();
  unsigned Depth = 0;
  for (const Token &T : Call.drop_front(2)) {
    if (T.is(tok::r_paren) && Depth-- == 0) {
      Result.resize(std::max<std::size_t>(Result.size(), Macro.getNumParams()));
      return Result;
    }
    Depth += T.is(tok::l_paren);
    const bool IsRest =
        Macro.isVariadic() && Result.size() == Macro.getNumParams();
    if (T.is(tok::comma) && Depth == 0 && !IsRest)
      Result.emplace_back();
    else
      Result.back().push_back(T);
  }
  return std::nullopt;
}

/// \p Written without the names of macros that only change a literal; nothing
/// if any other may act.
static std::vector<Token> withoutMacros(llvm::ArrayRef<Token> Written,
                                        const KnownNames &Names,
                                        const GapReader &Source,
                                        SourceLocation Where) {
  std::vector<Token> Result;
  for (std::size_t I = 0; I != Written.size(); ++I) {
    const MacroInfo *Macro = Source.macroAt(Written[I], Where);
    const bool IsOfLiteral =
        I + 3 < Written.size() && Written[I + 1].is(tok::l_paren) &&
        Written[I + 2].isLiteral() && Written[I + 3].is(tok::r_paren);
    if (Macro && IsOfLiteral && makesLiteral(*Macro, Source, Where))
      continue;
    if (Macro && mayAct(*Macro, Names, Source, Where))
      return {};
    Result.push_back(Written[I]);
  }
  return Result;
}

std::vector<Token> extract::asUsed(llvm::ArrayRef<Token> Written,
                                   SourceLocation Use, const KnownNames &Names,
                                   const GapReader &Source,
                                   const SourceManager &Sources) {
  // The text must be that of the macro that the file names.
  if (!Source.knowsMacros() || !Sources.isMacroBodyExpansion(Use) ||
      Sources.getImmediateExpansionRange(Use).getBegin().isMacroID())
    return {};
  const SourceLocation Where = Sources.getExpansionLoc(Use);
  const std::vector<Token> Call = Source.tokensFrom(Where);
  const MacroInfo *Macro =
      Call.empty() ? nullptr : Source.macroAt(Call.front(), Where);
  if (!Macro)
    return {};
  const auto Arguments = argumentsIn(Call, *Macro);
  if (!Arguments)
    return {};
  const llvm::ArrayRef<const IdentifierInfo *> Parameters = Macro->params();
  std::vector<Token> Result;
  for (const Token &T : Written) {
    const auto *Parameter =
        llvm::find_if(Parameters, [&](const IdentifierInfo *Name) {
          return T.is(tok::raw_identifier) &&
                 Name->getName() == T.getRawIdentifier();
        });
    if (Parameter == Parameters.end())
      Result.push_back(T);
    else
      llvm::append_range(Result, (*Arguments)[Parameter - Parameters.begin()]);
  }
  return withoutMacros(Result, Names, Source, Where);
}
