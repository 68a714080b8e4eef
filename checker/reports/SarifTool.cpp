//===- SarifTool.cpp - The tool and its rules in SARIF --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/SarifTool.h"

#include "reports/Product.h"

#include "llvm/ADT/StringExtras.h"

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;

StringRef reports::sarifLevelOf(rules::Level Severity) {
  switch (Severity) {
  case rules::Level::Error:
    return "error";
  case rules::Level::Warning:
    return "warning";
  case rules::Level::Advice:
    return "note";
  }
  llvm_unreachable("all levels are handled");
}

/// What GitHub sorts and filters alerts by.
static StringRef precisionOf(rules::Level Severity) {
  switch (Severity) {
  case rules::Level::Error:
    return "very-high";
  case rules::Level::Warning:
    return "high";
  case rules::Level::Advice:
    return "medium";
  }
  llvm_unreachable("all levels are handled");
}

/// \p Text with a capital letter and a full stop.
static std::string asSentence(StringRef Text) {
  return llvm::toUpper(Text.front()) + Text.drop_front().str() + ".";
}

/// The first paragraph of a page that says why: one line.
static std::string whyOf(rules::Rule R) {
  const StringRef Why = pageText(R).split("\n## Why\n\n").second;
  llvm::SmallVector<StringRef> Lines;
  Why.split("\n\n").first.split(Lines, '\n');
  return llvm::join(Lines, " ");
}

static void writeText(llvm::json::OStream &J, StringRef Name, StringRef Text) {
  J.attributeObject(Name, [&] { J.attribute("text", Text); });
}

static void writeRule(llvm::json::OStream &J, const rules::RuleInfo &Info) {
  J.attribute("id", checkName(Info.Id));
  J.attribute("name", enumeratorName(Info.Id));
  writeText(J, "shortDescription", asSentence(Info.Summary));
  writeText(J, "fullDescription", whyOf(Info.Id));
  J.attribute("helpUri", pageAddress(Info.Id));
  J.attributeObject("help", [&] {
    J.attribute("text", asSentence(Info.Summary) + " See " +
                            pageAddress(Info.Id) + ".");
    J.attribute("markdown", pageText(Info.Id));
  });
  J.attributeObject("defaultConfiguration", [&] {
    J.attribute("enabled", Info.Reports == rules::Default::On);
    J.attribute("level", sarifLevelOf(Info.Severity));
  });
  J.attributeObject("properties", [&] {
    J.attribute("precision", precisionOf(Info.Severity));
    J.attributeArray("tags", [&] {
      J.value("concurrency");
      J.value("windows-thread-pool");
    });
  });
}

static void writeNotification(llvm::json::OStream &J, StringRef Id,
                              StringRef Name, StringRef Summary,
                              StringRef Meaning) {
  J.object([&] {
    J.attribute("id", Id);
    J.attribute("name", Name);
    writeText(J, "shortDescription", Summary);
    writeText(J, "fullDescription", Meaning);
    writeText(J, "help", Meaning);
  });
}

void reports::writeSarifTool(llvm::json::OStream &J) {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", ProductName);
      J.attribute("version", productVersion());
      J.attribute("semanticVersion", productVersion());
      J.attribute("informationUri", productAddress());
      J.attributeArray("rules", [&] {
        for (const rules::RuleInfo &Info : rules::AllRules)
          J.object([&] { writeRule(J, Info); });
      });
      J.attributeArray("notifications", [&] {
        writeNotification(
            J, NotAnalysedId, "NotAnalysed", "A source was not analysed.",
            "What is wrong in a source that could not be analysed "
            "is not found. It is tried again in the next run.");
        writeNotification(J, NotUsedId, "NotUsed",
                          "What is said of how sources are compiled was not "
                          "used.",
                          "A compile database or a project, or an entry of "
                          "one, could not be used. Its sources may be missing "
                          "in the run, or compiled by guesses.");
      });
    });
  });
}
