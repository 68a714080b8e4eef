//===- Html.cpp - A page to look at --------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Html.h"

#include "facts/WholeFile.h"
#include "reports/Lanes.h"
#include "reports/Markup.h"
#include "reports/PageParts.h"
#include "reports/Product.h"
#include "reports/Svg.h"
#include "reports/Verdicts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

#include <map>
#include <set>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

namespace {

StringRef levelOf(rules::Rule R) {
  switch (rules::infoOf(R).Severity) {
  case rules::Level::Error:
    return "error";
  case rules::Level::Warning:
    return "warning";
  case rules::Level::Advice:
    return "advice";
  }
  return "";
}

/// As a policy names what may run.
std::string hashOf(StringRef Text) {
  const auto Digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(Text));
  return "'sha256-" + llvm::encodeBase64(Digest) + "'";
}

/// The name of a file and a line of it.
std::string shortPlace(const Run &Ended, const facts::Location &At) {
  if (!At.isValid())
    return "";
  return llvm::sys::path::filename(Ended.pathOf(At)).str() + ":" +
         std::to_string(At.Line);
}

class Page {
public:
  Page(const Run &Ended, llvm::raw_ostream &Out) : Ended(Ended), Out(Out) {
    for (const Reported &R : Ended.All)
      if (R.counts())
        Shown.push_back(&R);
  }

  void write() {
    head();
    Out << "<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings"
           "</a>\n<header>\n<h1>"
        << title() << "</h1>\n<p class=\"soft\">Misuse of the Windows thread "
        << "pool, as found by " << ProductName << " " << productVersion()
        << "</p>\n</header>\n<main>\n";
    summary();
    findings();
    objects();
    notAnalysed();
    Out << "</main>\n<footer>Steps are numbered in the order in which they "
           "happen. What is not known is not reported: the objects above say "
           "why.</footer>\n<script>"
        << PageScript << "</script>\n</body>\n</html>\n";
  }

private:
  std::string title() const {
    const std::size_t N = Shown.size();
    return (N == 0 ? "No findings"
                   : std::to_string(N) + (N == 1 ? " finding" : " findings")) +
           " in " + markup(llvm::sys::path::filename(Ended.Result.Root));
  }

  void head() {
    const std::string Style = std::string(PageStyle) + PictureStyle;
    Out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
           "charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"default-src 'none'; style-src "
        << hashOf(Style) << "; script-src " << hashOf(PageScript)
        << "; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\">\n<title>"
        << title() << "</title>\n<style>" << Style << "</style>\n</head>\n";
  }

  void tile(std::size_t Number, StringRef What) {
    Out << "<li><strong>" << Number << "</strong>" << What << "</li>\n";
  }

  void summary() {
    std::map<StringRef, std::size_t> Levels;
    std::map<rules::Rule, std::size_t> Counts;
    for (const Reported *R : Shown) {
      ++Levels[levelOf(R->As)];
      ++Counts[R->As];
    }
    const Coverage Seen = coverageOf(Ended.Result);
    Out << "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary"
           "</h2>\n<ul class=\"tiles\">\n";
    tile(Levels["error"], "errors");
    tile(Levels["warning"], "warnings");
    if (Levels["advice"] != 0)
      tile(Levels["advice"], "pieces of advice");
    tile(Seen.NumAnalysed, "units analysed");
    tile(Ended.Result.NumSkipped, "units without the pool");
    tile(Ended.Result.NotAnalysed.size(), "units not analysed");
    tile(numberOf(rules::Judgement::Safe), "objects proved safe");
    tile(numberOf(rules::Judgement::Unknown), "objects unknown");
    Out << "</ul>\n";
    if (!Counts.empty()) {
      Out << "<table class=\"stack\">\n<thead><tr><th "
             "scope=\"col\">Rule</th><th "
             "scope=\"col\">Level</th><th scope=\"col\">What it "
             "reports</th><th "
             "scope=\"col\" class=\"number\">Findings</th></tr></thead>\n"
             "<tbody>\n";
      for (const auto &[R, Count] : Counts)
        Out << "<tr><td>" << link(R) << "</td><td>" << levelOf(R) << "</td><td>"
            << markup(rules::infoOf(R).Summary) << "</td><td class=\"number\">"
            << Count << "</td></tr>\n";
      Out << "</tbody>\n</table>\n";
    }
    Out << "</section>\n";
  }

  std::size_t numberOf(rules::Judgement J) const {
    return llvm::count_if(
        Ended.Result.Program.Objects,
        [&](const rules::ObjectVerdict &O) { return O.Result == J; });
  }

  static std::string link(rules::Rule R) {
    return "<a href=\"" + markup(pageAddress(R)) + "\">" + checkName(R) +
           "</a>";
  }

  void findings() {
    Out << "<section id=\"findings\" aria-labelledby=\"findings-head\">\n<h2 "
           "id=\"findings-head\">Findings</h2>\n";
    if (Shown.empty())
      Out << "<p>There are none.</p>\n";
    else
      filter();
    for (std::size_t I = 0; I < Shown.size(); ++I)
      finding(*Shown[I], I + 1);
    Out << "</section>\n";
  }

  void options(StringRef Name, StringRef Label,
               const std::set<std::string> &All) {
    Out << "<label>" << Label << "<select name=\"" << Name
        << "\"><option value=\"\">all</option>";
    for (const std::string &Value : All)
      Out << "<option value=\"" << markup(Value) << "\">" << markup(Value)
          << "</option>";
    Out << "</select></label>\n";
  }

  void filter() {
    std::set<std::string> Rules, Files;
    for (const Reported *R : Shown) {
      Rules.insert(checkName(R->As));
      Files.insert(Ended.pathOf(R->Found->Where).str());
    }
    // It is shown by the script that makes it work.
    Out << "<form id=\"filter\" hidden aria-label=\"Which findings are "
           "shown\">\n";
    options("rule", "Rule", Rules);
    options("file", "File", Files);
    Out << "<label>Words<input type=\"search\" name=\"text\" "
           "autocomplete=\"off\"></label>\n<button type=\"reset\">Show all"
           "</button>\n</form>\n<p id=\"count\" class=\"soft\" "
           "role=\"status\"></p>\n";
  }

  void finding(const Reported &R, std::size_t Number) {
    const rules::Finding &F = *R.Found;
    const std::string Id = "f" + std::to_string(Number);
    Out << "<article class=\"finding\" id=\"" << Id << "\" data-rule=\""
        << checkName(R.As) << "\" data-file=\"" << markup(Ended.pathOf(F.Where))
        << "\" aria-labelledby=\"" << Id << "-h\">\n<h3 id=\"" << Id
        << "-h\"><span class=\"level " << levelOf(R.As) << "\">"
        << levelOf(R.As) << "</span>" << markup(F.Message) << "</h3>\n<p>"
        << link(R.As) << " at <span class=\"place\">" << place(F.Where)
        << "</span></p>\n";
    excerpt(F.Where, /*Around=*/2);
    const Lanes Story = interleavingOf(F), Repair = repairOf(F);
    if (!Story.Steps.empty())
      pictures(Story, Repair, Id);
    if (!Story.Steps.empty())
      steps(Story);
    explanations(F);
    edits(F);
    Out << "</article>\n";
  }

  void pictures(const Lanes &Story, const Lanes &Repair,
                const std::string &Id) {
    auto PlaceOf = [&](const facts::Location &At) {
      return shortPlace(Ended, At);
    };
    Out << "<div class=\"pictures\">\n";
    figure("How it goes wrong", draw(Story,
                                     {"The interleaving that goes wrong",
                                      describe(Story), Id + "-s"},
                                     PlaceOf));
    if (!Repair.Steps.empty())
      figure("Repaired: what has a + is new, or moved",
             draw(Repair,
                  {"The repaired sequence", describe(Repair), Id + "-r"},
                  PlaceOf));
    Out << "</div>\n";
  }

  void figure(StringRef Caption, const std::string &Picture) {
    Out << "<figure><figcaption>" << Caption
        << "</figcaption><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\""
        << Caption << "\">\n"
        << Picture << "</div></figure>\n";
  }

  void steps(const Lanes &Story) {
    Out << "<details><summary>The steps, with their source</summary>\n<ol>\n";
    for (const LaneStep &S : Story.Steps) {
      const Lane &L = Story.Actors[S.Lane];
      Out << "<li value=\"" << S.Number << "\"><strong>" << markup(L.Title);
      if (!L.Function.empty())
        Out << " " << markup("'" + L.Function + "'");
      Out << "</strong> " << markup(S.Text);
      if (S.Fails)
        Out << " <span class=\"fails\">\u2717 this is what goes wrong</span>";
      Out << "<br><span class=\"place soft\">" << place(S.Where) << "</span>\n";
      excerpt(S.Where, /*Around=*/0);
      Out << "</li>\n";
    }
    Out << "</ol>\n</details>\n";
  }

  void explanations(const rules::Finding &F) {
    if (llvm::none_of(F.Notes,
                      [](const rules::Note &N) { return N.Number == 0; }))
      return;
    Out << "<ul class=\"advice-list\">\n";
    for (const rules::Note &N : F.Notes)
      if (N.Number == 0)
        Out << "<li>" << markup(N.Text) << " <span class=\"place soft\">"
            << place(N.Where) << "</span></li>\n";
    Out << "</ul>\n";
  }

  void edits(const rules::Finding &F) {
    if (F.Fix.empty())
      return;
    Out << "<details><summary>The fix that --fix applies</summary>\n<ul>\n";
    for (const rules::Edit &E : F.Fix) {
      Out << "<li><span class=\"place\">" << place(E.Where) << "</span>: ";
      const StringRef Old =
          E.Length != 0 ? Ended.fileOf(E.Where).textAt(E.Where, E.Length) : "";
      if (!Old.empty())
        Out << "<pre><span>" << markup(Old) << "</span></pre>becomes";
      if (E.Text.empty())
        Out << " nothing";
      else
        Out << "<pre><span class=\"new\">" << markup(E.Text) << "</span></pre>";
      Out << "</li>\n";
    }
    Out << "</ul>\n</details>\n";
  }

  std::string place(const facts::Location &At) const {
    return At.isValid()
               ? markup(Ended.pathOf(At)) + ":" + std::to_string(At.Line) +
                     ":" + std::to_string(At.Column)
               : "an unknown place";
  }

  void excerpt(const facts::Location &At, unsigned Around) {
    if (!At.isValid())
      return;
    const SourceFile &File = Ended.fileOf(At);
    if (File.line(At.Line).empty())
      return;
    const unsigned First = At.Line > Around ? At.Line - Around : 1;
    Out << "<pre tabindex=\"0\" aria-label=\"Source\">";
    for (unsigned Line = First; Line <= At.Line + Around; ++Line) {
      const StringRef Text = File.line(Line);
      if (Text.empty() && Line > At.Line)
        break;
      const bool IsHere = Line == At.Line && Around != 0;
      Out << "<span" << (IsHere ? " class=\"here\"" : "") << ">"
          << llvm::right_justify(std::to_string(Line), 5)
          << (IsHere ? " \u25b8 " : "   ") << markup(Text.rtrim())
          << "\n</span>";
    }
    Out << "</pre>\n";
  }

  void objects() {
    const auto &All = Ended.Result.Program.Objects;
    if (All.empty())
      return;
    Out << "<section aria-labelledby=\"objects\">\n<h2 id=\"objects\">Objects "
           "of the pool</h2>\n<table class=\"stack\">\n<thead><tr><th "
           "scope=\"col\">Object</th><th scope=\"col\">Made at</th><th "
           "scope=\"col\">Armed and stopped</th><th scope=\"col\">Verdict</th>"
           "</tr></thead>\n<tbody>\n";
    for (const rules::ObjectVerdict &O : All)
      object(O);
    Out << "</tbody>\n</table>\n</section>\n";
  }

  void object(const rules::ObjectVerdict &O) {
    StringRef Class = "verdict-unknown";
    if (O.Result == rules::Judgement::Safe)
      Class = "verdict-safe";
    else if (O.Result == rules::Judgement::Found)
      Class = "verdict-finding";
    Out << "<tr><td>" << markup(describe(O))
        << "</td><td><span class=\"place\">" << place(O.Where)
        << "</span></td><td>";
    for (const auto *Remarks : {&O.Armed, &O.Stopped})
      for (const rules::Remark &R : *Remarks)
        Out << markup(R.Text) << " <span class=\"place soft\">"
            << markup(shortPlace(Ended, R.Where)) << "</span><br>";
    Out << "</td><td><span class=\"" << Class << "\">" << nameOf(O.Result)
        << "</span>";
    if (O.Result == rules::Judgement::Safe)
      Out << " (" << O.NumStates << " states)";
    for (const rules::Remark &R : O.Findings)
      Out << "<br>" << markup(R.Text) << " <span class=\"place soft\">"
          << markup(shortPlace(Ended, R.Where)) << "</span>";
    if (O.Result == rules::Judgement::Unknown)
      Out << "<br>" << markup(O.Reason.Text) << " <span class=\"place soft\">"
          << markup(shortPlace(Ended, O.Reason.Where)) << "</span>";
    Out << "</td></tr>\n";
  }

  void notAnalysed() {
    if (Ended.Result.NotAnalysed.empty() && Ended.Result.Problems.empty())
      return;
    Out << "<section aria-labelledby=\"missing\">\n<h2 id=\"missing\">Not "
           "analysed</h2>\n<ul>\n";
    for (const inputs::Problem &P : Ended.Result.Problems)
      Out << "<li><span class=\"place\">" << markup(Ended.Where.shown(P.File))
          << "</span>: " << markup(P.Text) << "</li>\n";
    for (const scan::Unanalysed &Unit : Ended.Result.NotAnalysed)
      Out << "<li><span class=\"place\">" << markup(Unit.Unit)
          << "</span>: " << markup(Unit.Reason) << "</li>\n";
    Out << "</ul>\n</section>\n";
  }

  const Run &Ended;
  llvm::raw_ostream &Out;
  std::vector<const Reported *> Shown;
};

} // namespace

void reports::writeHtml(const Run &Ended, llvm::raw_ostream &Out) {
  Page(Ended, Out).write();
}

llvm::Error reports::writePictures(const Run &Ended, StringRef Directory) {
  std::set<std::string> Names;
  for (const Reported &R : Ended.All) {
    const rules::Finding &F = *R.Found;
    const Lanes Story = interleavingOf(F);
    if (!R.counts() || Story.Steps.empty())
      continue;
    std::string Name = std::string(rules::infoOf(R.As).Name) + "-" +
                       Ended.pathOf(F.Where).str() + "-" +
                       std::to_string(F.Where.Line);
    for (char &C : Name)
      if (!llvm::isAlnum(C) && C != '-' && C != '.' && C != '_')
        C = '-';
    const std::string Stem = Name;
    for (unsigned Others = 2; !Names.insert(Name).second; ++Others)
      Name = Stem + "-" + std::to_string(Others);
    auto Write = [&](const Lanes &What, StringRef Title, StringRef Suffix) {
      const std::string Picture = draw(
          What, {Title.str(), describe(What), "p", /*IsFile=*/true},
          [&](const facts::Location &At) { return shortPlace(Ended, At); });
      return facts::writeWhole((Directory + "/" + Name + Suffix + ".svg").str(),
                               [&](llvm::raw_ostream &To) { To << Picture; });
    };
    if (llvm::Error E = Write(Story, F.Message, ""))
      return E;
    if (const Lanes Repair = repairOf(F); !Repair.Steps.empty())
      if (llvm::Error E = Write(Repair, "The repaired sequence", "-repaired"))
        return E;
  }
  return llvm::Error::success();
}
