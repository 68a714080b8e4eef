//===- OwnMemory.cpp - What only the callback has hold of -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the system tells a callback is not decided by the program's other
// routines. That is so of a function's result, of the variables that it fills,
// and of the memory that it gives away to whoever called it.
//
//===----------------------------------------------------------------------===//

#include "link/GraphBuilder.h"
#include "link/SystemCalls.h"

#include <algorithm>

namespace threadpool::link {

using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using ValueKind = Value::ValueKind;

/// Whether \p N is a call of the system's that does not look at what the
/// program does.
static bool isSystems(const Node &N) {
  return N.Kind == NodeKind::Call && N.CalleeIsSystem &&
         effectOf(N) == SystemEffect::None;
}

/// Whether who gets \p Given learns nothing by it that other routines of the
/// program decide.
bool GraphBuilder::saysNothing(const Operand &Given) const {
  if (Given.IsLiteral)
    return true;
  const Value V = evaluate(Given);
  if (!V.is(ValueKind::AddressOf))
    return V.isPrivate();
  if (!V.Where.Steps.empty() || !isOwn(Value::at(V.Where)))
    return false;
  const Value *Stored = lookup(V.Where);
  const std::vector<NamedPart> Parts = partsOf(V.Where);
  return (!Stored || Stored->isPrivate()) &&
         std::all_of(Parts.begin(), Parts.end(),
                     [](const NamedPart &P) { return P.Known.isPrivate(); });
}

Value GraphBuilder::writtenByCall() const {
  const Node &N = node();
  const bool IsSystems =
      Side == Role::Callback && isSystems(N) && !receives(N) &&
      std::all_of(N.Args.begin(), N.Args.end(),
                  [this](const Operand &O) { return saysNothing(O); });
  return IsSystems ? Value::free() : Value::unknown();
}

/// Whether \p Pointer is null, or what the system has returned.
bool GraphBuilder::isAllocated(const Operand &Pointer) const {
  if (Pointer.Kind == Operand::OperandKind::Constant)
    return true;
  const bool IsResult = Pointer.Kind == Operand::OperandKind::Value &&
                        Pointer.Where.Root == Path::RootKind::Result &&
                        Pointer.Where.Steps.empty();
  const std::vector<Node> &Nodes = frames()[site().Frame].Callee->Nodes;
  return IsResult && isSystems(Nodes[std::stoul(Pointer.Where.Symbol)]);
}

/// Whether \p V is what a variable of the callback points to, the function
/// gets it from the system, and frees it itself: nobody else can have it, or it
/// could not be freed.
bool GraphBuilder::isInOwnMemory(const Value &V) const {
  Path Pointer = V.Where;
  if (!V.is(ValueKind::At) || pointersOn(V.Where).size() != 1 ||
      !isDereference(Pointer.Steps.front()))
    return false;
  Pointer.Steps.clear();
  if (!isOwn(Value::at(Pointer)))
    return false;
  auto IsIt = [&](const Path &P) {
    const Path Resolved = resolve(P);
    return Resolved.isValid() && textOf(Resolved) == textOf(Pointer);
  };
  auto Names = [&](const Operand &O) { return IsIt(O.Where); };
  // Whoever gets a pointer to the variable, or keeps what it holds, may have it
  // for longer.
  auto MayKeep = [&](const Node &N) {
    const bool IsOthers =
        N.This.Where.isValid() && !isOwn(Value::at(resolve(N.This.Where)));
    return !N.CalleeIsSystem || IsOthers ||
           std::any_of(N.Args.begin(), N.Args.end(), [&](const Operand &O) {
             return O.Kind == Operand::OperandKind::Address && Names(O);
           });
  };
  bool IsFreed = false;
  for (const Node &N : frames()[site().Frame].Callee->Nodes) {
    if (N.Kind == NodeKind::Assign) {
      const bool IsKept =
          Names(N.Args[0]) && !isOwn(Value::at(resolve(N.Target)));
      if (IsKept || (IsIt(N.Target) && !isAllocated(N.Args[0])))
        return false;
    } else if (N.Kind == NodeKind::Call &&
               (Names(N.This) ||
                std::any_of(N.Args.begin(), N.Args.end(), Names))) {
      const bool Frees = givesMemoryBack(N) || endsOnlyOwner(N);
      if (!Frees && MayKeep(N))
        return false;
      IsFreed |= Frees;
    }
  }
  return IsFreed;
}

} // namespace threadpool::link
