//===- LinkFile.cpp - What a link came to as a file -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scan/LinkFile.h"

#include "facts/Fields.h"

namespace threadpool::rules {

constexpr auto fieldsOf(const CallSite *) {
  using R = CallSite;
  return std::make_tuple(facts::field("function", &R::Function),
                         facts::field("where", &R::Where));
}

constexpr auto fieldsOf(const Note *) {
  using R = Note;
  return std::make_tuple(
      facts::field("number", &R::Number), facts::field("who", &R::Who),
      facts::field("callback", &R::CallbackNumber),
      facts::field("where", &R::Where), facts::field("calls", &R::Calls),
      facts::field("text", &R::Text));
}

constexpr auto fieldsOf(const Edit *) {
  using R = Edit;
  return std::make_tuple(facts::field("where", &R::Where),
                         facts::field("length", &R::Length),
                         facts::field("text", &R::Text));
}

constexpr auto fieldsOf(const RepairedStep *) {
  using R = RepairedStep;
  return std::make_tuple(
      facts::field("who", &R::Who), facts::field("text", &R::Text),
      facts::field("new", &R::IsNew), facts::field("where", &R::Where));
}

constexpr auto fieldsOf(const Finding *) {
  using R = Finding;
  return std::make_tuple(
      facts::field("rules", &R::Rules), facts::field("where", &R::Where),
      facts::field("length", &R::Length),
      facts::field("function", &R::Function),
      facts::field("message", &R::Message), facts::field("notes", &R::Notes),
      facts::field("repaired", &R::Repaired), facts::field("fix", &R::Fix));
}

constexpr auto fieldsOf(const Remark *) {
  using R = Remark;
  return std::make_tuple(facts::field("where", &R::Where),
                         facts::field("text", &R::Text));
}

constexpr auto fieldsOf(const StopVerdict *) {
  using R = StopVerdict;
  return std::make_tuple(
      facts::field("owner", &R::Owner), facts::field("where", &R::Where),
      facts::field("result", &R::Result), facts::field("states", &R::NumStates),
      facts::field("variants", &R::NumVariants),
      facts::field("reason", &R::Reason), facts::field("start", &R::Start),
      facts::field("owner-steps", &R::OwnerSteps),
      facts::field("callback-steps", &R::CallbackSteps));
}

constexpr auto fieldsOf(const ObjectVerdict *) {
  using R = ObjectVerdict;
  return std::make_tuple(
      facts::field("where", &R::Where), facts::field("noun", &R::Noun),
      facts::field("name", &R::Name), facts::field("callback", &R::Callback),
      facts::field("callback-at", &R::CallbackAt),
      facts::field("armed", &R::Armed), facts::field("stopped", &R::Stopped),
      facts::field("result", &R::Result), facts::field("states", &R::NumStates),
      facts::field("reason", &R::Reason),
      facts::field("findings", &R::Findings), facts::field("stops", &R::Stops));
}

} // namespace threadpool::rules

namespace threadpool::scan {

constexpr auto fieldsOf(const UnitSummary *) {
  using R = UnitSummary;
  return std::make_tuple(
      facts::field("name", &R::Name),
      facts::field("not-analysed", &R::NotAnalysed),
      facts::field("errors", &R::NumErrors),
      facts::field("missing-includes", &R::NumMissingIncludes),
      facts::field("functions", &R::NumFunctions),
      facts::field("broken", &R::NumBroken));
}

constexpr auto fieldsOf(const Linked *) {
  using R = Linked;
  return std::make_tuple(facts::field("units", &R::Units),
                         facts::field("programs", &R::NumPrograms),
                         facts::field("files", &R::Files),
                         facts::field("findings", &R::Findings),
                         facts::field("objects", &R::Objects));
}

} // namespace threadpool::scan

namespace threadpool::facts {

template <> struct Last<rules::Rule> {
  static constexpr auto Value = std::end(rules::AllRules)[-1].Id;
};
template <> struct Last<rules::Actor> {
  static constexpr auto Value = rules::Actor::Callback;
};

template <> struct Last<rules::Judgement> {
  static constexpr auto Value = rules::Judgement::Unknown;
};

} // namespace threadpool::facts

#include "facts/FieldReader.h"
#include "facts/FieldWriter.h"

using namespace threadpool;
using namespace threadpool::scan;
namespace json = llvm::json;

// Whoever changes a record here needs no other version: a link is made anew
// when the program that makes it has changed.
static constexpr char LinkKey[] = "threadpool-link";

void scan::write(const Linked &Result, llvm::raw_ostream &Out) {
  json::OStream Line(Out);
  Line.object([&] {
    Line.attributeBegin(LinkKey);
    facts::FieldWriter(Line, nullptr).value(Result);
    Line.attributeEnd();
  });
  Out << '\n';
}

/// Whether all that names a file of \p Result, or a rule, can be looked up.
static bool isWhole(const Linked &Result) {
  bool IsGood = true;
  facts::forEach<facts::Location>(Result, [&](const facts::Location &Where) {
    IsGood &= !Where.isValid() || Where.File < Result.Files.size();
  });
  for (const rules::Finding &F : Result.Findings)
    IsGood &= !F.Rules.empty() && F.Where.isValid();
  return IsGood;
}

llvm::Expected<Linked> scan::readLinked(llvm::StringRef Text,
                                        llvm::StringRef FileName) {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(FileName + ": " + Why);
  };
  llvm::Expected<json::Value> Value = json::parse(Text);
  if (!Value)
    return Fail(llvm::toString(Value.takeError()));
  const json::Object *Object = Value->getAsObject();
  const json::Value *From = Object ? Object->get(LinkKey) : nullptr;
  if (!From)
    return Fail("this is no result of a link");
  Linked Result;
  json::Path::Root Root(LinkKey);
  if (!facts::FieldReader(nullptr).value(*From, Result, Root))
    return Fail(llvm::toString(Root.getError()));
  if (!isWhole(Result))
    return Fail("a finding names a file that is not there, or no rule");
  return Result;
}
