//===- BrokenText.h - What the text of an error may do ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where an error hides what a statement means, its tokens still tell what it
// can't be. A guess is only made of what looks like a call of an unknown
// function; all else may do anything.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_BROKENTEXT_H
#define THREADPOOL_TIDY_EXTRACT_BROKENTEXT_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
class NamedDecl;
class QualType;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace threadpool::extract {

/// Names of a unit that broken text may not contain for a guess, and those of
/// its variables.
class KnownNames {
public:
  void add(const clang::FunctionDecl &Definition);
  /// A field, or a variable with static storage.
  void add(const clang::ValueDecl &Variable);
  /// A namespace or a type.
  void addScope(const clang::NamedDecl &Scope);

  /// Whether whoever names \p Name may do what the rules are about.
  bool matters(llvm::StringRef Name) const;
  const clang::VarDecl *global(llvm::StringRef Name) const {
    return Globals.lookup(Name);
  }

  /// Whether the unit itself declares a scope called \p Name.
  bool isScope(llvm::StringRef Name) const { return Scopes.contains(Name); }

private:
  llvm::StringSet<> Mattering, Scopes;
  llvm::StringMap<const clang::VarDecl *> Globals;
};

/// Whether \p Name is spelled like a macro: without small letters.
bool looksLikeMacro(llvm::StringRef Name);

/// Whether \p Variable holds a pool object, or something that can't be copied
/// without notice.
bool holdsObject(const clang::ValueDecl &Variable);

/// Whether all of a \p Type's parts are known, and are numbers, or pointers to
/// such parts or to nothing in particular: neither a pool object nor code hides
/// there.
bool isPlain(clang::QualType Type);

/// What some tokens with an error name, if that is all that they may touch.
struct BrokenText {
  /// They may do anything.
  bool IsOpaque = true;
  /// Something is called.
  bool Calls = false;
  /// The name in front of the first argument list, with its scopes.
  std::string Callee;
  /// The pointer or object whose member it is said to be: a variable that all
  /// begins with.
  const clang::VarDecl *User = nullptr;
  /// The variable that is assigned to in front of it all.
  const clang::VarDecl *Target = nullptr;
  /// The variables that are named, each once.
  std::vector<const clang::VarDecl *> Variables;
  /// See facts::Node::Words.
  std::vector<std::string> Words;
};

/// The variables that broken text may name.
struct BrokenScope {
  /// The function's own, its parameters included.
  std::vector<const clang::VarDecl *> Locals;
  /// Those of the locals that have an unknown type, but that can't have got
  /// hold of anything.
  std::vector<const clang::VarDecl *> Strangers;
  /// The one whose declaration the text is, from its name on, or null.
  const clang::VarDecl *Declared = nullptr;
};

/// Reads \p Text, which stands in \p Scope. \p IsStatement unless it is a
/// condition or a value.
BrokenText readBrokenText(llvm::ArrayRef<clang::Token> Text, bool IsStatement,
                          const BrokenScope &Scope, const KnownNames &Names);

/// Reads \p Text, which declares an object of an unknown type. A guess is made
/// if it is made of what an unknown function returns for constants alone:
/// anything else may be a lock that the object holds.
BrokenText readStranger(llvm::ArrayRef<clang::Token> Text,
                        const KnownNames &Names);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_BROKENTEXT_H
