//===- NeverTested.cpp - threadpool-unchecked-create ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object that one routine makes and another one uses, in a unit that sees
// everything that is done with it, and never tests it but to close it.
//
//===----------------------------------------------------------------------===//

#include "rules/Mentions.h"
#include "rules/Rules.h"
#include "rules/Wording.h"

#include <algorithm>
#include <utility>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using link::Creation;
using link::Key;

namespace {

bool arms(const ApiFunction &Api, const Node &Call) {
  if (Api.Role == ApiRole::Submit || Api.Role == ApiRole::StartIo)
    return true;
  const facts::ApiPlace At = Api.armingArgument();
  if ((Api.Role != ApiRole::Set && Api.Role != ApiRole::SetResult) ||
      !At.isArgument() || At.index() >= Call.Args.size())
    return false;
  const Operand &Arming = Call.Args[At.index()];
  return Arming.Kind != Operand::OperandKind::Constant || Arming.Number != 0;
}

/// What a function does with what is kept under a key.
struct Handling {
  bool MayTest = false, Closes = false;
  /// A call that takes it for granted.
  const Node *Use = nullptr;
};

Handling handlingIn(const facts::Function &F, const Key &Home) {
  auto IsHome = [&](const Path &P) { return link::keyOf(P) == Home; };
  Handling Result;
  for (const Node &N : F.Nodes) {
    if (!names(N, IsHome))
      continue;
    const ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    const bool IsObject =
        Api && Api->Args.Object.isArgument() &&
        Api->Args.Object.index() < N.Args.size() &&
        N.Args[Api->Args.Object.index()].Kind == Operand::OperandKind::Value &&
        IsHome(N.Args[Api->Args.Object.index()].Where);
    if (IsObject) {
      Result.Closes |= Api->Role == ApiRole::Close;
      if (arms(*Api, N) && !Result.Use)
        Result.Use = &N;
    } else if (N.Kind != NodeKind::Assign || !IsHome(N.Target) ||
               names(N.Args[0], IsHome)) {
      Result.MayTest = true;
    }
  }
  return Result;
}

bool asksForReason(const facts::Function &F) {
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
    return N.CalleeName == "GetLastError";
  });
}

bool isBefore(const facts::Location &A, const facts::Location &B) {
  return std::make_pair(A.File, A.Offset) < std::make_pair(B.File, B.Offset);
}

/// The call that takes the object of \p C for granted, if nothing in the unit
/// can have tested it.
const Node *untestedUse(const Evidence &E, const Creation &C) {
  const Key Home = link::keyOf(*C.StoredAt);
  const std::set<std::string> InCallback = E.Calls.withCallees({C.Callback});
  if (asksForReason(*C.Root) || !E.Mentions.isAllSeen(*C.StoredAt))
    return nullptr;
  const Node *Use = nullptr;
  for (const facts::Function *F : E.Mentions.withKey(Home)) {
    const Handling H = handlingIn(*F, Home);
    const bool OnlyEndsIt = H.Closes && !H.Use;
    if (H.MayTest && !OnlyEndsIt)
      return nullptr;
    // There is an object where its callback runs. The first in the source is
    // told of.
    if (H.Use && F != C.Root && !InCallback.count(F->Usr) &&
        (!Use || isBefore(H.Use->Where, Use->Where)))
      Use = H.Use;
  }
  return Use;
}

/// Whether all that is known of \p C was seen in the function that makes it.
bool isMadeInPlace(const Evidence &E, const Creation &C) {
  return std::any_of(C.Root->Nodes.begin(), C.Root->Nodes.end(),
                     [&](const Node &N) {
                       return N.Kind == NodeKind::ApiCall && N.Via.empty() &&
                              N.Where.File == C.Where.File &&
                              N.Where.Offset == C.Where.Offset;
                     }) &&
         link::isHomeOf(E.Objects, link::keyOf(*C.StoredAt), C.Callback);
}

} // namespace

std::vector<Finding> findNeverTested(const Evidence &E) {
  std::vector<Finding> Result;
  for (const auto &[Id, C] : E.Objects.Creations) {
    if (C.Api->Role != ApiRole::Create || !C.Api->Args.Object.isReturned() ||
        !facts::isCallbackObject(C.Api->Object) || !C.StoredAt ||
        C.IsKeptTwice || link::keyOf(*C.StoredAt).empty() ||
        link::isAmbiguous(link::keyOf(*C.StoredAt)) ||
        !isOfThisUnit(E.Unit, *C.StoredAt) || !isMadeInPlace(E, C))
      continue;
    const Node *Use = untestedUse(E, C);
    if (!Use)
      continue;
    const std::string Noun = nounOf(C.Api->Object);
    Finding &F = Result.emplace_back();
    F.Rules = {Rule::UncheckedCreate};
    F.Where = C.Where;
    F.Length = C.Length;
    F.Message = "nothing tests whether " + quoted(C.Api->Name.str()) +
                " has failed before the " + Noun + " is used";
    F.Notes.push_back(
        step(1, Actor::Owner, C.Where,
             quotedFunction(C.Root->Name) + " gets NULL, for lack of memory"));
    F.Notes.push_back(step(2, Actor::Owner, Use->Where,
                           "NULL is passed to " + quoted(Use->Callee) +
                               ", which raises an exception"));
  }
  return Result;
}

} // namespace threadpool::rules
