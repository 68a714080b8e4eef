//===- FactsBuilder.cpp - Facts of small programs, written by hand --------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"

namespace threadpool::test {

using facts::Comparison;
using facts::Function;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::NoNode;
using RootKind = Path::RootKind;
using StepKind = Path::Step::StepKind;
using OperandKind = Operand::OperandKind;

static Path root(RootKind Kind, std::string Symbol) {
  Path P;
  P.Root = Kind;
  P.Symbol = std::move(Symbol);
  return P;
}

static Path step(Path P, StepKind Kind, const std::string &Name) {
  P.Steps.push_back({Kind, Name});
  return P;
}

Path local(const std::string &Name) { return root(RootKind::Local, Name); }

Path global(const std::string &Name) {
  return root(RootKind::Global, "c:@" + Name);
}

Path param(unsigned Position) {
  return root(RootKind::Parameter, std::to_string(Position));
}

Path self() { return root(RootKind::This, ""); }

Path dot(Path P, const std::string &Field) {
  return step(std::move(P), StepKind::Field, fieldUsr(Field));
}

Path pointee(Path P) { return step(std::move(P), StepKind::Dereference, ""); }

Path arrow(Path P, const std::string &Field) {
  return dot(pointee(std::move(P)), Field);
}

Path element(Path P, const std::string &Index) {
  return step(std::move(P), StepKind::Element, Index);
}

std::string fieldUsr(const std::string &Field) {
  return "c:@S@Ctx@FI@" + Field;
}

std::string functionUsr(const std::string &Name) { return "c:@F@" + Name; }

static std::string readable(const Path &P) {
  std::string Text;
  switch (P.Root) {
  case RootKind::Parameter:
    Text = "p" + P.Symbol;
    break;
  case RootKind::This:
    Text = "this";
    break;
  default:
    Text = P.Symbol.substr(P.Symbol.find('@') + 1);
    break;
  }
  for (std::size_t I = 0; I < P.Steps.size(); ++I) {
    const Path::Step &S = P.Steps[I];
    const bool BehindPointer =
        P.Steps[I].Kind == StepKind::Field &&
        ((I > 0 && P.Steps[I - 1].Kind == StepKind::Dereference) ||
         (I == 0 && P.Root == RootKind::This));
    if (S.Kind == StepKind::Field)
      Text += (BehindPointer ? "->" : ".") +
              S.Name.substr(S.Name.find_last_of('@') + 1);
    else if (S.Kind == StepKind::Element)
      Text += "[" + S.Name + "]";
  }
  return Text;
}

Operand num(std::int64_t N) {
  Operand O;
  O.Kind = OperandKind::Constant;
  O.Number = N;
  O.Text = std::to_string(N);
  return O;
}

Operand null() {
  Operand O = num(0);
  O.Text.clear();
  return O;
}

Operand val(const Path &P) {
  Operand O;
  O.Kind = OperandKind::Value;
  O.Where = P;
  O.Text = readable(P);
  return O;
}

Operand addr(const Path &P) {
  Operand O;
  O.Kind = OperandKind::Address;
  O.Where = P;
  O.Text =
      P.Root == RootKind::This && P.Steps.empty() ? "this" : "&" + readable(P);
  return O;
}

Operand fn(const std::string &Name) {
  Operand O;
  O.Kind = OperandKind::Function;
  O.Function = functionUsr(Name);
  O.Text = Name;
  return O;
}

Operand unknown(std::vector<Path> Sources) {
  Operand O;
  O.Sources = std::move(Sources);
  O.Text = "something";
  return O;
}

static Statement plain(NodeKind Kind, std::vector<Operand> Args = {}) {
  Statement S;
  S.Head.Kind = Kind;
  S.Head.Args = std::move(Args);
  return S;
}

Statement api(const std::string &Name, std::vector<Operand> Args) {
  Statement S = plain(NodeKind::ApiCall, std::move(Args));
  S.Head.Callee = Name;
  return S;
}

Statement call(const std::string &Name, std::vector<Operand> Args,
               Operand This) {
  Statement S = plain(NodeKind::Call, std::move(Args));
  S.Head.Callee = functionUsr(Name);
  S.Head.CalleeName = Name;
  S.Head.This = std::move(This);
  return S;
}

Statement systemCall(const std::string &Name, std::vector<Operand> Args) {
  Statement S = call(Name, std::move(Args));
  S.Head.CalleeIsSystem = true;
  return S;
}

/// \p Head with the result of \p Call in front of its arguments.
static Statement withResult(Statement Head, Statement Call) {
  Head.Before.push_back(std::move(Call));
  return Head;
}

Statement assign(const Path &Target, Operand Value) {
  Statement S = plain(NodeKind::Assign, {std::move(Value)});
  S.Head.Target = Target;
  return S;
}

Statement assign(const Path &Target, Statement Call) {
  Statement S = plain(NodeKind::Assign);
  S.Head.Target = Target;
  return withResult(std::move(S), std::move(Call));
}

Statement touch(const Path &P) {
  Statement S = plain(NodeKind::Touch);
  S.Head.Target = P;
  return S;
}

Statement destroy(Operand Pointer) {
  return plain(NodeKind::Delete, {std::move(Pointer)});
}

static Statement lockNode(NodeKind Kind, const Path &Lock) {
  Statement S = plain(Kind);
  S.Head.Target = Lock;
  return S;
}

Statement lockMember(const Path &Lock) {
  return lockNode(NodeKind::Lock, Lock);
}

Statement unlockMember(const Path &Lock) {
  return lockNode(NodeKind::Unlock, Lock);
}

Statement ret() { return plain(NodeKind::Return); }
Statement ret(Operand Value) {
  return plain(NodeKind::Return, {std::move(Value)});
}
Statement ret(Statement Call) {
  return withResult(plain(NodeKind::Return), std::move(Call));
}
Statement abandon() { return plain(NodeKind::Abandon); }
Statement impossible() {
  Statement S = abandon();
  S.Head.IsImpossible = true;
  return S;
}
Statement unsupported() { return plain(NodeKind::Unsupported); }

static Statement branch(Comparison Compare, std::vector<Operand> Args,
                        Body Then, Body Else) {
  Statement S = plain(NodeKind::Branch, std::move(Args));
  S.Kind = Statement::Shape::If;
  S.Head.Compare = Compare;
  S.Then = std::move(Then);
  S.Else = std::move(Else);
  return S;
}

Statement ifEqual(const Path &P, std::int64_t N, Body Then, Body Else) {
  return branch(Comparison::Equal, {val(P), num(N)}, std::move(Then),
                std::move(Else));
}

Statement ifNotEqual(const Path &P, std::int64_t N, Body Then, Body Else) {
  return branch(Comparison::NotEqual, {val(P), num(N)}, std::move(Then),
                std::move(Else));
}

Statement ifLess(const Path &P, std::int64_t N, Body Then, Body Else) {
  return branch(Comparison::Less, {val(P), num(N)}, std::move(Then),
                std::move(Else));
}

Statement ifSet(const Path &P, Body Then, Body Else) {
  return ifNotEqual(P, 0, std::move(Then), std::move(Else));
}

Statement ifClear(const Path &P, Body Then, Body Else) {
  return ifEqual(P, 0, std::move(Then), std::move(Else));
}

Statement ifTrue(Statement Call, Body Then, Body Else) {
  return withResult(
      branch(Comparison::NotEqual, {num(0)}, std::move(Then), std::move(Else)),
      std::move(Call));
}

Statement ifUnknown(std::vector<Path> Sources, Body Then, Body Else) {
  Statement S = branch(Comparison::Equal, {unknown(std::move(Sources))},
                       std::move(Then), std::move(Else));
  S.Head.Kind = NodeKind::OpaqueBranch;
  return S;
}

static Statement loop(Statement S) {
  S.Kind = Statement::Shape::While;
  return S;
}

Statement whileNotEqual(const Path &P, std::int64_t N, Body Then) {
  return loop(ifNotEqual(P, N, std::move(Then)));
}

Statement whileUnknown(std::vector<Path> Sources, Body Then) {
  return loop(ifUnknown(std::move(Sources), std::move(Then)));
}

Statement createWait(const std::string &Callback, Operand Context,
                     Operand Environment) {
  return api("CreateThreadpoolWait",
             {fn(Callback), std::move(Context), std::move(Environment)});
}
Statement setWait(Operand Wait, Operand Handle) {
  return api("SetThreadpoolWait", {std::move(Wait), std::move(Handle), null()});
}
Statement cancelWait(Operand Wait) { return setWait(std::move(Wait), null()); }
Statement drainWait(Operand Wait, bool CancelPending) {
  return api("WaitForThreadpoolWaitCallbacks",
             {std::move(Wait), num(CancelPending)});
}
Statement closeWait(Operand Wait) {
  return api("CloseThreadpoolWait", {std::move(Wait)});
}

Statement createTimer(const std::string &Callback, Operand Context) {
  return api("CreateThreadpoolTimer",
             {fn(Callback), std::move(Context), null()});
}
Statement setTimer(Operand Timer, Operand Due, Operand Period) {
  return api("SetThreadpoolTimer",
             {std::move(Timer), std::move(Due), std::move(Period), num(0)});
}
Statement cancelTimer(Operand Timer) {
  return setTimer(std::move(Timer), null());
}
Statement drainTimer(Operand Timer) {
  return api("WaitForThreadpoolTimerCallbacks", {std::move(Timer), num(1)});
}
Statement closeTimer(Operand Timer) {
  return api("CloseThreadpoolTimer", {std::move(Timer)});
}

Statement createWork(const std::string &Callback, Operand Context) {
  return api("CreateThreadpoolWork",
             {fn(Callback), std::move(Context), null()});
}
Statement submit(Operand Work) {
  return api("SubmitThreadpoolWork", {std::move(Work)});
}
Statement drainWork(Operand Work) {
  return api("WaitForThreadpoolWorkCallbacks", {std::move(Work), num(1)});
}
Statement closeWork(Operand Work) {
  return api("CloseThreadpoolWork", {std::move(Work)});
}

Statement lock(const Path &Section) {
  return api("EnterCriticalSection", {addr(Section)});
}
Statement unlock(const Path &Section) {
  return api("LeaveCriticalSection", {addr(Section)});
}

static std::string textOf(const Node &N) {
  if (N.Kind == NodeKind::Assign)
    return readable(N.Target) + " = " + N.Args[0].Text + ";";
  std::string Text = N.Callee + "(";
  for (const Operand &O : N.Args)
    Text += O.Text + ",";
  return Text + ");";
}

/// Lays statements out as a graph. Edges that lead behind a list of statements
/// are kept open until the next statement is known.
struct UnitBuilder::Writer {
  Function &F;
  unsigned &Line;

  struct OpenEdge {
    NodeId From;
    bool IsElse;
  };
  using Edges = std::vector<OpenEdge>;

  void close(const Edges &Open, NodeId Target) {
    for (const OpenEdge &E : Open)
      (E.IsElse ? F.Nodes[E.From].Else : F.Nodes[E.From].Next) = Target;
    if (F.Entry == NoNode)
      F.Entry = Target;
  }

  NodeId append(Node N) {
    facts::InsertionPoint &At = N.Insertion;
    At.LinesBegin = Line * 100;
    At.LinesEnd = At.LinesBegin + 100;
    At.Indentation = "  ";
    At.Separator = "\n  ";
    At.Before.Line = Line;
    At.Before.Column = 3;
    At.Before.Offset = At.LinesBegin + 2;
    At.After = At.Before;
    At.After.Offset += 40;
    At.StatementText = textOf(N);
    N.Where = At.Before;
    N.Length = 10;
    F.Nodes.push_back(std::move(N));
    return F.Nodes.size() - 1;
  }

  Edges write(const Statement &S, Edges Open) {
    ++Line;
    Node Head = S.Head;
    NodeId First = NoNode;
    for (const Statement &Inner : S.Before) {
      First = F.Nodes.size();
      Open = write(Inner, std::move(Open));
      Operand Result = val(root(RootKind::Result, std::to_string(First)));
      Head.Args.insert(Head.Args.begin(), std::move(Result));
    }
    const NodeId Id = append(std::move(Head));
    close(Open, Id);
    if (S.Kind == Statement::Shape::Plain) {
      const NodeKind Kind = S.Head.Kind;
      const bool Ends = Kind == NodeKind::Return || Kind == NodeKind::Abandon;
      return Ends ? Edges{} : Edges{{Id, false}};
    }
    Edges Then = write(S.Then, Edges{{Id, false}});
    if (S.Kind == Statement::Shape::While) {
      close(Then, First == NoNode ? Id : First);
      return {{Id, true}};
    }
    Edges Behind = write(S.Else, Edges{{Id, true}});
    Behind.insert(Behind.end(), Then.begin(), Then.end());
    return Behind;
  }

  Edges write(const Body &Statements, Edges Open) {
    for (const Statement &S : Statements)
      Open = write(S, std::move(Open));
    return Open;
  }
};

Function &UnitBuilder::function(const std::string &Name, unsigned NumParameters,
                                const Body &Statements) {
  Function &F = Facts.Functions[functionUsr(Name)];
  F = Function();
  F.Usr = functionUsr(Name);
  F.Name = Name;
  F.NumParameters = NumParameters;
  F.Where.Line = ++Line;
  F.Where.Column = 1;
  F.Where.Offset = Line * 100;
  Writer W{F, Line};
  const Writer::Edges Open = W.write(Statements, {});
  // A function that just ends still needs a node to start from.
  if (F.Nodes.empty())
    W.close(Open, W.append(Node()));
  return F;
}

void UnitBuilder::external(const Path &Global) {
  Facts.ExternalGlobals.push_back(Global.Symbol);
}

unsigned UnitBuilder::lineOf(const std::string &Function,
                             const std::string &Callee) const {
  for (const Node &N : Facts.Functions.at(functionUsr(Function)).Nodes)
    if (N.Callee == Callee || N.CalleeName == Callee)
      return N.Where.Line;
  return 0;
}

} // namespace threadpool::test
