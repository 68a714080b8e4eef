//===- FileReader.cpp - The facts of a unit from a file -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FieldReader.h"
#include "facts/File.h"
#include "facts/FileLines.h"
#include "facts/Validity.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::facts;
namespace json = llvm::json;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

/// More than any record needs. The parser calls itself for each.
static constexpr unsigned MaxDepth = 16;

/// How many brackets are open at the deepest place of \p Line.
static unsigned depthOf(StringRef Line) {
  unsigned Depth = 0, Deepest = 0;
  bool IsText = false;
  for (std::size_t I = 0; I < Line.size(); ++I) {
    const char C = Line[I];
    if (C == '"')
      IsText = !IsText;
    else if (IsText)
      I += C == '\\';
    else if (C == '[' || C == '{')
      Deepest = std::max(Deepest, ++Depth);
    else if ((C == ']' || C == '}') && Depth != 0)
      --Depth;
  }
  return Deepest;
}

/// The parser sees one line at a time, and calls each of them the first: its
/// errors are "[1:COLUMN, byte=OFFSET]: what is wrong".
static std::string withoutLine(StringRef Error) {
  const auto [Place, What] = Error.split("]: ");
  return (What + " at byte " + Place.rsplit('=').second).str();
}

static bool isSortedSet(const std::vector<std::string> &Texts) {
  return std::is_sorted(Texts.begin(), Texts.end()) &&
         std::adjacent_find(Texts.begin(), Texts.end()) == Texts.end();
}

/// Whether there is anything in one that is not in the other.
static bool agree(const UnitIndex &A, const UnitIndex &B) {
  bool Result = true;
  forEachField(fieldsOf(&A),
               [&](const auto &F) { Result = Result && A.*F.At == B.*F.At; });
  return Result;
}

namespace {

class FileReader {
public:
  FileReader(StringRef Text, StringRef FileName)
      : Text(Text), Rest(Text), FileName(FileName) {}

  Expected<UnitIndex> readIndex();
  Expected<UnitRecord> read();

private:
  Error fail(const Twine &Why) const {
    return llvm::createStringError(
        std::errc::invalid_argument, "%s",
        (FileName + ":" + Twine(NumLines) + ": " + Why).str().c_str());
  }

  /// The next line, which is to be an object.
  Expected<json::Object> nextLine();
  /// The only member of \p Line, which is to be called \p Name.
  Expected<const json::Value *> memberOf(const json::Object &Line,
                                         StringRef Name) const;
  Error readHeader(UnitIndex &Index);
  Error readStrings();
  Error readFunction(const json::Value &From, StringRef Name, Function &To);
  /// What is behind the unit's line.
  Error readFunctions(UnitFacts &Unit);
  Error add(const json::Object &Line, StringRef Name, UnitFacts &Unit);
  Error readEnd(const json::Object &Line);

  template <class T>
  Error readValue(const json::Value &From, StringRef Name,
                  const FieldReader &By, T &To) const {
    json::Path::Root Root(Name);
    if (By.value(From, To, Root))
      return Error::success();
    return fail(llvm::toString(Root.getError()));
  }

  const StringRef Text;
  StringRef Rest;
  const StringRef FileName;
  /// Those that have been read.
  std::size_t NumLines = 0;
  ReadStrings Strings;
};

} // namespace

Expected<json::Object> FileReader::nextLine() {
  ++NumLines;
  if (Rest.empty())
    return fail("the file is cut off: its last line is missing");
  const std::size_t End = Rest.find('\n');
  if (End == StringRef::npos)
    return fail("the file is cut off within this line");
  const StringRef Line = Rest.take_front(End);
  Rest = Rest.drop_front(End + 1);
  if (depthOf(Line) > MaxDepth)
    return fail("brackets are nested too deeply");
  Expected<json::Value> Value = json::parse(Line);
  if (!Value)
    return fail(withoutLine(llvm::toString(Value.takeError())));
  json::Object *Result = Value->getAsObject();
  if (!Result)
    return fail("expected an object");
  return std::move(*Result);
}

Expected<const json::Value *> FileReader::memberOf(const json::Object &Line,
                                                   StringRef Name) const {
  const json::Value *Result = Line.get(Name);
  if (!Result || Line.size() != 1)
    return fail("expected the line '" + Name + "'");
  return Result;
}

/// Takes the version out of the first line; nothing if there is none.
static std::optional<std::int64_t> takeVersion(json::Object &Header) {
  const std::optional<std::int64_t> Result = Header.getInteger(VersionKey);
  Header.erase(VersionKey);
  return Result;
}

Error FileReader::readHeader(UnitIndex &Index) {
  Expected<json::Object> Header = nextLine();
  if (!Header)
    return Header.takeError();
  const std::optional<std::int64_t> Version = takeVersion(*Header);
  if (!Version || *Version < 1)
    return fail("this is no file of facts");
  if (*Version != FormatVersion)
    return fail("was written by " +
                Twine(*Version > FormatVersion ? "a newer" : "an older") +
                " version (" + Twine(*Version) + "); this one reads " +
                Twine(FormatVersion));
  json::Path::Root Root("header");
  if (!FieldReader(nullptr).members(*Header, Index, headerFieldsOf(&Index),
                                    Root))
    return fail(llvm::toString(Root.getError()));

  Expected<json::Object> Line = nextLine();
  if (!Line)
    return Line.takeError();
  Expected<const json::Value *> Value = memberOf(*Line, IndexKey);
  if (!Value)
    return Value.takeError();
  if (Error E = readValue(**Value, IndexKey, FieldReader(nullptr), Index))
    return E;
  for (const auto *List : {&Index.Defines, &Index.Calls, &Index.Storage})
    if (!isSortedSet(*List))
      return fail("expected names in order, and each once");
  return Error::success();
}

Expected<UnitIndex> FileReader::readIndex() {
  UnitIndex Result;
  if (Error E = readHeader(Result))
    return std::move(E);
  // How many lines there are only read() sees.
  const StringRef Last =
      Text.drop_back(Text.ends_with("\n")).rsplit('\n').second;
  if (!Text.ends_with("\n") || !Last.starts_with("{\"end\":"))
    return fail("the file is cut off: its last line is missing");
  return Result;
}

Error FileReader::readStrings() {
  Expected<json::Object> Line = nextLine();
  if (!Line)
    return Line.takeError();
  Expected<const json::Value *> Value = memberOf(*Line, StringsKey);
  if (!Value)
    return Value.takeError();
  if (Error E =
          readValue(**Value, StringsKey, FieldReader(nullptr), Strings.All))
    return E;
  if (!isSortedSet(Strings.All) ||
      (!Strings.All.empty() && Strings.All.front().empty()))
    return fail("expected strings in order, each once, and none empty");
  // Each time that a string is named takes some bytes, and what is around it
  // many more.
  Strings.Budget = (std::size_t(1) << 24) + 256 * Text.size();
  return Error::success();
}

Error FileReader::readFunction(const json::Value &From, StringRef Name,
                               Function &To) {
  return readValue(From, Name, FieldReader(&Strings), To);
}

Error FileReader::add(const json::Object &Line, StringRef Name,
                      UnitFacts &Unit) {
  Expected<const json::Value *> Value = memberOf(Line, Name);
  if (!Value)
    return Value.takeError();
  Function F;
  if (Error E = readFunction(**Value, Name, F))
    return E;
  const std::string Complaint = complaintAbout(F, Unit.Files.size());
  if (!Complaint.empty())
    return fail("'" + F.Usr + "': " + Complaint);
  if (Name == AtStartKey) {
    Unit.AtStart.push_back(std::move(F));
  } else if (Name == AtExitKey) {
    Unit.AtExit.push_back(std::move(F));
  } else {
    auto &All = Unit.Functions;
    if (!All.empty() && F.Usr == All.rbegin()->first)
      return fail("'" + F.Usr + "' stands here twice");
    if (!All.empty() && F.Usr < All.rbegin()->first)
      return fail("'" + F.Usr + "' is out of order");
    std::string Usr = F.Usr;
    All.emplace_hint(All.end(), std::move(Usr), std::move(F));
  }
  return Error::success();
}

Error FileReader::readFunctions(UnitFacts &Unit) {
  static constexpr StringRef Kinds[] = {FunctionKey, AtStartKey, AtExitKey};
  const StringRef *Kind = std::begin(Kinds);
  for (;;) {
    Expected<json::Object> Line = nextLine();
    if (!Line)
      return Line.takeError();
    if (Line->get(EndKey))
      return readEnd(*Line);
    // The kinds come one after another.
    const StringRef *Same = std::find_if(
        Kind, std::end(Kinds), [&](StringRef K) { return Line->get(K); });
    if (Same == std::end(Kinds))
      return fail("expected a function or the end");
    Kind = Same;
    if (Error E = add(*Line, *Kind, Unit))
      return E;
  }
}

Error FileReader::readEnd(const json::Object &Line) {
  Expected<const json::Value *> Value = memberOf(Line, EndKey);
  if (!Value)
    return Value.takeError();
  std::uint64_t Count = 0;
  if (Error E = readValue(**Value, EndKey, FieldReader(nullptr), Count))
    return E;
  if (Count != NumLines)
    return fail("this is line " + Twine(NumLines) + ", and should be line " +
                Twine(Count));
  if (!Rest.empty())
    return fail("there is more behind the end");
  return Error::success();
}

Expected<UnitRecord> FileReader::read() {
  UnitIndex Index;
  if (Error E = readHeader(Index))
    return std::move(E);
  static_assert(HasMembers<UnitRecord, 6>,
                "all but the facts is in the header");
  UnitRecord Result;
  Result.Name = Index.Name;
  Result.Project = Index.Project;
  Result.NumErrors = Index.NumErrors;
  Result.NumMissingIncludes = Index.NumMissingIncludes;
  Result.NotAnalysed = Index.NotAnalysed;
  if (Error E = readStrings())
    return std::move(E);
  Expected<json::Object> Line = nextLine();
  if (!Line)
    return Line.takeError();
  Expected<const json::Value *> Unit = memberOf(*Line, UnitKey);
  if (!Unit)
    return Unit.takeError();
  if (Error E = readValue(**Unit, UnitKey, FieldReader(&Strings), Result.Facts))
    return std::move(E);
  const std::string Complaint = complaintAbout(Result.Facts);
  if (!Complaint.empty())
    return fail(Complaint);
  if (Error E = readFunctions(Result.Facts))
    return std::move(E);
  if (!agree(Index, indexOf(Result))) {
    NumLines = 2;
    return fail("the index does not agree with the functions");
  }
  return Result;
}

Expected<UnitIndex> facts::readIndex(StringRef Text, StringRef FileName) {
  return FileReader(Text, FileName).readIndex();
}

Expected<UnitRecord> facts::read(StringRef Text, StringRef FileName) {
  return FileReader(Text, FileName).read();
}
