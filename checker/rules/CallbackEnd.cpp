//===- CallbackEnd.cpp - Who knows that a callback is done ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallbackEnd.h"
#include "link/SystemCalls.h"
#include "rules/DllCode.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;

static llvm::StringRef baseName(const Node &N) {
  return llvm::StringRef(N.CalleeName).drop_front(N.CalleeName.rfind(':') + 1);
}

CallbackEnd::CallbackEnd(const Evidence &E, const std::string &Callback)
    : E(E), Reached(E.Calls.withCallees({Callback})) {}

template <typename Fn> bool CallbackEnd::has(bool IsReached, Fn Is) const {
  return std::any_of(
      E.Unit.Functions.begin(), E.Unit.Functions.end(), [&](const auto &Entry) {
        const Function &F = Entry.second;
        return (Reached.count(F.Usr) != 0) == IsReached &&
               std::any_of(F.Nodes.begin(), F.Nodes.end(),
                           [&](const Node &N) { return Is(F, N); });
      });
}

bool CallbackEnd::mayBeKnown() const {
  return has(true, [&](const Function &F, const Node &N) {
    return givesBack(F, N) || isAwaited(N);
  });
}

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

bool CallbackEnd::givesBack(const Function &In, const Node &N) const {
  if (N.Kind == NodeKind::ApiCall &&
      facts::lookupApi(N.Callee)->Role == ApiRole::FreeLibraryOnReturn)
    return true;
  return countsDown(N) || (N.Kind == NodeKind::Call && releases(In, N));
}

bool CallbackEnd::countsDown(const Node &N) const {
  if (N.Kind == NodeKind::Assign)
    return N.Args[0].Added < 0 && !isBalanced(N.Target);
  if (N.Kind != NodeKind::ApiCall ||
      facts::lookupApi(N.Callee)->Role != ApiRole::AtomicDecrement)
    return false;
  return N.Args.empty() || N.Args[0].Kind != Operand::OperandKind::Address ||
         !isBalanced(N.Args[0].Where);
}

/// Whether the callback counts \p Counter up as well.
bool CallbackEnd::isBalanced(const Path &Counter) const {
  const link::Key K = link::keyOf(Counter);
  return !K.empty() && has(true, [&K](const Function &, const Node &N) {
    if (N.Kind == NodeKind::Assign)
      return N.Args[0].Added > 0 && link::keyOf(N.Target) == K;
    return N.Kind == NodeKind::ApiCall && !N.Args.empty() &&
           facts::lookupApi(N.Callee)->Role == ApiRole::AtomicIncrement &&
           N.Args[0].Kind == Operand::OperandKind::Address &&
           link::keyOf(N.Args[0].Where) == K;
  });
}

/// Whether the destructor called \p Name may give back a reference.
static bool isReferenceClass(llvm::StringRef Name) {
  return Name.contains_insensitive("com_ptr") ||
         Name.contains_insensitive("comptr") ||
         Name.contains_insensitive("refptr");
}

/// Whether what \p N calls is about a lock, and no reference.
static bool isAboutLock(const Node &N) {
  const llvm::StringRef Name = baseName(N);
  for (const char *Word : {"lock", "mutex", "semaphore", "exclusive", "shared"})
    if (Name.contains_insensitive(Word))
      return true;
  return false;
}

/// Whether \p N, a call, may give back a reference that it is not known of that
/// the callback took it itself.
bool CallbackEnd::releases(const Function &In, const Node &N) const {
  // What a function of the unit does, its own nodes tell.
  auto Callee = E.Unit.Functions.find(N.Callee);
  const bool IsSeen =
      Callee != E.Unit.Functions.end() && Callee->second.hasBody();
  const llvm::StringRef Name = baseName(N);
  if (Name.starts_with("~")) {
    const bool IsLibrarys = llvm::StringRef(N.CalleeName).starts_with("std::");
    return (isReferenceClass(Name) ||
            (countsUsers(E.Unit) && !IsSeen && !IsLibrarys)) &&
           !isMadeHere(In, N.This);
  }
  return !IsSeen && !isAboutLock(N) &&
         (Name.contains_insensitive("release") ||
          Name.contains_insensitive("decrement"));
}

/// Whether \p N is a constructor that is given nothing.
static bool makesEmpty(const Node &N) {
  const llvm::StringRef Name = baseName(N);
  const std::size_t Length = Name.size() + llvm::StringRef("::").size();
  return N.Args.empty() && N.CalleeName.size() > Length &&
         llvm::StringRef(N.CalleeName)
             .drop_back(Length)
             .take_until([](char C) { return C == '<'; })
             .ends_with(Name);
}

/// Whether \p O is a variable of \p In that comes into being as nothing, and
/// that functions of the system alone give something.
bool CallbackEnd::isMadeHere(const Function &In, const Operand &O) const {
  if (O.Kind != Operand::OperandKind::Address ||
      O.Where.Root != Path::RootKind::Local || !O.Where.Steps.empty())
    return false;
  // What leads to it: the variable, and results of calls that are given it.
  std::set<std::pair<Path::RootKind, std::string>> Ways = {
      {O.Where.Root, O.Where.Symbol}};
  auto Leads = [&Ways](const Path &P) {
    return Ways.count({P.Root, P.Symbol}) != 0;
  };
  bool IsMade = false;
  for (facts::NodeId Id = 0; Id < In.Nodes.size(); ++Id) {
    const Node &N = In.Nodes[Id];
    const bool IsGiven =
        std::any_of(N.Args.begin(), N.Args.end(),
                    [&](const Operand &A) { return Leads(A.Where); });
    if (Leads(N.Target) || (IsGiven && N.Kind != NodeKind::Call))
      return false;
    if (N.Kind != NodeKind::Call || (!IsGiven && !Leads(N.This.Where)))
      continue;
    IsMade |= Leads(N.This.Where) && makesEmpty(N);
    // A member function may put in what its object or an argument has.
    if (IsGiven ? !N.CalleeIsSystem || N.This.Where.isValid() : !N.Args.empty())
      return false;
    Ways.insert({Path::RootKind::Result, std::to_string(Id)});
  }
  return IsMade;
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

/// Whether \p N may tell a thread that waits for it that a callback is done.
static bool signals(const Node &N) {
  if (N.Kind == NodeKind::ApiCall) {
    const ApiRole Role = facts::lookupApi(N.Callee)->Role;
    return Role == ApiRole::Signal || Role == ApiRole::SetEventOnReturn ||
           Role == ApiRole::ReleaseSemaphoreOnReturn ||
           Role == ApiRole::LeaveCriticalSectionOnReturn;
  }
  return N.Kind == NodeKind::Call && N.CalleeIsSystem &&
         link::effectOf(N) == link::SystemEffect::Signals;
}

static bool waits(const Node &N) {
  if (N.Kind == NodeKind::ApiCall)
    return facts::lookupApi(N.Callee)->Role == ApiRole::Block;
  return N.Kind == NodeKind::Call && N.CalleeIsSystem &&
         (link::effectOf(N) == link::SystemEffect::Blocks ||
          link::effectOf(N) == link::SystemEffect::AwaitsStore);
}

bool CallbackEnd::isAwaited(const Node &Signal) const {
  return signals(Signal) &&
         has(false, [](const Function &, const Node &N) { return waits(N); });
}

} // namespace threadpool::rules
