//===- ClosedObject.cpp - threadpool-use-after-close ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call on an object that the same function has closed on every way there.
// That is wrong whatever the callback does, so it is found where too little is
// known of the object to judge its protocol.
//
// Storage is followed by its path: as long as nothing can have written to it,
// it holds the closed object.
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "rules/RoutineFinder.h"

#include <algorithm>
#include <map>
#include <optional>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using facts::Node;
using facts::NodeId;
using facts::NodeKind;
using facts::NoNode;
using facts::Operand;
using facts::Path;
using StepKind = facts::Path::Step::StepKind;
using RootKind = facts::Path::RootKind;

namespace {

bool isInside(const Path &P) {
  return std::none_of(P.Steps.begin(), P.Steps.end(), link::isDereference);
}

bool isSameRoot(const Path &A, const Path &B) {
  return A.Root == B.Root && A.Symbol == B.Symbol;
}

/// Whether writing to \p Target may write to something on the way to \p P that
/// goes by another name.
bool mayAlias(const Path &Target, const Path &P) {
  if (Target.Steps.empty() || Target.Steps.back().Kind != StepKind::Field)
    return true;
  return std::any_of(P.Steps.begin(), P.Steps.end(), [&](const auto &S) {
    return S.Kind == StepKind::Field && S.Name == Target.Steps.back().Name;
  });
}

bool isIndexedBy(const Path &P, const Path &Variable) {
  return std::any_of(P.Steps.begin(), P.Steps.end(), [&](const auto &S) {
    const Path Index = link::indexVariable(S);
    return Index.isValid() && isSameRoot(Index, Variable);
  });
}

/// Whether \p P is one element for certain, as long as its index stays.
bool isDefinite(const Path &P) {
  return P.isValid() &&
         std::all_of(P.Steps.begin(), P.Steps.end(), [](const auto &S) {
           if (S.Kind != StepKind::Element)
             return S.Kind == StepKind::Field || link::isDereference(S);
           return (!S.Name.empty() && S.Name.find_first_not_of("0123456789") ==
                                          std::string::npos) ||
                  link::indexVariable(S).isValid();
         });
}

class ClosedObjectFinder {
public:
  explicit ClosedObjectFinder(const facts::Function &F) : F(F) {}

  void find(std::vector<Finding> &Out) {
    if (!closesSomething())
      return;
    noteEscapes();
    reach(F.Entry, Closed());
    while (!Pending.empty()) {
      const NodeId Id = *Pending.begin();
      Pending.erase(Pending.begin());
      Closed Behind = Before.at(Id);
      pass(Id, Behind);
      reach(F.Nodes[Id].Next, Behind);
      reach(F.Nodes[Id].Else, Behind);
    }
    for (const auto &[Id, Known] : Before)
      if (const Path *Object = objectOf(F.Nodes[Id]);
          Object && isWrongOnClosed(F.Nodes[Id], *Object))
        if (auto It = Known.find(link::textOf(*Object)); It != Known.end())
          Out.push_back(tell(F.Nodes[It->second.Close], F.Nodes[Id]));
  }

private:
  struct Close {
    NodeId Close = NoNode;
    Path Object;
    /// Marks: the cleanup group.
    Path Group;
  };
  /// What is closed on every way to a place, by the text of its path; and, by
  /// that text behind a mark, what belongs to a cleanup group.
  using Closed = std::map<std::string, Close>;
  static constexpr char GroupMark[] = "group of ";

  static const ApiFunction *apiOf(const Node &N) {
    return N.Kind == NodeKind::ApiCall ? facts::lookupApi(N.Callee) : nullptr;
  }

  /// Where the pool's object is kept that the code itself, and no described
  /// function, calls \p N for; null if \p N is no such call.
  static const Path *objectOf(const Node &N) {
    const ApiFunction *Api = apiOf(N);
    if (!Api || !N.Via.empty() || !facts::isCallbackObject(Api->Object) ||
        !Api->Args.Object.isArgument() ||
        Api->Args.Object.index() >= N.Args.size())
      return nullptr;
    const Operand &O = N.Args[Api->Args.Object.index()];
    return O.Kind == Operand::OperandKind::Value && isDefinite(O.Where)
               ? &O.Where
               : nullptr;
  }

  static bool closes(const Node &N) {
    return objectOf(N) && apiOf(N)->Role == ApiRole::Close;
  }

  /// What a callback gets as its object lives until the callback returns, and
  /// may be asked and canceled after it was closed.
  static bool isWrongOnClosed(const Node &N, const Path &Object) {
    if (Object.Root != RootKind::Parameter || !Object.Steps.empty())
      return true;
    const ApiFunction &Api = *apiOf(N);
    if (Api.Role != ApiRole::Set && Api.Role != ApiRole::SetResult)
      return Api.Role != ApiRole::Query;
    const Operand &Given = N.Args[Api.armingArgument().index()];
    return Given.Kind != Operand::OperandKind::Constant || Given.Number != 0;
  }

  bool closesSomething() const {
    return F.hasBody() && !F.IsBroken &&
           std::any_of(F.Nodes.begin(), F.Nodes.end(), [](const Node &N) {
             return closes(N) ||
                    (apiOf(N) && apiOf(N)->Role == ApiRole::GroupMembersClose);
           });
  }

  void noteEscapes() {
    auto Note = [this](const Operand &O) {
      if (O.Kind == Operand::OperandKind::Address && isInside(O.Where))
        Escaping.insert({O.Where.Root, O.Where.Symbol});
    };
    for (const Node &N : F.Nodes) {
      std::for_each(N.Args.begin(), N.Args.end(), Note);
      Note(N.This);
    }
  }

  /// Whether only the function's own statements can write to \p P.
  bool isPrivate(const Path &P) const {
    return (P.Root == RootKind::Local || P.Root == RootKind::Parameter ||
            P.Root == RootKind::Result) &&
           isInside(P) && Escaping.count({P.Root, P.Symbol}) == 0;
  }

  void reach(NodeId Id, const Closed &Known) {
    if (Id == NoNode)
      return;
    auto [It, IsFirst] = Before.try_emplace(Id, Known);
    const std::size_t NumKnown = It->second.size();
    if (!IsFirst)
      for (auto Mine = It->second.begin(); Mine != It->second.end();) {
        auto Other = Known.find(Mine->first);
        const bool IsSame =
            Other != Known.end() && link::textOf(Other->second.Group) ==
                                        link::textOf(Mine->second.Group);
        Mine = IsSame ? std::next(Mine) : It->second.erase(Mine);
      }
    if (IsFirst || It->second.size() != NumKnown)
      Pending.insert(Id);
  }

  template <typename Fn> static void forgetIf(Closed &Known, Fn Changes) {
    for (auto It = Known.begin(); It != Known.end();)
      It = Changes(It->second.Object) ||
                   (It->second.Group.isValid() && Changes(It->second.Group))
               ? Known.erase(It)
               : std::next(It);
  }

  void forgetShared(Closed &Known) const {
    forgetIf(Known, [this](const Path &P) { return !isPrivate(P); });
  }

  void write(Closed &Known, const Path &Target) const {
    forgetIf(Known, [&](const Path &P) {
      if (link::startsWith(P, Target) || link::isPartOf(Target, P) ||
          isIndexedBy(P, Target))
        return true;
      return !isPrivate(P) && !isPrivate(Target) && mayAlias(Target, P);
    });
  }

  void pass(NodeId Id, Closed &Known) const {
    const Node &N = F.Nodes[Id];
    switch (N.Kind) {
    case NodeKind::Unsupported:
      return Known.clear();
    case NodeKind::Call:
      if (N.IsGuess)
        return Known.clear();
      forgetShared(Known);
      return forgetResult(Known, Id);
    case NodeKind::Delete:
    case NodeKind::Lock:
    case NodeKind::TryLock:
      return forgetShared(Known);
    case NodeKind::ApiCall:
      return passApi(Id, Known);
    case NodeKind::Assign: {
      auto Made = Known.find(GroupMark + link::textOf(N.Args[0].Where));
      const Path Group =
          N.Args[0].Kind == Operand::OperandKind::Value && Made != Known.end()
              ? Made->second.Group
              : Path();
      write(Known, N.Target);
      if (Group.isValid())
        Known[GroupMark + link::textOf(N.Target)] = {Id, N.Target, Group};
      return;
    }
    case NodeKind::Touch:
      return write(Known, N.Target);
    case NodeKind::Branch:
    case NodeKind::OpaqueBranch:
      if (N.LoopVariable.isValid())
        write(Known, N.LoopVariable);
      return;
    default:
      return;
    }
  }

  void passApi(NodeId Id, Closed &Known) const {
    const Node &N = F.Nodes[Id];
    const ApiFunction *Api = apiOf(N);
    const Path *Object = objectOf(N);
    // While it waits, others go on.
    const bool Waits =
        !Api || Api->Role == ApiRole::Block || Api->Role == ApiRole::Acquire ||
        Api->Role == ApiRole::TryAcquire ||
        Api->Role == ApiRole::AcquireShared ||
        Api->Role == ApiRole::TryAcquireShared || Api->Role == ApiRole::Drain ||
        Api->Role == ApiRole::GroupMembersClose;
    if (Waits || !N.Via.empty())
      forgetShared(Known);
    const Path Group = groupOfEnvironment(Known, N);
    for (const Operand &O : N.Args)
      if (O.Kind == Operand::OperandKind::Address)
        write(Known, O.Where);
    forgetResult(Known, Id);
    if (Api)
      mark(Known, Id, Group);
    if (Api && Api->Role == ApiRole::GroupMembersClose)
      closeMembers(Known, Id);
    if (!Object)
      return;
    if (isWrongOnClosed(N, *Object))
      Known.erase(link::textOf(*Object)); // One use is enough to tell of.
    if (closes(N))
      Known[link::textOf(*Object)] = {Id, *Object, {}};
  }

  static void forgetResult(Closed &Known, NodeId Id) {
    forgetIf(Known, [&](const Path &P) {
      return P.Root == RootKind::Result && P.Symbol == std::to_string(Id);
    });
  }

  static const Operand *argument(const Node &N, facts::ApiPlace Place) {
    return Place.isArgument() && Place.index() < N.Args.size()
               ? &N.Args[Place.index()]
               : nullptr;
  }

  /// The group that objects made with the environment which \p N is given join.
  static Path groupOfEnvironment(const Closed &Known, const Node &N) {
    const ApiFunction *Api = apiOf(N);
    if (!Api)
      return {};
    const Operand *E = argument(N, Api->Args.Environment);
    if (Api->Object == facts::ApiObject::Environment)
      E = argument(N, Api->Args.Object);
    if (!E || E->Kind != Operand::OperandKind::Address)
      return {};
    if (Api->Role == ApiRole::BindGroup) {
      const Operand *Group = argument(N, Api->Args.Value);
      return Group && Group->Kind == Operand::OperandKind::Value ? Group->Where
                                                                 : Path();
    }
    auto It = Known.find(GroupMark + link::textOf(E->Where));
    const bool Ends =
        Api->Role == ApiRole::Initialize || Api->Role == ApiRole::Destroy;
    return It == Known.end() || Ends ? Path() : It->second.Group;
  }

  /// Marks what \p N binds to, or makes for, the group \p Group.
  void mark(Closed &Known, NodeId Id, const Path &Group) const {
    const Node &N = F.Nodes[Id];
    const ApiFunction &Api = *apiOf(N);
    if (!Group.isValid() || !isPrivate(Group))
      return;
    auto Mark = [&](const Path &Member) {
      Known[GroupMark + link::textOf(Member)] = {Id, Member, Group};
    };
    if (Api.Object == facts::ApiObject::Environment)
      return Mark(argument(N, Api.Args.Object)->Where);
    Mark(argument(N, Api.Args.Environment)->Where);
    if (Api.Role != ApiRole::Create || !Api.Args.Object.isReturned())
      return;
    Path Made;
    Made.Root = RootKind::Result;
    Made.Symbol = std::to_string(Id);
    Mark(Made);
  }

  void closeMembers(Closed &Known, NodeId Id) const {
    const Operand *Group =
        argument(F.Nodes[Id], apiOf(F.Nodes[Id])->Args.Object);
    if (!Group || Group->Kind != Operand::OperandKind::Value)
      return;
    const std::string Name = link::textOf(Group->Where);
    Closed Members;
    for (const auto &[Text, Mark] : Known)
      if (Mark.Group.isValid() && link::textOf(Mark.Group) == Name &&
          isPrivate(Mark.Object))
        Members[link::textOf(Mark.Object)] = {Id, Mark.Object, {}};
    Known.merge(Members);
  }

  Finding tell(const Node &Close, const Node &Use) const {
    const ApiFunction &Api = *apiOf(Use);
    const std::string Noun = "the " + nounOf(Api.Object);
    const std::string &Text = Use.Args[Api.Args.Object.index()].Text;
    const std::string Name = Text.empty() ? Noun : quoted(Text);
    const std::string Owner = quotedFunction(F.Name);
    Finding Result;
    Result.Rules = {Rule::UseAfterClose};
    Result.Where = Use.Where;
    Result.Length = Use.Length;
    Result.Message = Name + " is used after it was closed";
    Result.Notes.push_back(
        step(1, Actor::Owner, Close.Where,
             Owner + (closes(Close)
                          ? " closes " + Noun
                          : " closes " + Noun + " with its cleanup group")));
    Result.Notes.push_back(step(2, Actor::Owner, Use.Where,
                                Owner + " calls " + quoted(Use.Callee) + ": " +
                                    Noun + " is closed already"));
    Note Advice;
    Advice.Where = Use.Where;
    Advice.Text =
        Api.Role == ApiRole::Close
            ? "to repair: this call has to go: " + Noun + " is closed already"
            : "to repair: call this before the object is closed";
    Result.Notes.push_back(std::move(Advice));
    return Result;
  }

  const facts::Function &F;
  /// The variables to which there are pointers.
  std::set<std::pair<RootKind, std::string>> Escaping;
  std::map<NodeId, Closed> Before;
  std::set<NodeId> Pending;
};

} // namespace

std::vector<Finding> findClosedObjectUses(const facts::UnitFacts &Unit) {
  std::vector<Finding> Result;
  for (const auto &[Usr, F] : Unit.Functions)
    ClosedObjectFinder(F).find(Result);
  return Result;
}

} // namespace threadpool::rules
