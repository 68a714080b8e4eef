//===- Graph.cpp - What Ninja has to do -----------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Graph.h"

#include "facts/UnitName.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace threadpool;
using namespace threadpool::scan;

/// \p Path as Ninja reads it in a build statement.
static std::string inNinja(llvm::StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Result += '$';
    Result += C;
  }
  return Result;
}

/// \p Word as the shell reads it, in a variable of Ninja's.
static std::string inShell(llvm::StringRef Word) {
  std::string Result = "'";
  for (char C : Word) {
    if (C == '\'')
      Result += "'\\''";
    else if (C == '$')
      Result += "$$";
    else
      Result += C;
  }
  return Result + "'";
}

/// \p Argument as it is read from a file of arguments.
static std::string inFile(llvm::StringRef Argument) {
  std::string Result = "\"";
  for (char C : Argument) {
    if (C == '"' || C == '\\')
      Result += '\\';
    Result += C;
  }
  return Result + "\"\n";
}

namespace {

class GraphWriter {
public:
  GraphWriter(const State &Into, const EdgeSettings &Settings,
              tolerance::Guesser &Guess)
      : Into(Into), Settings(Settings), Guess(Guess) {}

  llvm::Error write(llvm::ArrayRef<UnitEdge> Units) {
    const std::string Shared = Into.pathOf("system.yaml");
    if (llvm::Error E = writeIfChanged(Shared, Guess.sharedFiles().yaml()))
      return E;
    const std::string Launcher =
        Settings.Launcher.empty() ? "" : Settings.Launcher + " ";
    Out << "ninja_required_version = 1.8\n"
        << "rule facts\n"
        << "  command = " << Launcher << inShell(Settings.FactsTool)
        << " @$in\n"
        << "  description = $unit\n"
        << "  depfile = $out.d\n"
        << "  deps = gcc\n"
        << "  restat = 1\n";
    for (const UnitEdge &Edge : Units)
      if (llvm::Error E = add(Edge, Shared))
        return E;
    return writeIfChanged(Into.pathOf("build.ninja"), Text);
  }

private:
  llvm::Error add(const UnitEdge &Edge, const std::string &Shared) {
    Command Compile = commandOf(*Edge.Unit, Settings.ExtraArguments, Guess);
    const std::string Facts = Into.factsOf(Edge.Name);
    const std::string Arguments = Into.argumentsOf(Edge.Name);
    std::vector<std::string> Line = {Edge.Unit->File, "--root=" + Settings.Root,
                                     "-o=" + Facts, "--depfile=" + Facts + ".d",
                                     "--directory=" + Edge.Unit->Directory};
    std::string Overlays;
    auto AddOverlay = [&](const std::string &Path) {
      Line.push_back("--vfsoverlay=" + Path);
      Overlays += " " + inNinja(Path);
    };
    if (Edge.Unit->Arguments.empty())
      AddOverlay(Shared);
    if (!Compile.Files.empty()) {
      const std::string Own = Arguments + ".yaml";
      if (llvm::Error E = writeIfChanged(Own, Compile.Files.yaml()))
        return E;
      AddOverlay(Own);
    }
    if (!Edge.Unit->Project.empty())
      Line.push_back("--project=" +
                     facts::nameBelow(Settings.Root, Edge.Unit->Project));
    if (!Settings.WrapperFile.empty())
      Line.push_back("--wrappers=" + Settings.WrapperFile);
    if (Settings.Seconds != 0)
      Line.push_back("--time-limit=" + std::to_string(Settings.Seconds));
    if (Settings.Megabytes != 0)
      Line.push_back("--memory-limit=" + std::to_string(Settings.Megabytes));
    Line.push_back("--");
    Line.insert(Line.end(), Compile.Arguments.begin(), Compile.Arguments.end());
    std::string Quoted;
    for (const std::string &Argument : Line)
      Quoted += inFile(Argument);
    if (llvm::Error E = writeIfChanged(Arguments, Quoted))
      return E;
    Out << "build " << inNinja(Facts) << ": facts " << inNinja(Arguments)
        << " | " << inNinja(Edge.Unit->File) << Overlays << " "
        << inNinja(Settings.FactsTool);
    if (!Settings.WrapperFile.empty())
      Out << " " << inNinja(Settings.WrapperFile);
    Out << "\n  unit = " << inNinja(Edge.Name) << "\n";
    return llvm::Error::success();
  }

  const State &Into;
  const EdgeSettings &Settings;
  tolerance::Guesser &Guess;
  std::string Text;
  llvm::raw_string_ostream Out{Text};
};

} // namespace

llvm::Error scan::writeGraph(const State &Into, const EdgeSettings &Settings,
                             llvm::ArrayRef<UnitEdge> Units,
                             tolerance::Guesser &Guess) {
  return GraphWriter(Into, Settings, Guess).write(Units);
}
