//===- NullHandleTimeout.cpp - threadpool-null-handle-timeout -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Operand;
using link::Event;
using link::Value;
using OperandKind = facts::Operand::OperandKind;

namespace {

bool setsWait(const ApiFunction &Api) {
  return Api.Object == ApiObject::Wait && Api.isSet();
}

/// Whether there is a call, an assignment or a step in \p Text.
bool mayDoSomething(llvm::StringRef Text) {
  return Text.contains('(') || Text.contains('=') || Text.contains("++") ||
         Text.contains("--");
}

class NullHandleFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    findOnAllWays(Out, [this](const Event &Ev) { return judge(Ev); });
  }

private:
  std::optional<Finding> judge(const Event &Ev) const {
    if (!setsWait(*Ev.Api) || !Ev.argument(Ev.Api->Args.Handle).isNull() ||
        !Ev.argument(Ev.Api->Args.DueTime).isNotNull())
      return std::nullopt;
    // A function that sets what it is given is right for others.
    const facts::Node &N = nodeOf(Ev);
    const Operand &Handle = N.Args[Ev.Api->Args.Handle.index()];
    if (Handle.Kind != OperandKind::Constant)
      return std::nullopt;
    Finding F = findingAt(Rule::NullHandleTimeout, Ev,
                          functionOf(Ev) +
                              " sets the wait to no handle, which cancels it: "
                              "the timeout is ignored");
    advise(F, Ev,
           "give no timeout to cancel, or the handle to wait for; a timer "
           "fires without a handle");
    F.Fix = removeTimeout(Ev);
    return F;
  }

  /// Gives a null pointer for the timeout, the last argument in its line.
  std::vector<Edit> removeTimeout(const Event &Ev) const {
    const facts::Node &N = nodeOf(Ev);
    const std::string &Timeout = N.Args[Ev.Api->Args.DueTime.index()].Text;
    const facts::InsertionPoint &At = N.Insertion;
    const std::string End = Timeout + ");";
    const llvm::StringRef Statement = At.StatementText;
    if (Timeout.empty() || mayDoSomething(Timeout) || !At.Before.isValid() ||
        At.Before.Offset != N.Where.Offset || !Statement.ends_with(End) ||
        Statement.contains('\n'))
      return {};
    Edit Null;
    Null.Where = At.Before;
    Null.Where.Offset += Statement.size() - End.size();
    Null.Where.Column += Statement.size() - End.size();
    Null.Length = Timeout.size();
    Null.Text =
        G.frames()[Ev.Place.Frame].Callee->PrefersNullptr ? "nullptr" : "NULL";
    return {Null};
  }
};

} // namespace

std::vector<Finding> findNullHandleTimeouts(const Evidence &E) {
  return findInRoutines<NullHandleFinder>(E, setsWait);
}

} // namespace threadpool::rules
