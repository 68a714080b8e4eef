//===- Evaluation.cpp - The properties and imports of a project ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Evaluation.h"

#include "inputs/Condition.h"
#include "inputs/Reading.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// How deep imports and choices may be nested.
static constexpr unsigned DeepestNesting = 100;

Evaluation::Evaluation(std::string ProjectFile, const GlobalProperties &Globals,
                       XmlCache &Xml, PathFinder &Paths, vfs::FileSystem &Files)
    : Project(std::move(ProjectFile)),
      ProjectDirectory(path::parent_path(Project)), Xml(Xml), Paths(Paths),
      Files(Files), Values(Paths) {
  for (const auto &[Name, Value] : Globals)
    Values.setGlobal(Name, Value);
  setWellKnown();
}

void Evaluation::setWellKnown() {
  const std::string InDirectory = ProjectDirectory + "/";
  const StringRef Name = path::filename(Project);
  const StringRef Stem = path::stem(Project);
  const StringRef Extension = path::extension(Project);
  const StringRef Platform = Values.get("Platform");
  const bool Is32Bit = Platform.equals_insensitive("win32") ||
                       Platform.equals_insensitive("x86");
  const std::string Outputs =
      (Platform + "/" + Values.get("Configuration") + "/").str();
  Values.set("SolutionDir", InDirectory);
  const std::string InSolution = (Values.get("SolutionDir") + Outputs).str();
  const std::pair<StringRef, StringRef> WellKnown[] = {
      {"MSBuildProjectDirectory", ProjectDirectory},
      {"MSBuildProjectFile", Name},
      {"MSBuildProjectFullPath", Project},
      {"MSBuildProjectName", Stem},
      {"MSBuildProjectExtension", Extension},
      {"ProjectDir", InDirectory},
      {"ProjectPath", Project},
      {"ProjectFileName", Name},
      {"ProjectName", Stem},
      {"ProjectExt", Extension},
      {"TargetName", Stem},
      {"PlatformName", Platform},
      {"PlatformShortName", Is32Bit ? StringRef("x86") : Platform},
      {"PlatformTarget", Is32Bit ? StringRef("x86") : Platform},
      {"ConfigurationName", Values.get("Configuration")},
      {"OutDir", InSolution},
      {"IntDir", Outputs},
      {"OS", "Windows_NT"},
      {"MSBuildToolsVersion", "Current"},
      {"MSBuildRuntimeType", "Full"},
      {"VisualStudioVersion", "17.0"},
      // Directories of the toolset come behind these.
      {"IncludePath", ""},
      {"ExternalIncludePath", ""},
  };
  for (const auto &[Property, Value] : WellKnown)
    Values.set(Property, Value);
}

void Evaluation::problem(const Place &At, const Twine &Text) {
  Problems.push_back(
      {At.File->Path,
       ("line " + Twine(At.File->lineOf(At.Node)) + ": " + Text).str()});
}

bool Evaluation::holds(const Place &At, StringRef Directory) {
  const StringRef Condition = At.Node.attribute("Condition").value();
  const std::optional<bool> Result =
      inputs::holds(Condition, Values, Directory, Paths);
  if (!Result)
    problem(At, "the condition is not understood, and taken for false: " +
                    Condition);
  return Result.value_or(false);
}

Error Evaluation::run() {
  Expected<const XmlFile &> File = Xml.parse(Project);
  if (!File)
    return File.takeError();
  if (!File->Tree.child("Project"))
    return failure(Project, "not a project");
  readFile(*File);
  defineAsToolset();
  for (const Place &Group : DefinitionGroups)
    define(Group);
  for (const Place &Group : ItemGroups)
    readItems(Group);
  if (Values.isExhausted())
    return failure(Project, "too large when its macros are expanded");
  return Error::success();
}

void Evaluation::readFile(const XmlFile &File) {
  const std::string Before = Values.get("MSBuildThisFileFullPath").str();
  Imported.insert(File.Path);
  Values.setThisFile(File.Path);
  readElements({&File, File.Tree.child("Project")});
  if (!Before.empty())
    Values.setThisFile(Before);
}

void Evaluation::readElements(const Place &Parent) {
  if (Depth == DeepestNesting)
    return problem(Parent, "nested too deep; not read");
  ++Depth;
  for (const pugi::xml_node Node : Parent.Node) {
    const StringRef Name = Node.name();
    const Place At{Parent.File, Node};
    if (Values.isExhausted())
      break;
    if (Name == "PropertyGroup")
      readProperties(At);
    else if (Name == "Import")
      readImport(At);
    else if (Name == "ImportGroup")
      readImports(At);
    else if (Name == "Choose")
      readChoice(At);
    else if (Name == "ItemDefinitionGroup")
      DefinitionGroups.push_back(At);
    else if (Name == "ItemGroup")
      ItemGroups.push_back(At);
  }
  --Depth;
}

void Evaluation::readProperties(const Place &Group) {
  if (!holdsInProject(Group))
    return;
  for (const pugi::xml_node Node : Group.Node) {
    if (Node.type() != pugi::node_element ||
        !holdsInProject({Group.File, Node}))
      continue;
    Values.set(Node.name(), Values.expand(textOf(Node), Node.name()));
  }
}

void Evaluation::readChoice(const Place &Choose) {
  for (const pugi::xml_node Node : Choose.Node) {
    const Place At{Choose.File, Node};
    const StringRef Name = Node.name();
    if (Name == "Otherwise" || (Name == "When" && holdsInProject(At)))
      return readElements(At);
  }
}

void Evaluation::readImports(const Place &Group) {
  if (!holds(Group, path::parent_path(Group.File->Path)))
    return;
  for (const pugi::xml_node Node : Group.Node.children("Import"))
    readImport({Group.File, Node});
}

/// The macros that come with properties of a project. One that does not keep
/// what is defined already goes without them.
void Evaluation::defineAsToolset() {
  std::string Macros;
  const auto DefineIf = [&](StringRef Property, StringRef Value,
                            StringRef Macro) {
    if (Values.get(Property).equals_insensitive(Value))
      Macros += (Macro + ";").str();
  };
  DefineIf("CharacterSet", "Unicode", "_UNICODE;UNICODE");
  DefineIf("CharacterSet", "MultiByte", "_MBCS");
  DefineIf("ConfigurationType", "DynamicLibrary", "_WINDLL");
  DefineIf("UseOfMfc", "Dynamic", "_AFXDLL");
  DefineIf("UseOfAtl", "Static", "_ATL_STATIC_REGISTRY");
  DefineIf("UseOfAtl", "Dynamic", "_ATL_DLL");
  Definitions["clcompile"]["preprocessordefinitions"] = Macros;
}

/// Files of the toolset where others come in. Their names are in lower case.
static constexpr StringLiteral DefaultProps = "microsoft.cpp.default.props";
static constexpr StringLiteral CppProps = "microsoft.cpp.props";
static constexpr StringLiteral CppTargets = "microsoft.cpp.targets";

void Evaluation::readImport(const Place &At) {
  const StringRef Directory = path::parent_path(At.File->Path);
  // An SDK is not part of a repository.
  if (At.Node.attribute("Sdk") || !holds(At, Directory))
    return;
  for (const std::string &Path :
       splitList(Values.expand(At.Node.attribute("Project").value()))) {
    const StringRef Name =
        StringRef(Path).substr(StringRef(Path).find_last_of("/\\") + 1);
    if (Name.starts_with_insensitive("Microsoft.Cpp.")) {
      importOfToolset(Name.lower(), At);
    } else if (hasHole(Path)) {
      append_range(UnknownMacros, holesOf(Path));
    } else if (hasWildcard(Path)) {
      for (const std::string &File :
           expandWildcards(Path, Directory, Paths, Files))
        importFile(File, At);
    } else if (const std::optional<std::string> Found =
                   Paths.find(Path, Directory)) {
      importFile(*Found, At);
    } else {
      problem(At, "imports " + joinPath(Path, Directory) +
                      ", which does not exist");
    }
  }
}

void Evaluation::importFile(StringRef Path, const Place &At) {
  // As MSBuild does: what is imported again is not read again. So there are no
  // circles.
  if (Imported.contains(Path))
    return;
  Expected<const XmlFile &> File = Xml.parse(Path);
  if (!File) {
    problem(At, "cannot import " + toString(File.takeError()));
    Imported.insert(Path);
    return;
  }
  readFile(*File);
}

void Evaluation::importOptional(StringRef Path, const Place &At) {
  if (Path.empty() || hasHole(Path))
    return;
  if (const std::optional<std::string> Found =
          Paths.find(Path, ProjectDirectory))
    importFile(*Found, At);
}

void Evaluation::importOfToolset(StringRef Name, const Place &At) {
  const auto ImportAll = [&](StringRef Property) {
    for (const std::string &Path : splitList(Values.get(Property)))
      importOptional(Path, At);
  };
  if (Name == DefaultProps) {
    importOptional(findAbove("Directory.Build.props", ProjectDirectory, Paths),
                   At);
    ImportAll("ForceImportAfterCppDefaultProps");
  } else if (Name == CppProps) {
    ImportAll("ForceImportBeforeCppProps");
    ImportAll("ForceImportAfterCppProps");
  } else if (Name == CppTargets) {
    ImportAll("ForceImportBeforeCppTargets");
    importOptional(
        findAbove("Directory.Build.targets", ProjectDirectory, Paths), At);
    ImportAll("ForceImportAfterCppTargets");
  }
}
