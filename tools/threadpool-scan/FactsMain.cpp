//===- FactsMain.cpp - The facts of one unit ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One edge of a scan: reads a source file and what it includes, and writes its
// facts file, always. The analysis runs in a process of its own, within limits:
// whatever becomes of that, the file says so.
//
//===----------------------------------------------------------------------===//

#include "common/Installed.h"
#include "common/Version.h"
#include "facts/File.h"
#include "facts/UnitName.h"
#include "facts/WholeFile.h"
#include "inputs/Utf8Files.h"
#include "tidy/UnitRunner.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Compiler.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace threadpool;

namespace {

cl::OptionCategory Category("threadpool-facts");

cl::opt<std::string> Source(cl::Positional, cl::Required,
                            cl::desc("SOURCE [-- COMPILE-ARGUMENT...]"),
                            cl::cat(Category));
cl::opt<std::string> Output("o", cl::Required, cl::value_desc("FILE"),
                            cl::desc("the facts file to write"),
                            cl::cat(Category));
cl::opt<std::string> Depfile("depfile", cl::value_desc("FILE"),
                             cl::desc("names the files that were read, for "
                                      "make and Ninja"),
                             cl::cat(Category));
cl::opt<std::string> Root("root", cl::value_desc("DIR"),
                          cl::desc("files are called by their paths below it"),
                          cl::cat(Category));
cl::opt<std::string> Directory("directory", cl::value_desc("DIR"),
                               cl::desc("where the compiler would run"),
                               cl::cat(Category));
cl::opt<std::string> Project("project", cl::value_desc("NAME"),
                             cl::desc("what the unit is linked into"),
                             cl::cat(Category));
cl::opt<std::string> Wrappers("wrappers", cl::value_desc("FILE"),
                              cl::desc("describes functions that wrap the API"),
                              cl::cat(Category));
cl::list<std::string> Overlays("vfsoverlay", cl::value_desc("FILE"),
                               cl::desc("is laid over the file system"),
                               cl::cat(Category));
cl::opt<unsigned> Seconds("time-limit", cl::init(0), cl::value_desc("SECONDS"),
                          cl::desc("for the unit; 0 for none"),
                          cl::cat(Category));
cl::opt<unsigned> Megabytes("memory-limit", cl::init(0), cl::value_desc("MIB"),
                            cl::desc("for the unit; 0 for none"),
                            cl::cat(Category));
cl::opt<bool> IsChild("within-limits", cl::Hidden, cl::cat(Category));

constexpr StringLiteral ToolName = "threadpool-facts";

int fail(const Twine &Text) {
  WithColor::error(errs(), ToolName) << Text << "\n";
  return 2;
}

std::string escapedForMake(StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (C == ' ' || C == '#' || C == '\\')
      Result += '\\';
    else if (C == '$')
      Result += '$';
    Result += C;
  }
  return Result;
}

Error writeResult(const tidy::UnitResult &Result) {
  if (!Depfile.empty())
    if (Error E = facts::writeWhole(Depfile, [&](raw_ostream &Out) {
          Out << escapedForMake(Output) << ":";
          for (const std::string &Input : Result.Inputs)
            Out << " \\\n " << escapedForMake(Input);
          Out << "\n";
        }))
      return E;
  std::string Text;
  raw_string_ostream Out(Text);
  facts::write(Result.Record, Out);
  return facts::writeIfChanged(Output, Out.str());
}

Expected<IntrusiveRefCntPtr<vfs::FileSystem>> fileSystem() {
  IntrusiveRefCntPtr<vfs::FileSystem> Result(
      vfs::createPhysicalFileSystem().release());
  for (const std::string &Overlay : Overlays) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
        MemoryBuffer::getFile(Overlay);
    if (!Text)
      return createFileError(Overlay, Text.getError());
    std::unique_ptr<vfs::FileSystem> Over =
        vfs::getVFSFromYAML(std::move(*Text), /*DiagHandler=*/nullptr, Overlay,
                            /*DiagContext=*/nullptr, Result);
    if (!Over)
      return createStringError(inconvertibleErrorCode(), "'%s' is no overlay",
                               Overlay.c_str());
    Result = std::move(Over);
  }
  return inputs::inUtf8(std::move(Result));
}

int analyze(const tidy::UnitCommand &Command) {
  Expected<IntrusiveRefCntPtr<vfs::FileSystem>> Files = fileSystem();
  if (!Files)
    return fail(toString(Files.takeError()));
  if (Error E = writeResult(tidy::runUnit(Command, *Files)))
    return fail(toString(std::move(E)));
  return 0;
}

/// What the text of a failure says that is the same in every run.
std::string reasonOf(StringRef Message) {
  if (Message.contains("timed out"))
    return "it took longer than " + std::to_string(Seconds) + " seconds";
  return Megabytes == 0 ? "the analyser crashed on it"
                        : "the analyser crashed on it, or needed more than " +
                              std::to_string(Megabytes) + " MiB";
}

/// Runs itself again, to survive what may happen there.
int analyzeWithinLimits(ArrayRef<const char *> Arguments,
                        const tidy::UnitCommand &Command) {
  const std::string Self =
      sys::fs::getMainExecutable(Arguments[0], reinterpret_cast<void *>(&fail));
  std::vector<StringRef> Line = {Arguments[0], "--within-limits"};
  append_range(Line, Arguments.drop_front());
  std::string Message;
  bool CannotRun = false;
  // The sanitizer's own memory is more than any limit.
  const unsigned Limit = LLVM_ADDRESS_SANITIZER_BUILD ? 0 : Megabytes;
  const int Status =
      sys::ExecuteAndWait(Self, Line, /*Env=*/std::nullopt, /*Redirects=*/{},
                          Seconds, Limit, &Message, &CannotRun);
  // What the child itself has told of: nothing can be written.
  if (CannotRun || Status == 2)
    return CannotRun ? fail(Message) : 2;
  if (Status == 0)
    return 0;
  tidy::UnitResult Result;
  Result.Record.Name = facts::nameBelow(Command.Root, Command.Source);
  Result.Record.Project = Command.Project;
  Result.Record.NotAnalysed = reasonOf(Message);
  Result.Inputs = {Command.Source};
  if (Error E = writeResult(Result))
    return fail(toString(std::move(E)));
  return 0;
}

} // namespace

int main(int Argc, const char **Argv) {
  BumpPtrAllocator Storage;
  StringSaver Saver(Storage);
  SmallVector<const char *, 64> Arguments(Argv, Argv + Argc);
  cl::ExpandResponseFiles(Saver, cl::TokenizeGNUCommandLine, Arguments);
  const auto Dashes = llvm::find_if(
      Arguments, [](const char *A) { return StringRef(A) == "--"; });
  cl::SetVersionPrinter(host::printVersion);
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(static_cast<int>(Dashes - Arguments.begin()),
                              Arguments.data(),
                              "Writes what one C or C++ file says about the "
                              "Windows thread pool.\n");
  tidy::UnitCommand Command;
  Command.Source = Source;
  Command.Root = Root;
  Command.Directory = Directory;
  Command.Project = Project;
  Command.WrapperFile = Wrappers;
  // Before the others, so that a -resource-dir among them wins.
  Command.Arguments = {"-resource-dir", host::resourceDirectory(Argv[0])};
  if (Dashes != Arguments.end())
    Command.Arguments.insert(Command.Arguments.end(), Dashes + 1,
                             Arguments.end());
  for (std::string *Path :
       {&Command.Source, &Command.Root, &Command.Directory}) {
    SmallString<256> Absolute(*Path);
    sys::fs::make_absolute(Absolute);
    sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    *Path = std::string(Absolute);
  }
  const bool HasLimits = Seconds != 0 || Megabytes != 0;
  return HasLimits && !IsChild ? analyzeWithinLimits(Arguments, Command)
                               : analyze(Command);
}
