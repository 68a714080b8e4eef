//===- ThreadpoolApi.cpp - The API functions the checker knows ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ThreadpoolApi.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace threadpool::facts {

namespace {

// The vocabulary of the rows: Object(0), Callback(1), Object(Out(0)) and so on.

template <ApiPlace ApiArguments::*Field> struct Put {
  constexpr Put(ApiPlace Place) : Place(Place) {}
  ApiPlace Place;
};

using Object = Put<&ApiArguments::Object>;
using Callback = Put<&ApiArguments::Callback>;
using Context = Put<&ApiArguments::Context>;
using Environment = Put<&ApiArguments::Environment>;
using Handle = Put<&ApiArguments::Handle>;
using DueTime = Put<&ApiArguments::DueTime>;
using Period = Put<&ApiArguments::Period>;
using Window = Put<&ApiArguments::Window>;
using CancelPending = Put<&ApiArguments::CancelPending>;
using CompletionEvent = Put<&ApiArguments::CompletionEvent>;
using Queue = Put<&ApiArguments::Queue>;
using Flags = Put<&ApiArguments::Flags>;
using Value = Put<&ApiArguments::Value>;
using ManualReset = Put<&ApiArguments::ManualReset>;
using Comparand = Put<&ApiArguments::Comparand>;

constexpr ApiPlace Returned = ApiPlace::returned();
constexpr ApiPlace Out(std::uint8_t Index) { return ApiPlace::out(Index); }

template <ApiPlace ApiArguments::*...Fields>
constexpr ApiArguments arguments(Put<Fields>... Places) {
  ApiArguments Result;
  ((Result.*Fields = Places.Place), ...);
  return Result;
}

constexpr ApiFunction Rows[] = {
#define TP_ROW(FAMILY, NAME, OBJECT, ROLE, ...)                                \
  {llvm::StringLiteral(#NAME), ApiFamily::FAMILY, ApiObject::OBJECT,           \
   ApiRole::ROLE, arguments(__VA_ARGS__)},
#define TP_WIN32_FUNCTION(...) TP_ROW(Win32, __VA_ARGS__)
#define TP_LEGACY_FUNCTION(...) TP_ROW(Legacy, __VA_ARGS__)
#define TP_NATIVE_FUNCTION(...) TP_ROW(Native, __VA_ARGS__)
#define TP_SUPPORT_FUNCTION(...) TP_ROW(Support, __VA_ARGS__)
#include "ThreadpoolApi.def"
#undef TP_ROW
};

std::vector<ApiFunction> sortedRows() {
  std::vector<ApiFunction> Result(std::begin(Rows), std::end(Rows));
  std::sort(Result.begin(), Result.end(),
            [](const ApiFunction &Left, const ApiFunction &Right) {
              return Left.Name < Right.Name;
            });
  return Result;
}

} // namespace

llvm::ArrayRef<ApiFunction> apiFunctions() {
  static const std::vector<ApiFunction> Sorted = sortedRows();
  return Sorted;
}

const ApiFunction *lookupApi(llvm::StringRef Name) {
  llvm::ArrayRef<ApiFunction> Functions = apiFunctions();
  const auto *Found =
      std::lower_bound(Functions.begin(), Functions.end(), Name,
                       [](const ApiFunction &Function, llvm::StringRef Key) {
                         return Function.Name < Key;
                       });
  return Found != Functions.end() && Found->Name == Name ? Found : nullptr;
}

bool namesThreadpool(llvm::StringRef Text) {
  // Most functions, the classes of libraries, the marks of a project's own.
  if (Text.contains("hreadpool"))
    return true;
  const auto IsPart = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  while (!Text.empty()) {
    const llvm::StringRef Word = Text.take_while(IsPart);
    const ApiFunction *Found = Word.empty() ? nullptr : lookupApi(Word);
    if (Found && Found->Family != ApiFamily::Support)
      return true;
    Text = Text.drop_front(Word.size()).drop_until(IsPart);
  }
  return false;
}

const ApiFunction *findApi(ApiFamily Family, ApiObject Object, ApiRole Role) {
  for (const ApiFunction &Function : apiFunctions())
    if (Function.Family == Family && Function.Object == Object &&
        Function.Role == Role)
      return &Function;
  return nullptr;
}

} // namespace threadpool::facts
