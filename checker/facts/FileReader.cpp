//===- FileReader.cpp - The facts of a unit from a file -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FieldReader.h"
#include "facts/File.h"
#include "facts/FileLines.h"
#include "facts/JsonDepth.h"
#include "facts/Validity.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::facts;
namespace json = llvm::json;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

/// How the last line of a unit starts, and no other: that is the only key that
/// it has, and no line starts within a text.
static constexpr StringRef EndOfUnit = "{\"end\":";

/// More than any record needs. The parser calls itself for each.
static constexpr unsigned MaxDepth = 16;

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
  FileReader(StringRef Text, StringRef FileName, std::size_t LinesBefore)
      : Text(Text), Rest(Text), FileName(FileName), LinesBefore(LinesBefore) {}

  Error readIndex(UnitIndex &To);
  Error read(UnitRecord &To);

private:
  Error fail(const Twine &Why) const {
    return llvm::make_error<llvm::StringError>(
        FileName + ":" + Twine(LinesBefore + NumLines) + ": " + Why,
        llvm::inconvertibleErrorCode());
  }

  /// The next line, which is to be an object.
  Error takeLine(json::Object &To);
  /// Its only member, which is to be called \p Name, by \p Reader.
  template <class T>
  Error readMember(const json::Object &Line, StringRef Name,
                   const FieldReader &Reader, T &To) const;
  /// Both of it.
  template <class T>
  Error readLine(StringRef Name, const FieldReader &Reader, T &To);

  Error readHeader(UnitIndex &To);
  Error readVersion(json::Object &Header) const;
  Error readStrings();
  /// What is behind the unit's line.
  Error readFunctions(UnitFacts &Unit);
  Error addFunction(const json::Object &Line, StringRef Kind, UnitFacts &Unit);
  Error readEnd(const json::Object &Line) const;

  const StringRef Text;
  StringRef Rest;
  const StringRef FileName;
  const std::size_t LinesBefore;
  /// Those that have been read.
  std::size_t NumLines = 0;
  ReadStrings Strings;
};

} // namespace

Error FileReader::takeLine(json::Object &To) {
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
  json::Object *Object = Value->getAsObject();
  if (!Object)
    return fail("expected an object");
  To = std::move(*Object);
  return Error::success();
}

template <class T>
Error FileReader::readMember(const json::Object &Line, StringRef Name,
                             const FieldReader &Reader, T &To) const {
  const json::Value *From = Line.get(Name);
  if (!From || Line.size() != 1)
    return fail("expected the line '" + Name + "'");
  json::Path::Root Root(Name);
  if (!Reader.value(*From, To, Root))
    return fail(llvm::toString(Root.getError()));
  return Error::success();
}

template <class T>
Error FileReader::readLine(StringRef Name, const FieldReader &Reader, T &To) {
  json::Object Line;
  if (Error E = takeLine(Line))
    return E;
  return readMember(Line, Name, Reader, To);
}

/// Takes the version out of the header.
Error FileReader::readVersion(json::Object &Header) const {
  const std::int64_t Version = Header.getInteger(VersionKey).value_or(0);
  if (Version < 1)
    return fail("this is no file of facts");
  if (Version != FormatVersion)
    return fail("was written by " +
                Twine(Version > FormatVersion ? "a newer" : "an older") +
                " version (" + Twine(Version) + "); this one reads " +
                Twine(FormatVersion));
  Header.erase(VersionKey);
  return Error::success();
}

Error FileReader::readHeader(UnitIndex &To) {
  json::Object Header;
  if (Error E = takeLine(Header))
    return E;
  if (Error E = readVersion(Header))
    return E;
  json::Path::Root Root("header");
  if (!FieldReader(nullptr).members(Header, To, headerFieldsOf(&To), Root))
    return fail(llvm::toString(Root.getError()));
  if (Error E = readLine(IndexKey, FieldReader(nullptr), To))
    return E;
  for (const auto *List : {&To.Defines, &To.Calls, &To.Storage})
    if (!isSortedSet(*List))
      return fail("expected names in order, and each once");
  return Error::success();
}

Error FileReader::readIndex(UnitIndex &To) {
  if (Error E = readHeader(To))
    return E;
  // How many lines there are only read() sees.
  StringRef Lines = Text;
  if (!Lines.consume_back("\n") ||
      !Lines.rsplit('\n').second.starts_with(EndOfUnit))
    return fail("the file is cut off: its last line is missing");
  return Error::success();
}

Error FileReader::readStrings() {
  std::vector<std::string> &All = Strings.All;
  if (Error E = readLine(StringsKey, FieldReader(nullptr), All))
    return E;
  if (!isSortedSet(All) || (!All.empty() && All.front().empty()))
    return fail("expected strings in order, each once, and none empty");
  // Each time that a string is named takes some bytes, and what is around it
  // many more.
  Strings.Budget = (std::size_t(1) << 24) + 256 * Text.size();
  return Error::success();
}

Error FileReader::addFunction(const json::Object &Line, StringRef Kind,
                              UnitFacts &Unit) {
  Function F;
  if (Error E = readMember(Line, Kind, FieldReader(&Strings), F))
    return E;
  const std::string Complaint = complaintAbout(F, Unit.Files.size());
  if (!Complaint.empty())
    return fail("'" + F.Usr + "': " + Complaint);
  if (Kind != FunctionKey) {
    (Kind == AtStartKey ? Unit.AtStart : Unit.AtExit).push_back(std::move(F));
    return Error::success();
  }
  auto &All = Unit.Functions;
  if (!All.empty() && F.Usr == All.rbegin()->first)
    return fail("'" + F.Usr + "' stands here twice");
  if (!All.empty() && F.Usr < All.rbegin()->first)
    return fail("'" + F.Usr + "' is out of order");
  std::string Usr = F.Usr;
  All.emplace_hint(All.end(), std::move(Usr), std::move(F));
  return Error::success();
}

Error FileReader::readFunctions(UnitFacts &Unit) {
  static constexpr StringRef Kinds[] = {FunctionKey, AtStartKey, AtExitKey};
  const StringRef *Kind = std::begin(Kinds);
  for (;;) {
    json::Object Line;
    if (Error E = takeLine(Line))
      return E;
    if (Line.get(EndKey))
      return readEnd(Line);
    // The kinds come one after another.
    Kind = std::find_if(Kind, std::end(Kinds),
                        [&Line](StringRef K) { return Line.get(K); });
    if (Kind == std::end(Kinds))
      return fail("expected a function or the end");
    if (Error E = addFunction(Line, *Kind, Unit))
      return E;
  }
}

Error FileReader::readEnd(const json::Object &Line) const {
  std::uint64_t Count = 0;
  if (Error E = readMember(Line, EndKey, FieldReader(nullptr), Count))
    return E;
  if (Count != NumLines)
    return fail("this is line " + Twine(NumLines) + ", and should be line " +
                Twine(Count));
  if (!Rest.empty())
    return fail("there is more behind the end");
  return Error::success();
}

Error FileReader::read(UnitRecord &To) {
  UnitIndex Index;
  if (Error E = readHeader(Index))
    return E;
  static_assert(HasMembers<UnitRecord, 6>,
                "all but the facts is in the header");
  To.Name = Index.Name;
  To.Project = Index.Project;
  To.NumErrors = Index.NumErrors;
  To.NumMissingIncludes = Index.NumMissingIncludes;
  To.NotAnalysed = Index.NotAnalysed;
  if (Error E = readStrings())
    return E;
  if (Error E = readLine(UnitKey, FieldReader(&Strings), To.Facts))
    return E;
  const std::string Complaint = complaintAbout(To.Facts);
  if (!Complaint.empty())
    return fail(Complaint);
  if (Error E = readFunctions(To.Facts))
    return E;
  if (!agree(Index, indexOf(To))) {
    NumLines = 2;
    return fail("the index does not agree with the functions");
  }
  return Error::success();
}

Expected<UnitIndex> facts::readIndex(StringRef Text, StringRef FileName,
                                     std::size_t LinesBefore) {
  UnitIndex Result;
  if (Error E = FileReader(Text, FileName, LinesBefore).readIndex(Result))
    return Expected<UnitIndex>(std::move(E));
  return Result;
}

Expected<UnitRecord> facts::read(StringRef Text, StringRef FileName,
                                 std::size_t LinesBefore) {
  UnitRecord Result;
  if (Error E = FileReader(Text, FileName, LinesBefore).read(Result))
    return Expected<UnitRecord>(std::move(E));
  return Result;
}

std::size_t facts::sizeOfUnit(StringRef Text) {
  const std::size_t Last = Text.find("\n" + EndOfUnit.str());
  const std::size_t End =
      Last == StringRef::npos ? Last : Text.find('\n', Last + 1);
  return End == StringRef::npos ? Text.size() : End + 1;
}
