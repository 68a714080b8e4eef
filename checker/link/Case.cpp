//===- Case.cpp - One object, its callback and one owner ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Case.h"
#include "link/CloseSites.h"
#include "link/ObjectIndex.h"
#include "link/Slice.h"
#include "link/Start.h"
#include "link/Subjects.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <optional>

namespace threadpool::link {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Function;
using facts::UnitFacts;
using protocol::Op;
using ValueKind = Value::ValueKind;
using WordRole = Vocabulary::Role;

namespace {

/// The flags by which the owner waits for no callback.
std::set<std::uint32_t> settledFlags(const Vocabulary &Words) {
  std::set<std::uint32_t> Result;
  for (const Key &K : Words.all(WordRole::Settled))
    if (auto Flag = Words.findFlag(K);
        Flag && !Words.has(WordRole::CallbackFlag, K))
      Result.insert(*Flag);
  return Result;
}

bool hasNode(const std::vector<RawNode> &Graph, Op Kind) {
  return std::any_of(Graph.begin(), Graph.end(),
                     [Kind](const RawNode &N) { return N.Kind == Kind; });
}

bool closes(const std::vector<RawNode> &Graph) {
  return std::any_of(Graph.begin(), Graph.end(),
                     [](const RawNode &N) { return isClose(N.Kind); });
}

/// Whether \p Owner tries to stop the object, and does not just close it.
bool stops(const std::vector<RawNode> &Owner) {
  return std::any_of(Owner.begin(), Owner.end(), [](const RawNode &N) {
    return N.Kind == Op::Cancel || N.Kind == Op::Drain ||
           N.Kind == Op::GroupClose || N.Kind == Op::Assign;
  });
}

/// Leaves out what \p Owner does behind its last drains, but for what a lock is
/// held there.
void endBehindDrains(std::vector<RawNode> &Owner) {
  const std::vector<bool> Drains =
      leadsTo(Owner, [](const RawNode &N) { return N.Kind == Op::Drain; });
  for (std::uint32_t Id = 0; Id < Owner.size(); ++Id) {
    RawNode &N = Owner[Id];
    if (Drains[Id] || N.Kind == Op::End || N.Kind == Op::Unlock ||
        isBranch(N.Kind))
      continue;
    if (N.Kind == Op::Unknown) {
      N.Kind = Op::End;
      N.Next = facts::NoNode;
    } else {
      N.Kind = Op::Skip;
    }
  }
  Owner = compact(std::move(Owner));
}

/// Leaves out of \p Callback where it stops its own object.
void stopBeforeClose(std::vector<RawNode> &Callback) {
  const std::vector<bool> Closes =
      leadsTo(Callback, [](const RawNode &N) { return isClose(N.Kind); });
  for (std::uint32_t Id = 0; Id < Callback.size(); ++Id) {
    const Op Kind = Callback[Id].Kind;
    if (Closes[Id] &&
        (Kind == Op::Cancel || Kind == Op::Drain || isClose(Kind) ||
         Kind == Op::Free || Kind == Op::CloseHandle))
      Callback[Id].Kind = Op::Unknown;
  }
  Callback = compact(std::move(Callback));
}

/// Numbers what is left of flags, locks, resources and inputs from 0.
class Numbering {
public:
  std::uint8_t of(std::uint32_t Old) {
    auto [It, Inserted] = New.try_emplace(Old, Order.size());
    if (Inserted)
      Order.push_back(Old);
    return It->second;
  }
  const std::vector<std::uint32_t> &order() const { return Order; }

private:
  std::map<std::uint32_t, std::uint32_t> New;
  std::vector<std::uint32_t> Order;
};

struct Numberings {
  Numbering Flags, Locks, Resources, Inputs;
  /// Values that do not fit make the program too large to judge.
  bool Overflow = false;

  std::uint8_t of(Op Kind, std::uint32_t Index) {
    switch (Kind) {
    case Op::Test:
    case Op::Assign:
      return Flags.of(Index);
    case Op::Lock:
    case Op::TryLock:
    case Op::Unlock:
      return Locks.of(Index);
    case Op::Use:
    case Op::Free:
      return Resources.of(Index);
    case Op::Input:
      return Inputs.of(Index);
    default:
      return 0;
    }
  }

  bool fits() const {
    return !Overflow && Flags.order().size() <= protocol::MaxFlags &&
           Locks.order().size() <= protocol::MaxLocks &&
           Resources.order().size() <= protocol::MaxResources &&
           Inputs.order().size() <= protocol::MaxInputs;
  }
};

protocol::Graph toGraph(const std::vector<RawNode> &Raw,
                        const std::vector<Frame> &Frames, Numberings &Numbers,
                        std::uint32_t InputOffset) {
  protocol::Graph G;
  std::map<std::pair<const Function *, facts::NodeId>, std::uint32_t> Places;
  for (std::uint32_t Id = 0; Id < Raw.size(); ++Id) {
    const RawNode &R = Raw[Id];
    protocol::Node N;
    N.Kind = R.Kind;
    N.Index = Numbers.of(R.Kind,
                         R.Kind == Op::Input ? R.Index + InputOffset : R.Index);
    N.Value = R.Value;
    Numbers.Overflow |= R.Value > protocol::MaxFlagValue;
    if (R.Next != facts::NoNode)
      N.Next = R.Next;
    if (R.Else != facts::NoNode)
      N.Else = R.Else;
    if (R.Origin.Node != facts::NoNode)
      N.Site = Places
                   .try_emplace({Frames[R.Origin.Frame].Callee, R.Origin.Node},
                                Places.size() + 1)
                   .first->second;
    G.Nodes.push_back(N);
  }
  return G;
}

std::set<protocol::NodeId> creationsIn(const std::vector<RawNode> &Raw) {
  std::set<protocol::NodeId> Result;
  for (std::size_t Id = 0; Id < Raw.size(); ++Id)
    if (Raw[Id].IsCreation)
      Result.insert(Id);
  return Result;
}

std::vector<Site> sitesOf(const std::vector<RawNode> &Raw) {
  std::vector<Site> Sites;
  for (const RawNode &N : Raw)
    Sites.push_back(N.Origin);
  return Sites;
}

/// An owner that closes the object in more places than this is not looked at
/// one by one.
constexpr std::size_t MaxCloses = 8;

class CaseBuilder {
public:
  CaseBuilder(const UnitFacts &Unit, const Inventory &Objects,
              const ObjectIndex &Index, const Subject &S, Doubts &Why)
      : Unit(Unit), Objects(Objects), Object(S), Why(Why),
        Callback(Unit.Functions.at(S.Made->Callback)), Stops(Index.stopsOf(S)) {
    for (const Arming *A : Index.armingsOf(S))
      if (const std::string Handle = handleName(A->Handle); !Handle.empty())
        CallbacksWords.add(WordRole::WaitedHandle, Handle);
  }

  const ObjectStops &stoppedBy() const { return Stops; }

  /// Whether a routine that does no more than close the object may be the last
  /// step of a stop that is not known.
  enum class BareClose : std::uint8_t { Judged, LeftOut };

  /// False if \p Owner is too large to follow.
  bool build(const Function &Owner, std::vector<Case> &Out,
             BareClose Bare = BareClose::Judged) {
    if (&Owner == &Callback || isCallbackOfNamesake(Owner))
      return true;
    HasTooManyNodes = false;
    const std::size_t Before = Out.size();
    if (build(Owner, Walker::ExactStates, Bare, Out))
      return true;
    if (!HasTooManyNodes) {
      Why.add(Object, DoubtKind::OwnerTooLarge, &Owner);
      return false;
    }
    Out.erase(Out.begin() + Before, Out.end());
    if (build(Owner, 0, Bare, Out))
      return true;
    Why.add(Object, DoubtKind::OwnerTooLarge, &Owner);
    return false;
  }

  /// Whether \p F is one step of a larger stop that cannot be judged: by itself
  /// it says nothing.
  bool isStep(const Function &F) const { return Steps.count(&F) != 0; }

  /// Routines that are not understood up to where they close the object.
  const std::set<std::string> &cutShort() const { return CutShort; }
  /// The owners which may have the object stopped, for all that is known,
  /// before they close it.
  const std::set<std::string> &lenders() const { return Lenders; }

private:
  /// The same, where the owner's states are merged beyond \p NumExact of them.
  bool build(const Function &Owner, std::size_t NumExact, BareClose Bare,
             std::vector<Case> &Out) {
    followCallback(AloneCallback, CallbacksWords);
    Vocabulary Words = CallbacksWords;
    std::shared_ptr<const GraphBuilder> C = AloneCallback;
    std::optional<GraphBuilder> O;
    while (C->isComplete() && Words.isOutdated(Vocabulary::Reader::Owner)) {
      // What was once too large for exact states is so with more words, too.
      if (O && O->isMergedFromStart())
        NumExact = 0;
      O.emplace(Unit, Owner, Role::Owner, Object, Words, NumExact);
      if (!O->isComplete())
        return false;
      followCallback(C, Words);
    }
    if (!C->isComplete()) {
      Why.add(Object, DoubtKind::CallbackTooLarge, &Callback);
      return true;
    }

    RoutinePair Pair{C->graph(), O->graph()};
    ClosesItself = closes(Pair.Callback);
    if (ClosesItself)
      stopBeforeClose(Pair.Callback);
    KnowsCallback = !hasNode(Pair.Callback, Op::Unknown);
    IsBarrier = Stops.isBarrier(Owner);
    if (IsBarrier)
      endBehindDrains(Pair.Owner);
    else if (!closes(Pair.Owner) && O->isCutShort())
      noteCutShort(Owner);
    else if (O->lendsBeforeClose())
      Lenders.insert(Owner.Usr);
    else if (Bare == BareClose::LeftOut && !stops(Pair.Owner)) {
      Why.add(Object, DoubtKind::CutShort, &Owner);
      return true;
    }
    const SliceContext Known{Words.flags(),       C->inputs(),
                             O->inputs(),         freeFlags(Words),
                             settledFlags(Words), Words.findFlag(Object.Home),
                             O->metUnsupported()};
    if (!IsBarrier)
      buildCloses(Owner, *C, *O, Pair, Words, Known, Out);
    slice(Pair, Known);
    HasTooManyNodes = Pair.Callback.size() > protocol::MaxNodes ||
                      Pair.Owner.size() > protocol::MaxNodes;
    if (HasTooManyNodes)
      return false;
    if (std::optional<Case> Result = caseOf(*C, *O, Owner, Pair, Words))
      Out.push_back(std::move(*Result));
    else if (!IsBarrier && !O->createsObject())
      noteSteps(*O);
    return true;
  }

  /// Walks the callback, as long as \p Words has something new to tell it.
  void followCallback(std::shared_ptr<const GraphBuilder> &C,
                      Vocabulary &Words) const {
    while (Words.isOutdated(Vocabulary::Reader::Callback))
      C = std::make_shared<GraphBuilder>(Unit, Callback, Role::Callback, Object,
                                         Words);
  }

  /// Whether the pool calls \p Owner for another object that is kept in a place
  /// of the same name: what it closes there is its own.
  bool isCallbackOfNamesake(const Function &Owner) const {
    return std::any_of(Objects.Creations.begin(), Objects.Creations.end(),
                       [&](const auto &Entry) {
                         const Creation &C = Entry.second;
                         return C.Callback == Owner.Usr && C.StoredAt &&
                                keyOf(*C.StoredAt) == Object.Home;
                       });
  }

  /// Flags that may hold anything when the owner begins.
  std::set<std::uint32_t> freeFlags(const Vocabulary &Words) const {
    std::set<std::uint32_t> Result;
    for (std::uint32_t I = 0; I < Words.flags().size(); ++I) {
      const Key &Name = Words.flags()[I].Name;
      if (Name != Object.Home && !Words.has(WordRole::CallbackFlag, Name) &&
          !Words.has(WordRole::CallbackPointer, Name))
        Result.insert(I);
    }
    return Result;
  }

  std::optional<Case> caseOf(const GraphBuilder &C, const GraphBuilder &O,
                             const Function &Owner, const RoutinePair &Pair,
                             const Vocabulary &Words) const {
    if (!(IsBarrier ? hasNode(Pair.Owner, Op::Drain) : closes(Pair.Owner)))
      return std::nullopt;
    auto Doubted = [&](DoubtKind Kind) {
      if (!IsBarrier)
        Why.add(Object, Kind, &Owner);
      return std::nullopt;
    };
    if (Words.all(WordRole::Instance).size() > 1)
      return Doubted(DoubtKind::SeveralObjects);
    if (!hasNode(Pair.Owner, Op::Drain) && !hasNode(Pair.Owner, Op::Cancel) &&
        !hasNode(Pair.Owner, Op::GroupClose) &&
        Stops.isStoppedElsewhere(Unit, Owner))
      return Doubted(DoubtKind::StoppedElsewhere);
    Case Result;
    Result.Object = Object;
    Result.Owner = {&Owner, O.frames(), sitesOf(Pair.Owner)};
    Result.Callback = {&Callback, C.frames(), sitesOf(Pair.Callback)};
    Numberings Numbers;
    protocol::Program P;
    P.Callback = toGraph(Pair.Callback, C.frames(), Numbers, 0);
    P.Owner = toGraph(Pair.Owner, O.frames(), Numbers, C.inputs().size());
    if (!Numbers.fits())
      return Doubted(DoubtKind::TooManyConditions);
    P.NumInputs = Numbers.Inputs.order().size();
    for (std::uint32_t Id : Numbers.Flags.order())
      Result.Flags.push_back(Words.flags()[Id]);
    for (std::uint32_t Id : Numbers.Resources.order())
      Result.Resources.push_back(Words.nameOfFreed(Id));
    P.Flags.resize(Result.Flags.size());
    Result.IsBarrier = IsBarrier;
    Result.KnowsCallback = KnowsCallback;
    Result.MakesObject = O.createsObject();
    StartState Start(Unit, Objects, Object, Words, C, O,
                     creationsIn(Pair.Owner));
    Result.Variants = Start.variantsOf(std::move(P), Result.Flags);
    if (Result.Variants.empty())
      return Doubted(DoubtKind::StartUnknown);
    Result.AlwaysWaits = std::all_of(Result.Variants.begin(),
                                     Result.Variants.end(), waitsBeforeClose);
    // A callback that closes its own object is its own owner; so may one be
    // whose routine it calls through a base class. But an owner that waits for
    // the callbacks first is not called by them, which would be a wait for
    // itself.
    const bool MayCloseItself =
        ClosesItself ||
        (Owner.IsVirtual && !Owner.IsDestructor && C.lendsContext());
    if (MayCloseItself && !Result.AlwaysWaits)
      return Doubted(DoubtKind::ClosesItself);
    return Result;
  }

  /// The same for each place in which \p Owner closes the object, if there are
  /// several.
  void buildCloses(const Function &Owner, const GraphBuilder &C,
                   const GraphBuilder &O, const RoutinePair &Whole,
                   const Vocabulary &Words, const SliceContext &Known,
                   std::vector<Case> &Out) const {
    const std::vector<Site> Closes = closeSites(Whole.Owner);
    if (Closes.size() < 2 || Closes.size() > MaxCloses)
      return;
    std::set<std::uint32_t> CallbackFlags;
    for (std::uint32_t I = 0; I < Words.flags().size(); ++I)
      if (const Key &Name = Words.flags()[I].Name;
          Name != Object.Home && Words.has(WordRole::CallbackFlag, Name))
        CallbackFlags.insert(I);
    for (const Site &Close : Closes) {
      std::optional<std::vector<RawNode>> UpToIt = upToClose(
          Whole.Owner, Close, CallbackFlags, Vocabulary::ContextResource);
      if (!UpToIt)
        continue;
      RoutinePair Pair{Whole.Callback, std::move(*UpToIt)};
      slice(Pair, Known);
      if (Pair.Callback.size() > protocol::MaxNodes ||
          Pair.Owner.size() > protocol::MaxNodes)
        continue;
      if (std::optional<Case> Result = caseOf(C, O, Owner, Pair, Words)) {
        Result->IsOneClose = true;
        Out.push_back(std::move(*Result));
      }
    }
  }

  void noteCutShort(const Function &Owner) {
    CutShort.insert(Owner.Usr);
    Why.add(Object, DoubtKind::CutShort, &Owner);
  }

  /// The functions of \p Owner beside which it does something to the object.
  void noteSteps(const GraphBuilder &Owner) {
    for (unsigned F = 1; F < Owner.frames().size(); ++F)
      if (Owner.actsOutside(F))
        Steps.insert(Owner.frames()[F].Callee);
  }

  const UnitFacts &Unit;
  const Inventory &Objects;
  const Subject &Object;
  Doubts &Why;
  const Function &Callback;
  const ObjectStops Stops;
  /// What the callback needs to know by itself, and what it does then: the same
  /// for each owner, until that has something to add.
  Vocabulary CallbacksWords;
  std::shared_ptr<const GraphBuilder> AloneCallback;
  std::set<const Function *> Steps;
  std::set<std::string> CutShort, Lenders;
  bool ClosesItself = false, KnowsCallback = false, IsBarrier = false;
  /// The last pair that was built has more nodes than a program has room for.
  bool HasTooManyNodes = false;
};

/// Whether \p Owner is the destructor of what holds \p S and is a part of
/// something larger that is only destroyed: from there the object has another
/// name.
bool closesAsPart(const CallGraph &Calls, const Inventory &I,
                  const Function &Owner, const Subject &S) {
  auto Closed = I.Closers.find(Owner.Usr);
  if (!Owner.IsDestructor || S.Home.empty() || Closed == I.Closers.end())
    return false;
  auto IsPart = [&](const Value &V) {
    return llvm::StringRef(handleName(V)).ends_with(S.Home);
  };
  return std::any_of(Closed->second.begin(), Closed->second.end(), IsPart) &&
         Calls.isOnlyDestroyed(Owner.Usr, [&](const ApiFunction &Api) {
           return Api.Object == S.Kind;
         });
}

CallGraph::Predicate closesMember(ApiObject Kind) {
  return [Kind](const ApiFunction &Api) {
    return (Api.Role == ApiRole::Close && Api.Object == Kind) ||
           Api.Role == ApiRole::GroupMembersClose;
  };
}

CallGraph::Predicate drainsMember(ApiObject Kind) {
  return [Kind](const ApiFunction &Api) {
    return Api.Role == ApiRole::Drain && Api.Object == Kind;
  };
}

/// The routines that may stop objects of one kind.
struct KindStops {
  KindStops(const CallGraph &Calls, ApiObject Kind)
      : Closing(Calls.rootsOf(closesMember(Kind))),
        Draining(Calls.rootsOf(drainsMember(Kind))),
        VisiblyClosing(Calls.visibleOf(closesMember(Kind))) {}

  RootIndex Closing, Draining;
  CallGraph::Routines VisiblyClosing;
};

/// The routine that makes and closes \p S, where it is called behind something
/// that may do anything; null if there is none. Whatever that was, the object
/// did not exist then.
const Function *findEnclosed(const CallGraph &Calls, const Inventory &I,
                             const Subject &S) {
  auto IsMadeElsewhere = [&](const std::string &Id) {
    const Creation &C = I.Creations.at(Id);
    return C.Where.File != S.Made->Where.File ||
           C.Where.Offset != S.Made->Where.Offset;
  };
  if (!I.CutShort.count(S.Made->Root->Usr) ||
      std::any_of(S.Ids.begin(), S.Ids.end(), IsMadeElsewhere))
    return nullptr;
  const std::set<std::string> Closing = Calls.reaching(closesMember(S.Kind));
  for (const Function *F : S.Made->Within)
    if (Closing.count(F->Usr))
      return F;
  return nullptr;
}

/// Judges \p Routine as if nobody called it: what its callers do before says
/// nothing.
void buildEnclosed(const UnitFacts &Unit, const Inventory &Objects,
                   const Function &Routine, Doubts &Why,
                   std::vector<Case> &Out) {
  auto Seen = std::make_shared<Inventory>(Objects);
  if (!addRoot(Unit, Routine, *Seen))
    return;
  const std::size_t Before = Out.size();
  const ObjectIndex Index(*Seen);
  for (const Subject &S : findSubjects(Unit, *Seen, Why, &Routine)) {
    if (S.Made->Root != &Routine)
      continue;
    CaseBuilder Builder(Unit, *Seen, Index, S, Why);
    if (Builder.stoppedBy().mayClose(Routine))
      Builder.build(Routine, Out);
  }
  for (std::size_t I = Before; I < Out.size(); ++I)
    Out[I].Seen = Seen;
}

} // namespace

std::vector<Case> buildCases(const UnitFacts &Unit, const CallGraph &Calls,
                             const Inventory &Objects, Doubts &Why) {
  std::vector<Case> Result;
  std::set<const Function *> Enclosed;
  std::map<ApiObject, KindStops> ByKind;
  const ObjectIndex Index(Objects);
  for (const Subject &S : findSubjects(Unit, Objects, Why)) {
    CaseBuilder Builder(Unit, Objects, Index, S, Why);
    const ObjectStops &Stops = Builder.stoppedBy();
    const std::size_t NumBefore = Result.size();
    const KindStops &OfKind =
        ByKind.try_emplace(S.Kind, Calls, S.Kind).first->second;
    Calls.visitRoots(Stops.closing(OfKind.Closing), OfKind.Closing.relevant(),
                     [&](const Function &Owner) {
                       return !Stops.mayClose(Owner) ||
                              Builder.build(Owner, Result);
                     });
    for (const Function *Owner : OfKind.VisiblyClosing) {
      auto IsCalledBy = [&](const std::set<std::string> &Callers) {
        return std::any_of(Callers.begin(), Callers.end(),
                           [&](const std::string &Caller) {
                             return Calls.reaches(Caller, Owner->Usr);
                           });
      };
      // What a caller does before is not known, so neither is what this lacks.
      if (IsCalledBy(Builder.cutShort()))
        continue;
      const std::size_t Before = Result.size();
      if ((Stops.mayClose(*Owner) || closesAsPart(Calls, Objects, *Owner, S)) &&
          !Builder.isStep(*Owner))
        Builder.build(*Owner, Result,
                      IsCalledBy(Builder.lenders())
                          ? CaseBuilder::BareClose::LeftOut
                          : CaseBuilder::BareClose::Judged);
      for (std::size_t I = Before; I < Result.size(); ++I)
        Result[I].IsPart = true;
    }
    if (Result.size() == NumBefore)
      if (const Function *Routine = findEnclosed(Calls, Objects, S);
          Routine && Enclosed.insert(Routine).second)
        buildEnclosed(Unit, Objects, *Routine, Why, Result);
    Calls.visitRoots(Stops.draining(OfKind.Draining),
                     OfKind.Draining.relevant(), [&](const Function &Owner) {
                       return !Stops.isBarrier(Owner) ||
                              Builder.build(Owner, Result);
                     });
  }
  return Result;
}

} // namespace threadpool::link
