//===- SubmittedContext.cpp - threadpool-free-before-drain ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The context of a submitted function, freed by who submits it. Nothing waits
// for such a callback, so there is no drain to be moved before.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/ContextUse.h"
#include "rules/RoutineFinder.h"

#include <map>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class SubmissionFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          follow(P, Ev, Found);
          return true;
        },
        [](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          decide(P, Cond, TakesNext);
          return true;
        });
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  using ByMemory = std::map<std::string, const Event *>;

  /// By the text of the path to the memory: the calls that freed it, and those
  /// that submitted a callback with it. Nothing is kept across a condition or a
  /// call that might make it right.
  struct Progress {
    ByMemory Freed, Submitted;
    bool operator<(const Progress &O) const {
      return std::tie(Freed, Submitted) < std::tie(O.Freed, O.Submitted);
    }
  };

  static void forget(ByMemory &Known, const Path &Changed) {
    const std::string Text = link::textOf(Changed);
    for (auto It = Known.begin(); It != Known.end();)
      It = It->first.compare(0, Text.size(), Text) == 0 ? Known.erase(It)
                                                        : std::next(It);
  }

  static std::string memoryOf(const Value &Pointer) {
    const Path Memory = Pointer.pointee();
    return Memory.isValid() ? link::textOf(Memory) : "";
  }

  void follow(Progress &P, const Event &Ev,
              std::map<const facts::Node *, Finding> &Found) const {
    switch (Ev.Kind) {
    case EventKind::Touch:
    case EventKind::Keep:
    case EventKind::Leave:
      return;
    case EventKind::Store:
      forget(P.Freed, Ev.Storage);
      forget(P.Submitted, Ev.Storage);
      return;
    case EventKind::Call: {
      // What is called may wait for the callback.
      const facts::Node &N = nodeOf(Ev);
      if (!N.CalleeIsSystem || link::effectOf(N) != link::SystemEffect::None)
        P.Submitted.clear();
      forget(P.Freed, Ev.Result.Where);
      forget(P.Submitted, Ev.Result.Where);
      return;
    }
    case EventKind::Delete:
      return free(P, Ev, Ev.Args[0], Found);
    case EventKind::Api:
      break;
    }
    if (Ev.isApi(ApiRole::Free) && Ev.Api->Object == ApiObject::Memory)
      return free(P, Ev, Ev.argument(Ev.Api->Args.Object), Found);
    if (Ev.isApi(ApiRole::Submit) && Ev.Api->Object == ApiObject::Simple)
      return submit(P, Ev, Found);
    if (Ev.Api->Family != facts::ApiFamily::Support ||
        Ev.isApi(ApiRole::Block) || Ev.isApi(ApiRole::Acquire))
      P.Submitted.clear();
  }

  void free(Progress &P, const Event &Ev, const Value &Pointer,
            std::map<const facts::Node *, Finding> &Found) const {
    const std::string Memory = memoryOf(Pointer);
    if (Memory.empty())
      return;
    if (auto Given = P.Submitted.find(Memory); Given != P.Submitted.end())
      if (const facts::Node *Use = useIn(*Given->second))
        Found.try_emplace(&nodeOf(Ev), tellAfter(*Given->second, Ev, *Use));
    P.Freed[Memory] = &Ev;
  }

  void submit(Progress &P, const Event &Ev,
              std::map<const facts::Node *, Finding> &Found) const {
    const std::string Memory = memoryOf(Ev.argument(Ev.Api->Args.Context));
    if (Memory.empty())
      return;
    if (auto Gone = P.Freed.find(Memory); Gone != P.Freed.end())
      if (const facts::Node *Use = useIn(Ev))
        Found.try_emplace(&nodeOf(*Gone->second),
                          tellBefore(*Gone->second, Ev, *Use));
    P.Submitted[Memory] = &Ev;
  }

  /// Whether the submission took place is known where its result is tested.
  static void decide(Progress &P, const UndecidedCondition &Cond,
                     bool TakesNext) {
    P.Freed.clear();
    auto IsResult = [&](const Event &Ev) {
      return Cond.Constant && *Cond.Constant == 0 && Cond.Sources.size() == 1 &&
             Cond.Sources[0].Where.Symbol == Ev.Result.Where.Symbol;
    };
    for (auto It = P.Submitted.begin(); It != P.Submitted.end();) {
      const bool Succeeded =
          IsResult(*It->second) && TakesNext != Cond.IsNextEqual;
      It = Succeeded ? std::next(It) : P.Submitted.erase(It);
    }
  }

  /// Where the submitted callback uses its context; null if it does not, or if
  /// the callback is not known.
  const facts::Node *useIn(const Event &Submission) const {
    const Value Callback = Submission.argument(Submission.Api->Args.Callback);
    return Callback.is(ValueKind::Function)
               ? contextUse(E, Callback.Name, *Submission.Api)
               : nullptr;
  }

  std::string callbackOf(const Event &Submission) const {
    const Value Callback = Submission.argument(Submission.Api->Args.Callback);
    return quotedFunction(E.Unit.Functions.at(Callback.Name).Name);
  }

  Finding tellBefore(const Event &Free, const Event &Submission,
                     const facts::Node &Use) const {
    const std::string Callback = callbackOf(Submission);
    Finding F =
        findingAt(Rule::FreeBeforeDrain, Free,
                  functionOf(Free) + " frees the context and then submits " +
                      Callback + " with it");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(Free).Where,
                           actor(Free) + " frees the context"));
    F.Notes.push_back(step(2, Actor::Owner, nodeOf(Submission).Where,
                           actor(Submission) + " submits " + Callback));
    tellUse(F, Submission, Use);
    advise(F, Free, "do not submit it on this way");
    return F;
  }

  Finding tellAfter(const Event &Submission, const Event &Free,
                    const facts::Node &Use) const {
    const std::string Callback = callbackOf(Submission);
    Finding F =
        findingAt(Rule::FreeBeforeDrain, Free,
                  functionOf(Free) + " frees the context of " + Callback +
                      ", which it has submitted: the callback "
                      "may still use it");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(Submission).Where,
                           actor(Submission) + " submits " + Callback));
    F.Notes.push_back(step(2, Actor::Owner, nodeOf(Free).Where,
                           actor(Free) + " frees the context"));
    tellUse(F, Submission, Use);
    advise(F, Free, "let the callback free it");
    return F;
  }

  void tellUse(Finding &F, const Event &Submission,
               const facts::Node &Use) const {
    const Value Callback = Submission.argument(Submission.Api->Args.Callback);
    const std::string Name = callbackOf(Submission);
    F.Notes.push_back(step(3, Actor::Pool,
                           E.Unit.Functions.at(Callback.Name).Where,
                           "the pool starts callback 1, " + Name));
    F.Notes.push_back(
        step(4, Actor::Callback, Use.Where,
             "callback 1 (" + Name + ") uses its context, which is gone"));
  }
};

} // namespace

std::vector<Finding> findFreedSubmissions(const Evidence &E) {
  return findInRoutines<SubmissionFinder>(E, [](const facts::ApiFunction &Api) {
    return Api.Role == ApiRole::Submit && Api.Object == ApiObject::Simple;
  });
}

} // namespace threadpool::rules
