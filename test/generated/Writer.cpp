//===- Writer.cpp - A program's text, piece by piece ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Writer.h"

#include <algorithm>

namespace threadpool::generated {

Lines function(const std::string &Head, const Lines &Body) {
  Lines Result{Head + " {"};
  append(Result, Body);
  Result.push_back("}");
  Result.push_back("");
  return Result;
}

std::string declaration(const Variable &V) {
  const bool NeedsBraces = V.Type.rfind("std::", 0) == 0;
  std::string Text = V.Type + " " + V.Name;
  if (!V.Initial.empty())
    Text += NeedsBraces ? "{" + V.Initial + "}" : " = " + V.Initial;
  return Text + ";";
}

Lines Writer::preamble() const {
  Lines Result;
  if (isCxx()) {
    if (D.flag() >= FlagForm::AtomicBool)
      Result.push_back("#include <atomic>");
    if (D.lock() >= LockForm::Mutex)
      Result.push_back("#include <mutex>");
  }
  if (D.Look == Style::Container)
    Result.push_back(form(3) == 2 ? "#include <array>" : "#include <vector>");
  append(Result, {"#include <stdlib.h>", "#include <windows.h>", ""});
  append(Result, W.flagTypes());
  append(Result, W.lockTypes());
  if (P.DataIsSeparate)
    append(Result, {"struct Table {", "int Count;", "int Last;", "};", ""});
  if (is(Choice::Noise))
    append(Result, {isCxx() ? "extern \"C\" void Trace(const char *Text);"
                            : "void Trace(const char *Text);",
                    ""});
  return Result;
}

std::vector<Variable> Writer::variables() const {
  std::vector<Variable> Result;
  if (hasHandle())
    Result.push_back({"HANDLE", N.Event, ""});
  else if (hasCancel(P.Kind))
    Result.push_back({"FILETIME", N.Due, ""});
  if (P.Kind == ObjectKind::Io) {
    Result.push_back({"OVERLAPPED", "Operation", ""});
    Result.push_back({"int", "Input", ""});
  }
  Result.push_back({"int", N.Hits, ""});
  if (P.OnFire.Reads == Test::StopFlag || P.OnFire.Reads == Test::ForeignFlag)
    Result.push_back(W.flag());
  if (is(Choice::HeedsTwoFlags))
    Result.push_back({"int", "Paused", ""});
  if (is(Choice::HasSibling)) {
    Result.push_back({"PTP_TIMER", "Sibling", ""});
    Result.push_back({"FILETIME", "SiblingDue", ""});
    Result.push_back({"int", "Ticks", ""});
  }
  if (P.OnFire.Reads == Test::DeadFlag)
    Result.push_back({"int", "Disabled", ""});
  if (P.OnFire.Reads != Test::StopFlag &&
      P.Owner.find_first_of("Ff") != std::string::npos)
    Result.push_back({"int", "Closing", ""});
  if (P.OnFire.Locks)
    Result.push_back(W.lock(N.Lock));
  if (P.Owner.find('M') != std::string::npos)
    Result.push_back(W.lock("ListLock"));
  if (P.DataIsSeparate)
    Result.push_back({isCxx() ? "Table *" : "struct Table *", N.Data, ""});
  if (inGroup()) {
    Result.push_back({"TP_CALLBACK_ENVIRON", "Environment", ""});
    Result.push_back({"PTP_CLEANUP_GROUP", "Group", ""});
  }
  return Result;
}

Lines Writer::prepare() const {
  Lines Result;
  auto Add = [&](const std::string &Line) {
    if (!Line.empty())
      Result.push_back(Line);
  };
  if (P.OnFire.Locks)
    Add(W.initializeLock(Prefix, N.Lock));
  if (P.Owner.find('M') != std::string::npos)
    Add(W.initializeLock(Prefix, "ListLock"));
  if (P.DataIsSeparate)
    Add(Prefix + N.Data +
        (isCxx() ? " = new Table();"
                 : " = (struct Table *)malloc(sizeof(struct Table));"));
  if (inGroup()) {
    const std::string Environment = "&" + Prefix + "Environment";
    const std::string Group = Prefix + "Group";
    Add(Group + " = CreateThreadpoolCleanupGroup();");
    Add("InitializeThreadpoolEnvironment(" + Environment + ");");
    Add("SetThreadpoolCallbackCleanupGroup(" + Environment + ", " + Group +
        ", " + W.null() + ");");
  }
  return Result;
}

static const char *const SiblingParameters =
    "(PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_TIMER Timer)";

Lines Writer::siblingCallback(const std::string &Head,
                              const Lines &Self) const {
  if (!is(Choice::HasSibling))
    return {};
  Lines Body = Self;
  const std::string To = Self.empty() ? "" : std::string(N.Self) + "->";
  Body.push_back("++" + To + "Ticks;");
  return function(Head + SiblingParameters, Body);
}

Lines Writer::startSibling(const std::string &Callback,
                           const std::string &Context) const {
  if (!is(Choice::HasSibling))
    return {};
  const std::string Sibling = Prefix + "Sibling";
  return {Sibling + " = CreateThreadpoolTimer(" + Callback + ", " + Context +
              ", " + W.null() + ");",
          "if (" + Sibling + ")",
          "  SetThreadpoolTimer(" + Sibling + ", &" + Prefix +
              "SiblingDue, 1000, 0);"};
}

Lines Writer::stopSibling() const {
  const std::string Sibling = Prefix + "Sibling";
  return {"if (" + Sibling + ") {",
          "SetThreadpoolTimer(" + Sibling + ", " + W.null() + ", 0, 0);",
          "WaitForThreadpoolTimerCallbacks(" + Sibling + ", TRUE);",
          "CloseThreadpoolTimer(" + Sibling + ");", "}"};
}

Lines Writer::objectStep(char Op) const {
  switch (Op) {
  case 'C':
    return {W.cancel(handle())};
  case 'X':
    return {W.close(handle())};
  default:
    return {W.drain(handle(), Op == 'W')};
  }
}

Lines Writer::ownerStep(char Op) {
  const bool IsOwnLock = isOneOf(Op, "Ll");
  const std::string Lock = IsOwnLock ? N.Lock : "ListLock";
  switch (Op) {
  case 'F':
  case 'f':
    if (P.OnFire.Reads != Test::StopFlag)
      return {Prefix + "Closing = 1;"};
    if (is(Choice::StopsOnce))
      return {W.unlessSet(Prefix), "  return;"};
    return {W.setFlag(Prefix, Op == 'F')};
  case 'L':
  case 'M':
    if (W.locksBlocks())
      return {"{", W.acquire(Prefix, Lock)};
    return {W.acquire(Prefix, Lock)};
  case 'l':
  case 'm':
    return {W.locksBlocks() ? "}" : W.release(Prefix, Lock)};
  case 'E':
    return {"CancelIoEx(" + Prefix + N.Event + ", " + W.null() + ");"};
  case 'G':
    return {"CloseThreadpoolCleanupGroupMembers(" + Prefix + "Group, FALSE, " +
                W.null() + ");",
            "CloseThreadpoolCleanupGroup(" + Prefix + "Group);"};
  case 'D':
    if (!P.DataIsSeparate)
      return {};
    return {isCxx() ? "delete " + Prefix + N.Data + ";"
                    : "free(" + Prefix + N.Data + ");"};
  default:
    return objectStep(Op);
  }
}

Lines Writer::noise() {
  if (!is(Choice::Noise) || Noise.percent(55))
    return {};
  const std::string Number = std::to_string(++NumNoise);
  switch (Noise.below(6)) {
  case 0:
    return {"Trace(\"step " + Number + "\");"};
  case 1:
    return {"// Step " + Number + "."};
  case 2:
    return {"int Local" + Number + " = " + Number + ";",
            "Local" + Number + " += 2;"};
  case 3:
    return {"int Local" + Number + " = " + Number + " * 3;",
            "if (Local" + Number + " > 4)", "  Trace(\"often\");"};
  case 4:
    return {"(void)GetCurrentThreadId();"};
  default:
    return {"", "/* as before */"};
  }
}

Lines Writer::ownerSteps(std::size_t Begin, std::size_t End) {
  // A run with whole blocks, and no handle that is forgotten inside.
  std::size_t From = End, To = End;
  if (is(Choice::Folds) && End - Begin > 1) {
    Dice Pick(D[Choice::Folds]);
    const auto Size = static_cast<unsigned>(End - Begin);
    From = Begin + Pick.below(Size);
    To = From + 1 + Pick.below(static_cast<unsigned>(End - From));
    const std::string Run = P.Owner.substr(From, To - From);
    auto Balances = [&](char Lock, char Unlock) {
      const std::size_t First = Run.find(Lock);
      return Run.find(Unlock) == std::string::npos ? First == std::string::npos
                                                   : First < Run.find(Unlock);
    };
    // Who leaves a helper has not left the owner.
    const bool Leaves = is(Choice::StopsOnce) && From == 0;
    if (Leaves || !Balances('L', 'l') || !Balances('M', 'm'))
      From = To = End;
  }
  Lines Result;
  for (std::size_t I = Begin; I < End; ++I) {
    append(Result, noise());
    if (I == From) {
      Result.push_back(inHelper("void", "StopSome", [&] {
        Lines Body;
        for (std::size_t J = From; J < To; ++J)
          append(Body, ownerStep(P.Owner[J]));
        return Body;
      }));
      I = To - 1;
      continue;
    }
    append(Result, ownerStep(P.Owner[I]));
  }
  return Result;
}

/// What is done once, to something beside the objects, stands in no loop.
bool Writer::hasOneLoop() const {
  const std::size_t Free = P.Owner.find('D', P.Owner.find_first_of("CWwX"));
  return form(2) != 0 && !inGroup() &&
         (Free == std::string::npos || Free > P.Owner.find_last_of("CWwX"));
}

Lines Writer::eachInLoop(const std::string &Loop, const Lines &Step) const {
  if (hasOneLoop())
    return Step;
  Lines Result{Loop};
  append(Result, Step);
  Result.push_back("}");
  return Result;
}

Lines Writer::ownerStepsInLoops(const std::string &Loop) {
  if (!hasOneLoop())
    return ownerSteps();
  // Steps that are not on an object stand before or behind the loop, whole
  // blocks around some that are on one inside.
  std::size_t Begin = P.Owner.find_first_of("CWwX");
  std::size_t End = P.Owner.find_last_of("CWwX") + 1;
  for (const char *Lock : {"Ll", "Mm"}) {
    const std::size_t First = P.Owner.find(Lock[0]);
    const std::size_t Last = P.Owner.find(Lock[1]);
    if (First == std::string::npos || Last < Begin || First >= End)
      continue;
    Begin = std::min(Begin, First);
    End = std::max(End, Last + 1);
  }
  Lines Result = ownerSteps(0, Begin);
  Result.push_back(Loop);
  append(Result, ownerSteps(Begin, End));
  Result.push_back("}");
  append(Result, ownerSteps(End, P.Owner.size()));
  return Result;
}

Lines Writer::wrapInLevels(Lines Body) {
  if (is(Choice::HasSibling)) {
    Lines Both = stopSibling();
    append(Both, Body);
    Body = std::move(Both);
  }
  for (unsigned I = 0; I < D[Choice::Levels]; ++I)
    Body = {
        inHelper("void", "Teardown" + std::to_string(I), [&] { return Body; })};
  return Body;
}

Lines Writer::testHandle(const Lines &Body) const {
  if (!is(Choice::TestsHandle))
    return Body;
  Lines Result{"if (" + handle() + ") {"};
  append(Result, Body);
  Result.push_back("}");
  return Result;
}

std::string Writer::inHelper(const std::string &Result, const std::string &Name,
                             const std::function<Lines()> &Body) {
  std::string Outer = helperPrefix();
  std::swap(Prefix, Outer);
  // Helpers of the body come first.
  const Lines Text = function(head(Result, Name), Body());
  append(Helpers, Text);
  std::swap(Prefix, Outer);
  return call(Name) + ";";
}

Lines Writer::pausing() const {
  if (is(Choice::HeedsTwoFlags))
    return {Prefix + "Paused = 1;"};
  return {W.setFlag(Prefix, true)};
}

Lines Writer::use() const {
  const std::string Hits = "++" + Prefix + N.Hits + ";";
  if (!P.DataIsSeparate)
    return {Hits};
  const std::string Count = "++" + Prefix + N.Data + "->Count;";
  // Who tests how often it was called counts.
  return P.OnFire.Reads == Test::Private ? Lines{Count, Hits} : Lines{Count};
}

std::string Writer::stopped() const {
  switch (P.OnFire.Reads) {
  case Test::Private:
    return Prefix + N.Hits + (is(Choice::ComparesOrder) ? " > 100" : " == 100");
  case Test::DeadFlag:
    return Prefix + "Disabled";
  default:
    return W.isStopped(Prefix) +
           (is(Choice::HeedsTwoFlags) ? " || " + Prefix + "Paused" : "");
  }
}

std::string Writer::running() const {
  switch (P.OnFire.Reads) {
  case Test::Private:
    return Prefix + N.Hits + (is(Choice::ComparesOrder) ? " < 100" : " != 100");
  case Test::DeadFlag:
    return "!" + Prefix + "Disabled";
  default:
    return W.isRunning(Prefix) +
           (is(Choice::HeedsTwoFlags) ? " && !" + Prefix + "Paused" : "");
  }
}

Lines Writer::testAndArm(bool HasParameters, const Lines &Leave) {
  const bool HasTest =
      P.OnFire.Reads != Test::Nothing && !P.OnFire.ReturnsEarly;
  const std::string Handle =
      HasParameters && !is(Choice::ArmsMember) ? "Object" : handle();
  Lines Result;
  if (HasTest && is(Choice::Leaves)) {
    Result.push_back("if (" + stopped() + ") {");
    append(Result, Leave);
    Result.push_back("}");
    append(Result, {armStatement(Handle)});
    return Result;
  }
  if (!HasTest)
    return {armStatement(Handle)};
  std::string Condition = running();
  if (P.OnFire.Reads == Test::Private && P.Kind == ObjectKind::Wait &&
      HasParameters)
    Condition = "Result == WAIT_OBJECT_0";
  else if (is(Choice::TestsInHelper)) {
    const std::string Call = inHelper(isCxx() ? "bool" : "int", "MayGoOn", [&] {
      return Lines{"return " + running() + ";"};
    });
    Condition = Call.substr(0, Call.size() - 1);
  }
  return {"if (" + Condition + ") {", armStatement(Handle), "}"};
}

Lines Writer::callbackBody(bool HasParameters) {
  const Callback &C = P.OnFire;
  Lines Result, Leave;
  const bool LocksFirst = C.ReturnsEarly || is(Choice::UsesLockInside);
  if (C.Locks && !W.locksBlocks())
    Leave.push_back(W.release(Prefix, N.Lock));
  Leave.push_back("return;");
  auto Lock = [&] {
    if (C.Locks)
      Result.push_back(W.acquire(Prefix, N.Lock));
  };
  append(Result, noise());
  if (LocksFirst)
    Lock();
  if (C.ReturnsEarly) {
    Result.push_back("if (" + stopped() + ") {");
    append(Result, Leave);
    Result.push_back("}");
  }
  append(Result, use());
  append(Result, noise());
  if (!LocksFirst)
    Lock();
  if (C.Arms && is(Choice::ArmsInHelper))
    Result.push_back(inHelper("void", "Again", [&] {
      return testAndArm(/*HasParameters=*/false, {"return;"});
    }));
  else if (C.Arms)
    append(Result, testAndArm(HasParameters, Leave));
  if (C.WorksAfterArm)
    append(Result, use());
  if (C.Locks && !W.locksBlocks())
    Result.push_back(W.release(Prefix, N.Lock));
  return Result;
}

/// Indents by braces, as far as they tell.
static std::string layOut(const Lines &Text) {
  std::string Result;
  int Depth = 0;
  for (const std::string &Line : Text) {
    int Here = Depth - (Line.rfind("}", 0) == 0);
    if (Line == "public:" || Line == "private:" || Line == "protected:" ||
        (!Line.empty() && Line[0] == '#') || Line == "Fail:" || Line == "Undo:")
      Here = 0;
    if (!Line.empty())
      Result += std::string(2 * std::max(Here, 0), ' ') + Line;
    Result += '\n';
    Depth += static_cast<int>(std::count(Line.begin(), Line.end(), '{') -
                              std::count(Line.begin(), Line.end(), '}'));
  }
  return Result;
}

std::string render(const Program &P, const Dress &D) {
  switch (D.Look) {
  case Style::Globals:
  case Style::Context:
  case Style::Helpers:
  case Style::Array:
    return layOut(makeCWriter(P, D)->write());
  case Style::Raii:
  case Style::Wil:
  case Style::Template:
    return layOut(makeMemberWriter(P, D)->write());
  case Style::Container:
  case Style::Class:
  case Style::Trampoline:
  case Style::Flags:
    break;
  }
  return layOut(makeClassWriter(P, D)->write());
}

} // namespace threadpool::generated
