//===- ModuleFuzzer.cpp - C and C++ that is made up -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes down a random program, as the tests do, then takes words of it away,
// doubles, swaps and replaces them, and has all rules run on what it has
// become. That is half-typed code for the most part, and code that nobody
// would write. The findings are the same each time, and their fixes lie within
// the text.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Dress.h"

#include "fuzzer/FuzzedDataProvider.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Lexer.h"

#include <cstdlib>

using namespace threadpool;
using namespace threadpool::generated;

/// What can make of a program another one.
static const char *const Words[] = {
    "(",
    ")",
    "{",
    "}",
    ";",
    ",",
    "*",
    "&",
    "->",
    "!",
    "= 0",
    "NULL",
    "TRUE",
    "if (",
    "else",
    "while (",
    "for (;;)",
    "switch (",
    "case 1:",
    "default:",
    "do",
    "goto out;",
    "out:",
    "return;",
    "return 0;",
    "break;",
    "continue;",
    "try {",
    "} catch (...) {",
    "throw 1;",
    "co_await",
    "[&]() {",
    "}();",
    "template <typename T>",
    "struct S {",
    "};",
    "namespace {",
    "static",
    "constexpr",
    "volatile",
    "auto",
    "#define M(x) x\n",
    "#if 0\n",
    "#endif\n",
    "M(",
    "__try {",
    "} __except (1) {",
    "asm volatile(\"\");",
    "delete",
    "new",
    "this",
    "sizeof",
    "? 1 : 0",
    "0xffffffffffffffff",
    "\"",
    "SetThreadpoolWait(w, NULL, NULL);",
    "SetThreadpoolWait(w, 0, 0);",
    "WaitForThreadpoolWaitCallbacks(w, TRUE);",
    "CloseThreadpoolWait(w);",
    "SetThreadpoolTimer(t, NULL, 0, 0);",
    "CloseThreadpoolTimer(t);",
    "SubmitThreadpoolWork(w);",
    "CancelThreadpoolIo(io);",
    "EnterCriticalSection(&cs);",
    "LeaveCriticalSection(&cs);",
    "CloseThreadpoolCleanupGroupMembers(g, TRUE, NULL);",
    "UnregisterWaitEx(h, INVALID_HANDLE_VALUE);",
    "std::move(",
    "std::thread"};

/// The words of \p Text, and the space between them.
static std::vector<std::string> split(const std::string &Text) {
  clang::LangOptions Language;
  Language.CPlusPlus = true;
  Language.LineComment = true;
  clang::Lexer Lex(clang::SourceLocation(), Language, Text.data(), Text.data(),
                   Text.data() + Text.size());
  Lex.SetKeepWhitespaceMode(true);
  std::vector<std::string> Result;
  const char *Begin = Text.data();
  for (bool AtEnd = false; !AtEnd;) {
    clang::Token Next;
    AtEnd = Lex.LexFromRawLexer(Next);
    const char *End = Lex.getBufferLocation();
    Result.emplace_back(Begin, End);
    Begin = End;
  }
  return Result;
}

static std::string garble(const std::string &Text, FuzzedDataProvider &Bytes) {
  std::vector<std::string> Parts = split(Text);
  for (unsigned Left = Bytes.ConsumeIntegralInRange(0u, 12u);
       Left > 0 && Parts.size() > 1; --Left) {
    const auto Last = Parts.size() - 1;
    const auto At = Bytes.ConsumeIntegralInRange<std::size_t>(0, Last);
    const auto Other = Bytes.ConsumeIntegralInRange<std::size_t>(0, Last);
    const auto Place = Parts.begin() + static_cast<std::ptrdiff_t>(At);
    switch (Bytes.ConsumeIntegralInRange(0, 4)) {
    case 0:
      Parts.erase(Place);
      break;
    case 1:
      Parts.insert(Place, std::string(Parts[Other]));
      break;
    case 2:
      std::swap(Parts[At], Parts[Other]);
      break;
    case 3:
      Parts.insert(Place,
                   " " + std::string(Bytes.PickValueInArray(Words)) + " ");
      break;
    default:
      Parts.resize(At + 1);
      break;
    }
  }
  std::string Result;
  for (const std::string &Part : Parts)
    Result += Part;
  return Result;
}

static std::string drawText(FuzzedDataProvider &Bytes, bool &IsCxx) {
  Dice D(Bytes.ConsumeIntegral<std::uint32_t>());
  const StyleInfo &Look = Bytes.PickValueInArray(AllStyles);
  Program P = draw(D);
  while (!fits(P, Look.Id))
    P = draw(D);
  IsCxx = Look.IsCxx || Bytes.ConsumeBool();
  return garble(render(P, drawDress(D, P, Look.Id)), Bytes);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *Data,
                                      std::size_t Size) {
  FuzzedDataProvider Bytes(Data, Size);
  bool IsCxx = false;
  const std::string Text = drawText(Bytes, IsCxx);
  if (std::getenv("PRINT_INPUT"))
    std::puts(Text.c_str());
  const Analysis First = analyze(Text, IsCxx);
  const Analysis Again = analyze(Text, IsCxx);
  if (First.Findings.size() != Again.Findings.size())
    std::abort();
  for (std::size_t I = 0; I != First.Findings.size(); ++I) {
    const rules::Finding &Found = First.Findings[I];
    if (Found.Message != Again.Findings[I].Message)
      std::abort();
    for (const rules::Edit &E : Found.Fix)
      if (E.Where.File == 0 && E.Where.Offset + E.Length > Text.size())
        std::abort();
  }
  return 0;
}
