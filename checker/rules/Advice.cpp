//===- Advice.cpp - What to do about a finding, in words ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Advice.h"

#include "facts/ThreadpoolApi.h"
#include "rules/Wording.h"

namespace threadpool::rules {

using facts::ApiRole;
using protocol::Diagnosis;
using protocol::EditKind;
using protocol::ObjectKind;
using protocol::Op;

bool isDestroyedMember(const link::Case &C, const protocol::Program &P,
                       protocol::NodeId Id) {
  auto FreedBy = [&](protocol::NodeId Node) -> const std::string & {
    return C.Resources[P.Owner.Nodes[Node].Index];
  };
  if (P.Owner.Nodes[Id].Kind != Op::Free || FreedBy(Id).empty())
    return false;
  constexpr char Mark = link::Vocabulary::DestroyedMark;
  if (FreedBy(Id).front() == Mark)
    return true;
  const facts::Location &Here = C.Owner.nodeOf(Id).Where;
  for (protocol::NodeId Other = 0; Other < P.Owner.Nodes.size(); ++Other) {
    const facts::Location &There = C.Owner.nodeOf(Other).Where;
    if (P.Owner.Nodes[Other].Kind == Op::Free &&
        FreedBy(Other) == Mark + FreedBy(Id) && There.File == Here.File &&
        There.Offset == Here.Offset)
      return true;
  }
  return false;
}

/// The function for the object of \p C that plays \p Role, quoted.
static std::string functionFor(const link::Case &C, ApiRole Role) {
  const facts::ApiFunction *Api =
      facts::findApi(C.Object.Made->Api->Family, C.Object.Kind, Role);
  return Api ? quoted(Api->Name.str()) : "";
}

/// What a callback does that keeps callbacks coming.
static std::string goingOn(const protocol::Program &P, const Subject &S) {
  switch (P.Kind) {
  case ObjectKind::Work:
    return "submit the work object again";
  case ObjectKind::Io:
    return "start another operation";
  default:
    return "arm the " + S.Noun + " again";
  }
}

std::string adviceOf(const protocol::Edit &E, const link::Case &C,
                     const protocol::Program &P, const Subject &S) {
  const std::string UntilNone = ": " + functionFor(C, ApiRole::Drain) +
                                " returns when none is queued or running";
  switch (E.Kind) {
  case EditKind::AddGuard:
    return "let " + S.Owner +
           " set a flag before anything else, and skip this call when it is "
           "set: a callback that comes later does not " +
           goingOn(P, S);
  case EditKind::AddDrain:
    if (E.Names == Diagnosis::MissingSecondWait &&
        P.Owner.Nodes[E.Before].Kind == Op::Cancel)
      return "wait for callbacks before this: then none that did not see the "
             "flag is left to " +
             goingOn(P, S);
    return "wait for callbacks before this" + UntilNone;
  case EditKind::AddDrainBehindLock:
    return "release the lock and wait for callbacks before this" + UntilNone;
  case EditKind::AddCancel:
    return "cancel the " + S.Noun +
           " before this: " + functionFor(C, ApiRole::Set) +
           (C.Object.Kind == facts::ApiObject::Timer ? " without a due time"
                                                     : " without a handle") +
           " lets no more callbacks be queued";
  case EditKind::EndIo:
    return "wait for callbacks, then cancel the I/O that is left, before this";
  case EditKind::SetFlagEarlier:
    return "set the flag before this: a callback that comes later does not " +
           goingOn(P, S);
  case EditKind::MoveFree:
    return isDestroyedMember(C, P, E.Subject)
               ? "declare what waits for callbacks behind the members that "
                 "they use, or let it wait in the destructor's body"
               : "free it after the last wait for callbacks: then none is left "
                 "to use it";
  case EditKind::MoveDrainOutOfLock:
    return "release the lock before this wait: the callbacks need it to return";
  case EditKind::RemoveCall:
    return "this call has to go: the " + S.Noun + " is closed already";
  }
  return "";
}

} // namespace threadpool::rules
