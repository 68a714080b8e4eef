//===- MemberStyles.cpp - Classes whose member stops the object -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Writer.h"

#include <algorithm>

namespace threadpool::generated {

namespace {

const char *const WilText = R"(namespace wil {
enum class PendingCallbackCancellationBehavior { Wait, Cancel, NoWait };
namespace details {
@DESTROYERS@
template <typename Pointer, typename CloseFn, CloseFn Close>
class unique_storage {
public:
  Pointer get() const noexcept { return ptr; }
protected:
  unique_storage() = default;
  ~unique_storage() {
    if (ptr)
      Close(ptr);
  }
@REPLACE@
private:
  Pointer ptr = nullptr;
};
} // namespace details
template <typename Storage> class unique_any_t : public Storage {
public:
  unique_any_t() = default;
  unique_any_t(const unique_any_t &) = delete;
  unique_any_t &operator=(const unique_any_t &) = delete;
  template <typename Pointer> void reset(Pointer Other) {
    Storage::replace(Other);
  }
  void reset() { Storage::replace(nullptr); }
  explicit operator bool() const noexcept { return Storage::get() != nullptr; }
};
template <typename Pointer, typename CloseFn, CloseFn Close>
using unique_any =
    unique_any_t<details::unique_storage<Pointer, CloseFn, Close>>;
template <PendingCallbackCancellationBehavior Behavior>
using unique_pool_any =
    unique_any<@TYPE@, decltype(&details::Destroyer<Behavior>::Destroy),
               details::Destroyer<Behavior>::Destroy>;
using unique_threadpool_object =
    unique_pool_any<PendingCallbackCancellationBehavior::Cancel>;
using unique_threadpool_object_nocancel =
    unique_pool_any<PendingCallbackCancellationBehavior::Wait>;
using unique_threadpool_object_nowait =
    unique_pool_any<PendingCallbackCancellationBehavior::NoWait>;
} // namespace wil
)";

class MemberWriter : public Writer {
public:
  MemberWriter(const Program &P, const Dress &D)
      : Writer(P, D), IsOwner(D.Look != Style::Template ||
                              (form(2) && fits(P, Style::Raii))) {
    Close = P.Owner.find('X');
    End = IsOwner ? Close + 1 : P.Owner.size();
    Begin = IsOwner ? beginOfMembersPart() : End;
  }

  Lines write() override {
    Lines Result = preamble();
    append(Result, memberType());
    const std::string Name = N.Class;
    const Lines Fire = callback();
    const Lines Start = start(), Stop = stop();
    append(Result, {"class " + Name + " {", "public:"});
    append(Result, is(Choice::StopsFirst) ? Stop : Start);
    append(Result, is(Choice::StopsFirst) ? Start : Stop);
    if (pauses())
      append(Result, function("void Pause()", pausing()));
    Result.push_back("private:");
    append(Result, Fire);
    append(Result,
           siblingCallback("static VOID CALLBACK OnSibling",
                           {std::string("auto *") + N.Self + " = static_cast<" +
                            N.Class + " *>(Context);"}));
    append(Result, Helpers);
    for (const Variable &V : variables()) {
      Variable Member = V;
      if (V.Type.back() == '*')
        Member.Initial = "nullptr";
      else if (V.Type == "bool")
        Member.Initial = "false";
      else if (V.Initial.empty() &&
               (V.Type == "int" || V.Type.find("LONG") != std::string::npos))
        Member.Initial = "0";
      Result.push_back(declaration(Member));
    }
    // Last, so that it is destroyed first.
    append(Result, {memberTypeName() + " " + N.Object + ";", "};", ""});
    append(Result,
           function("void Destroy(" + Name + " *Old)", {"delete Old;"}));
    return Result;
  }

private:
  /// Which steps the member's destructor does: as many as its kind can.
  std::size_t beginOfMembersPart() const {
    if (D.Look == Style::Template)
      return Close;
    const unsigned Split = D[Choice::Split];
    if (D.Look == Style::Wil) {
      const std::size_t Part = hasCancel(P.Kind) ? 2 : 1;
      const bool Stops = Split && Close >= Part &&
                         isOneOf(P.Owner[Close - 1], "Ww") &&
                         (Part == 1 || P.Owner[Close - 2] == 'C');
      return Stops ? Close - Part : Close;
    }
    std::size_t Result = Close;
    for (unsigned I = 0; I < Split; ++I)
      if (Result > 0 && isOneOf(P.Owner[Result - 1], "CWw"))
        --Result;
    return Result;
  }

  std::string head(const std::string &Result,
                   const std::string &Name) const override {
    return Result + " " + Name + "()";
  }
  std::string call(const std::string &Name) const override {
    return Prefix + Name + "()";
  }
  std::string helperPrefix() const override { return ""; }
  std::string handle() const override {
    return Prefix + N.Object +
           (D.Look == Style::Template ? ".Get()" : ".get()");
  }
  Lines objectStep(char Op) const override {
    if (D.Look != Style::Template || IsOwner)
      return Writer::objectStep(Op);
    const std::string Object = Prefix + N.Object;
    switch (Op) {
    case 'C':
      return {Object + ".Cancel();"};
    case 'X':
      return {Object + ".Close();"};
    default:
      return {Object + ".Drain(" + (Op == 'W' ? "TRUE" : "FALSE") + ");"};
    }
  }

  /// The steps of the member's part on \p Handle.
  Lines membersPart(const std::string &Handle) const {
    Lines Result;
    for (std::size_t I = Begin; I < End; ++I) {
      const char Op = P.Owner[I];
      Result.push_back(Op == 'C'   ? W.cancel(Handle)
                       : Op == 'X' ? W.close(Handle)
                                   : W.drain(Handle, Op == 'W'));
    }
    return Result;
  }

  std::string memberTypeName() const {
    switch (D.Look) {
    case Style::Wil:
      if (End - Begin == 1)
        return "wil::unique_threadpool_object_nowait";
      return P.Owner[Close - 1] == 'W'
                 ? "wil::unique_threadpool_object"
                 : "wil::unique_threadpool_object_nocancel";
    case Style::Template:
      return "PoolObject<ObjectTraits>";
    default:
      return "UniqueObject";
    }
  }

  Lines memberType() const {
    if (D.Look == Style::Wil)
      return wilTypes();
    return D.Look == Style::Template ? traitsAndWrapper() : uniqueObject();
  }

  /// A function that closes what \p Member holds and takes Other instead.
  Lines reset(const std::string &Head, const std::string &Type,
              const std::string &Member,
              const std::function<Lines(const std::string &)> &Stop) const {
    const bool Swaps = is(Choice::SwapsFirst);
    const std::string Old = Swaps ? "Old" : Member;
    Lines Body;
    if (Swaps)
      append(Body, {Type + " Old = " + Member + ";", Member + " = Other;"});
    Body.push_back("if (" + Old + ") {");
    append(Body, Stop(Old));
    Body.push_back("}");
    if (!Swaps)
      Body.push_back(Member + " = Other;");
    return function(Head, Body);
  }

  Lines uniqueObject() const {
    const std::string Type = W.kind().Type;
    Lines Result{"class UniqueObject {", "public:", "UniqueObject() = default;",
                 "UniqueObject(const UniqueObject &) = delete;",
                 "UniqueObject &operator=(const UniqueObject &) = delete;"};
    append(Result, function("~UniqueObject()", {"reset(nullptr);"}));
    append(Result, {Type + " get() const { return Native; }"});
    append(Result,
           reset("void reset(" + Type + " Other)", Type, "Native",
                 [&](const std::string &Old) { return membersPart(Old); }));
    append(Result, {"private:", Type + " Native = nullptr;", "};", ""});
    return Result;
  }

  Lines wilTypes() const {
    const std::string Type = W.kind().Type;
    auto Destroyer = [&](const std::string &Template, bool Drains) {
      Lines Body;
      if (Drains && hasCancel(P.Kind))
        Body.push_back(W.cancel("Object"));
      if (Drains)
        Body.push_back(std::string("WaitForThreadpool") + W.kind().Noun +
                       "Callbacks(Object, Behavior == "
                       "PendingCallbackCancellationBehavior::Cancel);");
      Body.push_back(W.close("Object"));
      Lines Result{Template + " {"};
      append(Result,
             function("static void Destroy(" + Type + " Object)", Body));
      Result.push_back("};");
      return Result;
    };
    Lines Destroyers = Destroyer(
        "template <PendingCallbackCancellationBehavior Behavior> struct "
        "Destroyer",
        /*Drains=*/true);
    append(Destroyers,
           Destroyer("template <> struct "
                     "Destroyer<PendingCallbackCancellationBehavior::NoWait>",
                     /*Drains=*/false));
    Lines Result;
    std::string Text = WilText;
    Text.replace(Text.find("@TYPE@"), 6, Type);
    std::size_t At = 0;
    for (std::size_t Stop; (Stop = Text.find('\n', At)) != std::string::npos;
         At = Stop + 1) {
      const std::string Line = Text.substr(At, Stop - At);
      if (Line == "@DESTROYERS@")
        append(Result, Destroyers);
      else if (Line == "@REPLACE@")
        append(Result, reset("void replace(Pointer Other)", "Pointer", "ptr",
                             [](const std::string &Old) {
                               return Lines{"Close(" + Old + ");"};
                             }));
      else
        Result.push_back(
            Line.substr(std::min(Line.size(), Line.find_first_not_of(' '))));
    }
    return Result;
  }

  Lines traitsAndWrapper() const {
    const std::string Type = W.kind().Type;
    Lines Result{"struct ObjectTraits {", "using Native = " + Type + ";"};
    if (hasCancel(P.Kind))
      append(Result, function("static void Cancel(Native Object)",
                              {W.cancel("Object")}));
    append(Result, function("static void Drain(Native Object, BOOL Drops)",
                            {std::string("WaitForThreadpool") + W.kind().Noun +
                             "Callbacks(Object, Drops);"}));
    append(Result,
           function("static void Close(Native Object)", {W.close("Object")}));
    append(Result, {"};", "", "template <class Traits> class PoolObject {",
                    "public:", "using Native = typename Traits::Native;",
                    "PoolObject() = default;",
                    "PoolObject(const PoolObject &) = delete;",
                    "PoolObject &operator=(const PoolObject &) = delete;"});
    if (IsOwner)
      append(Result, function("~PoolObject()", {"Close();"}));
    append(
        Result,
        {"void Attach(Native Other) { Object = Other; }",
         "Native Get() const { return Object; }",
         hasCancel(P.Kind) ? "void Cancel() { Traits::Cancel(Object); }" : "",
         "void Drain(BOOL Drops) { Traits::Drain(Object, Drops); }"});
    const bool Forgets = IsOwner || is(Choice::ForgetsHandle);
    append(Result,
           function("void Close()",
                    Forgets ? Lines{"if (Object) {", "Traits::Close(Object);",
                                    "Object = nullptr;", "}"}
                            : Lines{"Traits::Close(Object);"}));
    append(Result, {"private:", "Native Object = nullptr;", "};", ""});
    return Result;
  }

  Lines callback() {
    Lines Result;
    Lines Body{std::string("auto *") + N.Self + " = static_cast<" + N.Class +
               " *>(Context);"};
    if (is(Choice::Forwards)) {
      Result = function("void HandleSignal()", callbackBody(false));
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

  Lines start() {
    Lines Body;
    if (hasHandle())
      Body.push_back(std::string(N.Event) + " = Signal;");
    append(Body, prepare());
    const char *Attach = D.Look == Style::Template ? ".Attach(" : ".reset(";
    Body.push_back(N.Object + std::string(Attach) +
                   W.create(N.Callback, "this", environment(), Prefix) + ");");
    if (is(Choice::ChecksCreation))
      append(Body, {"if (!" + handle() + ")", "  return;"});
    Body.push_back(armStatement(handle()));
    append(Body, startSibling("OnSibling", "this"));
    if (form(2))
      return function("explicit " + std::string(N.Class) + "(HANDLE Signal)",
                      Body);
    return function("void " + std::string(N.Start) + "(HANDLE Signal)", Body);
  }

  Lines stop() {
    Lines Steps = ownerSteps(0, Begin);
    if (IsOwner) {
      // The member must be gone before what follows it.
      const Lines Rest = ownerSteps(End, P.Owner.size());
      if (!Rest.empty() || form(3) == 0)
        Steps.push_back(N.Object + std::string(D.Look == Style::Template
                                                   ? ".Close();"
                                               : D.Look == Style::Wil
                                                   ? ".reset();"
                                                   : ".reset(nullptr);"));
      append(Steps, Rest);
    }
    Steps = wrapInLevels(testHandle(Steps));
    if (Steps.empty())
      return {};
    return function(std::string("~") + N.Class + "()", Steps);
  }

  /// The member closes the object where it is destroyed.
  const bool IsOwner;
  std::size_t Close, Begin, End;
};

} // namespace

std::unique_ptr<Writer> makeMemberWriter(const Program &P, const Dress &D) {
  return std::make_unique<MemberWriter>(P, D);
}

} // namespace threadpool::generated
