//===- DllCode.cpp - Whether code is part of a DLL ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DllCode.h"
#include "facts/CallNames.h"

#include <algorithm>

namespace threadpool::rules {

using facts::DllEvidence;
using facts::Node;
using facts::Operand;

static DllChoice choiceFor(const Evidence &E, Rule Asks) {
  auto Choice = E.Opts.IsDll.find(Asks);
  return Choice == E.Opts.IsDll.end() ? DllChoice::Auto : Choice->second;
}

bool isDll(const Evidence &E, Rule Asks) {
  switch (choiceFor(E, Asks)) {
  case DllChoice::Yes:
    return true;
  case DllChoice::No:
    return false;
  case DllChoice::Auto:
    return E.Unit.Dll != DllEvidence::None;
  }
  return false;
}

Note dllEvidence(const Evidence &E, Rule Asks, const facts::Location &At) {
  Note N;
  N.Where = E.Unit.DllAt.isValid() ? E.Unit.DllAt : At;
  switch (E.Unit.Dll) {
  case DllEvidence::DllMain:
    N.Text = "the code is part of a DLL: it has a DllMain";
    break;
  case DllEvidence::Export:
    N.Text = "the code is part of a DLL: this is exported";
    break;
  case DllEvidence::Macro:
    N.Text =
        "the code is part of a DLL: it is compiled with _USRDLL or _WINDLL";
    break;
  case DllEvidence::Project:
    N.Text =
        "the code is part of a DLL: the project that compiles it makes one";
    break;
  case DllEvidence::None:
    N.Text = std::string("the code is part of a DLL: threadpool-") +
             infoOf(Asks).Name + ".IsDll says so";
    break;
  }
  return N;
}

/// GET_MODULE_HANDLE_EX_FLAG_PIN and ..._UNCHANGED_REFCOUNT
static constexpr std::int64_t Pin = 0x1, UnchangedCount = 0x2;

static bool isNull(const Operand &O) {
  return O.Kind == Operand::OperandKind::Constant && O.Number == 0;
}

/// Whether \p N may take a reference to the module that it stands in.
static bool mayTakeReference(const Node &N) {
  for (const char *Name : {"GetModuleHandleExA", "GetModuleHandleExW"}) {
    if (!isCallOf(N, Name))
      continue;
    if (N.Args.size() != 3)
      return true;
    // Without a name it is the program's.
    if (isNull(N.Args[1]))
      return false;
    const Operand &Flags = N.Args[0];
    return Flags.Kind != Operand::OperandKind::Constant ||
           (Flags.Number & Pin) != 0 || (Flags.Number & UnchangedCount) == 0;
  }
  return isCallOf(N, "LdrAddRefDll");
}

/// Whether \p N loads a module whose name is computed.
static bool loadsComputedName(const Node &N) {
  for (const char *Name :
       {"LoadLibraryA", "LoadLibraryW", "LoadLibraryExA", "LoadLibraryExW"})
    if (isCallOf(N, Name))
      return !N.Args.empty() && !N.Args[0].IsLiteral;
  return false;
}

/// Whether \p N asks for the name of a module other than the program.
static bool asksForModuleName(const Node &N) {
  return (isCallOf(N, "GetModuleFileNameA") ||
          isCallOf(N, "GetModuleFileNameW")) &&
         !(!N.Args.empty() && isNull(N.Args[0]));
}

/// Whether \p Is holds for a node of the unit.
template <typename Fn> static bool has(const facts::UnitFacts &Unit, Fn Is) {
  return std::any_of(Unit.Functions.begin(), Unit.Functions.end(),
                     [&](const auto &Entry) {
                       const std::vector<Node> &Nodes = Entry.second.Nodes;
                       return std::any_of(Nodes.begin(), Nodes.end(), Is);
                     });
}

bool countsUsers(const facts::UnitFacts &Unit) {
  return std::any_of(
      Unit.Functions.begin(), Unit.Functions.end(),
      [](const auto &Entry) { return Entry.second.Name == "DllCanUnloadNow"; });
}

bool mayStayLoaded(const facts::UnitFacts &Unit) {
  return has(Unit, mayTakeReference) ||
         (has(Unit, loadsComputedName) && has(Unit, asksForModuleName));
}

} // namespace threadpool::rules
