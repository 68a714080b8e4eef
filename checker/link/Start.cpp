//===- Start.cpp - The state in which an owner finds its object -----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Start.h"

#include <algorithm>

namespace threadpool::link {

using facts::ApiObject;
using protocol::Graph;
using protocol::NodeId;
using protocol::ObjectKind;
using protocol::Op;
using protocol::Program;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;
using FlagValues = std::vector<std::uint8_t>;

namespace {

/// More ways than this for undecided conditions to turn out are not tried.
constexpr std::size_t MaxVariants = 64;
/// Nor more values of the flags under which the callback might arm.
constexpr unsigned MaxAttempts = 1024;

bool has(const Graph &G, Op Kind) {
  return std::any_of(
      G.Nodes.begin(), G.Nodes.end(),
      [Kind](const protocol::Node &N) { return N.Kind == Kind; });
}

/// What is written to each flag.
using WrittenValues = std::map<std::uint8_t, std::set<std::uint8_t>>;

WrittenValues valuesWrittenBy(const Graph &G) {
  WrittenValues Result;
  for (const protocol::Node &N : G.Nodes)
    if (N.Kind == Op::Assign)
      Result[N.Index].insert(N.Value);
  return Result;
}

/// Flags that \p G writes behind one of the nodes in \p From, or anywhere if
/// there are none.
std::set<std::uint8_t> flagsWrittenBehind(const Graph &G,
                                          const std::set<NodeId> &From) {
  std::set<std::uint8_t> Result;
  if (From.empty())
    for (const auto &[Flag, Values] : valuesWrittenBy(G))
      Result.insert(Flag);
  std::set<NodeId> Seen;
  std::vector<NodeId> Open(From.begin(), From.end());
  while (!Open.empty()) {
    const NodeId Id = Open.back();
    Open.pop_back();
    if (Id == protocol::NoNode || !Seen.insert(Id).second)
      continue;
    const protocol::Node &N = G.Nodes[Id];
    if (N.Kind == Op::Assign)
      Result.insert(N.Index);
    Open.push_back(N.Next);
    if (isBranch(N.Kind))
      Open.push_back(N.Else);
  }
  return Result;
}

/// Whether \p G, from \p Flags on, comes to a node that \p Accepts while
/// others may write \p Written to the flags. Nothing behind the nodes in
/// \p Barriers counts.
template <typename Fn>
bool reachesNode(const Graph &G, const FlagValues &Flags,
                 const WrittenValues &Written, std::uint32_t Inputs,
                 bool AnyInput, Fn Accepts,
                 const std::set<NodeId> &Barriers = {}) {
  using State = std::pair<NodeId, FlagValues>;
  std::set<State> Seen;
  std::vector<State> Stack{{G.Entry, Flags}};
  while (!Stack.empty()) {
    State S = std::move(Stack.back());
    Stack.pop_back();
    if (S.first == protocol::NoNode || !Seen.insert(S).second)
      continue;
    const protocol::Node &N = G.Nodes[S.first];
    if (Accepts(N))
      return true;
    if (Barriers.count(S.first))
      continue;
    bool Next = true, Else = isBranch(N.Kind);
    if (N.Kind == Op::Test) {
      Next = S.second[N.Index] == N.Value;
      Else = !Next;
      if (auto Others = Written.find(N.Index); Others != Written.end())
        for (std::uint8_t Value : Others->second)
          (Value == N.Value ? Next : Else) = true;
    } else if (N.Kind == Op::Input && !AnyInput) {
      Next = (Inputs >> N.Index) & 1;
      Else = !Next;
    } else if (N.Kind == Op::Assign) {
      S.second[N.Index] = N.Value;
    }
    if (N.Kind == Op::End || N.Kind == Op::Unknown)
      continue;
    if (Next)
      Stack.push_back({N.Next, S.second});
    if (Else)
      Stack.push_back({N.Else, S.second});
  }
  return false;
}

/// \p G as it goes on while I/O is under way, and ends where that is not so: an
/// operation that did not start is taken back.
Graph onceStarted(Graph G) {
  const NodeId Size = G.Nodes.size();
  for (NodeId Id = 0; Id < Size; ++Id) {
    protocol::Node Started = G.Nodes[Id];
    if (Started.Kind != Op::Cancel && Started.Next != protocol::NoNode)
      Started.Next += Size;
    if (Started.Else != protocol::NoNode)
      Started.Else += Size;
    G.Nodes.push_back(Started);
    protocol::Node &N = G.Nodes[Id];
    if (N.Kind == Op::Arm && N.Next != protocol::NoNode)
      N.Next += Size;
    else if (isClose(N.Kind))
      N.Kind = Op::End;
  }
  return G;
}

bool rearms(const Graph &Callback, const FlagValues &Flags) {
  return reachesNode(Callback, Flags, {}, 0, /*AnyInput=*/true,
                     [](const protocol::Node &N) { return N.Kind == Op::Arm; });
}

/// How many resources \p Callback uses, from \p Flags on.
std::size_t numUsed(const Graph &Callback, const FlagValues &Flags) {
  std::set<std::uint8_t> Used;
  reachesNode(Callback, Flags, {}, 0, /*AnyInput=*/true,
              [&](const protocol::Node &N) {
                if (N.Kind == Op::Use)
                  Used.insert(N.Index);
                return false;
              });
  return Used.size();
}

/// Steps \p Values through all combinations below \p Limits; false at the end.
bool advance(FlagValues &Values, const FlagValues &Limits) {
  for (std::size_t I = 0; I < Values.size(); ++I) {
    if (Values[I] < Limits[I]) {
      ++Values[I];
      return true;
    }
    Values[I] = 0;
  }
  return false;
}

} // namespace

std::optional<std::int64_t> initialValue(const facts::UnitFacts &Unit,
                                         const Key &K) {
  std::string Usr = wholeOf(K);
  if (const std::string Global = globalOf(Usr); !Global.empty())
    Usr = Global;
  else if (!Usr.empty() && Usr[0] == '.')
    Usr.erase(0, 1);
  auto Known = Unit.InitialValues.find(Usr);
  if (Known == Unit.InitialValues.end() || isSignal(K))
    return std::nullopt;
  return Known->second & bitOf(K).value_or(-1);
}

bool waitsBeforeClose(const Program &P) {
  FlagValues Initial;
  for (const protocol::Flag &F : P.Flags)
    Initial.push_back(F.Initial);
  std::set<NodeId> Drains;
  for (NodeId Id = 0; Id < P.Owner.Nodes.size(); ++Id)
    if (P.Owner.Nodes[Id].Kind == Op::Drain)
      Drains.insert(Id);
  return !reachesNode(
      P.Owner, Initial, valuesWrittenBy(P.Callback), P.Inputs,
      /*AnyInput=*/false,
      [](const protocol::Node &N) { return isClose(N.Kind); }, Drains);
}

bool StartState::isArmedSomewhere() const {
  return !Callback.periods().empty() ||
         std::any_of(Objects.Armings.begin(), Objects.Armings.end(),
                     [this](const Arming &A) { return isArmedBy(Object, A); });
}

bool StartState::setKind(Program &P) const {
  switch (Object.Kind) {
  case ApiObject::Wait:
    P.Kind = ObjectKind::Wait;
    return true;
  case ApiObject::Work:
    P.Kind = ObjectKind::Work;
    return true;
  case ApiObject::Io:
    P.Kind = ObjectKind::Io;
    return true;
  case ApiObject::Timer:
    break;
  default:
    return false;
  }
  bool Periodic = false, OneShot = false;
  auto Count = [&](std::optional<std::int64_t> Period) {
    (Period && *Period == 0 ? OneShot : Periodic) = true;
    return Period.has_value();
  };
  bool AllKnown = true;
  if (has(P.Callback, Op::Arm)) {
    for (const auto &Period : Callback.periods())
      AllKnown &= Count(Period);
    // With a period that is not constant the callback's own setting may or may
    // not be what keeps the timer going.
    if (!AllKnown)
      return false;
  } else {
    for (const Arming &A : Objects.Armings)
      if (isArmedBy(Object, A))
        Count(A.Period);
  }
  P.Kind = Periodic && !OneShot ? ObjectKind::PeriodicTimer
                                : ObjectKind::OneShotTimer;
  return true;
}

/// Values that some routine beside the callback writes.
std::set<std::uint8_t> StartState::writtenValues(const SharedFlag &F) const {
  const std::string &Itself = Object.Made->Callback;
  std::set<std::int64_t> All = constantsOf(Objects, F.Name, Itself);
  if (isCountedUp(Objects, F.Name, Itself)) {
    std::set<std::int64_t> Before = constantsOf(Objects, F.Name);
    Before.insert(initialValue(Unit, F.Name).value_or(0));
    for (std::int64_t C : Before)
      All.insert(C + 1);
  }
  std::set<std::uint8_t> Result;
  for (std::int64_t C : All)
    Result.insert(F.valueOf(C));
  return Result;
}

/// What \p F may hold when the object has been made, \p Initial among it.
FlagValues StartState::valuesAtCreation(const SharedFlag &F,
                                        std::uint8_t Initial) const {
  FlagValues Result{Initial};
  if (!Words.has(WordRole::CallbackFlag, F.Name) || F.Name == Object.Home)
    return Result;
  const std::string &Maker = Object.Made->Root->Usr;
  const std::set<std::int64_t> Constants = constantsIn(Objects, F.Name, Maker);
  for (std::int64_t C : Constants)
    Result.push_back(F.valueOf(C));
  // What it was given itself may be anything.
  auto Writers = Objects.Writers.find(F.Name);
  if (Constants.empty() && Writers != Objects.Writers.end() &&
      Writers->second.count(Maker))
    for (std::uint8_t V = 0; V <= F.otherValue(); ++V)
      Result.push_back(V);
  return Result;
}

/// The values among \p Flags's at the creation under which the callback uses
/// most; \p Initial if others are no better.
FlagValues StartState::mostUsing(const Graph &Fired, const FlagValues &Initial,
                                 const std::vector<SharedFlag> &Flags) const {
  std::vector<FlagValues> Choices;
  FlagValues Choice(Flags.size()), Last;
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    Choices.push_back(valuesAtCreation(Flags[I], Initial[I]));
    Last.push_back(Choices.back().size() - 1);
  }
  FlagValues Best = Initial;
  std::size_t Most = numUsed(Fired, Initial);
  unsigned Attempts = 0;
  while (advance(Choice, Last) && ++Attempts < MaxAttempts) {
    FlagValues Now(Flags.size());
    for (std::size_t I = 0; I < Flags.size(); ++I)
      Now[I] = Choices[I][Choice[I]];
    if (const std::size_t Used = numUsed(Fired, Now); Used > Most) {
      Most = Used;
      Best = Now;
    }
  }
  return Best;
}

/// Before the stop the callback does what it is there for: the flags that it
/// tests are such that it re-arms; or, if it never does, that it uses what it
/// has been given.
void StartState::setCallbackFlags(Program &P,
                                  const std::vector<SharedFlag> &Flags) const {
  FlagValues Initial(Flags.size()), Limits(Flags.size());
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    const SharedFlag &F = Flags[I];
    Initial[I] = F.Name == Object.Home
                     ? F.otherValue()
                     : F.valueOf(initialValue(Unit, F.Name).value_or(0));
    if (Words.has(WordRole::CallbackFlag, F.Name) && F.Name != Object.Home)
      Limits[I] = F.otherValue();
  }
  if (!has(P.Callback, Op::Arm))
    Initial = mostUsing(P.Callback, Initial, Flags);
  else if (!rearms(P.Callback, Initial)) {
    FlagValues Offset(Flags.size());
    const FlagValues Base = Initial;
    unsigned Attempts = 0;
    do
      for (std::size_t I = 0; I < Initial.size(); ++I)
        Initial[I] = (Base[I] + Offset[I]) % (Flags[I].otherValue() + 1);
    while (!rearms(P.Callback, Initial) && advance(Offset, Limits) &&
           ++Attempts < MaxAttempts);
  }
  // Who makes the object prepares its flags before that.
  const std::set<std::uint8_t> WrittenByOwner =
      flagsWrittenBehind(P.Owner, CreationNodes);
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    P.Flags[I].Initial = Initial[I];
    if (!Words.has(WordRole::CallbackFlag, Flags[I].Name) ||
        !has(P.Callback, Op::Arm))
      continue;
    // A pointer that is cleared earlier would be missing in the calls behind.
    P.Flags[I].IsFixed = Flags[I].Name == Object.Home;
    const std::set<std::uint8_t> Written = writtenValues(Flags[I]);
    std::optional<std::uint8_t> Blocking, BlockingWritten;
    for (std::uint8_t V = 0; V <= Flags[I].otherValue(); ++V) {
      FlagValues Stopped = Initial;
      Stopped[I] = V;
      if (rearms(P.Callback, Stopped))
        continue;
      Blocking = Blocking ? Blocking : V;
      if (Written.count(V) && !BlockingWritten)
        BlockingWritten = V;
    }
    if (BlockingWritten)
      P.Flags[I].StopValue = BlockingWritten;
    else if (WrittenByOwner.count(I))
      P.Flags[I].StopValue = Blocking;
  }
}

/// False if the owner does not stop an object in use.
bool StartState::setStart(Program &P) const {
  FlagValues Initial;
  for (const protocol::Flag &F : P.Flags)
    Initial.push_back(F.Initial);
  const WrittenValues Written = valuesWrittenBy(P.Callback);
  auto Reaches = [&](auto Accepts, const std::set<NodeId> &Barriers) {
    return reachesNode(P.Owner, Initial, Written, P.Inputs, /*AnyInput=*/false,
                       Accepts, Barriers);
  };
  // One that leaves the object open stops it no further than by waiting.
  const Op LastStep = has(P.Owner, Op::Close) || has(P.Owner, Op::GroupClose)
                          ? Op::Close
                          : Op::Drain;
  auto Closes = [&](const std::set<NodeId> &Barriers) {
    return Reaches(
        [&](const protocol::Node &N) {
          // Behind an error it may be closed as well.
          return isClose(N.Kind) || N.Kind == LastStep ||
                 (Owner.metUnsupported() && N.Kind == Op::Unknown &&
                  N.Value != RawNode::TooLong);
        },
        Barriers);
  };
  if (!Closes({}))
    return false;
  const bool IsInUse = Closes(CreationNodes);
  P.Armed = IsInUse && P.Kind != ObjectKind::Work ? 1 : 0;
  // More than one submission may be under way when a work object is stopped.
  P.Queued = IsInUse && P.Kind == ObjectKind::Work ? 2 : 0;
  if (IsInUse)
    return true;
  // Made here and closed before it was ever armed: the way out of a routine
  // that could not make everything it needs.
  std::set<NodeId> Ends;
  for (NodeId Id = 0; Id < P.Owner.Nodes.size(); ++Id)
    if (isClose(P.Owner.Nodes[Id].Kind))
      Ends.insert(Id);
  if (P.Kind != ObjectKind::Io)
    return Reaches([](const protocol::Node &N) { return N.Kind == Op::Arm; },
                   Ends);
  return reachesNode(onceStarted(P.Owner), Initial, Written, P.Inputs,
                     /*AnyInput=*/false,
                     [](const protocol::Node &N) { return isClose(N.Kind); });
}

std::vector<Program>
StartState::variantsOf(Program P, const std::vector<SharedFlag> &Flags) const {
  if (!setKind(P) || !isArmedSomewhere())
    return {};
  setCallbackFlags(P, Flags);
  std::vector<Program> Result = variantsFrom(P, Flags);
  // An owner that would not stop the object from there finds it as it was made.
  std::vector<FlagValues> Choices;
  FlagValues Choice(Flags.size()), Last;
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    Choices.push_back(valuesAtCreation(Flags[I], P.Flags[I].Initial));
    Last.push_back(Choices.back().size() - 1);
  }
  for (unsigned Attempts = 0;
       Result.empty() && Attempts < MaxAttempts && advance(Choice, Last);
       ++Attempts) {
    for (std::size_t I = 0; I < Flags.size(); ++I)
      P.Flags[I].Initial = Choices[I][Choice[I]];
    Result = variantsFrom(P, Flags);
  }
  return Result;
}

/// The variants from the callback's flags as they are in \p P.
std::vector<Program>
StartState::variantsFrom(const Program &P,
                         const std::vector<SharedFlag> &Flags) const {
  // Flags that only the owner tests, and conditions of which nothing is known,
  // may have any value.
  FlagValues Values(Flags.size()), Limits(Flags.size());
  std::size_t Count = std::size_t(1) << P.NumInputs;
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    if (Words.has(WordRole::CallbackFlag, Flags[I].Name) ||
        Flags[I].Name == Object.Home) {
      Values[I] = Limits[I] = P.Flags[I].Initial;
      continue;
    }
    Limits[I] = Flags[I].otherValue();
    // What the callback follows without asking is there while it can run.
    if (Words.has(WordRole::CallbackPointer, Flags[I].Name)) {
      Values[I] = Limits[I];
      continue;
    }
    Count *= Limits[I] + 1;
  }
  if (Count > MaxVariants)
    return {};

  std::vector<Program> Variants;
  FlagValues Offset(Flags.size()), OffsetLimits(Flags.size());
  for (std::size_t I = 0; I < Flags.size(); ++I)
    OffsetLimits[I] = Limits[I] - Values[I];
  do {
    FlagValues Initial = Values;
    for (std::size_t I = 0; I < Flags.size(); ++I)
      Initial[I] += Offset[I];
    for (std::uint32_t Inputs = 0; Inputs < (1u << P.NumInputs); ++Inputs) {
      Program Variant = P;
      Variant.Inputs = Inputs;
      for (std::size_t I = 0; I < Flags.size(); ++I)
        Variant.Flags[I].Initial = Initial[I];
      if (!setStart(Variant))
        continue;
      Variants.push_back(std::move(Variant));
    }
  } while (advance(Offset, OffsetLimits));
  return Variants;
}

} // namespace threadpool::link
