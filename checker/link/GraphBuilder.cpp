//===- GraphBuilder.cpp - One routine as a graph over one object ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/GraphBuilder.h"
#include "link/SystemCalls.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiPlace;
using facts::ApiRole;
using facts::Operand;
using facts::Path;
using protocol::Op;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;

namespace {

// Counters kept along a path.
const std::string Closed = "closed";
const std::string Used = "used";
const std::string Exists = "exists";
/// Another object, made here, is kept where the object will be.
const std::string PlaceTaken = "taken";

bool isMember(const Path &P) {
  return !P.Steps.empty() && P.Steps.back().Kind == Path::Step::StepKind::Field;
}

std::string destroyed(const std::string &Name) {
  return Name.empty() ? "" : Vocabulary::DestroyedMark + Name;
}

} // namespace

bool isArmedBy(const Subject &S, const Arming &A) {
  if (A.Object.is(ValueKind::Fresh))
    return S.Ids.count(A.Object.Name) != 0;
  return A.Object.is(ValueKind::At) && !S.Home.empty() &&
         keyOf(A.Object.Where) == S.Home;
}

std::string handleName(const Value &V) {
  if (V.is(ValueKind::At))
    return keyOf(V.Where);
  return V.is(ValueKind::Fresh) ? V.Name : "";
}

GraphBuilder::GraphBuilder(const facts::UnitFacts &Unit,
                           const facts::Function &Root, Role R,
                           const Subject &S, Vocabulary &Words,
                           std::size_t NumExact)
    : Walker(Unit, Root, NumExact), Side(R), Object(S), Words(Words) {
  Words.startReading(Side == Role::Callback ? Vocabulary::Reader::Callback
                                            : Vocabulary::Reader::Owner);
  if (Side == Role::Callback) {
    const CallbackParameters Where = parametersOf(*Object.Made->Api);
    for (unsigned I = 0; I < Root.NumParameters; ++I)
      if (I != Where.Context)
        bindParameter(I,
                      I == Where.Object ? Value::ownObject() : Value::free());
    // That there is a context is no condition: it stays the same.
    const Value &Context = Object.Made->Context;
    if (Context.pointee().isValid())
      bindParameter(Where.Context, Value::addressOf(Context.pointee()));
    else if (Context.is(ValueKind::Constant))
      bindParameter(Where.Context, Context);
    share(Context);
    Path Parameter;
    Parameter.Root = Path::RootKind::Parameter;
    Parameter.Symbol = std::to_string(Where.Context);
    ContextMemory = resolve(dereference(Parameter));
  }
  walk();
  Words.stopReading();
}

Value GraphBuilder::argument(ApiPlace Place) const {
  if (!Place.isArgument() || Place.index() >= node().Args.size())
    return Value::unknown();
  return evaluate(node().Args[Place.index()]);
}

void GraphBuilder::useContextOf(const Path &P) {
  if (Object.ContextCanDie && !Words.callbackOwnsContext() &&
      startsWith(P, ContextMemory))
    emit(Op::Use, Vocabulary::ContextResource);
  for (const Path &Pointer : pointersOn(P))
    useFreed(nameBeside(Pointer));
  for (Path Member = P; !Member.Steps.empty(); Member.Steps.pop_back())
    if (isMember(Member))
      useFreed(destroyed(nameBeside(Member)));
}

void GraphBuilder::useFreed(const std::string &Name) {
  if (Name.empty())
    return;
  if (auto Resource = Words.findFreed(Name))
    emit(Op::Use, *Resource);
}

void GraphBuilder::onTouch(const Path &P) {
  for (const Key &Pointer : pointersFollowed(P)) {
    Words.add(WordRole::Pointer, Pointer);
    if (Side == Role::Callback)
      Words.add(WordRole::CallbackPointer, Pointer);
  }
  if (Side == Role::Callback)
    useContextOf(P);
}

/// A pointer or handle that is handed on is used by who gets it.
void GraphBuilder::useThroughArguments() {
  if (Side != Role::Callback)
    return;
  const ApiFunction *Api = node().Kind == facts::NodeKind::ApiCall
                               ? facts::lookupApi(node().Callee)
                               : nullptr;
  for (const Operand &O : node().Args)
    // That the pool is given a closed handle is told by the arm itself.
    if (!Api || !Api->Args.Handle.isArgument() ||
        &O != &node().Args[Api->Args.Handle.index()])
      useThrough(O);
  useThrough(node().This);
}

void GraphBuilder::useThrough(const Operand &O) {
  const Value V = evaluate(O);
  if (const Path Memory = V.pointee(); Memory.isValid())
    useContextOf(Memory);
  useFreed(nameOfHandle(V));
}

void GraphBuilder::onApiCall(const ApiFunction &Api) {
  useThroughArguments();
  if (Side == Role::Callback)
    setResult(Value::free());
  if (facts::isCallbackObject(Api.Object))
    return onObjectCall(Api);
  switch (Api.Role) {
  case ApiRole::Create:
    return onCreation(Api);
  case ApiRole::GroupMembersClose:
    return onGroupClose(Api);
  case ApiRole::Disassociate:
    if (Side == Role::Callback)
      emit(Op::Dissociate);
    return;
  case ApiRole::SetEventOnReturn:
  case ApiRole::ReleaseSemaphoreOnReturn:
    Words.add(WordRole::Signalled, handleName(argument(Api.Args.Handle)));
    return;
  case ApiRole::Signal:
  case ApiRole::Reset:
    if (Side == Role::Callback && Api.Role == ApiRole::Signal)
      Words.add(WordRole::Signalled, handleName(argument(Api.Args.Object)));
    return setSignal(argument(Api.Args.Object), Api.Role == ApiRole::Signal);
  case ApiRole::Block: {
    // The callback may be what the owner waits for, under whatever name it has
    // the event; who comes first then is beyond this model.
    setResult(Value::unknown());
    if (Side == Role::Owner && !signalPolled(Api).isValid())
      onOwnersWait(argument(Api.Args.Object));
    return;
  }
  case ApiRole::Acquire:
  case ApiRole::AcquireShared:
    return enterLock(argument(Api.Args.Object).pointee());
  case ApiRole::Release:
  case ApiRole::ReleaseShared:
    return leaveLock(argument(Api.Args.Object).pointee());
  case ApiRole::Free:
    if (Api.Object == ApiObject::Handle || Api.Object == ApiObject::Module ||
        Api.Object == ApiObject::Slot)
      return closeHandle(argument(Api.Args.Object));
    return free(argument(Api.Args.Object));
  default:
    return;
  }
}

void GraphBuilder::onCreation(const ApiFunction &Api) {
  const bool IsOther = isAtOther() && !isIndexAtChosen();
  // What is made in the place of the object once that is closed is another one.
  const bool IsNext =
      Side == Role::Owner && counter(Closed) && isIndexAtChosen();
  const Value Made = IsOther  ? Value::nonNull()
                     : IsNext ? Value::fresh("next " + nodeLabel())
                              : Value::fresh(nodeLabel());
  const bool IsSubject = !IsOther && Object.Ids.count(Made.Name) != 0;
  // That the object is in use says nothing of the next creation.
  const bool MayFail = Side == Role::Owner && !IsSubject && !IsNext &&
                       (IsOther || wasUsed()) && Api.Args.Object.isReturned() &&
                       facts::isCallbackObject(Api.Object);
  if (MayFail)
    alsoWithResult(Value::constant(0));
  if (IsSubject) {
    // One of those that a loop makes.
    for (const std::string &Loop : loopsAtChosen())
      Words.add(WordRole::ElementLoop, Loop);
    // A second life of the object is another program; two at once are not told
    // apart.
    if (Side == Role::Owner && counter(Closed))
      emit(Op::End);
    else if (Side == Role::Callback || wasUsed() || counter(Exists))
      emit(Op::Unknown);
    else
      emitCreation();
    setCounter(Exists, 1);
    Creates = true;
  }
  share(argument(Api.Args.Context));
  const ApiPlace Place = Api.Args.Object;
  if (Place.isReturned()) {
    setResult(Made);
  } else if (Place.isOut() && Place.index() < node().Args.size()) {
    setResult(Value::constant(0));
    store(evaluate(node().Args[Place.index()]).pointee(), Made);
  }
}

void GraphBuilder::onObjectCall(const ApiFunction &Api) {
  if (Api.Role == ApiRole::Create)
    return onCreation(Api);
  if (!Api.Args.Object.isArgument())
    return;
  const Value Called = argument(Api.Args.Object);
  if (!isSubject(Called)) {
    if (mayBeSubject(Called))
      emit(Op::Unknown);
    return;
  }
  setCounter(Used, 1);
  switch (Api.Role) {
  case ApiRole::Set:
  case ApiRole::SetResult:
    setResult(Value::unknown());
    return arm(Api);
  case ApiRole::Submit:
  case ApiRole::StartIo:
    Periods.push_back(0);
    emit(Op::Arm);
    return;
  case ApiRole::CancelIo:
    emit(Op::Cancel);
    return;
  case ApiRole::Drain:
    emit(Op::Drain, 0, argument(Api.Args.CancelPending).isNull() ? 0 : 1);
    return;
  case ApiRole::Close:
    emit(Op::Close);
    setCounter(Closed, 1);
    return;
  default:
    return;
  }
}

void GraphBuilder::arm(const ApiFunction &Api) {
  const Value What = argument(Api.armingArgument());
  if (What.isNull()) {
    emit(Op::Cancel);
    return;
  }
  if (What.is(ValueKind::Unknown) || What.is(ValueKind::Free)) {
    emit(Op::Unknown);
    return;
  }
  if (const std::string Name = handleName(argument(Api.Args.Handle));
      !Name.empty())
    Words.add(WordRole::WaitedHandle, Name);
  const Value Period = argument(Api.Args.Period);
  if (!Api.Args.Period.isPresent())
    Periods.push_back(0);
  else if (Period.is(ValueKind::Constant))
    Periods.push_back(Period.Number);
  else
    Periods.push_back(std::nullopt);
  emit(Op::Arm);
}

void GraphBuilder::onGroupClose(const ApiFunction &Api) {
  const Value Group = argument(Api.Args.Object);
  const Key K = handleName(Group);
  if (!K.empty() && Object.Groups.count(K)) {
    if (Group.is(ValueKind::At))
      addInstanceBeside(Group.Where);
    emit(Op::GroupClose, 0, argument(Api.Args.CancelPending).isNull() ? 0 : 1);
    setCounter(Closed, 1);
  } else if (Object.GroupUnknown) {
    emit(Op::Unknown);
  }
}

/// A name for the handle that \p V is, by the place where it is kept beside the
/// object; empty if it has none.
std::string GraphBuilder::nameOfHandle(const Value &V) const {
  if (V.is(ValueKind::At))
    return nameBeside(V.Where);
  return V.is(ValueKind::Fresh) ? V.Name : "";
}

void GraphBuilder::closeHandle(const Value &Handle) {
  if (Side == Role::Callback) {
    if (isWaitedFor(Handle))
      emit(Op::Unknown);
    return;
  }
  if (Object.Kind == ApiObject::Io)
    return endIo();
  const std::string Name = nameOfHandle(Handle);
  if (Name.empty())
    return;
  if (isGivenToPool(Name))
    emit(Op::CloseHandle);
  emit(Op::Free, Words.addFreed(Name));
}

void GraphBuilder::free(const Value &What) {
  const bool TakesContext = Object.ContextCanDie && isOwnersContext(What);
  if (Side == Role::Callback) {
    if (What.pointee().isValid() && startsWith(ContextMemory, What.pointee()))
      Words.setCallbackOwnsContext();
    return;
  }
  if (TakesContext)
    return emit(Op::Free, Vocabulary::ContextResource);
  if (!What.pointee().isValid())
    return;
  if (const std::string Name = nameBeside(What.Where); !Name.empty())
    emit(Op::Free, Words.addFreed(Name));
}

void GraphBuilder::onSourceOff() {
  if (Side == Role::Owner && Object.Kind == ApiObject::Wait)
    emit(Op::SourceOff);
}

bool GraphBuilder::wasUsed() const { return counter(Used) != 0; }

bool GraphBuilder::isClosed() const { return counter(Closed) != 0; }

bool GraphBuilder::isPlaceTaken() const { return counter(PlaceTaken) != 0; }

void GraphBuilder::onDelete(const Value &Pointer) { free(Pointer); }

void GraphBuilder::onDestroyed(const Value &Object) {
  if (Side == Role::Callback || !Object.is(ValueKind::AddressOf) ||
      !isMember(Object.Where))
    return;
  if (const std::string Name = destroyed(nameBeside(Object.Where));
      !Name.empty())
    emit(Op::Free, Words.addFreed(Name));
}

void GraphBuilder::onUnsupported() {
  MetUnsupported = true;
  emit(Op::Unknown, RawNode::NotUnderstood);
}

/// Whether \p Graph comes to a close behind something unknown, because of
/// \p Reason; nothing if it has no close.
static std::optional<bool> losesItself(const std::vector<RawNode> &Graph,
                                       std::uint32_t Reason) {
  const std::vector<bool> Closes =
      leadsTo(Graph, [](const RawNode &N) { return isClose(N.Kind); });
  if (std::none_of(Closes.begin(), Closes.end(), [](bool B) { return B; }))
    return std::nullopt;
  for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
    if (Graph[Id].Kind == Op::Unknown && Graph[Id].Index == Reason &&
        Closes[Id])
      return true;
  return false;
}

bool GraphBuilder::isCutShort() const {
  return losesItself(Raw, RawNode::NotUnderstood).value_or(MetUnsupported);
}

bool GraphBuilder::lendsBeforeClose() const {
  return losesItself(Raw, RawNode::MayStop).value_or(false);
}

/// Whether \p V is surely an object, and not this one.
bool GraphBuilder::isOther(const Value &V) const {
  return V.is(ValueKind::Fresh) && Object.Ids.count(V.Name) == 0;
}

/// Whether \p Target is a variable that holds what leads to the object, and
/// that was used: in a loop over objects it now leads to another one.
bool GraphBuilder::isReplaced(const Path &Target) const {
  if (Target.Root != Path::RootKind::Local || (!wasUsed() && !isClosed()))
    return false;
  const std::vector<Path> &Instances = Words.instancePaths();
  return std::any_of(Instances.begin(), Instances.end(), [&](const Path &P) {
    return P.Steps.size() > Target.Steps.size() && startsWith(P, Target);
  });
}

void GraphBuilder::onStore(const Path &Target, const Value &V) {
  if (Side == Role::Owner && isReplaced(Target))
    return emit(Op::End);
  const Key K = keyOf(Target);
  if (K.empty())
    return;
  const bool IsLocal = isLocalKey(K);
  if (K == Object.Home) {
    // Who has read the old one keeps that.
    if (isPlaceTaken())
      forgetWhere(K);
    const bool IsAway = isClosed() || (!wasUsed() && !counter(Exists));
    const bool IsTaken =
        isOther(V) && Side == Role::Owner && IsAway && !isRemembered(K);
    setCounter(PlaceTaken, IsTaken);
    if (!IsTaken && !V.isNull() && (!isSubject(V) || isRemembered(K)))
      emit(Op::Unknown);
  } else if (!IsLocal && isSubject(V) && !isOwn(Value::at(Target))) {
    // Somebody else may stop the object from now on.
    emit(Op::Unknown);
  }
  // Who has read it before has the object, unless there was none: reads are
  // told apart from the next walk on.
  if (leadsToSubject(K) && V.isNull() && Side == Role::Owner) {
    if (isRemembered(K))
      Words.addFlag(Target, 0);
    assumeNotNull(K);
  }
  // The walk itself knows what the locals hold that the callback can't reach.
  if (IsLocal && !Words.has(WordRole::CallbackFlag, K))
    return;
  if (auto Flag = Words.findFlag(K))
    writeFlag(*Flag, Target, V);
  storeBits(Target, V);
}

/// A member changes with the object that it is a part of.
void GraphBuilder::onStoreParts(const Path &Target, const Parts &Copied) {
  const Key K = keyOf(Target);
  if (K.empty())
    return;
  for (std::uint32_t Flag : Words.membersOf(K)) {
    const Path Part = Words.exampleOf(Flag);
    const Key Rest = Words.nameOf(Flag).substr(K.size());
    auto Known = std::find_if(Copied.begin(), Copied.end(),
                              [&](const auto &P) { return P.Rest == Rest; });
    writeFlag(Flag, Part,
              Known == Copied.end() ? Value::unknown() : Known->Known);
  }
}

/// A bit changes with its variable, and the variable with each bit.
void GraphBuilder::storeBits(const Path &Target, const Value &V) {
  const Key K = keyOf(Target);
  if (isBit(Target)) {
    if (auto Whole = Words.findFlag(wholeOf(K)))
      writeFlag(*Whole, Target, Value::unknown());
    return;
  }
  for (std::uint32_t Flag : Words.bitsOf(K)) {
    const Path Part = Words.exampleOf(Flag);
    const std::int64_t Bit = *bitOf(Words.nameOf(Flag));
    writeFlag(Flag, Part,
              V.is(ValueKind::Constant) ? Value::constantFrom(V, V.Number & Bit)
                                        : Value::unknown());
  }
}

void GraphBuilder::writeFlag(std::uint32_t Flag, const Path &Target,
                             const Value &V) {
  const bool TakesAway = takesAway(Target, V);
  if (V.is(ValueKind::Unknown) || V.is(ValueKind::Free) ||
      V.is(ValueKind::At) || V.is(ValueKind::Other)) {
    emitAssign(Flag, RawNode::UnknownValue, TakesAway);
    return;
  }
  const bool IsConstant = V.is(ValueKind::Constant);
  // A counter has no end, but beyond a few all values are alike.
  constexpr std::size_t MaxCounted = 3;
  const bool IsCounted = node().Kind == facts::NodeKind::Assign &&
                         node().Args[0].Added != 0 &&
                         Words.flag(Flag).Constants.size() >= MaxCounted;
  if (IsConstant && !IsCounted)
    Words.addFlag(Target, V.Number);
  const SharedFlag &F = Words.flag(Flag);
  emitAssign(Flag, IsConstant ? F.valueOf(V.Number) : F.otherValue(),
             TakesAway);
}

/// Whether there is less at \p Target, a counter or the head of a list, once it
/// has become \p V.
bool GraphBuilder::takesAway(const Path &Target, const Value &V) const {
  if (node().Kind == facts::NodeKind::Assign && node().Args[0].Added != 0)
    return node().Args[0].Added < 0;
  return V.isNull() ||
         (V.is(ValueKind::At) && startsWith(V.Where, dereference(Target)));
}

/// \p Event is signaled from now on, or not any more.
void GraphBuilder::setSignal(const Value &Event, bool IsSignaled) {
  if (Event.is(ValueKind::At))
    store(signalOf(Event.Where), Value::constant(IsSignaled));
}

bool GraphBuilder::actsOutside(unsigned Frame) const {
  auto IsAct = [](const RawNode &N) {
    return N.Kind == Op::Cancel || N.Kind == Op::Drain || N.Kind == Op::Close;
  };
  auto IsWithin = [&](const RawNode &N, unsigned Outer) {
    unsigned Inner = N.Origin.Frame;
    while (Inner > Outer)
      Inner = frames()[Inner].Parent;
    return Inner == Outer;
  };
  std::set<unsigned> Alike;
  for (unsigned F = 1; F < frames().size(); ++F)
    if (F != Frame && frames()[F].Callee == frames()[Frame].Callee)
      Alike.insert(F);
  std::vector<std::uint32_t> Here, There;
  for (std::uint32_t Id = 0; Id < Raw.size(); ++Id) {
    if (!IsAct(Raw[Id]))
      continue;
    if (IsWithin(Raw[Id], Frame))
      Here.push_back(Id);
    else if (std::any_of(Alike.begin(), Alike.end(),
                         [&](unsigned F) { return IsWithin(Raw[Id], F); }))
      There.push_back(Id);
    else
      return true;
  }
  auto Leads = [this](const std::vector<std::uint32_t> &From,
                      const std::vector<std::uint32_t> &To) {
    const std::vector<bool> Reached = reachedFrom(Raw, From);
    return std::any_of(To.begin(), To.end(),
                       [&](std::uint32_t Id) { return Reached[Id]; });
  };
  return Leads(Here, There) || Leads(There, Here);
}

void GraphBuilder::onEnd(bool Normally) {
  // The owner has stopped the object: whoever called it may now free what the
  // callback uses.
  if (Side == Role::Owner && Normally && counter(Closed) && !isPlaceTaken() &&
      Object.ContextCanDie)
    emit(Op::Free, Vocabulary::ContextResource);
}

} // namespace threadpool::link
