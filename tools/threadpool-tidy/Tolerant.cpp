//===- Tolerant.cpp - The option --tolerant -------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tolerant.h"

#include "tolerance/Tolerance.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::host;

static Error problem(const Twine &Text) {
  return createStringError(std::make_error_code(std::errc::invalid_argument),
                           Text);
}

/// Whether \p Arg is the option \p Name, with one dash or two.
static bool isOption(StringRef Arg, StringRef Name, StringRef &Value) {
  if (!Arg.consume_front("--") && !Arg.consume_front("-"))
    return false;
  if (!Arg.consume_front(Name))
    return false;
  Value = Arg;
  return Arg.empty() || Value.consume_front("=");
}

/// A directory that a user named, as an absolute path.
static Expected<std::string> directory(StringRef Option, StringRef Value) {
  SmallString<256> Path(Value);
  if (Value.empty() || sys::fs::make_absolute(Path) ||
      !sys::fs::is_directory(Path))
    return problem("--" + Option + ": '" + Value + "' is not a directory");
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

Expected<TolerantOptions>
host::takeTolerantOptions(std::vector<std::string> &Args) {
  TolerantOptions Result;
  std::vector<std::string> Others;
  bool IsOurs = true;
  for (std::string &Arg : Args) {
    IsOurs = IsOurs && Arg != "--";
    StringRef Value;
    if (IsOurs && isOption(Arg, "tolerant", Value)) {
      Result.IsTolerant = true;
      if (!StringRef(Arg).contains('='))
        continue;
      Expected<std::string> Dir = directory("tolerant", Value);
      if (!Dir)
        return Dir.takeError();
      Result.Checkout = *Dir;
    } else if (IsOurs && Arg == "--api-references") {
      Result.CountsApiReferences = true;
    } else if (IsOurs && Arg == "--through-facts") {
      Result.GoesThroughFacts = true;
    } else if (IsOurs && isOption(Arg, "mingw-headers", Value)) {
      Expected<std::string> Dir = directory("mingw-headers", Value);
      if (!Dir)
        return Dir.takeError();
      Result.MingwHeaders = *Dir;
    } else {
      Others.push_back(std::move(Arg));
    }
  }
  Args = std::move(Others);
  if (!Result.IsTolerant && !Result.MingwHeaders.empty())
    return problem("--mingw-headers goes with --tolerant only");
  return Result;
}

/// Options of clang-tidy whose value is the argument behind them.
static bool takesNextArgument(StringRef Arg) {
  const StringRef Name = Arg.drop_while([](char C) { return C == '-'; });
  return is_contained({"checks", "config", "config-file", "export-fixes",
                       "exclude-header-filter", "extra-arg", "extra-arg-before",
                       "format-style", "header-filter", "line-filter", "load",
                       "plugin", "store-check-profile", "vfsoverlay",
                       "warnings-as-errors"},
                      Name);
}

static bool isSourceName(StringRef Arg) { return !Arg.starts_with("-"); }

TolerantRun::~TolerantRun() {
  if (!Directory.empty())
    sys::fs::remove_directories(Directory);
}

Error TolerantRun::write(StringRef Name, StringRef Text) {
  SmallString<128> Path(Directory);
  sys::path::append(Path, Name);
  std::error_code Code;
  raw_fd_ostream Stream(Path, Code);
  if (Code)
    return createStringError(Code, "cannot write '" + Path + "'");
  Stream << Text;
  return Error::success();
}

Error TolerantRun::prepare(const TolerantOptions &Options, StringRef ShimDir,
                           std::vector<std::string> &Args) {
  std::vector<std::string> Extra;
  auto Dashes = llvm::find(Args, "--");
  if (Dashes != Args.end()) {
    Extra.assign(Dashes + 1, Args.end());
    Args.erase(Dashes, Args.end());
  }
  std::vector<std::string> Sources;
  for (std::size_t I = 0; I < Args.size(); ++I) {
    const StringRef Arg = Args[I];
    if (Arg == "-p" || Arg.starts_with("-p=") || Arg.starts_with("--p="))
      return problem("--tolerant guesses how files are compiled; it does not "
                     "go with -p");
    if (isSourceName(Arg))
      Sources.push_back(Arg.str());
    else if (takesNextArgument(Arg))
      ++I;
  }

  Expected<tolerance::Guesser> Guesser = tolerance::Guesser::create(
      {Options.MingwHeaders, /*Libcxx=*/"", ShimDir.str()}, Options.Checkout,
      vfs::getRealFileSystem());
  if (!Guesser)
    return Guesser.takeError();

  SmallString<256> Here;
  sys::fs::current_path(Here);
  json::Array Commands;
  tolerance::Overlay Files = Guesser->sharedFiles();
  for (const std::string &Source : Sources) {
    SmallString<256> Path(Source);
    sys::fs::make_absolute(Path);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    tolerance::CompileSetup Setup = Guesser->prepare(Path);
    Files.merge(Setup.Files);
    json::Array Command{"clang"};
    for (const auto *Part : {&Setup.Arguments, &Extra})
      for (const std::string &Argument : *Part)
        Command.push_back(Argument);
    Command.push_back(std::string(Path));
    Commands.push_back(json::Object{{"directory", std::string(Here)},
                                    {"file", std::string(Path)},
                                    {"arguments", std::move(Command)}});
  }
  if (std::error_code Code =
          sys::fs::createUniqueDirectory("threadpool-tidy", Directory))
    return createStringError(Code, "cannot make a temporary directory");
  std::string Database;
  raw_string_ostream(Database) << json::Value(std::move(Commands));
  if (Error E = write("compile_commands.json", Database))
    return E;
  if (Error E = write("overlay.yaml", Files.yaml()))
    return E;
  Args.push_back("-p=" + std::string(Directory));
  Args.push_back("--vfsoverlay=" + std::string(Directory) + "/overlay.yaml");
  return Error::success();
}
