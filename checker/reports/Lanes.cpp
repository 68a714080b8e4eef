//===- Lanes.cpp - Who does what, when -----------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reports/Lanes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <tuple>

using namespace threadpool;
using namespace threadpool::reports;
using llvm::StringRef;
using rules::Actor;
using rules::Note;

namespace {

/// What is behind the quote at the start of \p Text, and what is in it; nothing
/// if there is no quote.
std::optional<std::pair<StringRef, StringRef>> quoteAt(StringRef Text) {
  if (!Text.consume_front("'"))
    return std::nullopt;
  const std::size_t End = Text.find('\'');
  if (End == StringRef::npos)
    return std::nullopt;
  return std::make_pair(Text.take_front(End), Text.drop_front(End + 1));
}

/// A note as the text of a step: who it is about says the lane.
struct Told {
  std::string Function;
  std::string Text;
};

/// "callback 1 ('F'), in 'G', does" is "in 'G', does" of F.
Told tell(const Note &N) {
  StringRef Rest = N.Text;
  if (N.Who == Actor::Pool)
    return {"", N.Text};
  if (N.Who == Actor::Callback &&
      !(Rest.consume_front("callback ") &&
        Rest.consume_front(std::to_string(N.CallbackNumber)) &&
        Rest.consume_front(" (")))
    return {"", N.Text};
  auto Quote = quoteAt(Rest);
  if (!Quote)
    return {"", N.Text};
  Rest = Quote->second;
  if (N.Who == Actor::Callback && !Rest.consume_front(")"))
    return {"", N.Text};
  Rest.consume_front(",");
  return {Quote->first.str(), Rest.ltrim().str()};
}

/// The function that the pool says it starts or queues: "callback 1, 'F'".
std::string calledBy(StringRef Text) {
  const std::size_t At = Text.find("callback ");
  if (At == StringRef::npos)
    return "";
  Text = Text.drop_front(At).drop_while([](char C) { return C != ','; });
  if (!Text.consume_front(", "))
    return "";
  auto Name = quoteAt(Text);
  return Name ? Name->first.str() : "";
}

class Builder {
public:
  std::size_t laneOf(Actor Who, unsigned Callback) {
    auto [It, IsNew] = Index.try_emplace({rank(Who), Callback}, 0);
    if (IsNew) {
      Lane New;
      New.Who = Who;
      New.Callback = Callback;
      New.Title = Who == Actor::Owner  ? "owner"
                  : Who == Actor::Pool ? "pool"
                  : Callback == 0      ? "callback"
                                       : "callback " + std::to_string(Callback);
      It->second = Result.Actors.size();
      Result.Actors.push_back(std::move(New));
    }
    return It->second;
  }

  void name(std::size_t Lane, const std::string &Function) {
    if (Result.Actors[Lane].Function.empty())
      Result.Actors[Lane].Function = Function;
  }

  void add(LaneStep Step) { Result.Steps.push_back(std::move(Step)); }

  /// The owner comes first, then the pool, then the callbacks.
  Lanes take() {
    std::vector<std::size_t> NewPlace(Result.Actors.size());
    std::vector<Lane> Sorted;
    for (const auto &[Key, Old] : Index) {
      NewPlace[Old] = Sorted.size();
      Sorted.push_back(std::move(Result.Actors[Old]));
    }
    Result.Actors = std::move(Sorted);
    for (LaneStep &Step : Result.Steps) {
      Step.Lane = NewPlace[Step.Lane];
      if (Step.Starts)
        Step.Starts = NewPlace[*Step.Starts];
    }
    return std::move(Result);
  }

private:
  static unsigned rank(Actor Who) {
    return Who == Actor::Owner ? 0 : Who == Actor::Pool ? 1 : 2;
  }

  std::map<std::pair<unsigned, unsigned>, std::size_t> Index;
  Lanes Result;
};

} // namespace

Lanes reports::interleavingOf(const rules::Finding &F) {
  Builder B;
  unsigned Last = 0;
  for (const Note &N : F.Notes)
    Last = std::max(Last, N.Number);
  for (const Note &N : F.Notes) {
    if (N.Number == 0)
      continue;
    const unsigned Callback = N.Who == Actor::Callback ? N.CallbackNumber : 0;
    LaneStep Step;
    Step.Lane = B.laneOf(N.Who, Callback);
    Step.Number = N.Number;
    Step.Where = N.Where;
    Step.Fails = N.Number == Last;
    Told What = tell(N);
    Step.Text = std::move(What.Text);
    if (!What.Function.empty())
      B.name(Step.Lane, What.Function);
    if (N.Who == Actor::Pool && N.CallbackNumber != 0) {
      Step.Starts = B.laneOf(Actor::Callback, N.CallbackNumber);
      B.name(*Step.Starts, calledBy(N.Text));
    }
    B.add(std::move(Step));
  }
  return B.take();
}

Lanes reports::repairOf(const rules::Finding &F) {
  const Lanes Before = interleavingOf(F);
  Builder B;
  for (const rules::RepairedStep &S : F.Repaired) {
    LaneStep Step;
    Step.Lane = B.laneOf(S.Who, 0);
    Step.Text = S.Text;
    Step.Where = S.Where;
    Step.IsNew = S.IsNew;
    for (const Lane &Known : Before.Actors)
      if (Known.Who == S.Who && !Known.Function.empty())
        B.name(Step.Lane, Known.Function);
    B.add(std::move(Step));
  }
  return B.take();
}
