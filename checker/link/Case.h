//===- Case.h - One object, its callback and one owner ----------*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_LINK_CASE_H
#define THREADPOOL_TIDY_LINK_CASE_H

#include "link/Doubts.h"
#include "link/GraphBuilder.h"
#include "protocol/Program.h"

#include <memory>

namespace threadpool::link {

/// A routine as it went into a program: node I of the graph comes from
/// Sites[I].
struct Routine {
  const facts::Function *Function = nullptr;
  std::vector<Frame> Frames;
  std::vector<Site> Sites;

  /// A node without a place where a function just ends.
  const facts::Node &nodeOf(protocol::NodeId Id) const {
    static const facts::Node EndOfBody;
    const Site &S = Sites[Id];
    return S.Node == facts::NoNode ? EndOfBody
                                   : Frames[S.Frame].Callee->Nodes[S.Node];
  }

  /// The same, or the program's call of the library that does it.
  const facts::Node &ownNodeOf(protocol::NodeId Id) const {
    unsigned In = Sites[Id].Frame;
    const facts::Node *Result = &nodeOf(Id);
    for (; In != 0 && Frames[In].Callee->IsLibrarys; In = Frames[In].Parent)
      if (const unsigned Call = Frames[In].Call; Call != facts::NoNode)
        Result = &Frames[Frames[In].Parent].Callee->Nodes[Call];
    return *Result;
  }
};

struct Case {
  Subject Object;
  /// What Object knows, where that is not the inventory of the unit.
  std::shared_ptr<const Inventory> Seen;
  Routine Owner, Callback;
  /// The owner is called within the unit too, so it may be a part of a stop
  /// that is right as a whole.
  bool IsPart = false;
  /// The owner waits for callbacks before it closes the object, on every way.
  bool AlwaysWaits = false;
  /// Of the places in which the owner closes the object only one is in the
  /// program; the owner as a whole is another case.
  bool IsOneClose = false;
  /// All that the callback does is seen, if not always which of it.
  bool KnowsCallback = false;
  /// The owner waits for callbacks and leaves the object open. The program ends
  /// with its last wait: what becomes of the object then is not known.
  bool IsBarrier = false;
  /// The owner makes the object itself.
  bool MakesObject = false;
  /// The program for each way in which the undecided conditions of the owner
  /// may turn out, as far as the owner then stops the object at all. Undecided
  /// means that nothing in the sources tells; a failure is one only if it is
  /// there in all of them.
  std::vector<protocol::Program> Variants;
  /// Fields or variables behind the program's flags.
  std::vector<SharedFlag> Flags;
  /// What the program's resources are called; empty for the context.
  std::vector<std::string> Resources;
};

/// Every object of the unit with every routine that closes it or waits for its
/// callbacks. Objects and routines of which too little is known are left out;
/// \p Why says why.
std::vector<Case> buildCases(const facts::UnitFacts &Unit,
                             const CallGraph &Calls, const Inventory &Objects,
                             Doubts &Why);

} // namespace threadpool::link

#endif // THREADPOOL_TIDY_LINK_CASE_H
