//===- OwnModule.cpp - The module that the code is in ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OwnModule.h"

#include "facts/CallNames.h"
#include "rules/EntryPoint.h"
#include "rules/Home.h"

#include <algorithm>

namespace threadpool::rules {

using facts::Function;
using facts::Node;
using facts::NodeKind;
using facts::Operand;
using facts::Path;
using OperandKind = facts::Operand::OperandKind;
using RootKind = facts::Path::RootKind;

/// Flags of GetModuleHandleEx.
static constexpr std::int64_t Pin = 0x1, FromAddress = 0x4;

/// What the system calls with the module as its first argument.
static bool isDllMain(const Function &F) {
  return F.Name == "DllMain" && F.NumParameters == 3;
}

static bool finds(const Node &N) {
  return (facts::isCallOf(N, "GetModuleHandleExA") ||
          facts::isCallOf(N, "GetModuleHandleExW")) &&
         N.Args.size() == 3;
}

static bool hasFlag(const Node &N, std::int64_t Flag) {
  return N.Args[0].Kind == OperandKind::Constant &&
         (N.Args[0].Number & Flag) != 0;
}

/// Whether \p N finds the module that an address of the unit is in.
static bool findsOwn(const Node &N) {
  return finds(N) && hasFlag(N, FromAddress) &&
         (N.Args[1].Kind == OperandKind::Function || N.Args[1].IsLiteral ||
          (N.Args[1].Kind == OperandKind::Address &&
           N.Args[1].Where.Root == RootKind::Global));
}

static bool isImageBase(const Operand &O) {
  return O.Kind == OperandKind::Address && O.Where.Root == RootKind::Global &&
         llvm::StringRef(O.Where.Symbol).ends_with("@__ImageBase");
}

/// Whether \p N ends a thread whose code is in the module that it gives back:
/// for any other there are two calls.
static bool leavesModule(const Node &N) {
  return facts::isCallOf(N, "FreeLibraryAndExitThread");
}

static bool loads(const Node &N) {
  return facts::isCallOf(N, "LoadLibraryA") ||
         facts::isCallOf(N, "LoadLibraryW") ||
         facts::isCallOf(N, "LoadLibraryExA") ||
         facts::isCallOf(N, "LoadLibraryExW");
}

OwnModule::OwnModule(const Evidence &E) : E(E) {
  for (const auto &[Usr, F] : E.Unit.Functions) {
    IsKnown |= isDllMain(F);
    for (const Node &N : F.Nodes) {
      // What ends the process, or stays until then.
      if (finds(N) && hasFlag(N, Pin)) {
        IsKnown = false;
        return;
      }
      HasOthers |= loads(N);
      IsKnown |= findsOwn(N) || leavesModule(N) ||
                 std::any_of(N.Args.begin(), N.Args.end(), isImageBase);
    }
  }
  IsKnown &= std::none_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                          [](const auto &F) { return isMain(F.second); });
}

const Operand *OwnModule::freedBy(const Node &Call) {
  if (Call.Kind != NodeKind::ApiCall && Call.Kind != NodeKind::Call)
    return nullptr;
  return !Call.Args.empty() &&
                 (facts::isCallOf(Call, "FreeLibrary") ||
                  facts::isCallOf(Call, "FreeLibraryAndExitThread"))
             ? &Call.Args[0]
             : nullptr;
}

bool OwnModule::isFreedBy(const link::EventGraph &G, const link::Site &At,
                          const Registration *By) const {
  const Node &Call = G.nodeOf(At);
  const Operand *Freed = freedBy(Call);
  return Freed &&
         ((leavesModule(Call) && !HasOthers) || is(G, At.Frame, *Freed, By));
}

bool OwnModule::is(const link::EventGraph &G, unsigned Frame, const Operand &O,
                   const Registration *By) const {
  const Function &F = *G.frames()[Frame].Callee;
  const bool IsParameter = O.Kind == OperandKind::Value &&
                           O.Where.Root == RootKind::Parameter &&
                           O.Where.Steps.empty();
  Asked Seen;
  if (!IsParameter || (Frame == 0 && !By))
    return isIn(F, O, Seen);
  const unsigned Index = std::stoul(O.Where.Symbol);
  if (Frame == 0)
    return Index == link::parametersOf(*By->Api).Context &&
           isRegisteredWith(*By, Seen);
  const link::Frame &In = G.frames()[Frame];
  const Node &Call = G.frames()[In.Parent].Callee->Nodes[In.Call];
  return Index < Call.Args.size() && is(G, In.Parent, Call.Args[Index], By);
}

bool OwnModule::isRegisteredWith(const Registration &By, Asked &Seen) const {
  bool Result = false;
  forEachApiCall(E.Unit, [&](const Function &F, const Node &N,
                             const facts::ApiFunction &Api) {
    if (N.Where.File == By.Where.File && N.Where.Offset == By.Where.Offset &&
        Api.Args.Context.isArgument() &&
        Api.Args.Context.index() < N.Args.size())
      Result |= isIn(F, N.Args[Api.Args.Context.index()], Seen);
  });
  return Result;
}

bool OwnModule::isIn(const Function &F, const Operand &O, Asked &Seen) const {
  if (isImageBase(O))
    return true;
  if (O.Kind != OperandKind::Value)
    return false;
  const Path &P = O.Where;
  switch (P.Root) {
  case RootKind::Result: {
    const Node &Call = F.Nodes[std::stoul(P.Symbol)];
    return P.Steps.empty() &&
           (Call.CalleeName == "wil::GetModuleInstanceHandle" ||
            isReturnedBy(Call, Seen));
  }
  case RootKind::Parameter:
    if (P.Steps.empty())
      return isGivenTo(F, std::stoul(P.Symbol), Seen);
    break;
  default:
    break;
  }
  return isKeptAt(F, P, Seen);
}

bool OwnModule::isReturnedBy(const Node &Call, Asked &Seen) const {
  auto Callee = E.Unit.Functions.find(Call.Callee);
  if (Call.Kind != NodeKind::Call || Callee == E.Unit.Functions.end() ||
      !Seen.insert({&Callee->second, ""}).second)
    return false;
  const Function &F = Callee->second;
  bool IsOwn = false, IsOther = false;
  for (const Node &N : F.Nodes)
    if (N.Kind == NodeKind::Return && !N.Args.empty() &&
        N.Args[0].Kind != OperandKind::Constant)
      (isIn(F, N.Args[0], Seen) ? IsOwn : IsOther) = true;
  return IsOwn && !IsOther;
}

bool OwnModule::isGivenTo(const Function &F, unsigned Parameter,
                          Asked &Seen) const {
  if (isDllMain(F))
    return Parameter == 0;
  if (!Seen.insert({&F, std::to_string(Parameter)}).second)
    return false;
  bool IsOwn = false, IsOther = false;
  for (const auto &[Usr, Caller] : E.Unit.Functions)
    for (const Node &N : Caller.Nodes)
      if (N.Kind == NodeKind::Call && N.Callee == F.Usr)
        (Parameter < N.Args.size() && isIn(Caller, N.Args[Parameter], Seen)
             ? IsOwn
             : IsOther) = true;
  return IsOwn && !IsOther;
}

bool OwnModule::isKeptAt(const Function &F, const Path &P, Asked &Seen) const {
  const bool IsVariable = P.Steps.empty();
  if (!P.isValid() ||
      (!IsVariable && P.Steps.back().Kind != Path::Step::StepKind::Field) ||
      !Seen.insert({&F, link::textOf(P)}).second)
    return false;
  const Home Where(P);
  bool IsOwn = false, IsOther = false;
  auto LookIn = [&](const Function &In) {
    for (const Node &N : In.Nodes) {
      if (N.Kind == NodeKind::Assign && Where.is(N.Target)) {
        const Operand &O = N.Args[0];
        if (O.Kind != OperandKind::Constant)
          (isIn(In, O, Seen) ? IsOwn : IsOther) = true;
      } else if (finds(N) && Where.is(N.Args[2].Where)) {
        (findsOwn(N) ? IsOwn : IsOther) = true;
      }
    }
  };
  if (P.Root == RootKind::Local && IsVariable)
    LookIn(F);
  else
    for (const auto &[Usr, Other] : E.Unit.Functions)
      LookIn(Other);
  return IsOwn && !IsOther;
}

} // namespace threadpool::rules
