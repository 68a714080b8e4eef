//===- Draw.cpp - Random callbacks and owners -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judge.h"
#include "Model.h"

#include <algorithm>

namespace threadpool::generated {

namespace {

Callback drawCallback(Dice &D, ObjectKind Kind) {
  Callback C;
  C.Arms = Kind != ObjectKind::PeriodicTimer && Kind != ObjectKind::Io &&
           D.percent(70);
  C.Locks = D.percent(30);
  if (C.Arms) {
    C.Reads = D.percent(70) ? Test::StopFlag : static_cast<Test>(D.below(4));
    C.WorksAfterArm = D.percent(15);
  } else if (D.percent(20)) {
    C.Reads = Test::StopFlag;
    C.ReturnsEarly = true;
  }
  if (C.Arms && C.Reads != Test::Nothing)
    C.ReturnsEarly = D.percent(30);
  return C;
}

/// An owner that stops such an object properly, if there is one.
std::string properOwner(Dice &D, const Program &P) {
  if (P.Kind == ObjectKind::Io)
    return "EWX";
  const bool IsWork = P.Kind == ObjectKind::Work;
  const bool IsGuarded = P.OnFire.Arms && P.OnFire.Reads == Test::StopFlag;
  const std::string Stop = IsWork ? "W" : "CW";
  const std::string Close = D.percent(12) ? "G" : Stop + "X";
  if (!IsGuarded)
    return (D.percent(15) ? "F" : "") + Close;
  if (P.OnFire.Locks && D.percent(70))
    return (D.percent(50) ? "LFl" : IsWork ? "LFl" : "LFCl") + Close;
  if (IsWork)
    return "F" + Close;
  return (D.percent(70) ? "FW" : "FCW") + Close;
}

char drawStep(Dice &D, ObjectKind Kind) {
  const char Step = "CCWWw"[D.below(5)];
  if (Step == 'C' && !hasCancel(Kind))
    return Kind == ObjectKind::Io ? 'E' : 'W';
  return Step;
}

/// What people get wrong, and what is harmless.
void disturb(Dice &D, const Program &P, std::string &Owner) {
  const std::size_t Size = Owner.size();
  const std::size_t At = D.below(static_cast<unsigned>(Size));
  switch (D.below(9)) {
  case 0:
  case 1:
    Owner.erase(At, 1);
    return;
  case 2:
  case 3:
    if (At + 1 < Size)
      std::swap(Owner[At], Owner[At + 1]);
    return;
  case 4:
    Owner.insert(At, 1, drawStep(D, P.Kind));
    return;
  case 5:
    if (Owner.find('X') != std::string::npos)
      Owner += D.percent(50) ? 'X' : drawStep(D, P.Kind);
    return;
  case 6: {
    const std::size_t Flag = Owner.find('F');
    if (Flag == std::string::npos)
      return;
    Owner.erase(Flag, 1);
    Owner.insert(D.below(static_cast<unsigned>(Owner.size()) + 1), "F");
    return;
  }
  case 7:
    std::replace(Owner.begin(), Owner.end(), D.percent(30) ? 'F' : 'W',
                 D.percent(30) ? 'f' : 'w');
    return;
  case 8: {
    // Under a lock, which may be the callback's.
    const std::size_t End = At + 1 + D.below(static_cast<unsigned>(Size - At));
    const bool IsCallbacks = P.OnFire.Locks && D.percent(70);
    Owner.insert(End, IsCallbacks ? "l" : "m");
    Owner.insert(At, IsCallbacks ? "L" : "M");
    return;
  }
  }
}

/// Whether the owner can be written down, and closes the object.
bool isOwner(const Program &P) {
  auto Count = [&](char Op) {
    return std::count(P.Owner.begin(), P.Owner.end(), Op);
  };
  if (Count('X') + Count('G') == 0 || (Count('X') && Count('G')) ||
      Count('G') > 1 || Count('F') + Count('f') > 1 || Count('L') > 1 ||
      Count('M') > 1 || Count('D') > 1 || P.Owner.size() > 10)
    return false;
  auto Nests = [&](char Lock, char Unlock) {
    return Count(Lock) == Count(Unlock) &&
           (Count(Lock) == 0 || P.Owner.find(Lock) < P.Owner.find(Unlock));
  };
  if (!Nests('L', 'l') || !Nests('M', 'm'))
    return false;
  // One block in the other, or beside it.
  std::string Locks;
  for (char Op : P.Owner)
    if (isOneOf(Op, "LlMm"))
      Locks += Op;
  return Locks != "LMlm" && Locks != "MLml" &&
         (P.OnFire.Locks || Count('L') == 0) &&
         (hasCancel(P.Kind) || Count('C') == 0);
}

} // namespace

Program draw(Dice &D) {
  for (;;) {
    Program P;
    P.Kind = static_cast<ObjectKind>(D.below(5));
    P.OnFire = drawCallback(D, P.Kind);
    P.Owner = properOwner(D, P);
    const unsigned Mistakes = D.percent(35) ? 0 : D.percent(60) ? 1 : 2;
    for (unsigned I = 0; I < Mistakes && !P.Owner.empty(); ++I)
      disturb(D, P, P.Owner);
    P.ContextDies = D.percent(85);
    P.DataIsSeparate = !P.ContextDies || D.percent(35);
    if (P.DataIsSeparate && D.percent(80)) {
      // Mostly last.
      const std::size_t At =
          D.percent(70) ? P.Owner.size()
                        : D.below(static_cast<unsigned>(P.Owner.size()) + 1);
      P.Owner.insert(At, "D");
    }
    if (isOwner(P) && (isSafe(P) || !namesOf(P).empty()))
      return P;
  }
}

std::string describe(const Program &P) {
  static const char *const Kinds[] = {"wait", "one-shot timer",
                                      "periodic timer", "work", "I/O"};
  static const char *const Tests[] = {"", "private value", "dead flag",
                                      "foreign flag", "stop flag"};
  const Callback &C = P.OnFire;
  std::string Steps = C.ReturnsEarly ? "TU" : "U";
  if (C.Reads != Test::Nothing && !C.ReturnsEarly)
    Steps += "T";
  if (C.Arms)
    Steps += "R";
  if (C.WorksAfterArm)
    Steps += "U";
  if (C.Locks)
    Steps = "L" + Steps + "l";
  std::string Text = std::string(Kinds[static_cast<unsigned>(P.Kind)]) + ", " +
                     Steps + ", " + P.Owner;
  if (C.Reads != Test::Nothing)
    Text += std::string(", T reads a ") + Tests[static_cast<unsigned>(C.Reads)];
  if (P.DataIsSeparate)
    Text += ", data apart";
  if (P.ContextDies)
    Text += ", context dies";
  return Text;
}

} // namespace threadpool::generated
