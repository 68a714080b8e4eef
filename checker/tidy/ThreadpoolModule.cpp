//===- ThreadpoolModule.cpp - Registers the rules with clang-tidy ---------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled into each host rather than into the library, because nothing refers
// to a registration and a linker would leave it out.
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"
#include "tidy/Compat.h"
#include "tidy/RuleCheck.h"

using namespace threadpool;

namespace {

class ThreadpoolModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    for (const rules::RuleInfo &Info : rules::AllRules)
      Factories.registerCheckFactory(
          (llvm::Twine("threadpool-") + Info.Name).str(),
          [&Info](llvm::StringRef Name,
                  clang::tidy::ClangTidyContext *Context) {
            return std::make_unique<threadpool::tidy::RuleCheck>(Info.Id, Name,
                                                                 Context);
          });
  }
};

} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<ThreadpoolModule>
    Registration("threadpool-module",
                 "Misuse of Windows thread-pool cancellation.");
