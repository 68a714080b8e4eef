//===- Fixes.cpp - A repair as edits of the source ------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Fixes.h"

#include "facts/ThreadpoolApi.h"

#include <optional>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiRole;
using protocol::EditKind;
using protocol::NodeId;

namespace {

class Editor {
public:
  explicit Editor(const link::Case &C) : C(C) {}

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

  std::vector<Edit> take() { return std::move(Edits); }

private:
  /// The node, if it stands in the owner itself where a line can go before it.
  /// No line fits between the things that one described call does.
  const facts::Node *anchor(NodeId Id) const {
    if (Id == protocol::NoNode || Id >= C.Owner.Sites.size() ||
        C.Owner.Sites[Id].Frame != 0)
      return nullptr;
    const facts::Node &N = C.Owner.nodeOf(Id);
    return N.Insertion.Before.isValid() && N.Via.empty() ? &N : nullptr;
  }

  /// A call on the object of \p Before, put on the line before it: where the
  /// one is possible, the object is as alive for the other.
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
    const char *Null = C.Owner.Function->PrefersNullptr ? "nullptr" : "NULL";
    std::string Call = std::string(New->Name) + "(" + Object;
    if (Role == ApiRole::Drain)
      Call += ", TRUE";
    else if (Here->Object == facts::ApiObject::Timer)
      Call += std::string(", ") + Null + ", 0, 0";
    else
      Call += std::string(", ") + Null + ", " + Null;
    insert(*Anchor, Call + ");");
    return true;
  }

  void insert(const facts::Node &Anchor, const std::string &Statement) {
    const facts::Location &Where = Anchor.Insertion.Before;
    const std::string Text = Statement + "\n" + Anchor.Insertion.Indentation;
    // Hosts do not order insertions at one place.
    for (Edit &E : Edits)
      if (E.Length == 0 && E.Where.File == Where.File &&
          E.Where.Offset == Where.Offset) {
        E.Text += Text;
        return;
      }
    Edit E;
    E.Where = Where;
    E.Text = Text;
    Edits.push_back(std::move(E));
  }

  /// Only an assignment of a constant moves: it reads nothing that the
  /// statements between could change. The constant must be the one that the
  /// repair writes.
  bool moveStatement(const protocol::Edit &E) {
    const facts::Node *Moved = anchor(E.Subject);
    const facts::Node *Anchor = anchor(E.Before);
    if (!Moved || !Anchor || Moved->Kind != facts::NodeKind::Assign ||
        Moved->Args[0].Kind != facts::Operand::OperandKind::Constant ||
        C.Flags[E.FlagIndex].valueOf(Moved->Args[0].Number) != E.FlagValue ||
        !Moved->Insertion.After.isValid() ||
        Moved->Insertion.Before.File != Anchor->Insertion.Before.File ||
        Moved->Insertion.Indentation != Anchor->Insertion.Indentation ||
        Moved->Insertion.StatementText.empty())
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
  std::vector<Edit> Edits;
};

/// Whether the owner takes any lock, or is the loader's entry point.
bool isDelicate(const link::Case &C) {
  if (C.Owner.Function->Name == "DllMain")
    return true;
  for (const link::Frame &F : C.Owner.Frames)
    for (const facts::Node &N : F.Callee->Nodes) {
      if (N.Kind == facts::NodeKind::Lock)
        return true;
      const ApiFunction *Api = N.Kind == facts::NodeKind::ApiCall
                                   ? facts::lookupApi(N.Callee)
                                   : nullptr;
      if (Api && (Api->Role == ApiRole::Acquire ||
                  Api->Role == ApiRole::AcquireShared ||
                  Api->Role == ApiRole::TryAcquire ||
                  Api->Role == ApiRole::TryAcquireShared))
        return true;
    }
  return false;
}

} // namespace

std::vector<Edit> editsOf(const link::Case &C, const protocol::Repair &R,
                          bool OwnerMayRunInCallback) {
  if (OwnerMayRunInCallback || isDelicate(C))
    return {};
  Editor Writer(C);
  for (const protocol::Edit &E : R.Edits)
    if (!Writer.add(E))
      return {};
  return Writer.take();
}

} // namespace threadpool::rules
