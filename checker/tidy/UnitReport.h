//===- UnitReport.h - What a unit says about its own analysis ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TIDY_UNITREPORT_H
#define THREADPOOL_TIDY_TIDY_UNITREPORT_H

namespace clang {
class ASTContext;
} // namespace clang

namespace threadpool::tidy {

struct PassedOver;
struct UnitFindings;

/// Writes to the standard error what \p Counts says was passed over, and how
/// much of the unit was judged all the same.
void reportPassedOver(const clang::ASTContext &Context,
                      const PassedOver &Counts, const UnitFindings &Result);

/// Writes to the standard error how many API names the main file has, and how
/// many references to the API are left of them.
void reportApiReferences(clang::ASTContext &Context);

} // namespace threadpool::tidy

#endif // THREADPOOL_TIDY_TIDY_UNITREPORT_H
