//===- IoBufferLifetime.cpp - threadpool-io-buffer-lifetime ---------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoBufferLifetime.h"

#include "link/SystemCalls.h"
#include "rules/IoTeller.h"

#include "llvm/ADT/STLExtras.h"

namespace threadpool::rules {

using facts::ApiRole;
using facts::NodeKind;
using link::Value;
using ValueKind = link::Value::ValueKind;

/// Whether \p V points to a variable of the routine, or to a part of one.
static bool pointsToLocal(const Value &V) {
  return V.is(ValueKind::AddressOf) &&
         V.Where.Root == facts::Path::RootKind::Local &&
         llvm::none_of(V.Where.Steps, link::isDereference);
}

bool IoTeller::usesLocals(const Announcement &A) const {
  const facts::OverlappedFunction &Row = *operationOf(*A.Operation);
  const std::vector<Value> &Args = A.Operation->Args;
  return pointsToLocal(Args[Row.Overlapped]) ||
         (Row.Buffer && *Row.Buffer < Args.size() &&
          pointsToLocal(Args[*Row.Buffer]));
}

/// The function that \p Variable is a local of.
std::string IoTeller::ownerOf(const facts::Path &Variable) const {
  const link::Frame *Owner = &G.frames()[0];
  for (const link::Frame &In : G.frames()) {
    llvm::StringRef Name = Variable.Symbol;
    if (Name.consume_front(In.Label) && Name.starts_with(":"))
      Owner = &In;
  }
  return quotedFunction(Owner->Callee->Name);
}

Finding IoTeller::tellDying(const Announcement &A) const {
  const facts::OverlappedFunction &Row = *operationOf(*A.Operation);
  const std::vector<Value> &Args = A.Operation->Args;
  const bool IsOverlapped = pointsToLocal(Args[Row.Overlapped]);
  const Value &Memory = Args[IsOverlapped ? Row.Overlapped : *Row.Buffer];
  Finding F =
      findingAt(Rule::IoBufferLifetime, *A.Operation,
                std::string(IsOverlapped ? "the OVERLAPPED" : "the buffer") +
                    " of " + nameOf(*A.Operation) + " is a local variable of " +
                    ownerOf(Memory.Where) +
                    ", which may return while the operation is pending: what "
                    "completes it writes to memory that is gone");
  F.Notes.push_back(tellStart(A));
  F.Notes.push_back(step(2, Actor::Owner, nodeOf(*A.Operation).Where,
                         nameOf(*A.Operation) + " is pending"));
  if (A.Drained)
    F.Notes.push_back(step(3, Actor::Owner, nodeOf(*A.Drained).Where,
                           actor(*A.Drained) +
                               " waits for callbacks, and goes on at once: "
                               "that does not end the operation"));
  F.Notes.push_back(
      step(A.Drained ? 4 : 3, Actor::Owner, Routine.Where,
           quotedFunction(Routine.Name) + " returns; the operation goes on"));
  advise(F, *A.Operation,
         "keep it where it lives until the completion, or cancel the operation "
         "with CancelIoEx and wait for it with GetOverlappedResult");
  return F;
}

bool mayEndIoBefore(const Evidence &E, const link::Case &C) {
  std::set<link::Key> Files;
  for (const auto &[Usr, F] : E.Unit.Functions)
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == NodeKind::Call)
        if (const auto *Row = facts::lookupOverlapped(N))
          Files.insert(link::keyOf(N.Args[Row->File].Where));
  auto EndsIo = [&Files](const facts::Node &N) {
    if (N.Kind == NodeKind::Call)
      return N.CalleeIsSystem &&
             link::effectOf(N) == link::SystemEffect::EndsIo;
    const facts::ApiFunction *Api =
        N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
    return Api && Api->Role == ApiRole::Free &&
           Api->Object == facts::ApiObject::Handle && !N.Args.empty() &&
           Files.count(link::keyOf(N.Args[0].Where)) != 0;
  };
  return llvm::any_of(E.Unit.Functions, [&](const auto &Entry) {
    return llvm::any_of(Entry.second.Nodes, EndsIo) &&
           llvm::none_of(C.Owner.Frames, [&](const link::Frame &In) {
             return In.Callee == &Entry.second;
           });
  });
}

} // namespace threadpool::rules
