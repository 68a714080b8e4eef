//===- IoTeller.cpp - What is said of I/O ---------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/IoTeller.h"
#include "rules/EntryPoint.h"
#include "rules/IoProtocolFixes.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using link::Event;
using link::Value;
using ValueKind = link::Value::ValueKind;

bool IoTeller::endsProgram() const { return isMain(Routine); }

/// Whether who calls the routine has the object at hand.
bool IoTeller::isParameter(const Value &Object) const {
  return Object.is(ValueKind::At) && Object.Where.Steps.empty() &&
         Object.Where.Symbol.find(link::ParameterMark) != std::string::npos;
}

bool IoTeller::returnsSomething() const {
  return std::any_of(Routine.Nodes.begin(), Routine.Nodes.end(),
                     [](const facts::Node &N) {
                       return N.Kind == NodeKind::Return && !N.Args.empty();
                     });
}

/// Whether the routine's caller gets what \p Operation told.
bool IoTeller::isReturned(const Event &Operation) const {
  unsigned Frame = Operation.Place.Frame;
  facts::NodeId Node = Operation.Place.Node;
  for (; Frame != 0; Frame = G.frames()[Frame].Parent)
    Node = G.frames()[Frame].Call;
  std::set<std::string> Derived{"result " + std::to_string(Node)};
  auto Mentions = [&Derived](const facts::Operand &O) {
    auto Is = [&Derived](facts::Path P) {
      P.Steps.clear();
      return P.isValid() && Derived.count(link::textOf(P)) != 0;
    };
    return Is(O.Where) || std::any_of(O.Sources.begin(), O.Sources.end(), Is);
  };
  for (std::size_t Before = 0; Before != Derived.size();) {
    Before = Derived.size();
    for (const facts::Node &N : Routine.Nodes)
      if (N.Kind == NodeKind::Assign && Mentions(N.Args[0])) {
        facts::Path Whole = N.Target;
        Whole.Steps.clear();
        Derived.insert(link::textOf(Whole));
      }
  }
  return std::any_of(Routine.Nodes.begin(), Routine.Nodes.end(),
                     [&](const facts::Node &N) {
                       return N.Kind == NodeKind::Return && !N.Args.empty() &&
                              Mentions(N.Args[0]);
                     });
}

std::string IoTeller::nameOf(const Event &Operation) const {
  return quoted(operationOf(Operation)->Name.str());
}

std::string IoTeller::apiName(const Event &Like, ApiRole Role) {
  return facts::findApi(Like.Api->Family, ApiObject::Io, Role)->Name.str();
}

Note IoTeller::tellStart(const Announcement &A) const {
  return step(1, Actor::Owner, nodeOf(*A.Start).Where,
              actor(*A.Start) + " announces one operation");
}

Finding IoTeller::tellMissing(const Announcement &A, const Event *Next) const {
  const std::string Cancel = apiName(*A.Start, ApiRole::CancelIo);
  Finding F = findingAt(Rule::IoProtocol, *A.Operation,
                        functionOf(*A.Operation) + " does not call " + Cancel +
                            " where " + nameOf(*A.Operation) +
                            " fails at once: the I/O object waits for a "
                            "completion that never comes");
  F.Notes.push_back(tellStart(A));
  F.Notes.push_back(step(2, Actor::Owner, nodeOf(*A.Operation).Where,
                         nameOf(*A.Operation) +
                             " fails, and not because it is pending: it has "
                             "no completion"));
  if (Next)
    F.Notes.push_back(step(3, Actor::Owner, nodeOf(*Next).Where,
                           actor(*Next) + " announces the next operation; "
                                          "the first is not taken back"));
  advise(F, *A.Operation, "call " + Cancel + " where it has failed");
  return F;
}

Finding IoTeller::tellUnannounced(const Event &Operation) const {
  const std::string Start =
      facts::findApi(facts::ApiFamily::Win32, ApiObject::Io, ApiRole::StartIo)
          ->Name.str();
  Finding F =
      findingAt(Rule::IoProtocol, Operation,
                functionOf(Operation) + " calls " + nameOf(Operation) +
                    " on a file that is bound to the pool without " + Start +
                    " before it: the pool does not expect the completion");
  if (const BoundFile *Bound = Files.find(fileOf(Operation))) {
    Note Where;
    Where.Where = Bound->Where;
    Where.Text = "the file is bound to the pool here";
    F.Notes.push_back(std::move(Where));
    F.Fix = callBeforeOperation(
        Start, nodeOf(Operation),
        nodeOf(Operation).Args[operationOf(Operation)->File], *Bound);
  }
  advise(F, Operation, "call " + Start + " before it");
  return F;
}

Finding IoTeller::tellTooMany(const Announcement &A, const Event &Cancel,
                              const std::string &Why,
                              const std::string &How) const {
  Finding F =
      findingAt(Rule::IoProtocol, Cancel,
                functionOf(Cancel) + " calls " + Cancel.Api->Name.str() +
                    " although " + nameOf(*A.Operation) + " " + Why +
                    ": its completion comes unexpected");
  F.Notes.push_back(tellStart(A));
  F.Notes.push_back(step(2, Actor::Owner, nodeOf(*A.Operation).Where,
                         nameOf(*A.Operation) + " " + How));
  F.Notes.push_back(step(3, Actor::Owner, nodeOf(Cancel).Where,
                         actor(Cancel) + " takes the announcement back"));
  advise(F, Cancel, "call it only where the operation has failed");
  return F;
}

Finding IoTeller::tellTwice(const Announcement &A, const Event &Cancel) const {
  Finding F =
      findingAt(Rule::IoProtocol, Cancel,
                functionOf(Cancel) + " calls " + Cancel.Api->Name.str() +
                    " twice for one " + A.Start->Api->Name.str());
  F.Notes.push_back(tellStart(A));
  F.Notes.push_back(step(2, Actor::Owner, nodeOf(*A.TakenBack).Where,
                         actor(*A.TakenBack) + " takes it back"));
  F.Notes.push_back(step(3, Actor::Owner, nodeOf(Cancel).Where,
                         actor(Cancel) + " takes it back once more"));
  advise(F, Cancel, "call it once");
  return F;
}

} // namespace threadpool::rules
