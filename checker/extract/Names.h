//===- Names.h - Names that other units agree on --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_NAMES_H
#define THREADPOOL_TIDY_EXTRACT_NAMES_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <map>
#include <set>
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class FieldDecl;
class FunctionDecl;
class RecordDecl;
class VarDecl;
} // namespace clang

namespace threadpool::extract {

/// Clang's USRs, made unique where Clang's are not (what is internal to a unit
/// knows only the base name of its file) and stable where they hold offsets
/// (lambdas and static locals).
class Names {
public:
  /// What is internal to the unit gets \p Unit before its name, or if that is
  /// empty the name of the unit's file.
  explicit Names(const clang::ASTContext &Context, std::string Unit = "");

  std::string usr(const clang::FunctionDecl &Function);
  /// For variables with static storage.
  std::string usr(const clang::VarDecl &Variable);
  /// Empty for unnamed fields: their members count as members of the parent.
  std::string usr(const clang::FieldDecl &Field);
  /// From now on \p Field counts as unnamed.
  void leaveAway(const clang::FieldDecl &Field);
  bool isLeftAway(const clang::FieldDecl &Field) const;
  std::string usr(const clang::RecordDecl &Record);
  /// USRs of the fields named so far that other units may write to.
  const std::set<std::string> &headerFields() const { return HeaderFields; }
  /// What was named so far and has the same name in other units, with its first
  /// declaration.
  std::map<std::string, const clang::Decl *> shared() const;
  /// Whether the type of a lambda is among what makes \p Function: nobody
  /// else can name it.
  bool isMadeOfLambda(const clang::FunctionDecl &Function);
  /// As a reader knows the function.
  std::string readable(const clang::FunctionDecl &Function);

  /// Numbers the lambdas in \p Owner, a function or variable or null; called
  /// for each in source order.
  void add(const clang::CXXRecordDecl &Lambda, const clang::Decl *Owner);

private:
  struct LambdaName {
    std::string Usr;
    std::string Readable;
  };

  /// Instances of a template for different lambdas have different names.
  std::string clangUsr(const clang::Decl &D);
  std::string lambdasAround(const clang::Decl &D);
  std::string lambdasIn(llvm::ArrayRef<clang::TemplateArgument> Args);
  /// \p Usr, or if \p IsInternal a form of it that names this unit too.
  std::string unitwide(std::string Usr, bool IsInternal) const;
  const LambdaName &lambda(const clang::CXXRecordDecl &Lambda);

  const clang::ASTContext &Context;
  std::string Unit;
  llvm::DenseMap<const clang::Decl *, std::string> Known;
  std::set<std::string> HeaderFields;
  llvm::DenseSet<const clang::Decl *> LeftAway;
  llvm::DenseMap<const clang::Decl *, LambdaName> Lambdas;
  /// How many names with this beginning there are.
  std::map<std::string, unsigned> Ordinals;
};

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_NAMES_H
