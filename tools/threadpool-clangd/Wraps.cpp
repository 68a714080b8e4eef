//===- Wraps.cpp - What clangd is told of the rules -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd runs no check that it does not know to be fast, and none that is not
// in its own list unless a configuration names it; and it believes that every
// check is documented by LLVM. The linker has its calls of the three functions
// that say so come here (--wrap). A function that is gone, or is another one,
// is found by the test of the server: its wrap is never called.
//
//===----------------------------------------------------------------------===//

#include "reports/Product.h"

#include "clang-tidy/ClangTidyOptions.h"

#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <optional>

namespace clang::clangd {

// Of clangd no headers are installed.
using SetsOptions = void(tidy::ClangTidyOptions &, llvm::StringRef);
#if LLVM_VERSION_MAJOR >= 22
using TidyProvider = llvm::unique_function<SetsOptions>;
#else
using TidyProvider = llvm::function_ref<SetsOptions>;
#endif
struct PublishDiagnosticsParams;

std::optional<bool> realIsFast(llvm::StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> wrappedIsFast(llvm::StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
TidyProvider
realDefaults() asm("__real__ZN5clang6clangd20provideDefaultChecksEv");
TidyProvider
wrappedDefaults() asm("__wrap__ZN5clang6clangd20provideDefaultChecksEv");
llvm::json::Value realToJson(const PublishDiagnosticsParams &Params) asm(
    "__real__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");
llvm::json::Value wrappedToJson(const PublishDiagnosticsParams &Params) asm(
    "__wrap__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");

} // namespace clang::clangd

using namespace clang::clangd;
using namespace threadpool;

static constexpr llvm::StringLiteral Prefix = "threadpool-";

std::optional<bool> clang::clangd::wrappedIsFast(llvm::StringRef Check) {
  if (Check.starts_with(Prefix))
    return true;
  return realIsFast(Check);
}

/// Where the user's configuration names checks, it decides.
TidyProvider clang::clangd::wrappedDefaults() {
  // Of older versions what is returned only refers to these.
  static TidyProvider Real = realDefaults();
  static const auto WithRules = [](clang::tidy::ClangTidyOptions &Options,
                                   llvm::StringRef File) {
    const bool IsUnset = !Options.Checks || Options.Checks->empty();
    Real(Options, File);
    if (IsUnset)
      Options.Checks =
          (Options.Checks ? *Options.Checks + "," : "") + Prefix.str() + "*";
  };
  return WithRules;
}

static void linkToPage(llvm::json::Value &Diagnostic) {
  llvm::json::Object *Members = Diagnostic.getAsObject();
  const std::optional<llvm::StringRef> Code =
      Members ? Members->getString("code") : std::nullopt;
  if (!Code)
    return;
  const auto *Rule = llvm::find_if(rules::AllRules, [&](const auto &Info) {
    return *Code == reports::checkName(Info.Id);
  });
  if (Rule != std::end(rules::AllRules) && Members->get("codeDescription"))
    (*Members)["codeDescription"] =
        llvm::json::Object{{"href", reports::pageAddress(Rule->Id)}};
}

llvm::json::Value
clang::clangd::wrappedToJson(const PublishDiagnosticsParams &Params) {
  llvm::json::Value Result = realToJson(Params);
  if (llvm::json::Object *Message = Result.getAsObject())
    if (llvm::json::Array *All = Message->getArray("diagnostics"))
      for (llvm::json::Value &Diagnostic : *All)
        linkToPage(Diagnostic);
  return Result;
}
