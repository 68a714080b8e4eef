//===- Dump.cpp - Facts for readers ---------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Dump.h"

using namespace threadpool::facts;

/// The last name in a USR.
static std::string shortName(const std::string &Usr) {
  const std::size_t Lambda = Usr.find("#lambda");
  const std::string Suffix =
      Lambda == std::string::npos ? "" : Usr.substr(Lambda);
  std::string Name = Usr.substr(0, Lambda);
  // The fields of a lambda are numbered behind it.
  if (const std::size_t Field = Suffix.find('@'); Field != std::string::npos)
    return Suffix.substr(Field + 1);
  // Parameter types follow the name of a C++ function, and may hold names. What
  // is behind the last of them is a variable in that function.
  const std::size_t Types = Name.rfind('#');
  if (Types != std::string::npos && Name.find('@', Types) == std::string::npos)
    if (const std::size_t Start = Name.find("@F@"); Start != std::string::npos)
      Name = Name.substr(0, Name.find('#', Start));
  return Name.substr(Name.rfind('@') + 1) + Suffix;
}

std::string threadpool::facts::toString(const Path &P) {
  std::string Result;
  switch (P.Root) {
  case Path::RootKind::None:
    return "?";
  case Path::RootKind::Parameter:
    Result = "$" + P.Symbol;
    break;
  case Path::RootKind::This:
    Result = "this";
    break;
  case Path::RootKind::Global:
    Result = "::" + shortName(P.Symbol);
    break;
  case Path::RootKind::Local:
    Result = P.Symbol;
    break;
  case Path::RootKind::Result:
    Result = "#" + P.Symbol;
    break;
  }
  // The object of `this` is the pointer's target already.
  bool Pending = P.Root == Path::RootKind::This;
  for (const Path::Step &S : P.Steps)
    switch (S.Kind) {
    case Path::Step::StepKind::Dereference:
      if (Pending)
        Result += "[*]";
      Pending = true;
      break;
    case Path::Step::StepKind::Field:
      Result += (Pending ? "->" : ".") + shortName(S.Name);
      Pending = false;
      break;
    case Path::Step::StepKind::Element:
      Result += (Pending ? "[*][" : "[") + S.Name + "]";
      Pending = false;
      break;
    case Path::Step::StepKind::Described:
      Result += "{}";
      Pending = false;
      break;
    case Path::Step::StepKind::Bit:
      Result += (Pending ? "[*]&" : "&") + S.Name;
      Pending = false;
      break;
    case Path::Step::StepKind::Signal:
      Result += Pending ? "[*]!" : "!";
      Pending = false;
      break;
    case Path::Step::StepKind::Held:
      Result += Pending ? "[*]?" : "?";
      Pending = false;
      break;
    }
  if (Pending && (P.Root != Path::RootKind::This || !P.Steps.empty()))
    Result += "[*]";
  else if (Pending)
    Result = "*this";
  return Result;
}

std::string threadpool::facts::toString(const Operand &O) {
  switch (O.Kind) {
  case Operand::OperandKind::Unknown: {
    std::string Result = "unknown";
    const char *Separator = "(";
    for (const Path &Source : O.Sources) {
      Result += Separator + toString(Source);
      Separator = ", ";
    }
    if (O.Added != 0)
      Result += " + " + std::to_string(O.Added);
    if (O.Times)
      Result += " * " + std::to_string(O.Times->Factor);
    if (O.Half != NumberHalf::None)
      Result += O.Half == NumberHalf::Low ? " low" : " high";
    if (O.Range)
      Result += " in " + std::to_string(O.Range->Least) + ".." +
                std::to_string(O.Range->Most);
    return O.Sources.empty() ? Result : Result + ")";
  }
  case Operand::OperandKind::Constant:
    return std::to_string(O.Number);
  case Operand::OperandKind::Value:
    return toString(O.Where);
  case Operand::OperandKind::Address:
    return O.Where.Root == Path::RootKind::This && O.Where.Steps.empty()
               ? "this"
               : "&" + toString(O.Where);
  case Operand::OperandKind::Function:
    return "&" + shortName(O.Function) + "()";
  }
  return {};
}

static std::string arguments(const Node &N) {
  std::string Result = "(";
  if (N.This.Kind != Operand::OperandKind::Unknown)
    Result += toString(N.This) + (N.Args.empty() ? "" : "; ");
  for (std::size_t I = 0; I != N.Args.size(); ++I)
    Result += (I == 0 ? "" : ", ") + toString(N.Args[I]);
  return Result + ")";
}

static std::string firstArgument(const Node &N) {
  return N.Args.empty() ? std::string() : " " + toString(N.Args.front());
}

static const char *toString(Comparison C) {
  switch (C) {
  case Comparison::Equal:
    return " == ";
  case Comparison::NotEqual:
    return " != ";
  case Comparison::Less:
    return " < ";
  case Comparison::NotLess:
    return " >= ";
  }
  return "";
}

static std::string describe(const Node &N) {
  switch (N.Kind) {
  case NodeKind::Join:
    return "join";
  case NodeKind::ApiCall:
    return "api " + N.Callee + arguments(N);
  case NodeKind::Call:
    return std::string(N.IsGuess ? "guess " : "call ") +
           (N.CalleeIsSystem ? "system " : "") +
           (N.Callee.empty() ? "? " : "") + N.CalleeName + arguments(N);
  case NodeKind::Assign:
    return toString(N.Target) + " :=" + firstArgument(N);
  case NodeKind::Touch:
    return "touch " + toString(N.Target);
  case NodeKind::Delete:
    return "delete" + firstArgument(N);
  case NodeKind::Lock:
    return "lock " + toString(N.Target);
  case NodeKind::Unlock:
    return "unlock " + toString(N.Target);
  case NodeKind::SourceOff:
    return "source off";
  case NodeKind::TryLock:
    return "try lock " + toString(N.Target);
  case NodeKind::Branch:
    return "if" + firstArgument(N) + toString(N.Compare) +
           (N.Args.size() > 1 ? toString(N.Args[1]) : "?");
  case NodeKind::OpaqueBranch:
    return "if" + firstArgument(N);
  case NodeKind::Return:
    return "return" + firstArgument(N);
  case NodeKind::Abandon:
    return "abandon";
  case NodeKind::Unsupported:
    return "unsupported";
  }
  return {};
}

std::string threadpool::facts::dump(const Function &F) {
  std::string Result = F.Name + " [" + F.Usr + "]";
  Result += F.IsStatic ? " static" : "";
  Result += F.IsBroken ? " broken" : "";
  Result += F.IsPartial ? " partial" : "";
  Result += "\n";
  for (std::size_t I = 0; I != F.Nodes.size(); ++I) {
    const Node &N = F.Nodes[I];
    Result += "  " + std::to_string(I) + ": " + describe(N);
    if (N.Else != NoNode)
      Result +=
          " then " + std::to_string(N.Next) + " else " + std::to_string(N.Else);
    else if (N.Next != NoNode && N.Next != I + 1)
      Result += " -> " + std::to_string(N.Next);
    Result += "\n";
  }
  return Result;
}

std::string threadpool::facts::dump(const UnitFacts &Unit) {
  std::string Result;
  for (const auto &[Usr, F] : Unit.Functions)
    Result += dump(F);
  for (const Function &F : Unit.AtStart)
    Result += "at start: " + dump(F);
  for (const Function &F : Unit.AtExit)
    Result += "at exit: " + dump(F);
  for (const auto &[Usr, Value] : Unit.InitialValues)
    Result +=
        "initial " + shortName(Usr) + " = " + std::to_string(Value) + "\n";
  for (const std::string &Usr : Unit.ExternalGlobals)
    Result += "external " + shortName(Usr) + "\n";
  for (const std::string &Usr : Unit.ExternalFields)
    Result += "external field " + shortName(Usr) + "\n";
  switch (Unit.Dll) {
  case DllEvidence::None:
    break;
  case DllEvidence::DllMain:
    Result += "dll DllMain\n";
    break;
  case DllEvidence::Export:
    Result += "dll export\n";
    break;
  case DllEvidence::Macro:
    Result += "dll macro\n";
    break;
  case DllEvidence::Project:
    Result += "dll project\n";
    break;
  }
  return Result;
}
