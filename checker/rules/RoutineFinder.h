//===- RoutineFinder.h - What is found in one routine -----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_RULES_ROUTINEFINDER_H
#define THREADPOOL_TIDY_RULES_ROUTINEFINDER_H

#include "rules/EventSearch.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace threadpool::rules {

/// Findings about one routine, with everything that it calls.
class RoutineFinder {
public:
  RoutineFinder(const Evidence &E, const facts::Function &Routine,
                link::Creations Made = link::Creations::Succeed)
      : E(E), Routine(Routine), G(E.Graphs.of(Routine, Made)) {}

  /// Whether the routine was followed to its end, however much of it is known.
  bool isFollowed() const { return G.isComplete(); }

  /// Whether all that the routine does was seen.
  bool isComplete() const {
    using Node = link::EventGraph::Node;
    return G.isComplete() &&
           std::none_of(G.nodes().begin(), G.nodes().end(), [](const Node &N) {
             return N.Kind == Node::NodeKind::Unknown;
           });
  }

protected:
  const facts::Node &nodeOf(const link::Event &Ev) const {
    return G.nodeOf(Ev.Place);
  }

  std::string actor(const link::Event &Ev) const {
    const link::Frame &In = G.frames()[Ev.Place.Frame];
    return quotedFunction(Routine.Name) +
           (In.Depth > 0 ? ", in " + quotedFunction(In.Callee->Name) + ","
                         : "");
  }

  /// The function of the routine in which something is done.
  std::string functionOf(const link::Event &Ev) const {
    return quotedFunction(G.frames()[Ev.Place.Frame].Callee->Name);
  }

  /// The activation that \p Variable belongs to.
  std::optional<unsigned> frameOf(const facts::Path &Variable) const {
    std::optional<unsigned> Best;
    for (unsigned F = 0; F < G.frames().size(); ++F) {
      llvm::StringRef Symbol = Variable.Symbol;
      const std::string &Label = G.frames()[F].Label;
      if (Symbol.consume_front(Label) && Symbol.starts_with(":") &&
          (!Best || Label.size() > G.frames()[*Best].Label.size()))
        Best = F;
    }
    return Best;
  }

  /// Visits the calls of API functions that \p Matter, each of them once for
  /// all the ways that lead there. What a described function does on its way
  /// is its own affair.
  template <typename MatterFn, typename VisitFn>
  void forEachPlace(MatterFn Matter, VisitFn Visit) const {
    std::set<std::pair<unsigned, facts::NodeId>> Done;
    for (const link::Event &Ev : G.events())
      if (Ev.Kind == link::Event::EventKind::Api && Matter(*Ev.Api) &&
          nodeOf(Ev).Via.empty() &&
          Done.insert({Ev.Place.Frame, Ev.Place.Node}).second)
        Visit(Ev);
  }

  Finding findingAt(Rule Named, const link::Event &Ev,
                    std::string Message) const {
    Finding F;
    F.Rules = {Named};
    F.Where = nodeOf(Ev).Where;
    F.Length = nodeOf(Ev).Length;
    F.Message = std::move(Message);
    return F;
  }

  void advise(Finding &F, const link::Event &At,
              const std::string &What) const {
    Note Advice;
    Advice.Where = nodeOf(At).Where;
    Advice.Text = "to repair: " + What;
    F.Notes.push_back(std::move(Advice));
  }

  /// Adds what \p Judge finds of each API call, unless it finds nothing on some
  /// of the ways that lead there: they may be the only ones that are ever
  /// taken.
  template <typename Fn>
  void findOnAllWays(std::vector<Finding> &Out, Fn Judge) const {
    std::map<std::pair<unsigned, facts::NodeId>, std::optional<Finding>> Found;
    for (const link::Event &Ev : G.events()) {
      if (Ev.Kind != link::Event::EventKind::Api)
        continue;
      std::optional<Finding> F = Judge(Ev);
      auto [It, IsFirst] =
          Found.try_emplace({Ev.Place.Frame, Ev.Place.Node}, F);
      if (!F)
        It->second.reset();
    }
    for (auto &[Site, F] : Found)
      if (F)
        Out.push_back(std::move(*F));
  }

  const Evidence &E;
  const facts::Function &Routine;
  const link::EventGraph &G;
};

/// What a \p Finder finds in the outermost routines that call an API function
/// which \p Matters.
template <typename Finder>
std::vector<Finding> findInRoutines(const Evidence &E,
                                    const link::CallGraph::Predicate &Matters) {
  std::vector<Finding> Result;
  E.Calls.visitRoots(Matters, [&](const facts::Function &Routine) {
    Finder In(E, Routine);
    In.find(Result);
    return In.isComplete();
  });
  return Result;
}

} // namespace threadpool::rules

#endif // THREADPOOL_TIDY_RULES_ROUTINEFINDER_H
