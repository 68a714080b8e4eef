//===- ThreadQuestion.cpp - Conditions about threads ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ThreadQuestion.h"

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

static bool asks(const Function &F, const Path &P,
                 std::set<std::string> &Asked) {
  if (std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
        return isOfThread(llvm::StringRef(S.Name).rsplit('@').second);
      }))
    return true;
  switch (P.Root) {
  case Path::RootKind::Result: {
    const Node &Call = F.Nodes[std::stoul(P.Symbol)];
    return isOfThread(Call.Kind == NodeKind::ApiCall ? Call.Callee
                                                     : Call.CalleeName);
  }
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

} // namespace threadpool::rules
