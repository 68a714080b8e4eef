//===- LeakedMember.cpp - threadpool-leak ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member that holds an object, of a class whose destructor ends other things,
// in a unit that sees everything that is done with the member, and never closes
// it.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/Borrowing.h"
#include "rules/Mentions.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Path;
using link::Creation;
using link::Key;

namespace {

/// Whether \p F does more than what the members' own destructors do.
bool doesSomething(const facts::Function &F) {
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
    return N.Kind != NodeKind::Join && N.Kind != NodeKind::Return &&
           N.Kind != NodeKind::Touch &&
           !(N.Kind == NodeKind::Call && link::isDestructor(N));
  });
}

/// The destructor of the class whose member \p Home is; null if the unit does
/// not have it, or if it leaves everything as it is, as where there is one
/// object for as long as the program runs.
const facts::Function *destructorOf(const facts::UnitFacts &Unit,
                                    const Path &Home) {
  const std::string &Field = Home.Steps.back().Name;
  const std::string Record = Field.substr(0, Field.rfind("@FI@"));
  for (const auto &[Usr, F] : Unit.Functions)
    if (F.IsDestructor && F.hasBody() && F.Record == Record)
      return doesSomething(F) ? &F : nullptr;
  return nullptr;
}

/// Whether \p N leaves what is at \p Home open, and tells nobody of it.
bool leavesOpen(const Node &N, const Path &Home) {
  // The class that has the field may close it whatever it is a part of.
  auto IsHome = [&](const Path &P) {
    return !P.Steps.empty() && P.Steps.back().Kind == Home.Steps.back().Kind &&
           P.Steps.back().Name == Home.Steps.back().Name;
  };
  if (!names(N, IsHome))
    return true;
  switch (N.Kind) {
  case NodeKind::ApiCall: {
    const ApiFunction *Api = facts::lookupApi(N.Callee);
    return Api && borrows(*Api) && N.Via.empty();
  }
  case NodeKind::Assign:
    return IsHome(N.Target) && !names(N.Args[0], IsHome);
  case NodeKind::Branch:
    return true;
  default:
    return false;
  }
}

bool isLeftOpen(const Evidence &E, const Path &Home) {
  return std::all_of(
      E.Unit.Functions.begin(), E.Unit.Functions.end(), [&](const auto &Entry) {
        const facts::Function &F = Entry.second;
        return !hasGaps(F) &&
               std::all_of(F.Nodes.begin(), F.Nodes.end(),
                           [&](const Node &N) { return leavesOpen(N, Home); });
      });
}

} // namespace

std::vector<Finding> findLeakedMembers(const Evidence &E) {
  std::vector<Finding> Result;
  for (const auto &[Id, C] : E.Objects.Creations) {
    if (C.Api->Role != ApiRole::Create || !C.Api->Args.Object.isReturned() ||
        !facts::isCallbackObject(C.Api->Object) || !C.Environment.isNull() ||
        !C.StoredAt || C.IsKeptTwice || C.StoredAt->Steps.empty() ||
        C.StoredAt->Root == Path::RootKind::Global)
      continue;
    const Key Home = link::keyOf(*C.StoredAt);
    if (Home.empty() || link::isAmbiguous(Home) ||
        !isOfThisUnit(E.Unit, *C.StoredAt) ||
        !link::isHomeOf(E.Objects, Home, C.Callback) ||
        mayEndItself(E.Unit, *C.Api, C.Callback) || !isLeftOpen(E, *C.StoredAt))
      continue;
    const facts::Function *Destructor = destructorOf(E.Unit, *C.StoredAt);
    if (!Destructor)
      continue;
    const std::string Noun = nounOf(C.Api->Object);
    Finding &F = Result.emplace_back();
    F.Rules = {Rule::Leak};
    F.Where = C.Where;
    F.Length = C.Length;
    F.Message = "the " + Noun + " is never closed: nothing closes " +
                quoted(link::readableName(Home)) + ", nor hands it on";
    F.Notes.push_back(step(1, Actor::Owner, Destructor->Where,
                           quotedFunction(Destructor->Name) + " leaves the " +
                               Noun + " open"));
  }
  return Result;
}

} // namespace threadpool::rules
