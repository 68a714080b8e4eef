//===- ThreadQuestion.cpp - Conditions about threads ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ThreadQuestion.h"

#include "facts/ThreadState.h"
#include "rules/Mentions.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <set>

namespace threadpool::rules {

using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Path;

/// Whether something is called like what differs from thread to thread.
static bool isOfThread(llvm::StringRef Name) {
  return Name.contains_insensitive("thread") || Name.contains("TlsGet") ||
         Name.contains("FlsGet");
}

/// Whether \p Call, by its name, tells threads apart, and not what is to become
/// of the one that runs.
static bool isOfThread(const Node &Call) {
  const std::vector<const facts::StateFunction *> Rows =
      facts::lookupStates(Call);
  return (Rows.empty() || Rows[0]->State == facts::ThreadState::Slot) &&
         isOfThread(Call.Kind == NodeKind::ApiCall ? Call.Callee
                                                   : Call.CalleeName);
}

static bool asks(const Function &F, const Path &P,
                 std::set<std::string> &Asked) {
  if (std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
        return isOfThread(llvm::StringRef(S.Name).rsplit('@').second);
      }))
    return true;
  switch (P.Root) {
  case Path::RootKind::Result:
    return isOfThread(F.Nodes[std::stoul(P.Symbol)]);
  case Path::RootKind::Global:
    return isOfThread(llvm::StringRef(P.Symbol).rsplit('@').second);
  case Path::RootKind::Local:
    break;
  default:
    return false;
  }
  // What the variable got its value from.
  if (isOfThread(P.Symbol))
    return true;
  if (!Asked.insert(P.Symbol).second)
    return false;
  return std::any_of(F.Nodes.begin(), F.Nodes.end(), [&](const Node &N) {
    return N.Kind == NodeKind::Assign && N.Target.Root == P.Root &&
           N.Target.Symbol == P.Symbol &&
           names(N.Args[0],
                 [&](const Path &From) { return asks(F, From, Asked); });
  });
}

bool asksForThread(const Function &F, const Node &Branch) {
  std::set<std::string> Asked;
  return names(Branch, [&](const Path &P) { return asks(F, P, Asked); });
}

/// Whether \p P is such a variable, a part of one, or what an interlocked
/// function has read from one.
static bool isStatic(const Function &F, const Path &P) {
  if (std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
        return S.Kind == Path::Step::StepKind::Dereference;
      }))
    return false;
  if (P.Root == Path::RootKind::Global)
    return true;
  if (P.Root != Path::RootKind::Result)
    return false;
  const Node &Call = F.Nodes[std::stoul(P.Symbol)];
  const facts::ApiFunction *Api =
      Call.Kind == NodeKind::ApiCall ? facts::lookupApi(Call.Callee) : nullptr;
  return Api && Api->Object == facts::ApiObject::Variable &&
         isStatic(F, Call.Args[0].Where);
}

bool asksForStatics(const Function &F, const Node &Branch) {
  bool IsAsked = false, IsOther = false;
  names(Branch, [&](const Path &P) {
    if (P.isValid())
      (isStatic(F, P) ? IsAsked : IsOther) = true;
    return false;
  });
  return IsAsked && !IsOther;
}

} // namespace threadpool::rules
