//===- Solution.cpp - The projects of a solution -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Project.h"
#include "inputs/Reading.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// How deep folders of a solution may be nested.
static constexpr unsigned DeepestFolder = 16;

/// The lines Project("{...}") = "Name", "Path", "{...}" of a .sln.
static std::vector<std::string> projectsOfLines(StringRef Text) {
  std::vector<std::string> Result;
  for (StringRef Line : split(Text, '\n')) {
    Line = Line.trim();
    if (!Line.consume_front("Project(\""))
      continue;
    SmallVector<StringRef, 8> Quoted;
    Line.split(Quoted, '"');
    // The type, what is between, the name, what is between, the path.
    if (Quoted.size() > 4)
      Result.push_back(Quoted[4].str());
  }
  return Result;
}

static void projectsOfFolder(pugi::xml_node Folder, unsigned Depth,
                             std::vector<std::string> &Result) {
  for (const pugi::xml_node Node : Folder) {
    if (StringRef(Node.name()) == "Project")
      Result.push_back(Node.attribute("Path").value());
    else if (StringRef(Node.name()) == "Folder" && Depth < DeepestFolder)
      projectsOfFolder(Node, Depth + 1, Result);
  }
}

static Expected<std::vector<std::string>> projectsOf(StringRef Solution,
                                                     ProjectReader &Reader) {
  if (path::extension(Solution).equals_insensitive(".slnx")) {
    Expected<const XmlFile &> File = Reader.Xml.parse(Solution);
    if (!File)
      return File.takeError();
    const pugi::xml_node Root = File->Tree.child("Solution");
    if (!Root)
      return failure(Solution, "not a solution");
    std::vector<std::string> Result;
    projectsOfFolder(Root, 0, Result);
    return std::move(Result);
  }
  Expected<std::string> Text = readText(Solution, Reader.Files);
  if (!Text)
    return Text.takeError();
  if (!StringRef(*Text).contains("Microsoft Visual Studio Solution File"))
    return failure(Solution, "not a solution");
  return projectsOfLines(*Text);
}

GlobalProperties inputs::propertiesOfSolution(StringRef Solution) {
  return {{"SolutionDir", (path::parent_path(Solution) + "/").str()},
          {"SolutionPath", Solution.str()},
          {"SolutionFileName", path::filename(Solution).str()},
          {"SolutionName", path::stem(Solution).str()},
          {"SolutionExt", path::extension(Solution).str()}};
}

static bool hasProject(StringRef Solution, StringRef Project,
                       ProjectReader &Reader) {
  Expected<std::vector<std::string>> Projects = projectsOf(Solution, Reader);
  if (!Projects) {
    consumeError(Projects.takeError());
    return false;
  }
  return llvm::any_of(*Projects, [&](const std::string &Path) {
    return Reader.Paths.find(Path, path::parent_path(Solution)) ==
           Project.str();
  });
}

std::string inputs::solutionOf(StringRef Project, ProjectReader &Reader) {
  for (StringRef In = path::parent_path(Project); !In.empty();
       In = path::parent_path(In)) {
    std::vector<std::string> Solutions;
    std::error_code Error;
    for (vfs::directory_iterator I = Reader.Files.dir_begin(In, Error), End;
         !Error && I != End; I.increment(Error))
      if (path::extension(I->path()).equals_insensitive(".sln") ||
          path::extension(I->path()).equals_insensitive(".slnx"))
        Solutions.push_back(I->path().str());
    llvm::sort(Solutions);
    for (const std::string &Solution : Solutions)
      if (hasProject(Solution, Project, Reader))
        return Solution;
    if (Reader.Paths.find(".git", In))
      break;
  }
  return {};
}

Expected<Sources> inputs::readSolution(StringRef File,
                                       ArrayRef<PathMapping> Mappings,
                                       vfs::FileSystem &Files) {
  SmallString<256> Absolute(File);
  if (const std::error_code Failed = Files.makeAbsolute(Absolute))
    return failure(File, Failed.message());
  const std::string Solution = joinPath(Absolute, "/");
  ProjectReader Reader(Mappings, Files);
  Expected<std::vector<std::string>> Projects = projectsOf(Solution, Reader);
  if (!Projects)
    return Projects.takeError();

  const StringRef Directory = path::parent_path(Solution);
  const GlobalProperties Globals = propertiesOfSolution(Solution);
  Sources Result;
  StringSet<> Read;
  for (const std::string &Project : *Projects) {
    const StringRef Extension = path::extension(Project, path::Style::windows);
    if (Extension.equals_insensitive(".vcproj"))
      Result.Problems.push_back(
          {Solution, Project + " is a project of Visual Studio 2008 or before; "
                               "Visual Studio can convert it"});
    if (!Extension.equals_insensitive(".vcxproj"))
      continue;
    const std::optional<std::string> Found =
        Reader.Paths.find(Project, Directory);
    if (!Found)
      Result.Problems.push_back(
          {Solution, joinPath(Project, Directory) + " does not exist"});
    else if (Read.insert(*Found).second)
      if (Error Failed = Reader.read(*Found, Globals, Result))
        Result.Problems.push_back({Solution, toString(std::move(Failed))});
  }
  finish(Result);
  return std::move(Result);
}
