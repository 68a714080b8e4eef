//===- ClOptions.cpp - Options of Microsoft's compiler -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/ClOptions.h"

#include "inputs/Reading.h"

#include "llvm/ADT/StringSwitch.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;

namespace {

enum class Kind {
  Include,
  QuotedInclude,
  SystemInclude,
  Define,
  Undefine,
  ForcedInclude,
  Standard,
  C,
  CPlusPlus,
  Dll,
  DebugDll,
  DebugRuntime,
  /// For Clang's other parts; has a value of its own.
  PassedOn,
  /// For Clang itself, in the spelling of GCC.
  Gnu,
  /// What follows is for the linker.
  Link
};

enum class Value {
  None,
  /// In the same word.
  Joined,
  /// In the same word or, if that ends here, in the next one.
  Either,
  /// In the next word.
  Separate
};

struct Option {
  StringLiteral Name;
  Kind Means;
  Value Takes;
};

} // namespace

// An option comes before those whose names it begins with. All that are not
// here do not change what a unit means, or take no value of their own.
static constexpr Option Options[] = {
    {"external:I", Kind::SystemInclude, Value::Either},
    {"imsvc", Kind::SystemInclude, Value::Either},
    {"isystem", Kind::SystemInclude, Value::Either},
    {"iquote", Kind::QuotedInclude, Value::Either},
    {"include", Kind::ForcedInclude, Value::Separate},
    {"I", Kind::Include, Value::Either},
    {"D", Kind::Define, Value::Either},
    {"U", Kind::Undefine, Value::Either},
    {"FI", Kind::ForcedInclude, Value::Either},
    {"std:", Kind::Standard, Value::Joined},
    {"std=", Kind::Standard, Value::Joined},
    {"clang:", Kind::Gnu, Value::Joined},
    {"Xclang", Kind::PassedOn, Value::Separate},
    {"TC", Kind::C, Value::None},
    {"TP", Kind::CPlusPlus, Value::None},
    {"Tc", Kind::C, Value::Either},
    {"Tp", Kind::CPlusPlus, Value::Either},
    {"LDd", Kind::DebugDll, Value::None},
    {"LD", Kind::Dll, Value::None},
    {"MDd", Kind::DebugRuntime, Value::None},
    {"MTd", Kind::DebugRuntime, Value::None},
    {"link", Kind::Link, Value::None},
};

std::string inputs::clDefinition(StringRef Text) {
  std::string Result = Text.str();
  const std::size_t At = Result.find_first_of("=#");
  if (At != std::string::npos)
    Result[At] = '=';
  return Result;
}

StringRef inputs::clStandard(StringRef Name) {
  return StringSwitch<StringRef>(Name)
      .Case("c++14", "c++14")
      .Case("c++17", "c++17")
      .Case("c++20", "c++20")
      .Case("c++23", "c++23")
      .Case("c++23preview", "c++23")
      .Case("c++latest", "c++23")
      .Case("c11", "c11")
      .Case("c17", "c17")
      .Case("clatest", "c23")
      .Default("");
}

/// The option that \p Word, without its slash or dash, is; null if it is one
/// that does not matter. \p Word becomes what follows the name.
static const Option *match(StringRef &Word) {
  for (const Option &O : Options) {
    if (!Word.starts_with(O.Name))
      continue;
    const bool IsWhole = Word.size() == O.Name.size();
    if (!IsWhole && (O.Takes == Value::None || O.Takes == Value::Separate))
      continue;
    Word = Word.drop_front(O.Name.size());
    return &O;
  }
  return nullptr;
}

namespace {

class Reader {
public:
  Reader(const Command &C, StringRef Input, PathFinder &Paths, SourceUnit &Unit,
         Sources &Result)
      : C(C), Input(Input), Paths(Paths), Unit(Unit), Result(Result) {}

  void read() {
    for (std::size_t I = 1; I < C.Words.size() && !IsBehindLink; ++I) {
      StringRef Word = C.Words[I];
      if (!isFile(Word) && (Word.consume_front("/") || Word.consume_front("-")))
        readOption(Word, I);
    }
    for (const StringRef Header : Headers)
      addForcedInclude(Unit.Known, Header, C.Directory, Input, Paths, Result);
  }

private:
  /// An absolute path of another system than Windows begins as options do.
  bool isFile(StringRef Word) {
    return Word.starts_with("/") && !C.IsWindows && isSourceName(Word) &&
           Paths.find(Word, C.Directory) == Unit.File;
  }

  void readOption(StringRef Word, std::size_t &I) {
    const Option *const O = match(Word);
    if (!O)
      return;
    if (O->Takes == Value::Separate ||
        (O->Takes == Value::Either && Word.empty())) {
      if (++I == C.Words.size())
        return;
      Word = C.Words[I];
    }
    apply(O->Means, Word, I);
  }

  void apply(Kind Means, StringRef Value, std::size_t &I) {
    Settings &Known = Unit.Known;
    switch (Means) {
    case Kind::Include:
      return addDirectory(Known.IncludeDirs, Value, C.Directory, Paths, Result);
    case Kind::QuotedInclude:
      return addDirectory(Known.QuotedIncludeDirs, Value, C.Directory, Paths,
                          Result);
    case Kind::SystemInclude:
      return addDirectory(Known.SystemIncludeDirs, Value, C.Directory, Paths,
                          Result);
    case Kind::Define:
      Known.Definitions.push_back(clDefinition(Value));
      return;
    case Kind::Undefine:
      Known.Undefinitions.push_back(Value.str());
      return;
    case Kind::ForcedInclude:
      Headers.push_back(Value);
      return;
    case Kind::Standard:
      Known.Standard = clStandard(Value).str();
      return;
    case Kind::C:
      Known.Language = "c";
      return;
    case Kind::CPlusPlus:
      Known.Language = "c++";
      return;
    case Kind::DebugDll:
      Known.Definitions.push_back("_DEBUG");
      [[fallthrough]];
    case Kind::Dll:
      Unit.Makes = Product::Dll;
      return;
    case Kind::DebugRuntime:
      Known.Definitions.push_back("_DEBUG");
      return;
    case Kind::Gnu:
      if (Value.consume_front("-"))
        readOption(Value, I);
      return;
    case Kind::PassedOn:
      return;
    case Kind::Link:
      IsBehindLink = true;
      return;
    }
  }

  const Command &C;
  StringRef Input;
  PathFinder &Paths;
  SourceUnit &Unit;
  Sources &Result;
  /// They are looked for in all include directories.
  std::vector<StringRef> Headers;
  bool IsBehindLink = false;
};

} // namespace

void inputs::readClOptions(const Command &C, StringRef Input, PathFinder &Paths,
                           SourceUnit &Unit, Sources &Result) {
  Reader(C, Input, Paths, Unit, Result).read();
}
