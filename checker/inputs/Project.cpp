//===- Project.cpp - The sources of a project ----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Project.h"

#include "inputs/ClOptions.h"
#include "inputs/Evaluation.h"
#include "inputs/Reading.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

static Product productOf(StringRef ConfigurationType) {
  return StringSwitch<Product>(ConfigurationType)
      .CaseLower("application", Product::Program)
      .CaseLower("dynamiclibrary", Product::Dll)
      .CaseLower("staticlibrary", Product::StaticLibrary)
      .Default(Product::Unknown);
}

namespace {

/// The sources of a project that has been evaluated.
class UnitMaker {
public:
  UnitMaker(const Evaluation &Of, PathFinder &Paths, Sources &Result)
      : Of(Of), Paths(Paths), Result(Result),
        Directory(path::parent_path(Of.project())) {}

  void run() {
    for (const Item &I : Of.items("ClCompile"))
      if (!isTrue(of(I, "ExcludedFromBuild")))
        add(I);
  }

private:
  std::string of(const Item &I, StringRef Name) const {
    return Of.metadata("ClCompile", I, Name);
  }

  static bool isTrue(StringRef Value) {
    return Value.trim().equals_insensitive("true");
  }

  /// Counts what \p Value names and nothing defines. Says whether it is whole.
  bool isKnown(StringRef Value) {
    for (const std::string &Name : holesOf(Value))
      ++Result.UnknownMacros[Name];
    return !hasHole(Value);
  }

  /// The elements of a list that are whole.
  std::vector<std::string> listOf(StringRef List) {
    std::vector<std::string> Known;
    for (std::string &Element : splitList(List))
      if (isKnown(Element))
        Known.push_back(std::move(Element));
    return Known;
  }

  void add(const Item &I) {
    if (!isKnown(I.Include))
      return;
    const std::optional<std::string> Found = Paths.find(I.Include, Directory);
    if (!Found || !Paths.isFile(*Found)) {
      Result.Problems.push_back(
          {Of.project(), joinPath(I.Include, Directory) + " does not exist"});
      return;
    }
    SourceUnit Unit;
    Unit.File = *Found;
    Unit.Directory = Directory;
    Unit.Project = Of.project();
    Unit.Makes = productOf(Of.property("ConfigurationType"));
    readSettings(I, Unit);
    if (isSourceName(*Found) || !Unit.Known.Language.empty())
      Result.Units.push_back(std::move(Unit));
  }

  void readSettings(const Item &I, SourceUnit &Unit) {
    Settings &Known = Unit.Known;
    readLanguage(I, Unit);
    addDirectories(Known.IncludeDirs, of(I, "AdditionalIncludeDirectories"));
    addDirectories(Known.IncludeDirs, property("NMakeIncludeSearchPath"));
    addDirectories(Known.SystemIncludeDirs, property("ExternalIncludePath"));
    addDirectories(Known.SystemIncludeDirs, property("IncludePath"));
    addMacros(Known, of(I, "PreprocessorDefinitions"));
    addMacros(Known, property("NMakePreprocessorDefinitions"));
    if (usesDebugRuntime(I))
      Known.Definitions.push_back("_DEBUG");
    Known.Undefinitions = listOf(of(I, "UndefinePreprocessorDefinitions"));
    readOptions(of(I, "AdditionalOptions"), Unit);
    for (const std::string &Headers :
         {of(I, "ForcedIncludeFiles"), property("NMakeForcedIncludes")})
      for (const std::string &Header : listOf(Headers))
        addForcedInclude(Known, Header, Directory, Of.project(), Paths, Result);
  }

  std::string property(StringRef Name) const { return Of.property(Name).str(); }

  void addDirectories(std::vector<std::string> &To, StringRef List) {
    for (const std::string &Path : listOf(List))
      addDirectory(To, StringRef(Path).trim('"'), Directory, Paths, Result);
  }

  void addMacros(Settings &Known, StringRef List) {
    for (StringRef Macro : listOf(List)) {
      std::string Text;
      // Quotes are written as on a command line.
      for (; !Macro.empty(); Macro = Macro.drop_front())
        if (!Macro.starts_with("\\\""))
          Text += Macro.front();
      Known.Definitions.push_back(clDefinition(Text));
    }
  }

  bool usesDebugRuntime(const Item &I) const {
    const std::string Library = of(I, "RuntimeLibrary");
    return Library.empty() ? isTrue(Of.property("UseDebugLibraries"))
                           : StringRef(Library).contains_insensitive("debug");
  }

  void readLanguage(const Item &I, SourceUnit &Unit) {
    Settings &Known = Unit.Known;
    Known.Language = StringSwitch<StringRef>(of(I, "CompileAs"))
                         .CaseLower("compileasc", "c")
                         .CaseLower("compileascpp", "c++")
                         .Default("")
                         .str();
    const bool IsC = Known.Language.empty()
                         ? StringRef(Unit.File).ends_with_insensitive(".c")
                         : Known.Language == "c";
    // stdcpp20, stdc17: what /std: takes, but for the spelling of ++.
    const std::string Standard =
        of(I, IsC ? "LanguageStandard_C" : "LanguageStandard");
    StringRef Name = Standard;
    if (Name.consume_front_insensitive("stdcpp"))
      Known.Standard = clStandard("c++" + Name.lower()).str();
    else if (Name.consume_front_insensitive("stdc"))
      Known.Standard = clStandard("c" + Name.lower()).str();
  }

  void readOptions(StringRef Options, SourceUnit &Unit) {
    if (!Options.contains('/') && !Options.contains('-'))
      return;
    isKnown(Options);
    const Command C =
        splitWindowsCommand("cl.exe " + withoutHoles(Options), Directory);
    readClOptions(C, Of.project(), Paths, Unit, Result);
  }

  const Evaluation &Of;
  PathFinder &Paths;
  Sources &Result;
  std::string Directory;
};

} // namespace

/// Of a project's configurations, the one to read it in.
static StringRef chooseConfiguration(const std::vector<Item> &All) {
  StringRef First, FirstX64;
  for (const StringRef Name : llvm::map_range(
           All, [](const Item &I) { return StringRef(I.Include); })) {
    if (Name.equals_insensitive("Release|x64"))
      return Name;
    if (FirstX64.empty() && Name.ends_with_insensitive("|x64"))
      FirstX64 = Name;
    if (First.empty())
      First = Name;
  }
  return FirstX64.empty() ? First : FirstX64;
}

static GlobalProperties withConfiguration(GlobalProperties Given,
                                          StringRef Name) {
  const auto [Configuration, Platform] = Name.split('|');
  Given.emplace_back("Configuration", Configuration);
  Given.emplace_back("Platform", Platform);
  return Given;
}

Error ProjectReader::read(const std::string &Project,
                          const GlobalProperties &Given, Sources &Result) {
  static constexpr StringLiteral Preferred = "Release|x64";
  Evaluation First(Project, withConfiguration(Given, Preferred), Xml, Paths,
                   Files);
  if (Error Failed = First.run())
    return Failed;
  const std::string Chosen =
      chooseConfiguration(First.items("ProjectConfiguration")).str();
  const auto Use = [&](const Evaluation &E) {
    llvm::append_range(Result.Problems, E.Problems);
    for (const std::string &Name : E.UnknownMacros)
      ++Result.UnknownMacros[Name];
    UnitMaker(E, Paths, Result).run();
  };
  if (Chosen.empty() || Preferred.equals_insensitive(Chosen)) {
    Use(First);
    return Error::success();
  }
  Evaluation Second(Project, withConfiguration(Given, Chosen), Xml, Paths,
                    Files);
  if (Error Failed = Second.run())
    return Failed;
  Use(Second);
  return Error::success();
}

Expected<Sources> inputs::readProject(StringRef File,
                                      ArrayRef<PathMapping> Mappings,
                                      vfs::FileSystem &Files) {
  SmallString<256> Absolute(File);
  if (const std::error_code Failed = Files.makeAbsolute(Absolute))
    return failure(File, Failed.message());
  const std::string Project = joinPath(Absolute, "/");
  ProjectReader Reader(Mappings, Files);
  const std::string Solution = solutionOf(Project, Reader);
  Sources Result;
  if (Error Failed =
          Reader.read(Project,
                      Solution.empty() ? GlobalProperties()
                                       : propertiesOfSolution(Solution),
                      Result))
    return std::move(Failed);
  finish(Result);
  return std::move(Result);
}
