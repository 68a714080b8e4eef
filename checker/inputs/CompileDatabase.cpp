//===- CompileDatabase.cpp - Reads compile_commands.json -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/ClOptions.h"
#include "inputs/Command.h"
#include "inputs/GnuOptions.h"
#include "inputs/Reading.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace threadpool;
using namespace threadpool::inputs;
namespace path = llvm::sys::path;

/// LLVM's parser calls itself for what is nested. A database is nested thrice.
static constexpr unsigned DeepestNesting = 100;

static bool isNestedTooDeep(StringRef Json) {
  unsigned Depth = 0;
  bool IsInString = false;
  for (std::size_t I = 0; I < Json.size(); ++I) {
    const char C = Json[I];
    if (IsInString) {
      if (C == '\\')
        ++I;
      else if (C == '"')
        IsInString = false;
    } else if (C == '"') {
      IsInString = true;
    } else if (C == '[' || C == '{') {
      if (++Depth > DeepestNesting)
        return true;
    } else if ((C == ']' || C == '}') && Depth > 0) {
      --Depth;
    }
  }
  return false;
}

/// The directories that two paths begin with.
static StringRef commonDirectory(StringRef A, StringRef B) {
  std::size_t End = 0;
  for (std::size_t I = 0; I < A.size() && I < B.size() && A[I] == B[I]; ++I)
    if (A[I] == '/')
      End = I;
  return A.take_front(End);
}

namespace {

class DatabaseReader {
public:
  DatabaseReader(std::string File, ArrayRef<PathMapping> Mappings,
                 vfs::FileSystem &Files)
      : File(std::move(File)), Paths(Mappings, Files), Files(Files) {}

  Expected<Sources> read() {
    Expected<std::string> Text = readText(File, Files);
    if (!Text)
      return Text.takeError();
    if (isNestedTooDeep(*Text))
      return failure(File, "not a compile database: nested too deep");
    Expected<json::Value> Database = json::parse(*Text);
    if (!Database)
      return failure(File, toString(Database.takeError()));
    const json::Array *const Entries = Database->getAsArray();
    if (!Entries)
      return failure(File, "not a compile database: no list of entries");
    for (std::size_t I = 0; I < Entries->size(); ++I)
      readEntry(I, (*Entries)[I]);
    reportElsewhere();
    finish(Result);
    return std::move(Result);
  }

private:
  void problem(const Twine &Text) {
    Result.Problems.push_back({File, Text.str()});
  }

  void readEntry(std::size_t Index, const json::Value &Value) {
    const std::string Name = "entry " + std::to_string(Index + 1);
    const json::Object *const Entry = Value.getAsObject();
    if (!Entry)
      return problem(Name + " is not an object");
    const std::optional<StringRef> Source = Entry->getString("file");
    if (!Source || Source->empty())
      return problem(Name + " has no file");
    const std::optional<Command> C = commandOfEntry(*Entry);
    if (!C)
      return problem(Name + ", " + *Source +
                     ": the command is not a text or a list of texts");
    readUnit(*Source, *C);
  }

  std::optional<Command> commandOfEntry(const json::Object &Entry) {
    const std::string Directory =
        Entry.getString("directory").value_or(path::parent_path(File)).str();
    if (const json::Value *const Arguments = Entry.get("arguments")) {
      const json::Array *const List = Arguments->getAsArray();
      if (!List)
        return std::nullopt;
      std::vector<std::string> Words;
      for (const json::Value &Word : *List) {
        if (!Word.getAsString())
          return std::nullopt;
        Words.push_back(Word.getAsString()->str());
      }
      return commandOf(std::move(Words), rooted(Directory));
    }
    if (!Entry.get("command"))
      return commandOf({}, rooted(Directory));
    const std::optional<StringRef> Line = Entry.getString("command");
    if (!Line)
      return std::nullopt;
    return splitCommand(*Line, rooted(Directory));
  }

  /// A relative directory is the database's affair.
  std::string rooted(StringRef Directory) {
    return joinPath(Directory, path::parent_path(File));
  }

  void readUnit(StringRef Source, Command C) {
    const std::string Wanted = joinPath(Source, C.Directory);
    const std::optional<std::string> Found = Paths.find(Source, C.Directory);
    if (!Found || !Paths.isFile(*Found))
      return missing(Wanted);
    for (const std::string &Response : expandCommand(C, Paths, Files))
      problem("the response file " + Response + " of " + *Found +
              " cannot be read");

    if (makesPrecompiledHeader(C))
      return;

    SourceUnit Unit;
    Unit.File = *Found;
    const std::optional<std::string> Directory = Paths.find(".", C.Directory);
    const bool HasDirectory = Directory && Paths.isDirectory(*Directory);
    Unit.Directory =
        HasDirectory ? *Directory : path::parent_path(*Found).str();
    if (C.Words.empty()) {
      problem(*Found + " has no command");
    } else if (takesClOptions(C)) {
      readClOptions(C, File, Paths, Unit, Result);
    } else {
      const bool IsElsewhere =
          C.IsWindows || !HasDirectory || *Directory != C.Directory;
      Unit.Arguments = gnuArguments(C, *Found, IsElsewhere, Paths);
    }
    if (isSourceName(*Found) || !Unit.Known.Language.empty())
      Result.Units.push_back(std::move(Unit));
  }

  /// A file on a drive, or below a directory of the root, that this machine
  /// does not have is one of many; of others each is told.
  void missing(const std::string &Wanted) {
    const std::string Here = Paths.mapped(Wanted);
    const StringRef Top = topOf(path::parent_path(Here));
    if (!Top.empty() && Paths.isDirectory(Top))
      return problem(Wanted + " does not exist");
    Group &G = Elsewhere[Here.empty() ? StringRef(Wanted).take_front(2).upper()
                                      : Top.str()];
    G.Common = ++G.Count == 1 ? path::parent_path(Wanted).str()
                              : commonDirectory(G.Common + "/", Wanted).str();
    if (G.Count == 1)
      G.First = Wanted;
  }

  /// The first two directories of a path.
  static StringRef topOf(StringRef Path) {
    const std::size_t First = Path.find('/', 1);
    return First == StringRef::npos
               ? Path
               : Path.take_front(Path.find('/', First + 1));
  }

  void reportElsewhere() {
    for (const auto &[Top, G] : Elsewhere)
      problem(Twine(G.Count) + (G.Count == 1 ? " file is" : " files are") +
              " not on this machine, such as " + G.First +
              "; if they are in another place, --map '" + G.Common +
              "=DIRECTORY' says where");
  }

  struct Group {
    unsigned Count = 0;
    std::string First;
    std::string Common;
  };

  std::string File;
  PathFinder Paths;
  vfs::FileSystem &Files;
  Sources Result;
  /// Files that are not here, by the drive or directory that is not.
  std::map<std::string, Group> Elsewhere;
};

} // namespace

Expected<Sources> inputs::readCompileDatabase(StringRef File,
                                              ArrayRef<PathMapping> Mappings,
                                              vfs::FileSystem &Files) {
  SmallString<256> Absolute(File);
  if (const std::error_code Error = Files.makeAbsolute(Absolute))
    return failure(File, Error.message());
  return DatabaseReader(Absolute.str().str(), Mappings, Files).read();
}
