//===- CallbackReach.cpp - What runs in a callback ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallbackReach.h"

#include "rules/EventReach.h"
#include "rules/EventSearch.h"
#include "rules/ThreadQuestion.h"
#include "rules/Wording.h"

#include <algorithm>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using link::Event;
using link::EventGraph;
using link::Frame;
using EventKind = link::Event::EventKind;
using GraphNode = link::EventGraph::Node;

CallbackReach::CallbackReach(const Evidence &E)
    : E(E), Registrations(registrationsIn(E)) {
  findOtherUses();
}

void CallbackReach::findOtherUses() {
  std::set<std::string> Callbacks, Others;
  for (const Registration &R : Registrations)
    Callbacks.insert(R.Callback->Usr);
  const std::set<std::string> Inside = E.Calls.withCallees(Callbacks);
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (!Inside.count(Usr))
      Others.insert(Usr);
  forEachApiCall(
      E.Unit, [&](const Function &By, const Node &N, const ApiFunction &Api) {
        if (Api.Object != ApiObject::Thread || Api.Role != ApiRole::Create)
          return;
        if (const Function *Started = callbackNamedIn(E.Unit, N, Api)) {
          Others.insert(Started->Usr);
          Elsewhere[Started->Usr] = {&By, &N};
        }
      });
  const std::set<std::string> Outside = E.Calls.withCallees(Others);
  for (const auto &[Usr, F] : E.Unit.Functions) {
    if (!Outside.count(Usr))
      continue;
    for (const Node &N : F.Nodes)
      if (N.Kind == NodeKind::Call && N.Callee != Usr &&
          Inside.count(N.Callee)) {
        auto [It, IsNew] = Elsewhere.try_emplace(N.Callee, OtherUse{&F, &N});
        // Best is a function that no callback calls.
        if (!IsNew && Inside.count(It->second.By->Usr) && !Inside.count(Usr))
          It->second = {&F, &N};
      }
  }
}

/// Whether \p Inner is the activation \p Outer, or one on the way from it.
static bool isWithin(const EventGraph &G, unsigned Inner, unsigned Outer) {
  while (Inner != Outer && Inner != 0)
    Inner = G.frames()[Inner].Parent;
  return Inner == Outer;
}

bool CallbackReach::isConditional(const CallInCallback &C,
                                  const Subject &S) const {
  const EventGraph &G = C.G;
  std::optional<unsigned> Shared;
  for (unsigned F = C.Call.Place.Frame;; F = G.frames()[F].Parent) {
    if (isUsedElsewhere(*G.frames()[F].Callee))
      Shared = F;
    if (F == 0)
      break;
  }
  if (Shared && C.IsBehindGap)
    return true;
  const std::vector<bool> Leads = nodesLeadingTo(G, C.Call);
  auto LeadsFrom = [&](std::uint32_t Id) {
    return Id != facts::NoNode && Leads[Id];
  };
  return std::any_of(
      G.nodes().begin(), G.nodes().end(), [&](const GraphNode &N) {
        if (N.Kind != GraphNode::NodeKind::Branch ||
            LeadsFrom(N.Next) == LeadsFrom(N.Else))
          return false;
        const link::Site &At = G.conditions()[N.Index].Place;
        const Function &Asking = *G.frames()[At.Frame].Callee;
        return (Shared && isWithin(G, At.Frame, *Shared) &&
                !(S.TrustsStatics && asksForStatics(Asking, G.nodeOf(At)))) ||
               asksForThread(Asking, G.nodeOf(At));
      });
}

/// Adds to \p Known the calls of \p G on the ways from the nodes \p Open, as
/// far as the code is understood; the nodes behind that are left in \p Open.
static void follow(const EventGraph &G, std::vector<std::uint32_t> &Open,
                   std::set<std::uint32_t> &Seen,
                   std::vector<const Event *> &Known) {
  std::vector<std::uint32_t> Behind;
  while (!Open.empty()) {
    const std::uint32_t Id = Open.back();
    Open.pop_back();
    if (Id == facts::NoNode || !Seen.insert(Id).second)
      continue;
    const GraphNode &N = G.nodes()[Id];
    if (N.Kind == GraphNode::NodeKind::Event &&
        (G.events()[N.Index].Kind == EventKind::Call ||
         G.events()[N.Index].Kind == EventKind::Api))
      Known.push_back(&G.events()[N.Index]);
    std::vector<std::uint32_t> &Next =
        N.Kind == GraphNode::NodeKind::Unknown ? Behind : Open;
    Next.insert(Next.end(), {N.Next, N.Else});
  }
  Open = std::move(Behind);
}

/// The calls on the ways of \p G; the number of those that nothing unknown
/// comes before.
static std::pair<std::vector<const Event *>, std::size_t>
callsOn(const EventGraph &G) {
  std::vector<std::uint32_t> Open;
  std::set<std::uint32_t> Seen;
  std::vector<const Event *> Result;
  if (!G.nodes().empty())
    Open.push_back(0);
  follow(G, Open, Seen, Result);
  const std::size_t NumCertain = Result.size();
  while (!Open.empty())
    follow(G, Open, Seen, Result);
  return {std::move(Result), NumCertain};
}

/// The callback of \p R: with all that it calls, or, where that is too much,
/// alone.
static const EventGraph &graphOf(EventGraphs &Graphs, const Registration &R) {
  const EventGraph &Whole =
      R.Made ? Graphs.of(*R.Callback, *R.Made)
             : Graphs.of(*R.Callback, link::Creations::Succeed);
  return Whole.isComplete() ? Whole : Graphs.alone(*R.Callback, *R.Api);
}

std::vector<Finding> CallbackReach::find(const Subject &S) const {
  std::set<std::string> Makers;
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (std::any_of(F.Nodes.begin(), F.Nodes.end(), S.Matters))
      Makers.insert(Usr);
  const std::set<std::string> Reaching = E.Calls.withCallers(std::move(Makers));
  std::map<const Node *, std::pair<unsigned, Finding>> Found;
  for (const Registration &R : Registrations) {
    if (!Reaching.count(R.Callback->Usr) || !R.Callback->hasBody() ||
        R.Callback->IsBroken)
      continue;
    const EventGraph &G = graphOf(E.Graphs, R);
    const auto [Calls, NumCertain] = callsOn(G);
    for (std::size_t I = 0; I < Calls.size(); ++I) {
      const CallInCallback C{R, G, *Calls[I], /*IsBehindGap=*/I >= NumCertain};
      if (!S.Matters(C.node()) || !C.node().Via.empty())
        continue;
      auto Known = Found.find(&C.node());
      if (Known != Found.end() && Known->second.first <= C.frame().Depth) {
        if (S.OnceIsEnough)
          break;
        continue;
      }
      const std::optional<Complaint> Wrong = S.Complain(C);
      if (!Wrong || isConditional(C, S))
        continue;
      Found[&C.node()] = {C.frame().Depth, tell(C, S, *Wrong)};
      if (S.OnceIsEnough)
        break;
    }
  }
  std::vector<Finding> Result;
  for (auto &[At, Told] : Found)
    Result.push_back(std::move(Told.second));
  return Result;
}

Finding CallbackReach::tell(const CallInCallback &C, const Subject &S,
                            const Complaint &Wrong) const {
  const std::string Callback = quotedFunction(C.By.Callback->Name);
  const std::string Name = quotedFunction(C.frame().Callee->Name);
  Finding F;
  F.Rules = {S.Named};
  F.Where = C.node().Where;
  F.Length = C.node().Length;
  F.Message = C.isInCallback()
                  ? Name + ", a callback of the pool, "
                  : Name + ", called by the callback " + Callback + ", ";
  F.Message += Wrong.What;
  F.Notes.push_back(noteAt(C.By.Where, C.By.Api->Name.str() + " gives " +
                                           Callback + " to the pool"));
  std::vector<const Frame *> Way;
  for (const Frame *At = &C.frame(); At->Depth > 0;
       At = &C.G.frames()[At->Parent])
    Way.push_back(At);
  for (auto At = Way.rbegin(); At != Way.rend(); ++At) {
    const Function &Caller = *C.G.frames()[(*At)->Parent].Callee;
    F.Notes.push_back(noteAt(Caller.Nodes[(*At)->Call].Where,
                             quotedFunction(Caller.Name) + " calls " +
                                 quotedFunction((*At)->Callee->Name)));
  }
  tellElsewhere(F, C);
  F.Notes.insert(F.Notes.end(), Wrong.Evidence.begin(), Wrong.Evidence.end());
  F.Notes.push_back(noteAt(F.Where, "to repair: " + Wrong.Advice));
  if (S.Fix)
    F.Fix = S.Fix(C);
  return F;
}

void CallbackReach::tellElsewhere(Finding &F, const CallInCallback &C) const {
  auto Use = Elsewhere.find(C.frame().Callee->Usr);
  if (Use == Elsewhere.end())
    return;
  const auto &[By, Where] = Use->second;
  const std::string Name = quotedFunction(C.frame().Callee->Name);
  F.Message += "; it also runs elsewhere";
  F.Notes.push_back(noteAt(
      Where->Where, Where->Kind == NodeKind::Call
                        ? quotedFunction(By->Name) + " calls " + Name + ", too"
                        : quotedFunction(By->Name) +
                              " makes a thread that runs " + Name + ", too"));
}

} // namespace threadpool::rules
