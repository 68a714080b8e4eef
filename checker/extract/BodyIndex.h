//===- BodyIndex.h - What must be known before translating a body ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_BODYINDEX_H
#define THREADPOOL_TIDY_EXTRACT_BODYINDEX_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace llvm {
class APSInt;
} // namespace llvm

namespace threadpool::extract {

/// The statements and expressions of one function, without those of lambdas
/// in it.
class BodyIndex {
public:
  explicit BodyIndex(const clang::FunctionDecl &Function);

  /// Whether the body has errors that may reach anywhere, or what can't be
  /// followed at all.
  bool isBroken() const { return Broken; }
  /// A statement, declaration or condition with an error that does not reach
  /// beyond it.
  struct BrokenPart {
    const clang::Stmt *Whole = nullptr;
    /// What it is a part of, or null.
    const clang::Stmt *Parent = nullptr;
  };
  const std::vector<BrokenPart> &brokenParts() const { return Parts; }
  /// The broken part that \p S belongs to, or null.
  const BrokenPart *brokenPartOf(const clang::Stmt *S) const {
    auto Found = InPart.find(S);
    return Found == InPart.end() ? nullptr : &Parts[Found->second];
  }
  /// The variables that statements of the body declare.
  const std::vector<const clang::VarDecl *> &variables() const {
    return Variables;
  }
  /// Everything, in source order, what contains before what is contained.
  const std::vector<const clang::Stmt *> &all() const { return All; }
  /// The full statement that evaluates \p S once, or null.
  const clang::Stmt *fullStatement(const clang::Stmt *S) const {
    return Full.lookup(S);
  }
  /// Whether the full statement \p S stands directly in braces.
  bool standsInBraces(const clang::Stmt *S) const { return InBraces.lookup(S); }
  /// The statement whose branch or body is the full statement \p S, without
  /// braces; or null.
  const clang::Stmt *bareBodyOf(const clang::Stmt *S) const {
    return BareIn.lookup(S);
  }
  /// Whether the full statement of \p S may be executed without \p S.
  bool isConditional(const clang::Stmt *S) const {
    return Conditional.contains(S);
  }
  /// Whether nobody looks at the value of \p E.
  bool isDiscarded(const clang::Expr *E) const;

private:
  void visit(const clang::Stmt *S, const clang::Stmt *Statement,
             unsigned Depth);
  void visitStatement(const clang::Stmt *S, bool Braced, unsigned Depth);
  void visitParts(const clang::Stmt *S, const clang::Stmt *Statement,
                  unsigned Depth);
  void visitConditionally(const clang::Stmt *S, const clang::Stmt *Statement,
                          unsigned Depth);
  void visitBody(const clang::Stmt *S, const clang::Stmt *Outer,
                 unsigned Depth);
  static bool isBad(const clang::Stmt *S);
  bool confine(const clang::Stmt *S);
  void noteVariables(const clang::Stmt *S);

  std::vector<const clang::Stmt *> All;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Full;
  llvm::DenseMap<const clang::Stmt *, bool> InBraces;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> BareIn;
  llvm::DenseSet<const clang::Stmt *> Conditional;
  bool InConditional = false;
  std::vector<BrokenPart> Parts;
  /// By statement, the index of its broken part.
  llvm::DenseMap<const clang::Stmt *, std::size_t> InPart;
  std::vector<const clang::VarDecl *> Variables;
  /// What the statement being visited is a part of.
  const clang::Stmt *Parent = nullptr;
  bool Broken = false;
};

/// \p Number modulo 2^64, if it has at most 64 bits.
std::optional<std::int64_t> asInteger(const llvm::APSInt &Number);

/// \p E without what has no effect on its value or place: parentheses, cleanups
/// and wrappers of constants. Casts stay.
const clang::Expr *withoutWrappers(const clang::Expr *E);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_BODYINDEX_H
