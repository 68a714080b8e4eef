//===- LockClasses.h - Locks and guards known by name -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program's own locks are followed into their bodies. Those of libraries
// stand in system headers, or have no bodies at all; what they do is known by
// what they are called.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_LOCKCLASSES_H
#define THREADPOOL_TIDY_EXTRACT_LOCKCLASSES_H

#include "clang/AST/DeclCXX.h"

namespace threadpool::extract {

/// What a member function of a lock, or of a guard, does with the lock.
enum class Locking : std::uint8_t {
  None,
  Takes,
  /// Takes it if it is free, and tells.
  Tries,
  Leaves,
  /// Tells whether a guard has it.
  Asks,
};

Locking lockingOf(llvm::StringRef MemberName);

/// What \p Function, a C function that is not there to be followed, does with
/// the lock that is its only argument, as its name has it: `mutex_unlock`.
Locking lockingOf(const clang::FunctionDecl &Function);

/// Whether \p Method is a member of a lock and known by its name.
bool isLockMember(const clang::CXXMethodDecl &Method);

/// Whether \p Constructor makes a guard, of a library other than the standard
/// one, for the lock that it is given.
bool isForeignGuard(const clang::CXXConstructorDecl &Constructor);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_LOCKCLASSES_H
