//===- FieldAccess.h - Who can write to a field -----------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_FIELDACCESS_H
#define THREADPOOL_TIDY_EXTRACT_FIELDACCESS_H

namespace clang {
class FieldDecl;
} // namespace clang

namespace threadpool::extract {

/// Whether functions of other units may write to \p Field: its class is defined
/// in a header, and not all that may use the field is defined here. The members
/// of an OVERLAPPED are nobody's but the system's and its who starts an
/// operation.
bool isWrittenElsewhere(const clang::FieldDecl &Field);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_FIELDACCESS_H
