//===- Svg.cpp - Lanes as a picture --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Svg.h"

#include "reports/Markup.h"
#include "reports/PageParts.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

// In user units, which are pixels unless the picture is scaled.
static constexpr unsigned LaneWidth = 212, LaneGap = 10, Margin = 8;
static constexpr unsigned HeadHeight = 48, LineHeight = 17, RowGap = 12;
static constexpr unsigned BoxPadding = 9, TextIndent = 30;
/// As many characters of the font that is asked for fit into a box, by its
/// widest usual letters; what browsers take instead is hardly wider.
static constexpr std::size_t LineLength = 23;

/// \p Text in lines that fit into a box. Words that do not are broken.
static std::vector<std::string> wrapped(StringRef Text) {
  std::vector<std::string> Lines;
  std::string Line;
  auto WidthOf = [](StringRef S) {
    return static_cast<std::size_t>(
        std::max(0, llvm::sys::unicode::columnWidthUTF8(S)));
  };
  llvm::SmallVector<StringRef> Words;
  Text.split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  auto Flush = [&] {
    if (!Line.empty())
      Lines.push_back(std::move(Line));
    Line.clear();
  };
  for (StringRef Word : Words) {
    if (!Line.empty() && WidthOf(Line) + 1 + WidthOf(Word) > LineLength)
      Flush();
    while (WidthOf(Word) > LineLength) {
      std::size_t End = LineLength;
      // Not within a character.
      while (End > 1 && (static_cast<unsigned char>(Word[End]) & 0xc0) == 0x80)
        --End;
      Lines.push_back(Word.take_front(End).str());
      Word = Word.drop_front(End);
    }
    Line += (Line.empty() ? "" : " ") + Word.str();
  }
  Flush();
  return Lines;
}

static std::string shortened(StringRef Text, std::size_t Length) {
  if (Text.size() <= Length)
    return Text.str();
  return llvm::json::fixUTF8(Text.take_front(Length - 1)) + "\u2026";
}

/// The same of "FILE:LINE": the line stays.
static std::string shortenedPlace(StringRef Place, std::size_t Length) {
  const auto [File, Line] = Place.rsplit(':');
  if (Line.empty())
    return shortened(Place, Length);
  const std::size_t Own = Line.size() + 1;
  return shortened(File, Length > Own ? Length - Own : 1) + ":" + Line.str();
}

namespace {

/// A step with its place in the picture.
struct Row {
  const LaneStep *Step;
  std::vector<std::string> Lines;
  std::string Place;
  unsigned Top = 0, Height = 0;
};

class Drawing {
public:
  Drawing(const Lanes &What, const Picture &As,
          llvm::function_ref<std::string(const facts::Location &)> PlaceOf)
      : What(What), As(As) {
    // Without an order among them, the actors' steps stand side by side.
    std::vector<unsigned> Tops(What.Actors.size(), HeadHeight + RowGap);
    for (const LaneStep &Step : What.Steps) {
      Row R{&Step, wrapped(Step.Text), PlaceOf(Step.Where)};
      R.Top = Tops[Step.Lane];
      R.Height = 2 * BoxPadding +
                 LineHeight * static_cast<unsigned>(R.Lines.size() + 1);
      const unsigned Next = R.Top + R.Height + RowGap;
      Height = std::max(Height, Next);
      if (Step.Number != 0)
        std::fill(Tops.begin(), Tops.end(), Next);
      else
        Tops[Step.Lane] = Next;
      Rows.push_back(std::move(R));
    }
    Width = static_cast<unsigned>(2 * Margin +
                                  What.Actors.size() * (LaneWidth + LaneGap)) -
            LaneGap;
  }

  std::string draw() {
    Out << "<svg class=\"tp-lanes\" xmlns=\"http://www.w3.org/2000/svg\" "
           "viewBox=\"0 0 "
        << Width << " " << Height << "\" width=\"" << Width << "\" height=\""
        << Height << "\" role=\"img\" aria-labelledby=\"" << As.Id << "-t "
        << As.Id << "-d\">\n"
        << "<title id=\"" << As.Id << "-t\">" << markup(As.Title)
        << "</title>\n<desc id=\"" << As.Id << "-d\">" << markup(As.Description)
        << "</desc>\n";
    if (As.IsFile)
      Out << "<style>" << PictureStyle << "</style>\n<rect class=\"tp-page\" "
          << "width=\"" << Width << "\" height=\"" << Height << "\"/>\n";
    Out << "<defs><marker id=\"" << As.Id
        << "-a\" class=\"tp-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
           "markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path "
           "d=\"M0 0L8 4L0 8z\"/></marker></defs>\n";
    for (std::size_t I = 0; I < What.Actors.size(); ++I)
      lane(I);
    for (const Row &R : Rows)
      if (R.Step->Starts)
        arrow(R);
    for (const Row &R : Rows)
      step(R);
    Out << "</svg>\n";
    return std::move(Text);
  }

private:
  static unsigned leftOf(std::size_t Lane) {
    return Margin + static_cast<unsigned>(Lane) * (LaneWidth + LaneGap);
  }
  static unsigned middleOf(std::size_t Lane) {
    return leftOf(Lane) + LaneWidth / 2;
  }

  static StringRef classOf(const Lane &L) {
    switch (L.Who) {
    case rules::Actor::Owner:
      return "tp-owner";
    case rules::Actor::Pool:
      return "tp-pool";
    case rules::Actor::Callback:
      return "tp-callback";
    }
    return "";
  }

  /// The column, its heading, and the line along which the actor lives.
  void lane(std::size_t I) {
    const Lane &L = What.Actors[I];
    unsigned From = HeadHeight, To = Height - RowGap / 2;
    if (L.Callback != 0) {
      // A callback lives from its start to its last step.
      for (const Row &R : Rows) {
        if (R.Step->Starts == I)
          From = R.Top + R.Height / 2;
        if (R.Step->Lane == I)
          To = R.Top + R.Height;
      }
    }
    Out << "<g class=\"" << classOf(L) << "\">\n<rect class=\"tp-column\" x=\""
        << leftOf(I) << "\" y=\"4\" width=\"" << LaneWidth << "\" height=\""
        << Height - 8 << "\" rx=\"8\"/>\n<line class=\"tp-life\" x1=\""
        << middleOf(I) << "\" y1=\"" << From << "\" x2=\"" << middleOf(I)
        << "\" y2=\"" << To << "\"/>\n<text class=\"tp-head\" x=\""
        << middleOf(I) << "\" y=\"" << (L.Function.empty() ? 30 : 23) << "\">"
        << markup(L.Title) << "</text>\n";
    if (!L.Function.empty())
      Out << "<text class=\"tp-function\" x=\"" << middleOf(I) << "\" y=\"41\">"
          << markup(shortened(L.Function, 28)) << "</text>\n";
    Out << "</g>\n";
  }

  /// From who starts a callback to its lane.
  void arrow(const Row &R) {
    const std::size_t To = *R.Step->Starts;
    const unsigned Y = R.Top + R.Height / 2;
    const bool IsRight = To > R.Step->Lane;
    const unsigned From = leftOf(R.Step->Lane) + (IsRight ? LaneWidth - 4 : 4);
    Out << "<path class=\"tp-start\" marker-end=\"url(#" << As.Id
        << "-a)\" d=\"M" << From << " " << Y << "H" << middleOf(To) << "\"/>\n";
  }

  void step(const Row &R) {
    const LaneStep &S = *R.Step;
    const unsigned X = leftOf(S.Lane) + 4, W = LaneWidth - 8;
    Out << "<g class=\"tp-step " << classOf(What.Actors[S.Lane])
        << (S.Fails ? " tp-fails" : "") << (S.IsNew ? " tp-new" : "")
        << "\">\n<rect class=\"tp-box\" x=\"" << X << "\" y=\"" << R.Top
        << "\" width=\"" << W << "\" height=\"" << R.Height
        << "\" rx=\"6\"/>\n";
    const unsigned BadgeY = R.Top + BoxPadding + 9;
    if (S.Number != 0 || S.IsNew)
      Out << "<circle class=\"tp-badge\" cx=\"" << X + 15 << "\" cy=\""
          << BadgeY << "\" r=\"10\"/>\n<text class=\"tp-number\" x=\"" << X + 15
          << "\" y=\"" << BadgeY + 4 << "\">"
          << (S.Number != 0 ? std::to_string(S.Number) : "+") << "</text>\n";
    unsigned Y = R.Top + BoxPadding + 13;
    Out << "<text class=\"tp-text\">";
    for (const std::string &Line : R.Lines) {
      Out << "<tspan x=\"" << X + TextIndent << "\" y=\"" << Y << "\">"
          << markup(Line) << " </tspan>";
      Y += LineHeight;
    }
    Out << "</text>\n<text class=\"tp-place\" x=\"" << X + TextIndent
        << "\" y=\"" << Y << "\">"
        << markup(shortenedPlace(R.Place, S.Fails ? 15 : 24)) << "</text>\n";
    if (S.Fails)
      Out << "<text class=\"tp-mark\" x=\"" << X + W - 8 << "\" y=\"" << Y
          << "\">\u2717 wrong</text>\n";
    Out << "</g>\n";
  }

  const Lanes &What;
  const Picture &As;
  std::vector<Row> Rows;
  unsigned Width = 0, Height = 0;
  std::string Text;
  llvm::raw_string_ostream Out{Text};
};

} // namespace

std::string reports::draw(
    const Lanes &What, const Picture &As,
    llvm::function_ref<std::string(const facts::Location &)> PlaceOf) {
  return Drawing(What, As, PlaceOf).draw();
}

std::string reports::describe(const Lanes &What) {
  std::string Result;
  for (const LaneStep &S : What.Steps) {
    const Lane &L = What.Actors[S.Lane];
    Result += Result.empty() ? "" : " ";
    if (S.Number != 0)
      Result += std::to_string(S.Number) + ". ";
    Result += L.Title + ": " + S.Text + (S.IsNew ? " (new)" : "") +
              (S.Fails ? " (this is what goes wrong)." : ".");
  }
  return Result;
}
