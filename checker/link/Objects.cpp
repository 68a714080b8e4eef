//===- Objects.cpp - The thread-pool objects of a program -----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Objects.h"
#include "facts/CallNames.h"
#include "link/Relevance.h"
#include "link/SystemCalls.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiPlace;
using facts::ApiRole;
using facts::Function;
using facts::Path;
using ValueKind = Value::ValueKind;

namespace {

/// Whether \p N fills memory with one byte: nothing is configured that way.
bool clearsMemory(const facts::Node &N) {
  for (const char *Name : {"memset", "RtlZeroMemory", "RtlSecureZeroMemory"})
    if (facts::isCallOf(N, Name))
      return true;
  return false;
}

/// Whether \p N stores one more than what is there.
bool countsUp(const facts::Node &N) {
  return N.Kind == facts::NodeKind::Assign && N.Args[0].Added == 1;
}

/// Counts along a path whether an object was made.
const std::string Made = "made";
/// Memory that was allocated since callbacks last came to know of any.
const std::string Unknown = "unknown ";

class InventoryTaker final : public Walker {
public:
  InventoryTaker(const facts::UnitFacts &Unit, const Function &Root,
                 Inventory &Out)
      : Walker(Unit, Root), Root(Root), Out(Out) {
    walk();
    expose();
    for (const auto &[K, F] : Configured)
      F->Escapes |= wasThereAtUnsupported(K);
    if (!AroundUnsupported.empty())
      Out.CutShort.insert(Root.Usr);
  }

private:
  Value argument(ApiPlace Place) const {
    if (!Place.isArgument() || Place.index() >= node().Args.size())
      return Value::unknown();
    return evaluate(node().Args[Place.index()]);
  }

  void create(const ApiFunction &Api) {
    const std::string Id = nodeLabel();
    auto [It, Inserted] = Out.Creations.try_emplace(Id);
    Creation &C = It->second;
    const Value Callback = argument(Api.Args.Callback);
    const bool IsKnown = Callback.is(ValueKind::Function);
    C.HasKnownCallback = IsKnown && (Inserted || C.HasKnownCallback);
    if (Inserted) {
      C.Api = &Api;
      C.Root = &Root;
      for (unsigned F = site().Frame; F != 0; F = frames()[F].Parent)
        C.Within.push_back(frames()[F].Callee);
      C.Where = node().Where;
      C.Length = node().Length;
      if (IsKnown)
        C.Callback = Callback.Name;
      C.Context = argument(Api.Args.Context);
      C.Environment = argument(Api.Args.Environment);
      C.Flags = argument(Api.Args.Flags);
      C.Period = argument(Api.Args.Period);
      if (Value V = argument(Api.Args.ManualReset); V.is(ValueKind::Constant))
        C.IsAutoReset = (V.Number & 1) == 0;
    } else {
      // The same call on another path.
      if (Callback.Name != C.Callback)
        C.Callback.clear();
      keepIfEqual(C.Context, argument(Api.Args.Context));
      keepIfEqual(C.Environment, argument(Api.Args.Environment));
      keepIfEqual(C.Flags, argument(Api.Args.Flags));
      keepIfEqual(C.Period, argument(Api.Args.Period));
    }
    share(C.Context);
    if (facts::isCallbackObject(Api.Object)) {
      setCounter(Made, 1);
      tellOfAllocations();
    }
    if (Api.Object == ApiObject::Registration)
      arm(Api, Value::unknown());
    const ApiPlace Object = Api.Args.Object;
    if (Object.isReturned())
      setResult(Value::fresh(Id));
    else if (Object.isOut() && Object.index() < node().Args.size())
      store(evaluate(node().Args[Object.index()]).pointee(), Value::fresh(Id));
  }

  static void keepIfEqual(Value &Known, const Value &Now) {
    if (!(Known == Now))
      Known = Value::unknown();
  }

  /// From now on callbacks may have what was allocated so far.
  void tellOfAllocations() {
    for (const std::string &Label : Allocations)
      setCounter(Unknown + Label, 0);
  }

  void arm(const ApiFunction &Api, const Value &Object) {
    tellOfAllocations();
    Arming A;
    A.Object = Object;
    A.Handle = argument(Api.Args.Handle);
    if (Value P = argument(Api.Args.Period); P.is(ValueKind::Constant))
      A.Period = P.Number;
    if (!Armed.insert({nodeLabel(), A.Object, A.Handle, A.Period}).second)
      return;
    A.Where = node().Where;
    A.Length = node().Length;
    A.Api = &Api;
    Out.Armings.push_back(std::move(A));
  }

  /// Notes \p Object with every routine on the way here.
  void note(std::map<std::string, std::set<Value>> &ByRoutine,
            const Value &Object) const {
    for (unsigned F = site().Frame;; F = frames()[F].Parent) {
      ByRoutine[frames()[F].Callee->Usr].insert(Object);
      if (F == 0)
        return;
    }
  }

  void configure(const ApiFunction &Api) {
    const Value E = argument(Api.Args.Object);
    if (!E.pointee().isValid())
      return;
    for (const Key &Name : namesOfEnvironment(E)) {
      EnvironmentFacts &F = Out.Environments[Name];
      Configured.try_emplace(Name, &F);
      configure(Api, F);
    }
  }

  void configure(const ApiFunction &Api, EnvironmentFacts &F) const {
    switch (Api.Role) {
    case ApiRole::Initialize:
      F.Initialized = true;
      F.InitializedAt = node().Where;
      break;
    case ApiRole::BindLibrary:
      F.HasLibrary = true;
      break;
    case ApiRole::BindPool:
      F.HasPool = true;
      break;
    case ApiRole::Persist:
      F.IsPersistent = true;
      break;
    case ApiRole::RunsLong:
      F.RunsLong = true;
      break;
    case ApiRole::BindGroup: {
      const Value Group = argument(Api.Args.Value);
      const std::string Name =
          Group.is(ValueKind::At) ? keyOf(Group.Where) : Group.Name;
      F.Escapes |= Name.empty();
      F.Groups.insert(Name);
      if (Group.is(ValueKind::At))
        F.GroupsAt.push_back(Group.Where);
      break;
    }
    default:
      break;
    }
  }

  void onApiCall(const ApiFunction &Api) override {
    switch (Api.Role) {
    case ApiRole::Create:
      return create(Api);
    case ApiRole::Set:
    case ApiRole::SetResult:
      if (argument(Api.armingArgument()).isNull())
        return;
      [[fallthrough]];
    case ApiRole::Submit:
      if (Api.Object == ApiObject::Simple)
        create(Api);
      [[fallthrough]];
    case ApiRole::StartIo:
      share(argument(Api.Args.Context));
      return arm(Api, argument(Api.Args.Object));
    case ApiRole::Close:
    case ApiRole::GroupMembersClose:
      return note(Out.Closers, argument(Api.Args.Object));
    case ApiRole::Drain:
      Out.Drainers[Root.Usr].insert(argument(Api.Args.Object));
      Out.Drained[Api.Object].insert(argument(Api.Args.Object));
      return;
    case ApiRole::Signal:
    case ApiRole::Reset:
      if (const Value Event = argument(Api.Args.Object);
          Event.is(ValueKind::At))
        store(signalOf(Event.Where),
              Value::constant(Api.Role == ApiRole::Signal));
      return;
    case ApiRole::Initialize:
    case ApiRole::BindGroup:
    case ApiRole::BindLibrary:
    case ApiRole::BindPool:
    case ApiRole::Persist:
    case ApiRole::RunsLong:
      if (Api.Object == ApiObject::Environment)
        configure(Api);
      return;
    default:
      return;
    }
  }

  void onOpaqueCall() override {
    if (node().CalleeName == "operator new") {
      Allocations.insert(nodeLabel());
      setCounter(Unknown + nodeLabel(), counter(Made));
    }
    for (const facts::Operand &O : node().Args)
      if (const Value V = evaluate(O); V.pointee().isValid()) {
        if (!clearsMemory(node()))
          for (Key &Name : namesOfEnvironment(V))
            Out.HandedOn.insert(std::move(Name));
        // What is called may store something there.
        if (const Key K = keyOf(V.pointee());
            V.is(ValueKind::AddressOf) && !K.empty())
          Out.Stores[K].insert(Value::unknown());
        if (!node().CalleeIsSystem && !onlyReports(node()))
          HandedOut.try_emplace(textOf(V.pointee()), V.pointee());
      }
  }

  void expose() {
    for (const auto &[WholeText, Whole] : HandedOut)
      for (const auto &[PartText, Part] : Stored)
        if (startsWith(Part, Whole))
          Out.Exposed.insert(keyOf(Part));
  }

  /// Whether \p Target is part of what this routine makes, and nobody else can
  /// know yet.
  bool isNew(const Path &Target) const {
    if (Target.Root == Path::RootKind::This)
      return Root.IsConstructor && counter(Made) == 0;
    return Target.Root == Path::RootKind::Local &&
           Allocations.count(Target.Symbol) &&
           (counter(Made) == 0 || counter(Unknown + Target.Symbol) != 0);
  }

  static bool isInLocal(const Path &P) {
    return P.Root == Path::RootKind::Local &&
           std::none_of(P.Steps.begin(), P.Steps.end(), isDereference);
  }

  void onStore(const Path &Target, const Value &V) override {
    const Key K = keyOf(Target);
    if (K.empty())
      return;
    Out.Writers[K].insert(Root.Usr);
    if (!isNew(Target))
      for (const Key &Written : {K, wholeOf(K)})
        Out.LaterWriters[Written].insert(Root.Usr);
    if (isBit(Target)) {
      Out.Writers[wholeOf(K)].insert(Root.Usr);
      Out.Stores[wholeOf(K)].insert(Value::unknown());
    }
    if (V.is(ValueKind::Constant))
      Out.Constants[K][Root.Usr].insert(V.Number);
    if (V.isNull())
      return;
    if (countsUp(node()) && !V.is(ValueKind::Constant))
      Out.CountedUp[K].insert(Root.Usr);
    // What a local object has of elsewhere the walk itself knows.
    else if (!V.is(ValueKind::At) || !isOwn(Value::at(Target)))
      Out.Stores[K].insert(V);
    Stored.try_emplace(textOf(Target), Target);
    // A local is where the object passes through on its way to a member.
    const bool IsShared =
        !isLocalKey(K) ||
        std::any_of(Target.Steps.begin(), Target.Steps.end(), isDereference);
    if (V.is(ValueKind::Fresh) && IsShared)
      if (auto It = Out.Creations.find(V.Name); It != Out.Creations.end()) {
        std::optional<Path> &StoredAt = It->second.StoredAt;
        // A part of a local object is on its way to where it stays, too.
        if (StoredAt && keyOf(*StoredAt) != K && isInLocal(Target))
          return;
        It->second.IsKeptTwice |=
            StoredAt && keyOf(*StoredAt) != K && !isInLocal(*StoredAt);
        StoredAt = Target;
      }
  }

  void onStoreParts(const Path &Target, const Parts &Copied) override {
    const Key Whole = keyOf(Target);
    if (Whole.empty())
      return;
    for (const auto &[Rest, V, IsNumber] : Copied) {
      Out.Writers[Whole + Rest].insert(Root.Usr);
      if (!isNew(Target))
        Out.LaterWriters[Whole + Rest].insert(Root.Usr);
      if (V.is(ValueKind::Constant))
        Out.Constants[Whole + Rest][Root.Usr].insert(V.Number);
    }
  }

  void onTouch(const Path &) override {}
  void onLock(const Path &, bool) override {}
  void onDelete(const Value &) override {}
  void onEnd(bool) override {}
  /// What is seen behind it is there all the same.
  void onUnsupported() override {
    for (unsigned F = site().Frame; AroundUnsupported.insert(F).second && F;)
      F = frames()[F].Parent;
  }
  /// Whether the storage \p K was there when such a thing was met.
  bool wasThereAtUnsupported(const Key &K) const {
    if (!isLocalKey(K))
      return !AroundUnsupported.empty();
    return std::any_of(
        AroundUnsupported.begin(), AroundUnsupported.end(),
        [&](unsigned F) { return isLocalKey(K, frames()[F].Label); });
  }
  Decision onComparison(const Value &, std::int64_t, bool) override {
    return {};
  }
  Decision onOpaqueCondition(const std::vector<Value> &) override { return {}; }
  bool onCopy(const Value &, Alternatives &) override { return false; }
  void onComparedCopy(const Value &, std::int64_t) override {}
  bool isElementLoop(const std::string &) const override { return false; }
  void noteElement(const Path &, const Value &) const override {}

  const Function &Root;
  Inventory &Out;
  /// By their text.
  std::map<std::string, Path> Stored, HandedOut;
  /// The names of the results of operator new.
  std::set<std::string> Allocations;
  std::map<Key, EnvironmentFacts *> Configured;
  /// The activations in which something that may do anything was met, be it in
  /// what they call.
  std::set<unsigned> AroundUnsupported;
  std::set<std::tuple<std::string, Value, Value, std::optional<std::int64_t>>>
      Armed;
};

/// What a routine that is too large to follow stores itself. Its callees are
/// followed on their own.
void takeStores(const Function &F, Inventory &Out) {
  for (const facts::Node &N : F.Nodes) {
    if (N.Kind != facts::NodeKind::Assign)
      continue;
    const Key K = keyOf(N.Target);
    const facts::Operand &Stored = N.Args[0];
    const bool IsConstant =
        Stored.Kind == facts::Operand::OperandKind::Constant;
    if (K.empty() || isLocalKey(K))
      continue;
    Out.Writers[K].insert(F.Usr);
    for (const Key &Written : {K, wholeOf(K)})
      Out.LaterWriters[Written].insert(F.Usr);
    if (isBit(N.Target)) {
      Out.Writers[wholeOf(K)].insert(F.Usr);
      Out.Stores[wholeOf(K)].insert(Value::unknown());
    }
    if (IsConstant)
      Out.Constants[K][F.Usr].insert(Stored.Number);
    if (countsUp(N))
      Out.CountedUp[K].insert(F.Usr);
    else if (!IsConstant || Stored.Number != 0)
      Out.Stores[K].insert(Stored.Kind == facts::Operand::OperandKind::Value
                               ? Value::at(Stored.Where)
                               : Value::unknown());
  }
}

/// Finds what can be told from calls and assignments one by one.
void takeNodes(const facts::UnitFacts &Unit, Inventory &Out) {
  for (const auto &[Usr, F] : Unit.Functions) {
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::Call && !Unit.Functions.count(N.Callee))
        if (std::string Prefix = allocatorOf(N, /*Frees=*/false);
            !Prefix.empty())
          Out.Allocators.insert(std::move(Prefix));
    std::set<Key> Up, Down;
    for (const facts::Node &N : F.Nodes)
      if (N.Kind == facts::NodeKind::Assign && N.Args[0].Added != 0)
        (N.Args[0].Added > 0 ? Up : Down).insert(keyOf(N.Target));
    for (const Key &K : Down)
      Out.IsBalanced.try_emplace(K, true).first->second &= Up.count(K) != 0;
  }
}

void noteKeptElsewhere(Inventory &Out) {
  for (const auto &[K, Values] : Out.Stores)
    for (const Value &V : Values)
      if (V.is(ValueKind::At) && !isLocalKey(K))
        if (Key From = keyOf(V.Where); From != K)
          Out.KeptElsewhere.insert(std::move(From));
}

} // namespace

Inventory takeInventory(const facts::UnitFacts &Unit, const CallGraph &Calls) {
  Inventory Result;
  // Flags are set and handles stored in routines that call no API at all.
  const std::set<std::string> Relevant = relevantFunctions(Unit, Calls);
  Calls.visitRoots(nullptr, [&](const Function &Root) {
    if (!Relevant.count(Root.Usr))
      return true;
    if (InventoryTaker(Unit, Root, Result).isComplete())
      return true;
    takeStores(Root, Result);
    Result.TooLarge.insert(Root.Usr);
    return false;
  });
  Result.HasErrors = std::any_of(
      Unit.Functions.begin(), Unit.Functions.end(), [](auto &Entry) {
        return Entry.second.IsBroken || Entry.second.IsPartial;
      });
  takeNodes(Unit, Result);
  noteKeptElsewhere(Result);
  settleEnvironments(Unit, Result);
  return Result;
}

bool addRoot(const facts::UnitFacts &Unit, const Function &Root,
             Inventory &Known) {
  const bool IsComplete = InventoryTaker(Unit, Root, Known).isComplete();
  noteKeptElsewhere(Known);
  settleEnvironments(Unit, Known);
  return IsComplete;
}

/// Whether all that is ever stored under the key \p Home are creations that
/// \p Fits, and nothing else keeps them.
template <typename Fn>
static bool isFilledWith(const Inventory &I, const Key &Home, Fn Fits) {
  if (I.KeptElsewhere.count(Home))
    return false;
  auto Stored = I.Stores.find(Home);
  return Stored == I.Stores.end() ||
         std::all_of(
             Stored->second.begin(), Stored->second.end(), [&](const Value &V) {
               if (V.is(ValueKind::At) && keyOf(V.Where) == Home)
                 return true;
               auto Made = V.is(ValueKind::Fresh) ? I.Creations.find(V.Name)
                                                  : I.Creations.end();
               return Made != I.Creations.end() && Fits(Made->second);
             });
}

bool isHomeOf(const Inventory &I, const Key &Home,
              const std::string &Callback) {
  return isFilledWith(
      I, Home, [&](const Creation &C) { return C.Callback == Callback; });
}

bool isHome(const Inventory &I, const Key &Home) {
  return isFilledWith(I, Home,
                      [](const Creation &C) { return C.HasKnownCallback; });
}

CallbackParameters parametersOf(const ApiFunction &Api) {
  const bool HasInstance = Api.Family != facts::ApiFamily::Legacy &&
                           Api.Object != ApiObject::Registration &&
                           Api.Object != ApiObject::TimerQueueTimer &&
                           Api.Name != "RtlQueueWorkItem";
  if (!HasInstance)
    return {0, std::nullopt};
  // The object is the last parameter of timer and work callbacks, the third of
  // wait callbacks and the sixth of I/O callbacks.
  if (!facts::isCallbackObject(Api.Object))
    return {1, std::nullopt};
  return {1, Api.Object == ApiObject::Io ? 5u : 2u};
}

bool isCountedUp(const Inventory &I, const Key &K,
                 const std::string &ExceptIn) {
  auto It = I.CountedUp.find(K);
  return It != I.CountedUp.end() &&
         It->second.size() > It->second.count(ExceptIn);
}

bool isWritten(const Inventory &I, const Key &K) {
  return I.Writers.count(K) != 0 || I.Writers.count(wholeOf(K)) != 0;
}

/// The constants that the routines which \p Counts accepts write to \p K.
template <typename Fn>
static std::set<std::int64_t> collectConstants(const Inventory &I, const Key &K,
                                               Fn Counts) {
  std::set<std::int64_t> Result;
  auto Take = [&](const Key &From, std::int64_t Mask) {
    auto It = I.Constants.find(From);
    if (It == I.Constants.end())
      return;
    for (const auto &[Root, Constants] : It->second)
      if (Counts(Root))
        for (std::int64_t C : Constants)
          Result.insert(C & Mask);
  };
  Take(K, -1);
  if (const std::optional<std::int64_t> Bit = bitOf(K))
    Take(wholeOf(K), *Bit);
  return Result;
}

std::set<std::int64_t> constantsOf(const Inventory &I, const Key &K,
                                   const std::string &ExceptIn) {
  return collectConstants(
      I, K, [&](const std::string &Root) { return Root != ExceptIn; });
}

std::set<std::int64_t> constantsIn(const Inventory &I, const Key &K,
                                   const std::string &Root) {
  return collectConstants(
      I, K, [&](const std::string &Other) { return Other == Root; });
}

bool mayBe(const Value &V, const std::string &Id, const Creation &C) {
  if (V.is(ValueKind::Fresh))
    return V.Name == Id;
  const Key K = V.is(ValueKind::At) ? keyOf(V.Where) : Key();
  if (K.empty() || isLocalKey(K))
    return true;
  return C.StoredAt && K == keyOf(*C.StoredAt);
}

const Creation *originOf(const Inventory &I, const Value &V) {
  auto ById = [&](const std::string &Id) -> const Creation * {
    auto It = I.Creations.find(Id);
    return It == I.Creations.end() ? nullptr : &It->second;
  };
  if (V.is(ValueKind::Fresh))
    return ById(V.Name);
  if (!V.is(ValueKind::At))
    return nullptr;
  const Key K = keyOf(V.Where);
  auto It = I.Stores.find(K);
  if (K.empty() || isAmbiguous(K) || It == I.Stores.end() || I.Exposed.count(K))
    return nullptr;
  const Creation *Origin = nullptr;
  for (const Value &Stored : It->second) {
    // INVALID_HANDLE_VALUE stands for none.
    if (Stored.is(ValueKind::Constant))
      continue;
    const Creation *C =
        Stored.is(ValueKind::Fresh) ? ById(Stored.Name) : nullptr;
    if (!C || (Origin && Origin->Api->Object != C->Api->Object))
      return nullptr;
    Origin = C;
  }
  return Origin;
}

} // namespace threadpool::link
