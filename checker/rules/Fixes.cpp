//===- Fixes.cpp - A repair as edits of the source ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Fixes.h"

#include "facts/ThreadpoolApi.h"

#include <algorithm>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using protocol::EditKind;
using protocol::NodeId;
using protocol::Repair;

namespace {

/// How a null pointer is written in \p F and in what sets the object of \p C
/// up.
std::string nullIn(const facts::Function &F, const link::Case &C) {
  int Zeros = 0;
  for (const facts::Function *Near :
       {&F, C.Owner.Function, C.Callback.Function, C.Object.Made->Root})
    for (const facts::Node &N : Near->Nodes) {
      const ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                   ? facts::lookupApi(N.Callee)
                                   : nullptr;
      if (!Api || !facts::isCallbackObject(Api->Object))
        continue;
      for (facts::ApiPlace Pointer :
           {Api->Args.Environment, Api->Args.Handle, Api->Args.DueTime}) {
        if (!Pointer.isArgument() || Pointer.index() >= N.Args.size())
          continue;
        const facts::Operand &O = N.Args[Pointer.index()];
        if (O.Kind == facts::Operand::OperandKind::Constant && O.Number == 0)
          Zeros += O.Text == "0" ? 1 : -1;
      }
    }
  if (Zeros > 0)
    return "0";
  return F.PrefersNullptr ? "nullptr" : "NULL";
}

class Editor {
public:
  Editor(const link::Case &C, const protocol::Program &Told, const Repair &R,
         const WaitPlaces &Places)
      : C(C), Told(Told), R(R), Places(Places) {}

  /// False if the edit is not one that can be written down safely.
  bool add(const protocol::Edit &E) {
    switch (E.Kind) {
    case EditKind::AddDrain:
      return insertCall(E.Before, ApiRole::Drain);
    case EditKind::AddCancel:
      return insertCall(E.Before, ApiRole::Set);
    case EditKind::SetFlagEarlier:
      return moveStatement(E);
    case EditKind::RemoveCall:
      return removeRepeatedClose(E.Subject);
    case EditKind::MoveFree:
    case EditKind::MoveDrainOutOfLock:
    case EditKind::AddDrainBehindLock:
    case EditKind::EndIo:
    case EditKind::AddGuard:
      return false;
    }
    return false;
  }

  /// Whether what was proven is what the edits write: a call that is inserted
  /// comes wherever the program comes by, also where it has closed the object.
  bool isComplete() const {
    std::size_t Inserted = 0;
    for (const protocol::Edit &E : R.Edits)
      if (E.Before != protocol::NoNode)
        for (NodeId Id = 0; Id < Told.Owner.Nodes.size(); ++Id)
          Inserted += isSamePlace(Id, E.Before);
    return Told.Owner.Nodes.size() + Inserted == R.Repaired.Owner.Nodes.size();
  }

  std::vector<Edit> take() { return std::move(Edits); }

private:
  const facts::Function &functionOf(NodeId Id) const {
    return *C.Owner.Frames[C.Owner.Sites[Id].Frame].Callee;
  }

  /// The node, if its statement can get or lose neighbours. No line fits
  /// between the things that one described call does, and what another file
  /// shares with this owner is for others as well.
  const facts::Node *anchor(NodeId Id) const {
    if (Id == protocol::NoNode || Id >= C.Owner.Sites.size())
      return nullptr;
    const facts::Node &N = C.Owner.nodeOf(Id);
    const bool IsNear =
        functionOf(Id).Where.File == C.Owner.Function->Where.File;
    return IsNear && N.Insertion.Before.isValid() && N.Via.empty() &&
                   isFirst(Id) &&
                   Places.mayWaitAt(functionOf(Id), C.Owner.Sites[Id].Node)
               ? &N
               : nullptr;
  }

  bool isSamePlace(NodeId A, NodeId B) const {
    const protocol::Node &First = Told.Owner.Nodes[A];
    const protocol::Node &Second = Told.Owner.Nodes[B];
    return A == B || (First.Kind == Second.Kind && First.Site != 0 &&
                      First.Site == Second.Site);
  }

  static bool isSameStatement(const facts::Node &A, const facts::Node &B) {
    return A.Insertion.Before.isValid() &&
           A.Insertion.Before.File == B.Insertion.Before.File &&
           A.Insertion.Before.Offset == B.Insertion.Before.Offset;
  }

  static bool isDeed(protocol::Op Kind) {
    using protocol::Op;
    switch (Kind) {
    case Op::Skip:
    case Op::Choose:
    case Op::Input:
    case Op::Test:
    case Op::Use:
    case Op::Unknown:
    case Op::End:
      return false;
    default:
      return true;
    }
  }

  /// Whether \p Id is the first thing that its statement does, so that what is
  /// inserted before the one is inserted before the other.
  bool isFirst(NodeId Id) const {
    const facts::Node &N = C.Owner.nodeOf(Id);
    for (NodeId Other = 0; Other < C.Owner.Sites.size(); ++Other) {
      link::Site At = C.Owner.Sites[Other];
      if (!isDeed(Told.Owner.Nodes[Other].Kind))
        continue;
      // Itself, or the call through which the statement does it.
      while (At.Frame != 0 &&
             C.Owner.Frames[At.Frame].Callee != &functionOf(Id))
        At = {C.Owner.Frames[At.Frame].Parent, C.Owner.Frames[At.Frame].Call};
      const link::Frame &F = C.Owner.Frames[At.Frame];
      if (F.Callee != &functionOf(Id) || At.Node >= F.Callee->Nodes.size())
        continue;
      const facts::Node &Deed = F.Callee->Nodes[At.Node];
      if (&Deed != &N && isSameStatement(Deed, N) &&
          Deed.Where.Offset <= N.Where.Offset)
        return false;
    }
    return true;
  }

  /// A call on the object of \p Before, put before it: where the one is
  /// possible, the object is as alive for the other.
  bool insertCall(NodeId Before, ApiRole Role) {
    const facts::Node *Anchor = anchor(Before);
    if (!Anchor || Anchor->Kind != facts::NodeKind::ApiCall)
      return false;
    const ApiFunction *Here = facts::lookupApi(Anchor->Callee);
    if (!Here || !Here->Args.Object.isArgument())
      return false;
    const ApiFunction *New = facts::findApi(Here->Family, Here->Object, Role);
    const facts::Operand &Handle = Anchor->Args[Here->Args.Object.index()];
    const std::string &Object = Handle.Text;
    // Only what names storage may be evaluated twice.
    if (!New || Object.empty() ||
        Handle.Kind != facts::Operand::OperandKind::Value ||
        Handle.Where.Root == facts::Path::RootKind::Result)
      return false;
    const std::string Null = nullIn(functionOf(Before), C);
    std::string Call = std::string(New->Name) + "(" + Object;
    if (Role == ApiRole::Drain)
      Call += ", TRUE";
    else if (Here->Object == facts::ApiObject::Timer)
      Call += ", " + Null + ", 0, 0";
    else
      Call += ", " + Null + ", " + Null;
    insert(*Anchor, Call + ");");
    return true;
  }

  void insert(const facts::Node &Anchor, const std::string &Statement) {
    const facts::InsertionPoint &At = Anchor.Insertion;
    const std::string Text = Statement + At.Separator;
    // Hosts do not order insertions at one place.
    for (Edit &E : Edits)
      if (E.Length == 0 && E.Where.File == At.Before.File &&
          E.Where.Offset == At.Before.Offset) {
        E.Text += Text;
        return;
      }
    for (Edit &New : insertBefore(Anchor, Statement))
      Edits.push_back(std::move(New));
  }

  /// Whether the repair takes \p Statement away and nothing else.
  bool removesOnly(const facts::Node &Statement) const {
    for (NodeId Id = 0; Id < Told.Owner.Nodes.size(); ++Id)
      if (Told.Owner.Nodes[Id].Kind != protocol::Op::Skip &&
          R.Repaired.Owner.Nodes[Id].Kind == protocol::Op::Skip &&
          &C.Owner.nodeOf(Id) != &Statement)
        return false;
    return true;
  }

  /// Only an assignment of a constant moves: it reads nothing that the
  /// statements between could change. The constant must be the one that the
  /// repair writes.
  bool moveStatement(const protocol::Edit &E) {
    const facts::Node *Moved = anchor(E.Subject);
    const facts::Node *Anchor = anchor(E.Before);
    if (!Moved || !Anchor || Moved->Kind != facts::NodeKind::Assign ||
        C.Owner.Sites[E.Subject].Frame != C.Owner.Sites[E.Before].Frame ||
        Moved->Args[0].Kind != facts::Operand::OperandKind::Constant ||
        C.Flags[E.FlagIndex].valueOf(Moved->Args[0].Number) != E.FlagValue ||
        !Moved->Insertion.After.isValid() ||
        Moved->Insertion.Before.File != Anchor->Insertion.Before.File ||
        Moved->Insertion.Indentation != Anchor->Insertion.Indentation ||
        Moved->Insertion.ScopeBegin > Anchor->Insertion.Before.Offset ||
        Moved->Insertion.StatementText.empty() || !removesOnly(*Moved))
      return false;
    insert(*Anchor, Moved->Insertion.StatementText);
    return remove(*Moved);
  }

  /// Only a close that directly follows the same close is surely the one that
  /// nobody needs.
  bool removeRepeatedClose(NodeId Subject) {
    const facts::Node *Repeated = anchor(Subject);
    if (!Repeated || Repeated->Kind != facts::NodeKind::ApiCall)
      return false;
    for (NodeId Id = 0; Id < C.Owner.Sites.size(); ++Id) {
      const facts::Node *First = anchor(Id);
      if (First && First != Repeated &&
          First->Kind == facts::NodeKind::ApiCall &&
          First->Insertion.StatementText == Repeated->Insertion.StatementText &&
          First->Insertion.LinesEnd == Repeated->Insertion.LinesBegin)
        return remove(*Repeated);
    }
    return false;
  }

  /// The lines of a statement that has them for itself.
  bool remove(const facts::Node &Statement) {
    const facts::InsertionPoint &At = Statement.Insertion;
    if (At.LinesBegin == At.LinesEnd)
      return false;
    Edit Removal;
    Removal.Where = At.Before;
    Removal.Where.Offset = At.LinesBegin;
    Removal.Where.Column = 1;
    Removal.Length = At.LinesEnd - At.LinesBegin;
    Edits.push_back(std::move(Removal));
    return true;
  }

  const link::Case &C;
  const protocol::Program &Told;
  const Repair &R;
  const WaitPlaces &Places;
  std::vector<Edit> Edits;
};

/// Whether two edits of one file have a place in common.
bool touch(const Edit &A, const Edit &B) {
  return A.Where.File == B.Where.File &&
         A.Where.Offset <= B.Where.Offset + B.Length &&
         B.Where.Offset <= A.Where.Offset + A.Length;
}

} // namespace

std::vector<Edit> insertBefore(const facts::Node &Anchor,
                               const std::string &Statement) {
  const facts::InsertionPoint &At = Anchor.Insertion;
  if (!At.Before.isValid() || !Anchor.Via.empty())
    return {};
  std::vector<Edit> Result;
  if (At.Braces)
    Result.push_back({At.Braces->Open, 0, At.Braces->OpenText});
  Result.push_back({At.Before, 0, Statement + At.Separator});
  if (At.Braces)
    Result.push_back({At.Braces->Close, 0, At.Braces->CloseText});
  return Result;
}

std::vector<Edit> editsOf(const link::Case &C, const protocol::Program &Told,
                          const Repair &R, const WaitPlaces &Places) {
  Editor Writer(C, Told, R, Places);
  for (const protocol::Edit &E : R.Edits)
    if (!Writer.add(E))
      return {};
  return Writer.isComplete() ? Writer.take() : std::vector<Edit>();
}

void dropConflictingFixes(std::vector<Finding> &Findings) {
  std::vector<Edit> Kept;
  for (Finding &F : Findings) {
    const bool IsInTheWay =
        std::any_of(F.Fix.begin(), F.Fix.end(), [&Kept](const Edit &New) {
          return std::any_of(Kept.begin(), Kept.end(), [&New](const Edit &Old) {
            return touch(Old, New);
          });
        });
    if (IsInTheWay)
      F.Fix.clear();
    Kept.insert(Kept.end(), F.Fix.begin(), F.Fix.end());
  }
}

} // namespace threadpool::rules
