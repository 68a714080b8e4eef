//===- File.cpp - The facts of a unit as a file ---------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/File.h"
#include "facts/FieldWriter.h"
#include "facts/FileLines.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <cassert>

using namespace threadpool;
using namespace threadpool::facts;
namespace json = llvm::json;

namespace {

/// Writes lines, and counts them.
class LineWriter {
public:
  explicit LineWriter(llvm::raw_ostream &Out) : Out(Out) {}

  void line(llvm::function_ref<void(json::OStream &)> Members) {
    json::OStream Line(Out);
    Line.object([&] { Members(Line); });
    Out << '\n';
    ++NumLines;
  }

  /// A record under its name.
  template <class Record>
  void line(llvm::StringRef Name, const Record &R, const StringTable *Strings) {
    line([&](json::OStream &Line) {
      Line.attributeBegin(Name);
      FieldWriter(Line, Strings).value(R);
      Line.attributeEnd();
    });
  }

  void finish() {
    line([this](json::OStream &Line) {
      Line.attribute(EndKey, static_cast<std::int64_t>(NumLines + 1));
    });
  }

private:
  llvm::raw_ostream &Out;
  std::size_t NumLines = 0;
};

} // namespace

void facts::write(const UnitRecord &Record, llvm::raw_ostream &Out) {
  const UnitIndex Index = indexOf(Record);
  const UnitFacts &Unit = Record.Facts;
  const StringTable Strings(Unit);
  LineWriter Lines(Out);
  Lines.line([&](json::OStream &Line) {
    Line.attribute(VersionKey, static_cast<std::int64_t>(FormatVersion));
    FieldWriter(Line, nullptr).members(Index, headerFieldsOf(&Index));
  });
  Lines.line(IndexKey, Index, nullptr);
  Lines.line([&](json::OStream &Line) {
    Line.attributeArray(StringsKey, [&] {
      for (const llvm::StringRef Text : Strings.strings())
        Line.value(escaped(Text));
    });
  });
  Lines.line(UnitKey, Unit, &Strings);
  for (const auto &[Usr, F] : Unit.Functions) {
    assert(Usr == F.Usr && "functions go by their USRs");
    Lines.line(FunctionKey, F, &Strings);
  }
  for (const Function &F : Unit.AtStart)
    Lines.line(AtStartKey, F, &Strings);
  for (const Function &F : Unit.AtExit)
    Lines.line(AtExitKey, F, &Strings);
  Lines.finish();
}
