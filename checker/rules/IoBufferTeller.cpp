//===- IoBufferTeller.cpp - What is said of I/O's memory ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoBufferTeller.h"
#include "rules/Wording.h"

namespace threadpool::rules {

using facts::OverlappedFunction;
using link::Event;

std::vector<IoMemory> IoBufferTeller::memoryOf(const Event &Call) const {
  const OverlappedFunction &Row = *rowOf(Call);
  std::vector<IoMemory> Result;
  Result.push_back({"OVERLAPPED", Call.Args[Row.Overlapped].pointee()});
  if (Row.Buffer && *Row.Buffer < Call.Args.size())
    Result.push_back({"buffer", Call.Args[*Row.Buffer].pointee()});
  return Result;
}

std::string IoBufferTeller::nameOf(const PendingOperation &O) const {
  return quoted(rowOf(*O.Call)->Name.str());
}

/// How it comes that the operation is pending, and the number of the step
/// behind that.
unsigned IoBufferTeller::tellPending(Finding &F,
                                     const PendingOperation &O) const {
  unsigned Number = 0;
  if (O.Start)
    F.Notes.push_back(step(++Number, Actor::Owner, nodeOf(*O.Start).Where,
                           actor(*O.Start) + " announces one operation"));
  F.Notes.push_back(step(++Number, Actor::Owner, nodeOf(*O.Call).Where,
                         nameOf(O) + " is pending"));
  if (O.Drained)
    F.Notes.push_back(step(++Number, Actor::Owner, nodeOf(*O.Drained).Where,
                           actor(*O.Drained) +
                               " waits for callbacks, and goes on at once: "
                               "that does not end the operation"));
  return ++Number;
}

Finding IoBufferTeller::tellLeft(const PendingOperation &O,
                                 const IoMemory &M) const {
  const std::string Owner =
      quotedFunction(G.frames()[frameOf(M.Where).value_or(0)].Callee->Name);
  Finding F =
      findingAt(Rule::IoBufferLifetime, *O.Call,
                std::string("the ") + M.Name + " of " + nameOf(O) +
                    " is a local variable of " + Owner +
                    ", which may return while the operation is pending: what "
                    "completes it writes to memory that is gone");
  const unsigned Number = tellPending(F, O);
  F.Notes.push_back(
      step(Number, Actor::Owner, Routine.Where,
           quotedFunction(Routine.Name) + " returns; the operation goes on"));
  adviseToKeep(F, O);
  return F;
}

/// Where \p Free is done, as seen from outside of destructors.
link::Site IoBufferTeller::placeOf(const Event &Free) const {
  link::Site Place = Free.Place;
  while (Place.Frame != 0 && G.frames()[Place.Frame].Callee->IsDestructor) {
    const link::Frame &In = G.frames()[Place.Frame];
    Place = {In.Parent, In.Call};
  }
  return Place;
}

Finding IoBufferTeller::tellFreed(const PendingOperation &O, const IoMemory &M,
                                  const Event &Free) const {
  const link::Site Place = placeOf(Free);
  const std::string Who = quotedFunction(G.frames()[Place.Frame].Callee->Name);
  Finding F =
      findingAt(Rule::IoBufferLifetime, *O.Call,
                Who + " frees the " + M.Name + " of " + nameOf(O) +
                    " while the operation may be pending: what completes it "
                    "writes to memory that is gone");
  const unsigned Number = tellPending(F, O);
  F.Notes.push_back(
      step(Number, Actor::Owner, G.nodeOf(Place).Where,
           Who + " frees the " + M.Name + "; the operation goes on"));
  adviseToKeep(F, O);
  return F;
}

void IoBufferTeller::adviseToKeep(Finding &F, const PendingOperation &O) const {
  advise(F, *O.Call,
         "keep it where it lives until the completion, or cancel the "
         "operation with CancelIoEx and wait for it with "
         "GetOverlappedResult");
}

} // namespace threadpool::rules
