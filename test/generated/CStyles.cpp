//===- CStyles.cpp - Globals, contexts, helpers and arrays in C -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Writer.h"

namespace threadpool::generated {

namespace {

/// Everything is a static variable.
class GlobalsWriter : public Writer {
public:
  using Writer::Writer;

  Lines write() override {
    Lines Result = preamble();
    Result.push_back("static " + std::string(W.kind().Type) + " " + N.Object +
                     ";");
    for (const Variable &V : variables())
      Result.push_back("static " + declaration(V));
    Result.push_back("");
    const Lines Fire = callback();
    append(Result, Helpers);
    append(Result, Fire);
    append(Result, siblingCallback("static VOID CALLBACK OnSibling", {}));
    Helpers.clear();
    const Lines Begin = start();
    const Lines End = function(std::string("void ") + N.Stop + "(void)",
                               wrapInLevels(testHandle(ownerSteps())));
    if (!is(Choice::StopsFirst))
      append(Result, Begin);
    append(Result, Helpers);
    append(Result, End);
    if (is(Choice::StopsFirst))
      append(Result, Begin);
    if (pauses())
      append(Result, function("void Pause(void)", pausing()));
    return Result;
  }

private:
  std::string head(const std::string &Result,
                   const std::string &Name) const override {
    return "static " + Result + " " + Name + "(void)";
  }
  std::string call(const std::string &Name) const override {
    return Name + "()";
  }

  Lines callback() {
    const std::string Head = std::string("static VOID CALLBACK ") + N.Callback +
                             "(" + W.kind().Parameters + ")";
    if (!is(Choice::Forwards))
      return function(Head, callbackBody(/*HasParameters=*/true));
    return function(Head, {inHelper("void", "HandleSignal", [&] {
                      return callbackBody(/*HasParameters=*/false);
                    })});
  }

  Lines start() {
    Lines Body;
    if (hasHandle())
      Body.push_back(std::string(N.Event) + " = Signal;");
    append(Body, prepare());
    // Who gives the data as context frees it, so it must be freed.
    const bool GivesData = P.Owner.find('D') != std::string::npos && form(2);
    Body.push_back(std::string(N.Object) + " = " +
                   W.create(N.Callback, GivesData ? N.Data : "NULL",
                            environment(), Prefix) +
                   ";");
    if (is(Choice::ChecksCreation))
      append(Body, {std::string("if (!") + N.Object + ")", "  return 0;"});
    Body.push_back(armStatement(handle()));
    append(Body, startSibling("OnSibling", "NULL"));
    Body.push_back("return 1;");
    return function(std::string("int ") + N.Start + "(HANDLE Signal)", Body);
  }
};

/// Everything is in a structure, which is the callback's context.
class ContextWriter : public Writer {
public:
  ContextWriter(const Program &P, const Dress &D)
      : Writer(P, D), Type(std::string("struct ") + N.Class) {
    Prefix = std::string(N.Self) + "->";
  }

  Lines write() override {
    Lines Result = preamble();
    Result.push_back(Type + " {");
    append(Result, objectMembers());
    for (const Variable &V : variables())
      Result.push_back(V.Type + " " + V.Name + ";");
    append(Result, {"};", ""});
    const Lines Fire = callback();
    append(Result, Helpers);
    append(Result, Fire);
    append(Result, siblingCallback("static VOID CALLBACK OnSibling", {self()}));
    Helpers.clear();
    Lines Stop = wrapInLevels(testHandle(owner()));
    if (form(3) || freesItself())
      Stop.push_back(std::string("free(") + N.Self + ");");
    const bool FailsLate = is(Choice::FailsLate);
    const Lines End =
        FailsLate ? Lines()
                  : function("void " + std::string(N.Stop) + parameter(), Stop);
    const Lines StopHelpers = std::move(Helpers);
    Helpers.clear();
    const Lines Begin = start(FailsLate ? Stop : Lines());
    if (FailsLate)
      append(Result, {"int Connect(void);", ""});
    if (!is(Choice::StopsFirst) && !FailsLate)
      append(Result, Begin);
    append(Result, StopHelpers);
    append(Result, End);
    if (is(Choice::StopsFirst) || FailsLate)
      append(Result, Begin);
    if (pauses())
      append(Result, function("void Pause" + parameter(), pausing()));
    return Result;
  }

protected:
  std::string head(const std::string &Result,
                   const std::string &Name) const override {
    return "static " + Result + " " + Name + parameter();
  }
  std::string call(const std::string &Name) const override {
    return Name + "(" + N.Self + ")";
  }
  virtual Lines objectMembers() const {
    return {std::string(W.kind().Type) + " " + N.Object + ";"};
  }
  virtual Lines owner() {
    Lines Steps = ownerSteps();
    if (is(Choice::ForgetsHandle))
      Steps.push_back(handle() + " = NULL;");
    return Steps;
  }
  /// Creates and arms; \p Fail is what to do where that fails.
  virtual Lines createAndArm(const Lines &Fail) {
    Lines Result{handle() + " = " +
                 W.create(N.Callback, N.Self, environment(), Prefix) + ";"};
    if (is(Choice::ChecksCreation) || D.Look == Style::Helpers) {
      Result.push_back("if (!" + handle() + ") {");
      append(Result, Fail);
      Result.push_back("}");
    }
    Result.push_back(armStatement(handle()));
    return Result;
  }
  std::string parameter() const { return "(" + Type + " *" + N.Self + ")"; }

  const std::string Type;

private:
  bool freesItself() const {
    return !P.DataIsSeparate && P.Owner.find('D') != std::string::npos;
  }

  std::string self() const {
    return Type + " *" + N.Self + " = " +
           (form(2) ? "Context;" : "(" + Type + " *)Context;");
  }

  Lines callback() {
    const std::string Head = std::string("static VOID CALLBACK ") + N.Callback +
                             "(" + W.kind().Parameters + ")";
    Lines Body{self()};
    if (is(Choice::Forwards))
      Body.push_back(inHelper("void", "HandleSignal", [&] {
        return callbackBody(/*HasParameters=*/false);
      }));
    else
      append(Body, callbackBody(/*HasParameters=*/true));
    return function(Head, Body);
  }

  /// With the way back behind the arm, if there is one.
  Lines start(const Lines &Undo) {
    const bool Allocates = form(6) < 4;
    Lines Body;
    if (Allocates)
      append(Body, {Type + " *" + N.Self + " = (" + Type +
                        " *)calloc(1, sizeof(" + Type + "));",
                    std::string("if (!") + N.Self + ")", "  return NULL;"});
    if (hasHandle())
      Body.push_back(Prefix + N.Event + " = Signal;");
    for (const Variable &V : variables())
      if (!V.Initial.empty())
        Body.push_back(Prefix + V.Name + " = " + V.Initial + ";");
    append(Body, prepare());
    const bool HasLabel = D.Look == Style::Helpers;
    Lines Fail{"return NULL;"};
    if (HasLabel)
      Fail = {"goto Fail;"};
    append(Body, createAndArm(Fail));
    append(Body, startSibling("OnSibling", N.Self));
    if (!Undo.empty())
      append(Body, {"if (!Connect())", "  goto Undo;"});
    Body.push_back(std::string("return ") + N.Self + ";");
    if (!Undo.empty()) {
      append(Body, {"Undo:", ";"});
      append(Body, Undo);
      Body.push_back("return NULL;");
    }
    if (HasLabel) {
      Body.push_back("Fail:");
      if (Allocates)
        Body.push_back(std::string("free(") + N.Self + ");");
      Body.push_back("return NULL;");
    }
    return function(Type + " *" + N.Start + "(" +
                        (Allocates ? "" : Type + " *" + N.Self + ", ") +
                        "HANDLE Signal)",
                    Body);
  }
};

/// The structure has several objects, and the owner stops them in loops.
class ArrayWriter : public ContextWriter {
public:
  using ContextWriter::ContextWriter;

private:
  static constexpr const char *Loop = "for (int I = 0; I < 4; ++I) {";

  std::string handle() const override {
    return Prefix + N.Object + (form(4) < 2 ? "[I]" : "[I].Native");
  }
  Lines objectMembers() const override {
    if (form(4) < 2)
      return {std::string(W.kind().Type) + " " + N.Object + "[4];"};
    return {"struct {", std::string(W.kind().Type) + " Native;", "int Index;",
            std::string("} ") + N.Object + "[4];"};
  }
  Lines objectStep(char Op) const override {
    return eachInLoop(Loop, Writer::objectStep(Op));
  }
  Lines owner() override { return ownerStepsInLoops(Loop); }
  Lines createAndArm(const Lines &Fail) override {
    Lines Result{Loop};
    append(Result, ContextWriter::createAndArm(Fail));
    Result.push_back("}");
    return Result;
  }
};

} // namespace

std::unique_ptr<Writer> makeCWriter(const Program &P, const Dress &D) {
  if (D.Look == Style::Globals)
    return std::make_unique<GlobalsWriter>(P, D);
  if (D.Look == Style::Array)
    return std::make_unique<ArrayWriter>(P, D);
  return std::make_unique<ContextWriter>(P, D);
}

} // namespace threadpool::generated
