//===- Memory.cpp - What a walk knows of variables and storage ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"
#include "link/Walker.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <set>

namespace threadpool::link {

using facts::NodeId;
using facts::NumberHalf;
using facts::Operand;
using facts::Path;
using ValueKind = Value::ValueKind;

/// A path of more steps comes from walking a list or a tree.
static constexpr std::size_t MaxSteps = 12;

/// Whether \p Name is \p Whole and more, which begins with one of \p Marks.
static bool isBehind(llvm::StringRef Name, llvm::StringRef Whole,
                     llvm::StringRef Marks) {
  return Name.size() > Whole.size() && Marks.contains(Name[Whole.size()]) &&
         Name.starts_with(Whole);
}

Path Walker::own(const Path &P) const {
  Path Own;
  if (P.Root == Path::RootKind::This || P.Root == Path::RootKind::Global) {
    Own.Root = P.Root;
    Own.Symbol = P.Symbol;
  } else {
    Own.Root = Path::RootKind::Local;
    Own.Symbol = Frames[Current.FrameId].Label + Liveness::nameOf(P);
  }
  return Own;
}

/// Where the environment keeps the value of \p P, a path that resolve()
/// returned; empty if it does not.
std::string Walker::slot(const Path &P) const {
  if (P.Root != Path::RootKind::Local || SharedLocals.count(P.Symbol))
    return "";
  for (const Path::Step &S : P.Steps)
    if (isDereference(S) || isUncertain(S))
      return "";
  Path Steps = P;
  Steps.Root = Path::RootKind::None;
  return P.Symbol + textOf(Steps);
}

const Slot *Walker::findIn(const Path &Resolved) const {
  const std::string Name = slot(Resolved);
  return Name.empty() ? nullptr : &Names.slot(Name);
}

const Value *Walker::lookup(const Path &Resolved) const {
  const Slot *In = findIn(Resolved);
  return In ? read(*In) : nullptr;
}

Walker::FrameSlots &Walker::slotsOf(unsigned FrameId) const {
  SlotsOfFrames.resize(
      std::max<std::size_t>(SlotsOfFrames.size(), Frames.size()));
  return SlotsOfFrames[FrameId];
}

/// Where the result of the call \p Node is kept.
const Slot &Walker::resultOf(unsigned FrameId, NodeId Node) const {
  const Frame &F = Frames[FrameId];
  std::vector<const Slot *> &Results = slotsOf(FrameId).Results;
  Results.resize(F.Callee->Nodes.size());
  if (!Results[Node])
    Results[Node] = &Names.slot(F.Label + "#" + std::to_string(Node));
  return *Results[Node];
}

const Slot &Walker::parameterOf(unsigned FrameId, std::size_t Position) const {
  std::vector<const Slot *> &Parameters = slotsOf(FrameId).Parameters;
  Parameters.resize(std::max(Parameters.size(), Position + 1));
  if (!Parameters[Position])
    Parameters[Position] = &Names.slot(Frames[FrameId].Label + ParameterMark +
                                       std::to_string(Position));
  return *Parameters[Position];
}

/// Where the object is kept that a member function is called for.
const Slot &Walker::objectOf(unsigned FrameId) const {
  const Slot *&Object = slotsOf(FrameId).Object;
  if (!Object)
    Object = &Names.slot(Frames[FrameId].Label + ":this");
  return *Object;
}

const Value *Walker::read(const Slot &Where) const {
  const Value *Known = Current.Env.find(Where);
  Recalled.noteRead(Where, Known);
  return Known;
}

/// What is known of the variable that \p P begins at; null if nothing. As
/// lookup(), for what is looked up most.
const Value *Walker::variable(const Path &P) const {
  if (P.Root == Path::RootKind::Global || P.Root == Path::RootKind::None)
    return nullptr;
  KnownNames.resize(std::max<std::size_t>(KnownNames.size(), Frames.size()));
  auto &InFrame = KnownNames[Current.FrameId];
  const Slot *&Found = InFrame[static_cast<unsigned>(P.Root)][P.Symbol];
  if (!Found)
    Found = &Names.slot(Frames[Current.FrameId].Label + Liveness::nameOf(P));
  const bool MayBeKnown =
      SharedLocals.empty() || !SharedLocals.count(Found->Name.str());
  return MayBeKnown ? read(*Found) : nullptr;
}

/// Whether \p P follows the same member twice, as from element to element of a
/// list.
static bool walksAlong(const Path &P) {
  std::set<llvm::StringRef> Followed;
  for (std::size_t I = 1; I < P.Steps.size(); ++I)
    if (isDereference(P.Steps[I]) &&
        P.Steps[I - 1].Kind == Path::Step::StepKind::Field &&
        !Followed.insert(P.Steps[I - 1].Name).second)
      return true;
  return false;
}

/// \p P with one step for each element of an element, which pointers that are
/// moved on lead to: from any one again and again is to any.
static Path withoutStrides(Path P) {
  auto IsElement = [](const Path::Step &S) {
    return S.Kind == Path::Step::StepKind::Element;
  };
  std::vector<Path::Step> Steps;
  for (Path::Step &S : P.Steps)
    if (IsElement(S) && !Steps.empty() && IsElement(Steps.back()))
      Steps.back() = anyElement();
    else
      Steps.push_back(std::move(S));
  P.Steps = std::move(Steps);
  return P;
}

/// \p P, or what is behind its last two pointers if it comes from far away:
/// those steps only matter for what members they lead through in the end.
static Path shortened(Path P, bool IsWidened) {
  if (P.Steps.size() > MaxSteps)
    P = withoutStrides(std::move(P));
  if (P.Steps.size() <= MaxSteps && !(IsWidened && walksAlong(P)))
    return P;
  std::size_t From = P.Steps.size();
  for (unsigned Pointers = 0; From > 0 && Pointers < 2; --From)
    Pointers += isDereference(P.Steps[From - 1]);
  P.Root = Path::RootKind::Local;
  P.Symbol = FarAway;
  P.Steps.erase(P.Steps.begin(), P.Steps.begin() + From);
  return P;
}

Path Walker::resolve(const Path &P) const {
  if (!P.isValid())
    return P;
  Path Here;
  auto Next = P.Steps.begin();
  bool IsPointee = false;
  const Value *Root =
      P.Root == Path::RootKind::This && inRoot() ? nullptr : variable(P);
  if (P.Root == Path::RootKind::This && !inRoot()) {
    Here = Root ? Root->pointee() : Path();
    // The members of an object without a name still have theirs.
    if (!Here.isValid()) {
      Here.Root = Path::RootKind::Local;
      Here.Symbol = Frames[Current.FrameId].Label + ":this";
      Here = dereference(std::move(Here));
    }
  } else if (Root && !P.Steps.empty() && isDereference(P.Steps.front())) {
    Here = Root->pointee();
    IsPointee = Here.isValid();
    Next += IsPointee;
  }
  if (!Here.isValid())
    Here = own(P);
  for (; Next != P.Steps.end(); ++Next) {
    const Path::Step &S = *Next;
    if (S.Kind == Path::Step::StepKind::Described) {
      if (!Here.Steps.empty() && isDereference(Here.Steps.back()))
        Here.Steps.pop_back();
      continue;
    }
    if (isDereference(S))
      if (const Value *Pointer = lookup(Here))
        if (Path Target = Pointer->pointee(); Target.isValid()) {
          Here = std::move(Target);
          IsPointee = true;
          continue;
        }
    const bool Counts = S.Kind == Path::Step::StepKind::Element;
    // Elements count from where the pointer points to, and an array begins
    // with its first one.
    if (Counts && IsPointee && !Here.Steps.empty() &&
        isSameStep(Here.Steps.back(), {S.Kind, "0"}))
      Here.Steps.pop_back();
    Path::Step Step = Counts ? resolve(S) : S;
    const bool IsFirst = Counts && Step.Name == "0" && !Here.Steps.empty() &&
                         isDereference(Here.Steps.back());
    if (!IsFirst)
      Here.Steps.push_back(std::move(Step));
    IsPointee = false;
  }
  return shortened(std::move(Here), isWidened());
}

const Place &Walker::placeOf(const Path &P) const {
  return Recalled.place({&P, 2 * Current.FrameId + isWidened()}, Current.Env,
                        [&] {
                          Place Found;
                          Found.Where = resolve(P);
                          Found.In = findIn(Found.Where);
                          return Found;
                        });
}

/// What \p Times makes of \p Of, in the place of \p Result, of which that is
/// not known.
static Value product(const Value &Of, const facts::Product &Times,
                     Value Result) {
  std::int64_t Factor = 0;
  if (Of.is(ValueKind::Constant)) {
    const bool IsRight = Of.Number >= 0 &&
                         static_cast<std::uint64_t>(Of.Number) <= Times.Limit &&
                         !llvm::MulOverflow(Of.Number, Times.Factor, Factor);
    if (IsRight)
      return Value::constantFrom(Of, Factor);
    if (Of.Number >= 0 && static_cast<std::uint64_t>(Of.Number) <= Times.Most) {
      Result.Times = &Times;
      Result.Number = Times.Factor;
    }
    return Result;
  }
  if (Of.Half != facts::NumberHalf::None ||
      llvm::MulOverflow(Of.Times ? Of.Number : std::int64_t(1), Times.Factor,
                        Factor))
    return Result;
  if (!Of.is(ValueKind::At) && !Of.Times)
    return Result;
  // A product of a product, the inner one of which may be wrong already.
  const bool IsInnermost = !Of.Times || Times.Limit < Times.Most;
  Result.Times = IsInnermost ? &Times : Of.Times;
  Result.Number = Factor;
  Result.Where = Of.Where;
  Result.Name = Of.Name;
  return Result;
}

const Value &Walker::evaluate(const Operand &O) const {
  static const Value Unknown = Value::unknown(), Free = Value::free();
  switch (O.Kind) {
  case Operand::OperandKind::Unknown: {
    // What is computed only from values that the program does not decide is
    // not decided by it either.
    if (O.Sources.empty())
      return Unknown;
    const bool IsFree =
        std::all_of(O.Sources.begin(), O.Sources.end(),
                    [this](const Path &P) { return isUnshared(valueAt(P)); });
    const Value &Any = IsFree ? Free : Unknown;
    if (O.Times)
      return Recalled.keep(product(valueAt(O.Sources[0]), *O.Times, Any));
    if (O.Half == facts::NumberHalf::None)
      return Any;
    const Value Half = halfOf(valueAt(O.Sources[0]), O.Half);
    return Half.is(ValueKind::Unknown) && !Half.Times ? Any
                                                      : Recalled.keep(Half);
  }
  case Operand::OperandKind::Constant:
    return Recalled.constant(O, [&O] { return Value::constant(O.Number); });
  case Operand::OperandKind::Function:
    return Recalled.constant(O, [&O] { return Value::function(O.Function); });
  case Operand::OperandKind::Address: {
    const Place &Found = placeOf(O.Where);
    if (!Found.Address)
      Found.Address = Value::addressOf(Found.Where);
    note(Found.Address->Where, *Found.Address);
    return *Found.Address;
  }
  case Operand::OperandKind::Value:
    return valueAt(O.Where);
  }
  return Unknown;
}

const Value &Walker::valueAt(const Path &P) const {
  const bool IsVariable = P.Steps.empty() && P.Root != Path::RootKind::This;
  if (const Value *Known = IsVariable ? variable(P) : nullptr)
    return *Known;
  const Reading &Found = Recalled.reading(
      {&P, 2 * Current.FrameId + isWidened()}, Current.Env, [&] {
        Reading New;
        New.From = &placeOf(P);
        New.Known = storedAt(New.From->Where);
        return New;
      });
  note(Found.From->Where, Found.Known);
  return Found.Known;
}

/// Whether \p P is a member of a variable of which nothing more is known than
/// that it is the routine's own affair.
bool Walker::isPartOfFree(Path P) const {
  const Value *Whole = nullptr;
  while (!Whole && !P.Steps.empty() &&
         P.Steps.back().Kind == Path::Step::StepKind::Field) {
    P.Steps.pop_back();
    Whole = lookup(P);
  }
  return Whole && Whole->is(ValueKind::Free);
}

Value Walker::storedAt(const Path &Resolved) const {
  if (const Value *Known = lookup(Resolved))
    return *Known;
  if (isBit(Resolved))
    if (const Value *Known = lookup(wholeOf(Resolved)))
      return bitOf(*Known, Resolved.Steps.back());
  if (const NumberHalf Half = halfNamed(Resolved); Half != NumberHalf::None) {
    Path Whole = Resolved;
    Whole.Steps.pop_back();
    if (const Value *Known = lookup(Whole))
      if (Known->is(ValueKind::Constant) || Known->Times)
        return halfOf(*Known, Half);
  }
  return isPartOfFree(Resolved) ? Value::free() : Value::at(Resolved);
}

void Walker::setResult(const Value &V) {
  Current.Env.set(resultOf(Current.FrameId, Current.Node), Names.value(V));
}

void Walker::bindParameter(unsigned Position, const Value &V) {
  Current.Env.set(parameterOf(0, Position), Names.value(V));
}

void Walker::forget(const Value &Pointer, const Value &Now) {
  if (!Pointer.is(ValueKind::AddressOf))
    return;
  const std::string Slot = slot(Pointer.Where);
  if (Slot.empty())
    return;
  Current.Env.change([&](const Environment::Entry &E) {
    return E.Where->Name.starts_with(Slot) ? std::optional(Now) : std::nullopt;
  });
  Current.Env.set(Slot, Now);
}

Walker::Parts Walker::partsOf(const Operand &Object) const {
  Parts Result;
  if (Object.Kind != Operand::OperandKind::Value)
    return Result;
  const Slot *In = placeOf(Object.Where).In;
  if (!In)
    return Result;
  for (const Environment::Entry &E : Current.Env)
    if (isBehind(E.Where->Name, In->Name, "."))
      Result.push_back({E.Where->Name.substr(In->Name.size()).str(), *E.Known,
                        E.Where->HoldsNumbers});
  return Result;
}

void Walker::storeParts(Environment &Env, const Slot &Whole,
                        const Parts &Copied) const {
  Env.eraseIf([&Whole](const Environment::Entry &E) {
    return isBehind(E.Where->Name, Whole.Name, ".");
  });
  for (const Part &P : Copied) {
    const Slot &Its = Names.slot((Whole.Name + llvm::Twine(P.Rest)).str());
    Env.set(Its, Names.value(P.Known));
    Its.HoldsNumbers |= P.IsNumber;
  }
}

/// The bits of the variable in \p Slot may have any value now.
void Walker::forgetAspects(llvm::StringRef Slot) {
  Current.Env.eraseIf([Slot](const Environment::Entry &E) {
    return isBehind(E.Where->Name, Slot, " ");
  });
}

/// Nothing is known any more of what the variable in \p Whole consists of.
void Walker::forgetParts(llvm::StringRef Whole) {
  Current.Env.eraseIf([Whole](const Environment::Entry &E) {
    return isBehind(E.Where->Name, Whole, ".[");
  });
}

/// Nothing is known any more of what \p Changed, a part of a variable, shares
/// its storage with; what it is a part of may have any value now.
void Walker::forgetAround(Path Changed) {
  while (!Changed.Steps.empty()) {
    const bool IsShared = Changed.Steps.back().IsUnionMember;
    Changed.Steps.pop_back();
    if (IsShared)
      forgetParts(slot(Changed));
    if (lookup(Changed))
      Current.Env.set(slot(Changed), Value::unknown());
  }
}

void Walker::share(const Value &Pointer) {
  const Path Memory = Pointer.pointee();
  if (Memory.Root == Path::RootKind::Local && !slot(Memory).empty() &&
      SharedLocals.insert(Memory.Symbol).second)
    Recalled.forget();
}

bool Walker::isOwn(const Value &V) const {
  return V.is(ValueKind::At) && !slot(V.Where).empty();
}

bool Walker::isRemembered(const Key &K) const {
  return std::any_of(Current.Env.begin(), Current.Env.end(),
                     [&K](const Environment::Entry &E) {
                       return E.Known->is(ValueKind::At) &&
                              keyOf(E.Known->Where) == K;
                     });
}

std::vector<NamedPart> Walker::partsOf(const Path &Whole) const {
  std::vector<NamedPart> Result;
  const std::string Slot = slot(Whole);
  if (Slot.empty())
    return Result;
  for (const Environment::Entry &E : Current.Env)
    if (isBehind(E.Where->Name, Slot, ".["))
      Result.push_back(
          {readableName(E.Where->Name.substr(Slot.size()).str()), *E.Known});
  return Result;
}

void Walker::assumeNotNull(const Key &K) {
  Current.Env.change([&K](const Environment::Entry &E) {
    std::optional<Value> Tested;
    if (E.Known->is(ValueKind::At) && keyOf(E.Known->Where) == K) {
      Tested = *E.Known;
      Tested->IsTested = true;
    }
    return Tested;
  });
}

void Walker::forgetWhere(const Key &K) {
  Current.Env.change([&K](const Environment::Entry &E) {
    const bool IsRead =
        E.Known->is(ValueKind::At) && keyOf(E.Known->Where) == K;
    return IsRead ? std::optional(Value::nonNull()) : std::nullopt;
  });
}

std::int64_t Walker::counter(const std::string &Name) const {
  const Value *Count = Current.Env.find("!" + Name);
  return Count ? Count->Number : 0;
}

void Walker::setCounter(const std::string &Name, std::int64_t N) {
  if (N == 0)
    Current.Env.erase("!" + Name);
  else
    Current.Env.set("!" + Name, Value::constant(N));
}

} // namespace threadpool::link
