//===- EarlyArm.cpp - threadpool-early-arm --------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routine arms or submits, and only then gives something its first value that
// the callback reads right away. Whatever may make the callback wait for that,
// or let it find out, ends the search: on either side.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextUse.h"
#include "rules/FirstRead.h"
#include "rules/Mentions.h"
#include "rules/Outcomes.h"
#include "rules/RoutineFinder.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <map>
#include <set>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::NodeKind;
using facts::Path;
using link::Creation;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

/// Whether callbacks may come behind a call of it.
bool arms(const ApiFunction &Api) {
  return Api.Role == ApiRole::Submit || Api.isSet() ||
         (Api.Role == ApiRole::Create && isArmedByCreation(Api));
}

bool fillsWithZero(const facts::Node &Call, const Event &Ev) {
  llvm::StringRef Name = Call.CalleeName;
  return Name.ends_with("ZeroMemory") ||
         (Name.ends_with("memset") && Ev.Args.size() == 3 &&
          Ev.Args[1].isNull());
}

class EarlyArmFinder : public RoutineFinder {
public:
  // Where they may fail, variables of the routine itself are told of.
  EarlyArmFinder(const Evidence &E, const facts::Function &Routine)
      : RoutineFinder(E, Routine, link::Creations::MayFail) {}

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    forEachPlace(arms, [&](const Event &Ev) {
      if (isSoon(Ev))
        if (std::optional<Target> T = targetOf(Ev))
          follow(Ev, *T, Found);
    });
    for (auto &[At, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  /// What the pool calls once it is armed.
  struct Target {
    const facts::Function *Callback = nullptr;
    const ApiFunction *Creator = nullptr;
    /// The context, as the routine knows it; not valid if there is none.
    Path Memory;
    /// Nobody had the context before the routine.
    bool IsNew = false;
  };

  /// Storage, as text.
  using Names = std::set<std::string>;

  struct Progress {
    bool IsArmed = false;
    /// What has had a value before, or was asked for it.
    Names Known;
    Outcomes Since;

    bool operator<(const Progress &O) const {
      return std::tie(IsArmed, Known, Since) <
             std::tie(O.IsArmed, O.Known, O.Since);
    }
  };

  /// Whether \p Handle is from outside, and the routine does nothing with it
  /// but to arm a wait.
  bool isOthers(const Value &Handle, const Event &Arm) const {
    auto UsesIt = [&](const Event &Ev) {
      return !isSamePlace(Ev, Arm) &&
             std::find(Ev.Args.begin(), Ev.Args.end(), Handle) != Ev.Args.end();
    };
    return Handle.is(ValueKind::At) && Handle.Where.Steps.empty() &&
           Handle.Where.Symbol.find(link::ParameterMark) != std::string::npos &&
           std::none_of(G.events().begin(), G.events().end(), UsesIt);
  }

  /// Whether \p Arm lets callbacks come before the routine has done much more.
  /// What a wait waits for may be what the routine does next.
  bool isSoon(const Event &Arm) const {
    constexpr std::int64_t Second = 10'000'000;
    const ApiFunction &Api = *Arm.Api;
    if (Api.isSet() && Arm.argument(Api.armingArgument()).isNull())
      return false;
    if (Api.Args.Handle.isPresent())
      return isOthers(Arm.argument(Api.Args.Handle), Arm);
    const Value Due = Arm.argument(Api.Args.DueTime);
    if (Api.Object == ApiObject::TimerQueueTimer)
      return Due.is(ValueKind::Constant) && Due.Number < 1000;
    return Api.Object != ApiObject::Timer || !Arm.Due.isKnown() ||
           (Arm.Due.Time > -Second && Arm.Due.Time <= 0);
  }

  std::optional<Target> targetOf(const Event &Arm) const {
    if (isArmedByCreation(*Arm.Api))
      return targetOf(Arm.argument(Arm.Api->Args.Callback).Name, *Arm.Api,
                      Arm.argument(Arm.Api->Args.Context).pointee());
    const Value Object = Arm.argument(Arm.Api->Args.Object);
    std::vector<const Event *> Made;
    for (const Event &Ev : G.events())
      if (Ev.isApi(ApiRole::Create) && mayBeOf(Object, Ev))
        Made.push_back(&Ev);
    if (Made.size() > 1)
      return std::nullopt;
    if (!Made.empty())
      return targetOf(Made[0]->argument(Made[0]->Api->Args.Callback).Name,
                      *Made[0]->Api,
                      Made[0]->argument(Made[0]->Api->Args.Context).pointee());
    const Creation *C = link::originOf(E.Objects, Object);
    if (!C || !C->StoredAt || C->IsKeptTwice ||
        !link::isHomeOf(E.Objects, link::keyOf(Object.Where), C->Callback))
      return std::nullopt;
    const Path Memory = C->Context.pointee();
    if (!Memory.isValid())
      return targetOf(C->Callback, *C->Api, Memory);
    // Elsewhere the context was what the object is kept in.
    if (link::textOf(link::containerOf(*C->StoredAt)) != link::textOf(Memory))
      return std::nullopt;
    return targetOf(C->Callback, *C->Api, link::containerOf(Object.Where));
  }

  std::optional<Target> targetOf(const std::string &Callback,
                                 const ApiFunction &Creator,
                                 const Path &Memory) const {
    auto It = E.Unit.Functions.find(Callback);
    if (It == E.Unit.Functions.end() || !It->second.hasBody())
      return std::nullopt;
    // A callback that goes on behind its own re-arm is another matter.
    for (const link::Frame &F : G.frames())
      if (F.Callee == &It->second)
        return std::nullopt;
    Target T{&It->second, &Creator, Memory, false};
    T.IsNew = isNew(Memory);
    return T;
  }

  static bool isResultOf(const Value &V, const Event &Call) {
    return V.is(ValueKind::At) && V.Where.Steps.empty() &&
           V.Where.Symbol == Call.Result.Where.Symbol;
  }

  /// Whether \p Object is what \p Create made, or where the routine stores it.
  bool mayBeOf(const Value &Object, const Event &Create) const {
    if (isResultOf(Object, Create))
      return true;
    auto IsStoredThere = [&](const Event &Ev) {
      return Ev.Kind == EventKind::Store && isResultOf(Ev.Args[0], Create) &&
             link::textOf(Ev.Storage) == link::textOf(Object.Where);
    };
    return Object.is(ValueKind::At) &&
           std::any_of(G.events().begin(), G.events().end(), IsStoredThere);
  }

  /// Whether nobody but the routine can know \p Memory before it lends it.
  bool isNew(const Path &Memory) const {
    if (Memory.Root == Path::RootKind::This)
      return Routine.IsConstructor && Memory.Steps.empty();
    if (Memory.Root != Path::RootKind::Local)
      return false;
    if (std::none_of(Memory.Steps.begin(), Memory.Steps.end(),
                     link::isDereference))
      return true;
    return Memory.Steps.size() == 1 &&
           std::any_of(G.events().begin(), G.events().end(),
                       [&](const Event &Ev) {
                         return Ev.Kind == EventKind::Call &&
                                Ev.Result.Where.Symbol == Memory.Symbol &&
                                allocates(nodeOf(Ev));
                       });
  }

  static bool allocates(const facts::Node &Call) {
    const std::string Lower = llvm::StringRef(Call.CalleeName).lower();
    llvm::StringRef Name = Lower;
    // Programs wrap the allocator, and keep its name.
    return Name == "operator new" || Name.ends_with("malloc") ||
           Name.ends_with("calloc") ||
           (Call.CalleeIsSystem && Name.contains("alloc"));
  }

  void follow(const Event &Arm, const Target &T,
              std::map<const facts::Node *, Finding> &Found) const {
    Progress Start;
    Start.Known = knownBefore(Arm, T);
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (isSamePlace(Ev, Arm)) {
            P = Start;
            P.IsArmed = true;
            P.Since.note(Ev);
            return true;
          }
          if (!P.IsArmed)
            return true;
          if (Ev.Kind == EventKind::Store || Ev.Kind == EventKind::Keep)
            if (std::optional<Finding> F = judge(P, Ev, Arm, T)) {
              Found.try_emplace(&nodeOf(Arm), std::move(*F));
              return false;
            }
          learn(P.Known, Ev, T);
          P.Since.note(Ev);
          return goesOn(Ev, Arm);
        },
        [&](Progress &P, const UndecidedCondition &Cond, bool TakesNext) {
          if (!P.IsArmed)
            return true;
          if (Cond.Sources.size() == 1 && Cond.Constant &&
              Cond.Sources[0] == Arm.Result)
            return *Cond.Constant == 0 && TakesNext != Cond.IsNextEqual;
          return P.Since.take(Cond);
        });
  }

  /// What is done on the ways to \p Arm.
  std::set<const Event *> leadingTo(const Event &Arm) const {
    using GraphNode = link::EventGraph::Node;
    const std::vector<GraphNode> &Nodes = G.nodes();
    std::vector<bool> Leads(Nodes.size());
    std::set<const Event *> Result;
    auto LeadsFrom = [&](std::uint32_t Id) {
      return Id != facts::NoNode && Leads[Id];
    };
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (std::size_t Id = Nodes.size(); Id-- > 0;) {
        const GraphNode &N = Nodes[Id];
        const Event *Ev = N.Kind == GraphNode::NodeKind::Event
                              ? &G.events()[N.Index]
                              : nullptr;
        if (Leads[Id] || !((Ev && isSamePlace(*Ev, Arm)) || LeadsFrom(N.Next) ||
                           LeadsFrom(N.Else)))
          continue;
        Leads[Id] = Changed = true;
        if (Ev)
          Result.insert(Ev);
      }
    }
    return Result;
  }

  /// What may have a value before \p Arm, on whatever path.
  Names knownBefore(const Event &Arm, const Target &T) const {
    struct Nothing {
      bool operator<(const Nothing &) const { return false; }
    };
    Names Known;
    const std::set<const Event *> Leading = leadingTo(Arm);
    searchEvents(
        G, Nothing(),
        [&](Nothing &, const Event &Ev) {
          if (isSamePlace(Ev, Arm) || !Leading.count(&Ev))
            return false;
          learn(Known, Ev, T);
          return true;
        },
        [&](Nothing &, const UndecidedCondition &Cond, bool) {
          for (const Value &V : Cond.Sources)
            if (T.Memory.isValid() && link::startsWith(V.Where, T.Memory))
              learn(Known, V.Where, T);
          return true;
        });
    return Known;
  }

  /// Whether the routine surely does not wait for a callback in \p Ev, nor lets
  /// one come later.
  bool goesOn(const Event &Ev, const Event &Arm) const {
    return !mayWait(Ev, nodeOf(Ev)) && !Ev.isApi(ApiRole::Close) &&
           !(Ev.Kind == EventKind::Api && Ev.Api->isSet() &&
             Ev.Api->Object == Arm.Api->Object);
  }

  static bool isMemory(const Path &Storage, const Target &T) {
    return T.Memory.isValid() &&
           link::textOf(Storage) == link::textOf(T.Memory);
  }

  /// Whether the callback may read what is at \p Storage.
  static bool isOfInterest(const Path &Storage, const Target &T) {
    return Storage.Root == Path::RootKind::Global ||
           (T.Memory.isValid() && (link::startsWith(Storage, T.Memory) ||
                                   link::startsWith(T.Memory, Storage)));
  }

  static void learn(Names &Known, const Path &Storage, const Target &T) {
    if (Storage.isValid() && isOfInterest(Storage, T))
      Known.insert(link::textOf(Storage));
  }

  /// Takes in what has a value from \p Ev on, or had one before. Zero is what
  /// fresh memory is filled with.
  void learn(Names &Known, const Event &Ev, const Target &T) const {
    const facts::Node &N = nodeOf(Ev);
    auto Add = [&](const Path &Storage) { learn(Known, Storage, T); };
    switch (Ev.Kind) {
    case EventKind::Touch:
      // To be the context of what is made there is no use of it.
      if (!onlyWrites(N, Ev.Storage) &&
          !(N.Kind == NodeKind::ApiCall && isMemory(Ev.Storage, T)))
        Add(Ev.Storage);
      return;
    case EventKind::Store:
    case EventKind::Keep:
      for (const Value &V : Ev.Sources)
        Add(V.Where);
      if (!Ev.Args[0].isNull())
        Add(Ev.Storage);
      return;
    case EventKind::Call:
    case EventKind::Api:
      if (fillsWithZero(N, Ev) ||
          (Ev.Kind == EventKind::Api && Ev.Api->Args.Callback.isPresent()))
        return;
      Add(Ev.This.pointee());
      for (const std::vector<Value> *Values : {&Ev.Args, &Ev.Sources})
        for (const Value &V : *Values)
          Add(V.pointee());
      return;
    default:
      return;
    }
  }

  /// Whether what is called \p Part is, or is inside of, what is called
  /// \p Whole.
  static bool isIn(llvm::StringRef Part, llvm::StringRef Whole) {
    return Part.consume_front(Whole) &&
           (Part.empty() || !(llvm::isAlnum(Part[0]) || Part[0] == '_'));
  }

  static bool isKnown(const Progress &P, const Path &Storage) {
    const std::string Text = link::textOf(Storage);
    return std::any_of(P.Known.begin(), P.Known.end(),
                       [&Text](const std::string &Known) {
                         return isIn(Known, Text) || isIn(Text, Known);
                       });
  }

  std::optional<Finding> judge(const Progress &P, const Event &Write,
                               const Event &Arm, const Target &T) const {
    const Path &Storage = Write.Storage;
    const bool IsPart =
        T.Memory.isValid() && link::startsWith(Storage, T.Memory);
    const bool IsNew = IsPart && T.IsNew;
    const Value &Written = Write.Args[0];
    if ((!IsPart && Storage.Root != Path::RootKind::Global) ||
        Written.isNull() || (Written.is(ValueKind::Constant) && !IsNew) ||
        isScalar(Write) || isKnown(P, Storage) ||
        !onlyWrites(nodeOf(Write), Storage) || startsWithValue(Storage) ||
        (!IsNew && !isOnlyWriter(Storage)))
      return std::nullopt;
    Path What = Storage;
    if (IsPart) {
      What = Path();
      What.Root = Path::RootKind::Local;
      What.Symbol = T.Callback->Usr + link::ParameterMark +
                    std::to_string(link::parametersOf(*T.Creator).Context);
      What = link::extend(link::dereference(What), Storage.Steps,
                          T.Memory.Steps.size());
    }
    const facts::Node *Read =
        firstRead(E.Graphs.of(*T.Callback, link::Creations::Succeed), What);
    if (!Read)
      return std::nullopt;
    return tell(Arm, Write, T, *Read);
  }

  /// Whether it is a variable with one value, of which constants are not told.
  static bool isScalar(const Event &Write) {
    return Write.Kind == EventKind::Keep && Write.Storage.Steps.empty();
  }

  /// Whether the declaration of what is at \p Storage gives it a value.
  bool startsWithValue(const Path &Storage) const {
    const std::string &Usr =
        Storage.Steps.empty() ? Storage.Symbol : Storage.Steps.back().Name;
    auto It = E.Unit.InitialValues.find(Usr);
    return It != E.Unit.InitialValues.end() && It->second != 0;
  }

  /// Whether nobody else in the program gives it a value other than zero.
  bool isOnlyWriter(const Path &Storage) const {
    const link::Key K = link::keyOf(Storage);
    auto IsHere = [&](const facts::Function &Writer) {
      return std::any_of(
          G.frames().begin(), G.frames().end(),
          [&](const link::Frame &F) { return F.Callee == &Writer; });
    };
    auto Clears = [&](const facts::Node &N) {
      return N.Kind != NodeKind::Assign || link::keyOf(N.Target) != K ||
             (N.Args[0].Kind == facts::Operand::OperandKind::Constant &&
              N.Args[0].Number == 0);
    };
    return isOfThisUnit(E.Unit, Storage) && !E.Objects.Exposed.count(K) &&
           std::all_of(E.Unit.Functions.begin(), E.Unit.Functions.end(),
                       [&](const auto &Entry) {
                         const facts::Function &F = Entry.second;
                         return IsHere(F) || std::all_of(F.Nodes.begin(),
                                                         F.Nodes.end(), Clears);
                       });
  }

  Finding tell(const Event &Arm, const Event &Write, const Target &T,
               const facts::Node &Read) const {
    const bool IsSet = !Arm.isApi(ApiRole::Submit);
    const std::string Armed =
        IsSet ? "arms the " + nounOf(Arm.Api->Object) : "submits the callback";
    const std::string What =
        quoted(link::readableName(link::keyOf(Write.Storage)));
    const std::string Name = quotedFunction(T.Callback->Name);
    Finding F = findingAt(Rule::EarlyArm, Arm,
                          functionOf(Arm) + " " + Armed + " before " + What +
                              ", which " + Name + " reads, is written");
    F.Notes.push_back(
        step(1, Actor::Owner, nodeOf(Arm).Where, actor(Arm) + " " + Armed));
    F.Notes.push_back(step(2, Actor::Pool, T.Callback->Where,
                           causeOf(T.Creator->Object) +
                               "; the pool starts callback 1, " + Name));
    F.Notes.push_back(step(3, Actor::Callback, Read.Where,
                           "callback 1 (" + Name + ") reads " + What));
    F.Notes.push_back(step(4, Actor::Owner, nodeOf(Write).Where,
                           actor(Write) + " writes " + What + ", too late"));
    return F;
  }
};

} // namespace

std::vector<Finding> findEarlyArms(const Evidence &E) {
  return findInRoutines<EarlyArmFinder>(E, arms);
}

} // namespace threadpool::rules
