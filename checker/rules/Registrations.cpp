//===- Registrations.cpp - What the pool is given to call -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Registrations.h"

#include <algorithm>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFamily;
using facts::ApiFunction;
using facts::ApiRole;
using facts::Function;
using facts::Node;
using facts::Operand;
using link::Value;
using ValueKind = link::Value::ValueKind;

/// Whether the pool calls the callback that \p Api is given. That of a cleanup
/// group is called by who closes the group.
static bool registers(const ApiFunction &Api) {
  return Api.Args.Callback.isArgument() && Api.Family != ApiFamily::Support &&
         Api.Role != ApiRole::BindGroup;
}

bool Registration::mayKeepThread(const link::Inventory &Objects) const {
  if (Api->Args.Flags.isPresent())
    return !Flags.is(ValueKind::Constant) ||
           (Flags.Number & facts::ExecuteInStayingThread) != 0;
  return Api->Args.Environment.isPresent() &&
         link::mayKeepThreads(Objects, Environment);
}

bool callsApi(const Evidence &E, const Function &F,
              const link::CallGraph::Predicate &Matters) {
  const std::set<std::string> All = E.Calls.withCallees({F.Usr});
  return std::any_of(All.begin(), All.end(), [&](const std::string &Usr) {
    auto Called = E.Unit.Functions.find(Usr);
    return Called != E.Unit.Functions.end() &&
           std::any_of(Called->second.Nodes.begin(), Called->second.Nodes.end(),
                       [&](const Node &N) {
                         return N.Kind == facts::NodeKind::ApiCall &&
                                Matters(*facts::lookupApi(N.Callee));
                       });
  });
}

const Function *callbackNamedIn(const facts::UnitFacts &Unit, const Node &Call,
                                const ApiFunction &Api) {
  if (!Api.Args.Callback.isArgument() ||
      Api.Args.Callback.index() >= Call.Args.size())
    return nullptr;
  const Operand &Given = Call.Args[Api.Args.Callback.index()];
  auto Callback = Unit.Functions.find(Given.Function);
  return Given.Kind == Operand::OperandKind::Function &&
                 Callback != Unit.Functions.end()
             ? &Callback->second
             : nullptr;
}

/// What is known of \p Place in \p Call without following anything.
static Value plainValue(const Node &Call, facts::ApiPlace Place) {
  if (!Place.isArgument() || Place.index() >= Call.Args.size() ||
      Call.Args[Place.index()].Kind != Operand::OperandKind::Constant)
    return Value::unknown();
  return Value::constant(Call.Args[Place.index()].Number);
}

static void addCreations(const Evidence &E,
                         std::vector<Registration> &Registrations) {
  for (const auto &[Id, C] : E.Objects.Creations) {
    auto Callback = E.Unit.Functions.find(C.Callback);
    if (registers(*C.Api) && Callback != E.Unit.Functions.end())
      Registrations.push_back(
          {&Callback->second, C.Api, C.Where, C.Environment, C.Flags, &C});
  }
}

/// Those that no routine which was followed comes to.
static void addPlainRegistrations(const Evidence &E,
                                  std::vector<Registration> &Registrations) {
  auto IsKnown = [&](const Function &Callback, const Node &N) {
    return std::any_of(
        Registrations.begin(), Registrations.end(), [&](const Registration &R) {
          return R.Callback == &Callback && R.Where.File == N.Where.File &&
                 R.Where.Offset == N.Where.Offset;
        });
  };
  forEachApiCall(
      E.Unit, [&](const Function &, const Node &N, const ApiFunction &Api) {
        const Function *Callback =
            registers(Api) ? callbackNamedIn(E.Unit, N, Api) : nullptr;
        if (Callback && !IsKnown(*Callback, N))
          Registrations.push_back(
              {Callback, &Api, N.Where, plainValue(N, Api.Args.Environment),
               plainValue(N, Api.Args.Flags), /*Made=*/nullptr});
      });
}

std::vector<Registration> registrationsIn(const Evidence &E) {
  std::vector<Registration> Registrations;
  addCreations(E, Registrations);
  addPlainRegistrations(E, Registrations);
  std::sort(Registrations.begin(), Registrations.end(),
            [](const Registration &A, const Registration &B) {
              return std::tie(A.Where.File, A.Where.Offset, A.Callback->Usr) <
                     std::tie(B.Where.File, B.Where.Offset, B.Callback->Usr);
            });
  return Registrations;
}

} // namespace threadpool::rules
