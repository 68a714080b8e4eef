//===- Graph.cpp - What Ninja has to do -----------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/Graph.h"

#include "facts/UnitName.h"
#include "facts/WholeFile.h"

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

/// \p Word as the shell reads it, in a variable of Ninja's. On Windows, where
/// Ninja runs commands without a shell, it is a path, which has no quotes.
static std::string inShell(llvm::StringRef Word) {
  using namespace llvm::sys::path;
  const char Quote = is_style_windows(Style::native) ? '"' : '\'';
  std::string Result(1, Quote);
  for (char C : Word) {
    if (C == '\'' && C == Quote)
      Result += "'\\''";
    else if (C == '$')
      Result += "$$";
    else
      Result += C;
  }
  return Result + Quote;
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

/// In the state directory: which executables made what is there.
static constexpr llvm::StringLiteral ToolStamp = "tools";

namespace {

class GraphWriter {
public:
  GraphWriter(const State &Into, const EdgeSettings &Settings,
              tolerance::Guesser &Guess)
      : Into(Into), Settings(Settings), Guess(Guess) {}

  llvm::Error write(llvm::ArrayRef<UnitEdge> Units) {
    if (llvm::Error E = stampTools())
      return E;
    const std::string Shared = Into.pathOf("system.yaml");
    if (llvm::Error E =
            facts::writeIfChanged(Shared, Guess.sharedFiles().yaml()))
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
    if (llvm::Error E = addLink(Units))
      return E;
    return facts::writeIfChanged(Into.pathOf("build.ninja"), Text);
  }

private:
  /// Time does not tell that an executable has been replaced: what a package
  /// installs is older than what its predecessor has made.
  llvm::Error stampTools() {
    std::string Stamp;
    for (const std::string &Tool : {Settings.FactsTool, Settings.LinkTool}) {
      llvm::sys::fs::file_status Status;
      if (std::error_code Code = llvm::sys::fs::status(Tool, Status))
        return llvm::createFileError(Tool, Code);
      Stamp +=
          Tool + " " + std::to_string(Status.getSize()) + " " +
          std::to_string(
              Status.getLastModificationTime().time_since_epoch().count()) +
          "\n";
    }
    return facts::writeIfChanged(Into.pathOf(ToolStamp), Stamp);
  }

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
      if (llvm::Error E = facts::writeIfChanged(Own, Compile.Files.yaml()))
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
    if (llvm::Error E = facts::writeIfChanged(Arguments, Quoted))
      return E;
    Out << "build " << inNinja(Facts) << ": facts " << inNinja(Arguments)
        << " | " << inNinja(Edge.Unit->File) << Overlays << " " << ToolStamp;
    if (!Settings.WrapperFile.empty())
      Out << " " << inNinja(Settings.WrapperFile);
    Out << "\n  unit = " << inNinja(Edge.Name) << "\n";
    return llvm::Error::success();
  }

  llvm::Error addLink(llvm::ArrayRef<UnitEdge> Units) {
    const std::string Arguments = Into.pathOf("link.args");
    std::string Quoted = inFile("--linked=" + Into.pathOf(LinkResult));
    std::string Settled = " " + ToolStamp.str();
    if (!Settings.ConfigFile.empty()) {
      Quoted += inFile("--config=" + Settings.ConfigFile);
      Settled += " " + inNinja(Settings.ConfigFile);
    }
    std::string Facts;
    for (const UnitEdge &Edge : Units) {
      Quoted += inFile(Into.factsOf(Edge.Name));
      Facts += " " + inNinja(Into.factsOf(Edge.Name));
    }
    Out << "build " << AllFacts << ": phony" << Facts << "\n"
        << "rule link\n"
        << "  command = " << inShell(Settings.LinkTool) << " @$in\n"
        << "  description = what they say together\n"
        << "build " << LinkResult << ": link " << inNinja(Arguments) << " |"
        << Settled << Facts << "\n";
    return facts::writeIfChanged(Arguments, Quoted);
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
