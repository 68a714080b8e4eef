//===- File.cpp - The file that describes wrappers ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "wrappers/File.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/YAMLParser.h"

#include <algorithm>
#include <map>
#include <set>

using namespace threadpool;
using namespace threadpool::wrappers;
namespace yaml = llvm::yaml;
using llvm::StringRef;
using llvm::Twine;
using PlaceKind = Place::PlaceKind;

static std::string quoted(StringRef Text) { return "'" + Text.str() + "'"; }

namespace {

/// Reads the nodes in the order in which they stand: the parser has no other.
class Parser {
public:
  Parser(StringRef Text, StringRef Name)
      : Stream(llvm::MemoryBufferRef(Text, Name), Sources,
               /*ShowColors=*/false) {
    Sources.setDiagHandler(
        [](const llvm::SMDiagnostic &D, void *Self) {
          static_cast<Parser *>(Self)->addSyntaxError(D);
        },
        this);
  }

  /// The first thing that is no YAML.
  File checkSyntax() {
    if (!Stream.validate() && Result.Errors.empty())
      Result.Errors.push_back(
          placeOf(llvm::SMLoc::getFromPointer(
              Sources.getMemoryBuffer(Sources.getMainFileID())
                  ->getBufferStart())) +
          ": expected YAML");
    return std::move(Result);
  }

  File read() {
    if (auto Document = Stream.begin(); Document != Stream.end())
      if (yaml::Node *Root = Document->getRoot();
          Root && !llvm::isa<yaml::NullNode>(Root))
        readRoot(*Root);
    if (!Result.Errors.empty())
      Result.Found = {};
    return std::move(Result);
  }

private:
  using Reader = llvm::function_ref<void(StringRef Key, yaml::Node &KeyNode,
                                         yaml::Node *Value)>;

  std::string placeOf(llvm::SMLoc Where) {
    const auto [Line, Column] = Sources.getLineAndColumn(Where);
    const unsigned Buffer = Sources.FindBufferContainingLoc(Where);
    return (Sources.getMemoryBuffer(Buffer)->getBufferIdentifier() + ":" +
            Twine(Line) + ":" + Twine(Column))
        .str();
  }

  std::string placeOf(yaml::Node &N) {
    return placeOf(N.getSourceRange().Start);
  }

  void error(yaml::Node &At, const Twine &Text) {
    Result.Errors.push_back(placeOf(At) + ": " + Text.str());
  }

  void addSyntaxError(const llvm::SMDiagnostic &D) {
    // What follows the first is confusion.
    if (!Result.Errors.empty())
      return;
    Result.Errors.push_back((D.getFilename() + ":" + Twine(D.getLineNo()) +
                             ":" + Twine(D.getColumnNo() + 1) + ": " +
                             D.getMessage() + "; expected YAML")
                                .str());
  }

  /// False, and an error, if \p N is no text.
  bool readText(yaml::Node *N, yaml::Node &Near, StringRef What,
                std::string &Out) {
    auto *Scalar = llvm::dyn_cast_or_null<yaml::ScalarNode>(N);
    llvm::SmallString<32> Storage;
    if (Scalar)
      Out = Scalar->getValue(Storage).str();
    if (!Scalar || Out.empty()) {
      error(N && !llvm::isa<yaml::NullNode>(N) ? *N : Near, "expected " + What);
      return false;
    }
    return true;
  }

  void readMapping(yaml::Node &N, StringRef What, Reader Read) {
    auto *Mapping = llvm::dyn_cast<yaml::MappingNode>(&N);
    if (!Mapping)
      return error(N, "expected " + What);
    std::set<std::string> Known;
    for (yaml::KeyValueNode &Entry : *Mapping) {
      std::string Key;
      yaml::Node *KeyNode = Entry.getKey();
      if (!KeyNode || !readText(KeyNode, N, "a key", Key)) {
        Entry.skip();
        continue;
      }
      if (!Known.insert(Key).second)
        error(*KeyNode, quoted(Key) + " stands here twice; expected it once");
      Read(Key, *KeyNode, Entry.getValue());
    }
  }

  void readSequence(yaml::Node *N, yaml::Node &Near, StringRef What,
                    llvm::function_ref<void(yaml::Node &)> Read) {
    auto *Sequence = llvm::dyn_cast_or_null<yaml::SequenceNode>(N);
    if (!Sequence)
      return error(N && !llvm::isa<yaml::NullNode>(N) ? *N : Near,
                   "expected " + What);
    for (yaml::Node &Element : *Sequence)
      Read(Element);
  }

  void readRoot(yaml::Node &Root) {
    readMapping(Root, "the keys 'functions' and 'guards'",
                [&](StringRef Key, yaml::Node &KeyNode, yaml::Node *Value) {
                  if (Key == "functions")
                    readSequence(Value, KeyNode, "a list of functions",
                                 [&](yaml::Node &N) { readFunction(N); });
                  else if (Key == "guards")
                    readSequence(Value, KeyNode, "a list of class names",
                                 [&](yaml::Node &N) { readGuard(N); });
                  else
                    error(KeyNode, "unknown key " + quoted(Key) +
                                       "; expected functions or guards");
                });
  }

  void readGuard(yaml::Node &N) {
    std::string Name;
    if (readText(&N, N, "the name of a class", Name))
      Result.Found.Guards.push_back(std::move(Name));
  }

  void readFunction(yaml::Node &N) {
    Wrapper W;
    W.Where = placeOf(N);
    const std::size_t NumErrors = Result.Errors.size();
    readMapping(N, "a function: the keys 'name' and 'effects'",
                [&](StringRef Key, yaml::Node &KeyNode, yaml::Node *Value) {
                  readFunctionKey(W, Key, KeyNode, Value);
                });
    if (Result.Errors.size() != NumErrors)
      return;
    if (W.Name.empty())
      return error(N, "no 'name'; expected the qualified name of a function");
    if (const std::string Wrong = complaintAbout(W); !Wrong.empty())
      return error(N, quoted(W.Name) + ": " + Wrong);
    for (const Wrapper &Other : Result.Found.Functions)
      if (Other.Name == W.Name && Other.Parameters == W.Parameters)
        return error(N, quoted(W.Name) + " was described at " + Other.Where +
                            "; expected one description, or 'parameters' to "
                            "tell overloads apart");
    Result.Found.Functions.push_back(std::move(W));
  }

  void readFunctionKey(Wrapper &W, StringRef Key, yaml::Node &KeyNode,
                       yaml::Node *Value) {
    if (Key == "name") {
      readText(Value, KeyNode, "the qualified name of a function", W.Name);
    } else if (Key == "effects") {
      readSequence(Value, KeyNode, "a list of effects: " + allEffects(),
                   [&](yaml::Node &N) { readEffect(W, N); });
    } else if (Key == "parameters") {
      W.Parameters.emplace();
      readSequence(Value, KeyNode, "a list of parameter types",
                   [&](yaml::Node &N) {
                     std::string Type;
                     if (readText(&N, N, "the type of a parameter", Type))
                       W.Parameters->push_back(std::move(Type));
                   });
    } else if (Key == "kind") {
      std::string Word;
      if (!readText(Value, KeyNode, "one of " + allKinds(), Word))
        return;
      W.Object = kindNamed(Word);
      if (!W.Object)
        error(*Value, "unknown kind " + quoted(Word) + "; expected one of " +
                          allKinds());
    } else if (Place *P = placeNamed(W, Key)) {
      readPlace(*P, Key, KeyNode, Value);
    } else {
      error(KeyNode, "unknown key " + quoted(Key) +
                         "; expected one of name, parameters, effects, kind, " +
                         allPlaces());
    }
  }

  void readEffect(Wrapper &W, yaml::Node &N) {
    std::string Word;
    if (!readText(&N, N, "one of " + allEffects(), Word))
      return;
    if (std::optional<Effect> E = effectNamed(Word))
      W.Effects.push_back(*E);
    else
      error(N, "unknown effect " + quoted(Word) + "; expected one of " +
                   allEffects());
  }

  void readPlace(Place &P, StringRef Key, yaml::Node &KeyNode,
                 yaml::Node *Value) {
    const bool IsObject = Key == "object";
    const std::string Expected =
        IsObject ? "'this', 'result' or the position of an argument, from 0"
                 : "the position of an argument, from 0";
    std::string Word;
    if (!readText(Value, KeyNode, Expected, Word))
      return;
    if (!StringRef(Word).getAsInteger(10, P.Index))
      P.Where = PlaceKind::Argument;
    else if (IsObject && Word == "this")
      P.Where = PlaceKind::This;
    else if (IsObject && Word == "result")
      P.Where = PlaceKind::Result;
    else
      error(*Value, quoted(Word) + " is no place for " + quoted(Key) +
                        "; expected " + Expected);
  }

  llvm::SourceMgr Sources;
  File Result;
  yaml::Stream Stream;
};

} // namespace

File wrappers::parse(StringRef Text, StringRef Name) {
  File Syntax = Parser(Text, Name).checkSyntax();
  return Syntax.Errors.empty() ? Parser(Text, Name).read() : Syntax;
}

File wrappers::load(llvm::vfs::FileSystem &Files, StringRef Name) {
  auto Buffer = Files.getBufferForFile(Name);
  if (Buffer)
    return parse((*Buffer)->getBuffer(), Name);
  File Result;
  Result.Errors.push_back((Name + ": cannot be read (" +
                           Buffer.getError().message() +
                           "); expected a file that describes wrappers")
                              .str());
  return Result;
}

std::string wrappers::findFor(llvm::vfs::FileSystem &Files, StringRef Source) {
  llvm::SmallString<256> Folder(Source);
  if (Files.makeAbsolute(Folder))
    return "";
  llvm::sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  while (llvm::sys::path::has_parent_path(Folder)) {
    llvm::sys::path::remove_filename(Folder);
    llvm::SmallString<256> Candidate(Folder);
    llvm::sys::path::append(Candidate, ".threadpool-tidy");
    auto Status = Files.status(Candidate);
    if (Status && Status->isRegularFile())
      return Candidate.str().str();
  }
  return "";
}
