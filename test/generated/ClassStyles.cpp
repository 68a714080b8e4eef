//===- ClassStyles.cpp - Classes that own a raw handle --------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Writer.h"

namespace threadpool::generated {

namespace {

class ClassWriter : public Writer {
public:
  using Writer::Writer;

  Lines write() override {
    Lines Result = preamble();
    append(Result, trampoline());
    const std::string Name = N.Class;
    // The parts, in whatever order they stand later.
    const Lines Fire = callback();
    const Lines Begin = start(), End = stop();
    append(Result, {"class " + Name + " {", "public:"});
    append(Result, is(Choice::StopsFirst) ? End : Begin);
    append(Result, is(Choice::StopsFirst) ? Begin : End);
    if (pauses())
      append(Result, function("void Pause()", pausing()));
    Result.push_back(callbackIsPublic() ? "public:" : "private:");
    append(Result, Fire);
    append(Result,
           siblingCallback("static VOID CALLBACK OnSibling",
                           {std::string(N.Class) + " *" + N.Self +
                            " = static_cast<" + N.Class + " *>(Context);"}));
    append(Result, Helpers);
    Result.push_back("private:");
    Result.push_back(objectMember());
    append(Result, members());
    append(Result, {"};", ""});
    if (stopsAs() == Stopping::ThenDeleted)
      append(Result,
             function("void Destroy(" + Name + " *Old)",
                      {std::string("Old->") + N.Stop + "();", "delete Old;"}));
    return Result;
  }

protected:
  virtual std::string objectMember() const {
    return std::string(W.kind().Type) + " " + N.Object + " = nullptr;";
  }
  virtual Lines createAndArm() const {
    Lines Result = create(N.Object);
    Result.push_back(armStatement(handle()));
    return Result;
  }
  virtual Lines owner() { return ownerSteps(); }

  /// Makes one and stores it in \p Variable.
  Lines create(const std::string &Variable) const {
    Lines Result{Variable + " = " +
                 W.create(callbackName(), "this", environment(), Prefix) + ";"};
    if (is(Choice::ChecksCreation))
      append(Result, {"if (!" + Variable.substr(Variable.rfind(' ') + 1) + ")",
                      "  return;"});
    return Result;
  }

private:
  enum class Stopping {
    ByDestructor,
    InDestructor,
    DeletesItself,
    ThenDeleted
  };

  Stopping stopsAs() const {
    return static_cast<Stopping>(D[Choice::Split] % 4);
  }
  bool createsInConstructor() const { return form(2) == 0; }
  bool isTrampoline() const { return D.Look == Style::Trampoline; }
  /// A function template that is given the member function.
  bool isTemplate() const { return isTrampoline() && form(6) < 2; }
  bool isLambda() const { return isTrampoline() && form(6) >= 4; }
  bool callbackIsPublic() const { return isTemplate(); }

  std::string head(const std::string &Result,
                   const std::string &Name) const override {
    return Result + " " + Name + "()";
  }
  std::string call(const std::string &Name) const override {
    return Prefix + Name + "()";
  }
  std::string helperPrefix() const override { return ""; }

  Lines members() const {
    Lines Result;
    for (const Variable &V : variables()) {
      Variable Member = V;
      if (V.Initial.empty() && V.Type.find("LOCK") == std::string::npos &&
          V.Type.find("SECTION") == std::string::npos &&
          V.Type.rfind("TP_", 0) != 0 && V.Type != "FILETIME" &&
          V.Type != "OVERLAPPED" && V.Type != "std::mutex")
        Member.Initial = V.Type == "bool" ? "false"
                         : V.Type.back() == '*' || V.Type == "HANDLE" ||
                                 V.Type == "PTP_CLEANUP_GROUP"
                             ? "nullptr"
                             : "0";
      Result.push_back(declaration(Member));
    }
    return Result;
  }

  Lines trampoline() const {
    if (!isTemplate())
      return {};
    Lines Result{"template <class T, void (T::*Method)()>"};
    append(Result, function(std::string("VOID CALLBACK Trampoline(") +
                                W.kind().Parameters + ")",
                            {"(static_cast<T *>(Context)->*Method)();"}));
    return Result;
  }

  Lines handler() {
    return function("void HandleSignal()",
                    callbackBody(/*HasParameters=*/false));
  }

  Lines callback() {
    if (isTemplate() || isLambda())
      return handler();
    Lines Result;
    const std::string Self = std::string(N.Class) + " *" + N.Self;
    Lines Body{Self + " = static_cast<" + N.Class + " *>(Context);"};
    if (is(Choice::Forwards)) {
      Result = handler();
      Body.push_back(std::string(N.Self) + "->HandleSignal();");
    } else {
      Prefix = std::string(N.Self) + "->";
      append(Body, callbackBody(/*HasParameters=*/true));
      Prefix = "";
    }
    append(Result, function(std::string("static VOID CALLBACK ") + N.Callback +
                                "(" + W.kind().Parameters + ")",
                            Body));
    return Result;
  }

  std::string callbackName() const {
    const std::string Name = N.Class;
    if (isTemplate())
      return "&Trampoline<" + Name + ", &" + Name + "::HandleSignal>";
    if (isLambda())
      return std::string(form(2) ? "+" : "") + "[](" + W.kind().Parameters +
             ") { static_cast<" + Name + " *>(Context)->HandleSignal(); }";
    return form(3) ? "&" + Name + "::" + N.Callback : std::string(N.Callback);
  }

  Lines start() {
    Lines Body;
    if (hasHandle())
      Body.push_back(std::string(N.Event) + " = Signal;");
    append(Body, prepare());
    append(Body, createAndArm());
    append(Body, startSibling("OnSibling", "this"));
    if (createsInConstructor())
      return function("explicit " + std::string(N.Class) + "(HANDLE Signal)",
                      Body);
    return function("void " + std::string(N.Start) + "(HANDLE Signal)", Body);
  }

  Lines stop() {
    Lines Steps = wrapInLevels(testHandle(owner()));
    if (is(Choice::ForgetsHandle))
      Steps.push_back(std::string(N.Object) + " = nullptr;");
    const std::string Destructor = std::string("~") + N.Class + "()";
    const std::string Stop = "void " + std::string(N.Stop) + "()";
    Lines Result;
    switch (stopsAs()) {
    case Stopping::InDestructor:
      return function(Destructor, Steps);
    case Stopping::ByDestructor:
      Result = function(Stop, Steps);
      append(Result, function(Destructor, {std::string(N.Stop) + "();"}));
      return Result;
    case Stopping::DeletesItself:
      Steps.push_back("delete this;");
      return function(Stop, Steps);
    case Stopping::ThenDeleted:
      break;
    }
    return function(Stop, Steps);
  }
};

/// A class with several objects in a container.
class ContainerWriter : public ClassWriter {
public:
  using ClassWriter::ClassWriter;

private:
  bool isArray() const { return form(3) == 2; }

  std::string objectMember() const override {
    const std::string Type = W.kind().Type;
    return (isArray() ? "std::array<" + Type + ", 4> "
                      : "std::vector<" + Type + "> ") +
           N.Object + (isArray() ? "{};" : ";");
  }
  std::string loop() const {
    const std::string All = N.Object;
    if (form(3) == 0)
      return "for (auto It = " + All + ".begin(); It != " + All +
             ".end(); ++It) {";
    if (form(6) == 1)
      return "for (unsigned I = 0; I < " + All + ".size(); ++I) {";
    return std::string("for (") + W.kind().Type + " One : " + All + ") {";
  }
  std::string handle() const override {
    if (form(3) == 0)
      return "*It";
    return form(6) == 1 ? std::string(N.Object) + "[I]" : "One";
  }
  Lines createAndArm() const override {
    const std::string Type = W.kind().Type;
    Lines Result{isArray() ? "for (" + Type + " &New : " + N.Object + ") {"
                           : "for (int I = 0; I < 4; ++I) {"};
    append(Result, create(isArray() ? "New" : Type + " New"));
    if (!isArray())
      Result.push_back(std::string(N.Object) + ".push_back(New);");
    append(Result, {armStatement("New"), "}"});
    return Result;
  }
  Lines objectStep(char Op) const override {
    return eachInLoop(loop(), Writer::objectStep(Op));
  }
  Lines owner() override { return ownerStepsInLoops(loop()); }
};

} // namespace

std::unique_ptr<Writer> makeClassWriter(const Program &P, const Dress &D) {
  if (D.Look == Style::Container)
    return std::make_unique<ContainerWriter>(P, D);
  return std::make_unique<ClassWriter>(P, D);
}

} // namespace threadpool::generated
