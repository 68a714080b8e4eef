//===- UnitReport.cpp - What a unit says about its own analysis -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitReport.h"

#include "extract/ApiCount.h"
#include "tidy/Analyze.h"
#include "tidy/Tolerance.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace threadpool;
using namespace threadpool::tidy;

static llvm::StringRef mainFile(const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  return File ? File->getName() : "<unknown>";
}

void threadpool::tidy::reportPassedOver(const ASTContext &Context,
                                        const PassedOver &Counts,
                                        const UnitFindings &Result) {
  llvm::raw_ostream &Out = llvm::errs();
  Out << mainFile(Context) << ": passed over " << Counts.Includes
      << " missing includes and " << Counts.Errors << " errors; ";
  if (Result.NumFunctions == 0)
    Out << "no thread-pool function is left to judge\n";
  else
    Out << Result.NumBroken << " of " << Result.NumFunctions
        << " functions could not be judged\n";
}

void threadpool::tidy::reportApiReferences(ASTContext &Context) {
  const extract::ApiCount Count = extract::countApi(Context);
  llvm::errs() << mainFile(Context) << ": API names in text: " << Count.InText
               << ", references in AST: " << Count.InTree << '\n';
}
