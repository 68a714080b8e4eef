//===- GnuOptions.cpp - Options of GCC and Clang -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/GnuOptions.h"

#include "inputs/Reading.h"

#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;

/// Options whose value is a path, in the same word or in the next one.
static constexpr StringLiteral PathOptions[] = {
    "-include-pch", "-include",
    "-imacros",     "-isystem-after",
    "-isystem",     "-isysroot",
    "-iquote",      "-idirafter",
    "-iframework",  "-I",
    "-F",           "--sysroot=",
    "--sysroot",    "-resource-dir=",
    "-resource-dir"};

/// Others whose value is the next word.
static constexpr StringLiteral SeparateOptions[] = {"-D",
                                                    "-U",
                                                    "-x",
                                                    "-arch",
                                                    "-target",
                                                    "-Xclang",
                                                    "-Xpreprocessor",
                                                    "-Xassembler",
                                                    "-Xlinker",
                                                    "-mllvm",
                                                    "-L",
                                                    "-A",
                                                    "-iprefix",
                                                    "-iwithprefix",
                                                    "-iwithprefixbefore",
                                                    "--param",
                                                    "-T",
                                                    "-u",
                                                    "-z",
                                                    "-aux-info",
                                                    "-dumpbase",
                                                    "-dumpbase-ext",
                                                    "-dumpdir"};

/// Of the compiler's name, what stands before the program's: gcc-12 of
/// aarch64-linux-gnu-gcc-12. \p Program is set to gcc.
static StringRef splitName(StringRef Name, StringRef &Program) {
  for (;;) {
    const auto [Rest, Version] = Name.rsplit('-');
    if (Version.empty() ||
        Version.find_first_not_of("0123456789.") != StringRef::npos)
      break;
    Name = Rest;
  }
  Program = Name.substr(Name.rfind('-') + 1);
  return Name.drop_back(Program.size()).rtrim('-');
}

/// What the compiler's name means, as options.
static std::vector<std::string> impliedOptions(const Command &C) {
  const std::string Name = compilerName(C);
  StringRef Program;
  const StringRef Prefix = splitName(Name, Program);
  std::vector<std::string> Implied;
  const bool HasTarget = llvm::any_of(C.Words, [](StringRef Word) {
    return Word == "-target" || Word.starts_with("--target=");
  });
  if (!HasTarget && !Prefix.empty() &&
      Triple(Prefix).getArch() != Triple::UnknownArch)
    Implied.push_back("--target=" + Prefix.str());
  const bool HasMode = llvm::any_of(C.Words, [](StringRef Word) {
    return Word.starts_with("--driver-mode=");
  });
  if (!HasMode && Program.ends_with("++"))
    Implied.push_back("--driver-mode=g++");
  return Implied;
}

static std::string pathHere(StringRef Path, const Command &C,
                            PathFinder &Paths) {
  // Of a system root.
  if (Path.starts_with("="))
    return Path.str();
  return Paths.find(Path, C.Directory).value_or(Path.str());
}

/// CMake names a precompiled header and the header itself: "-Xclang
/// -include-pch -Xclang x.pch -Xclang -include -Xclang x.hxx". Only the
/// compiler that made it can read the former.
static void dropPrecompiled(std::vector<std::string> &Words) {
  static constexpr StringLiteral Pattern[] = {
      "-Xclang", "-include-pch", "-Xclang", "", "-Xclang", "-include"};
  const auto Found = std::search(
      Words.begin(), Words.end(), std::begin(Pattern), std::end(Pattern),
      [](StringRef Word, StringRef P) { return P.empty() || Word == P; });
  if (Found != Words.end())
    Words.erase(Found, Found + 4);
}

static std::vector<std::string> withoutOutput(std::vector<std::string> Words,
                                              StringRef File) {
  for (const clang::tooling::ArgumentsAdjuster &Adjust :
       {clang::tooling::getClangStripOutputAdjuster(),
        clang::tooling::getClangStripDependencyFileAdjuster(),
        clang::tooling::getClangSyntaxOnlyAdjuster()})
    Words = Adjust(Words, File);
  return Words;
}

bool inputs::makesPrecompiledHeader(const Command &C) {
  return is_contained(C.Words, "-emit-pch");
}

std::vector<std::string> inputs::gnuArguments(const Command &C, StringRef File,
                                              bool IsElsewhere,
                                              PathFinder &Paths) {
  std::vector<std::string> Result = impliedOptions(C);
  std::vector<std::string> Words = withoutOutput(C.Words, File);
  dropPrecompiled(Words);
  for (std::size_t I = 1; I < Words.size(); ++I) {
    const StringRef Word = Words[I];
    const auto *const Option = llvm::find_if(
        PathOptions, [&](StringRef Name) { return Word.starts_with(Name); });
    const bool IsPath = Option != std::end(PathOptions);
    if (IsPath && Word.size() > Option->size()) {
      const StringRef Path = Word.drop_front(Option->size());
      Result.push_back(IsElsewhere ? Option->str() + pathHere(Path, C, Paths)
                                   : Word.str());
    } else if (IsPath || is_contained(SeparateOptions, Word)) {
      Result.push_back(Word.str());
      if (++I < Words.size())
        Result.push_back(IsPath && IsElsewhere ? pathHere(Words[I], C, Paths)
                                               : Words[I]);
    } else if (Word == "-c" || Word == "-S" || Word == "-E" || Word == "--") {
      continue;
    } else if (Word.starts_with("-") ||
               (!isSourceName(Word) &&
                Paths.find(Word, C.Directory) != File.str())) {
      Result.push_back(Word.str());
    }
  }
  return Result;
}
