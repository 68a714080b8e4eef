//===- LeakedMember.cpp - threadpool-leak ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member or variable that holds an object, in a unit that sees everything
// that is done with it, and never closes it, though what is there comes to its
// end: a routine stops it and forgets it, or the class has a destructor.
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"
#include "rules/Borrowing.h"
#include "rules/Forgetting.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include <algorithm>
#include <optional>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::Path;
using link::Creation;
using link::Key;

namespace {

/// Whether \p N leaves what is at \p H open, and tells nobody of it.
bool leavesOpen(const Node &N, const Home &H) {
  if (!H.isNamedIn(N))
    return true;
  switch (N.Kind) {
  case NodeKind::ApiCall: {
    const ApiFunction *Api = apiOf(N);
    return Api && borrows(*Api);
  }
  case NodeKind::Assign:
    return H.is(N.Target) && !H.isNamedIn(N.Args[0]);
  case NodeKind::Branch:
    return true;
  default:
    return false;
  }
}

bool isLeftOpen(const Evidence &E, const Path &Where) {
  const Home H(Where);
  const Functions &Naming = E.Mentions.naming(Where);
  return std::all_of(Naming.begin(), Naming.end(), [&](const Function *F) {
    return std::all_of(F->Nodes.begin(), F->Nodes.end(),
                       [&](const Node &N) { return leavesOpen(N, H); });
  });
}

struct Ending {
  facts::Location Where;
  std::string Text;
};

//===--- Classes that have a destructor -----------------------------------===//

/// Whether \p F does more than what the members' own destructors do.
bool doesSomething(const Function &F) {
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
    return N.Kind != NodeKind::Join && N.Kind != NodeKind::Return &&
           N.Kind != NodeKind::Touch &&
           !(N.Kind == NodeKind::Call && link::isDestructor(N));
  });
}

/// Whether \p F asks what is at \p H before it comes to \p Where.
bool asksBefore(const Function &F, const Home &H,
                const facts::Location &Where) {
  std::vector<NodeId> Next;
  for (const Node &N : F.Nodes)
    if ((N.Kind == NodeKind::Branch || N.Kind == NodeKind::OpaqueBranch) &&
        H.isNamedIn(N))
      Next.insert(Next.end(), {N.Next, N.Else});
  std::set<NodeId> Seen;
  while (!Next.empty()) {
    const NodeId Id = Next.back();
    Next.pop_back();
    if (Id == facts::NoNode || !Seen.insert(Id).second)
      continue;
    const Node &N = F.Nodes[Id];
    if (N.Kind == NodeKind::ApiCall && N.Where.Offset == Where.Offset &&
        N.Where.File == Where.File)
      return true;
    Next.insert(Next.end(), {N.Next, N.Else});
  }
  return false;
}

/// Whether each call of the routine that makes \p C makes another one: it is no
/// constructor, and does not ask whether there is one.
bool isMadeAnew(const Creation &C) {
  const Function &Maker = C.Within.empty() ? *C.Root : *C.Within.front();
  return !C.Root->IsConstructor &&
         std::none_of(C.Within.begin(), C.Within.end(),
                      [](const Function *F) { return F->IsConstructor; }) &&
         !asksBefore(Maker, Home(*C.StoredAt), C.Where);
}

/// The destructor of the class whose member \p C is kept in. One that leaves
/// everything as it is does not count where the member may be filled but once:
/// there may be one object for as long as the program runs.
std::optional<Ending> findDestructor(const Evidence &E, const Creation &C) {
  if (C.StoredAt->Steps.empty())
    return std::nullopt;
  const std::string &Field = C.StoredAt->Steps.back().Name;
  const std::string Record = Field.substr(0, Field.rfind("@FI@"));
  for (const auto &[Usr, F] : E.Unit.Functions)
    if (F.IsDestructor && F.hasBody() && F.Record == Record &&
        (doesSomething(F) || isMadeAnew(C)))
      return Ending{F.Where, quotedFunction(F.Name) + " leaves the " +
                                 nounOf(C.Api->Object) + " open"};
  return std::nullopt;
}

/// Whether what \p C makes is kept where nobody but the unit finds it, and
/// where nothing else is.
bool isKeptHere(const Evidence &E, const Creation &C) {
  if (C.Api->Role != ApiRole::Create || !C.Api->Args.Object.isReturned() ||
      !facts::isCallbackObject(C.Api->Object) || !C.Environment.isNull() ||
      !C.StoredAt || C.IsKeptTwice || !isOfThisUnit(E.Unit, *C.StoredAt))
    return false;
  const Key K = link::keyOf(*C.StoredAt);
  return !K.empty() && !link::isAmbiguous(K) &&
         link::isHomeOf(E.Objects, K, C.Callback) &&
         !mayEndItself(E.Unit, *C.Api, C.Callback);
}

} // namespace

std::vector<Finding> findLeakedMembers(const Evidence &E) {
  std::vector<Finding> Result;
  std::set<Key> Done;
  for (const auto &[Id, C] : E.Objects.Creations) {
    if (!isKeptHere(E, C))
      continue;
    if (!isLeftOpen(E, *C.StoredAt))
      continue;
    const Key K = link::keyOf(*C.StoredAt);
    std::optional<Ending> End;
    if (const Forgetting Place = findForgetting(E, *C.StoredAt); Place.At)
      End = Ending{Place.At->Where, quotedFunction(Place.In->Name) +
                                        " has stopped it, and forgets it"};
    else if (E.Mentions.isAllSeen(*C.StoredAt))
      End = findDestructor(E, C);
    if (!End || !Done.insert(K).second)
      continue;
    Finding &F = Result.emplace_back();
    F.Rules = {Rule::Leak};
    F.Where = C.Where;
    F.Length = C.Length;
    F.Message = "the " + nounOf(C.Api->Object) +
                " is never closed: nothing closes " +
                quoted(link::readableName(K)) + ", nor hands it on";
    F.Notes.push_back(step(1, Actor::Owner, End->Where, End->Text));
  }
  return Result;
}

} // namespace threadpool::rules
