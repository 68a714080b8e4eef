//===- MacroText.h - What macros stand for ----------------------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_EXTRACT_MACROTEXT_H
#define THREADPOOL_TIDY_EXTRACT_MACROTEXT_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace clang {
class MacroInfo;
class SourceManager;
} // namespace clang

namespace threadpool::extract {

class GapReader;
class KnownNames;

/// Whether \p Macro, which is used at \p Where, stands for more than a value.
bool mayAct(const clang::MacroInfo &Macro, const KnownNames &Names,
            const GapReader &Source, clang::SourceLocation Where);

/// What \p Written, which stands in the macro that is used at \p Use, becomes
/// there: with the arguments for the parameters. Nothing if that takes more
/// than a look, or a macro in it may act.
std::vector<clang::Token> asUsed(llvm::ArrayRef<clang::Token> Written,
                                 clang::SourceLocation Use,
                                 const KnownNames &Names,
                                 const GapReader &Source,
                                 const clang::SourceManager &Sources);

} // namespace threadpool::extract

#endif // THREADPOOL_TIDY_EXTRACT_MACROTEXT_H
