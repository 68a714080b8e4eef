//===- Unfold.cpp - An owner's path instead of its variables --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Unfold.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/Hashing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace threadpool::link {

using facts::NoNode;
using protocol::Op;
using Nodes = std::vector<RawNode>;
using FlagSet = std::set<std::uint32_t>;

namespace {

/// An unfolded graph is sliced further, so it may be larger than what a
/// program has room for.
constexpr std::size_t MaxUnfolded = 4 * protocol::MaxNodes;

/// A stop that waits twice may do so in a loop, and the loop's condition is
/// asked once more.
constexpr unsigned NumRounds = 3;

/// What a path says of one flag.
struct Knowledge {
  std::optional<std::uint32_t> Value;
  /// In order.
  std::vector<std::uint32_t> Excluded;
  /// The assignment of nobody knows what that it holds the result of.
  std::uint32_t Since = NoNode;

  bool excludes(std::uint32_t V) const {
    return std::binary_search(Excluded.begin(), Excluded.end(), V);
  }
  bool operator<(const Knowledge &O) const {
    return std::tie(Value, Since, Excluded) <
           std::tie(O.Value, O.Since, O.Excluded);
  }
};

/// What a path says of flags, in their order: numbers of Knowledge.
using Valuation = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Keeps each Knowledge once. Its number 0 is that nothing is known.
class KnowledgeTable {
public:
  KnowledgeTable() { numberOf({}); }

  std::uint32_t numberOf(Knowledge K) {
    auto [It, IsNew] = Numbers.try_emplace(std::move(K), Known.size());
    if (IsNew)
      Known.push_back(&It->first);
    return It->second;
  }
  const Knowledge &operator[](std::uint32_t Number) const {
    return *Known[Number];
  }

private:
  std::map<Knowledge, std::uint32_t> Numbers;
  std::vector<const Knowledge *> Known;
};

/// The number of what \p Known says of \p Flag.
std::uint32_t &of(std::uint32_t Flag, Valuation &Known) {
  auto It = std::lower_bound(
      Known.begin(), Known.end(), Flag,
      [](const auto &Entry, std::uint32_t F) { return Entry.first < F; });
  if (It == Known.end() || It->first != Flag)
    It = Known.insert(It, {Flag, 0});
  return It->second;
}

/// For each node the flags among \p Own whose value matters there.
std::vector<llvm::BitVector> liveFlags(const Nodes &Graph, const FlagSet &Own) {
  const std::size_t NumFlags = Own.empty() ? 0 : *Own.rbegin() + 1;
  llvm::BitVector IsOwn(NumFlags);
  for (std::uint32_t Flag : Own)
    IsOwn.set(Flag);
  std::vector<llvm::BitVector> Live(Graph.size(), llvm::BitVector(NumFlags));
  llvm::BitVector Now(NumFlags);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::uint32_t Id = Graph.size(); Id-- > 0;) {
      const RawNode &N = Graph[Id];
      Now.reset();
      for (std::uint32_t Edge : {N.Next, N.Else})
        if (Edge != NoNode)
          Now |= Live[Edge];
      if (N.Index < NumFlags && IsOwn[N.Index]) {
        if (N.Kind == Op::Assign)
          Now.reset(N.Index);
        else if (N.Kind == Op::Test)
          Now.set(N.Index);
      }
      if (Now != Live[Id]) {
        Live[Id] = Now;
        Changed = true;
      }
    }
  }
  return Live;
}

/// Finds the flags for which a loop may wait: it does not set them, and without
/// a change of them, or of others like them, it need not come to an end.
class AwaitedFlags {
public:
  explicit AwaitedFlags(const Nodes &Graph)
      : Graph(Graph), Component(componentsOf(Graph)) {
    for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
      if (Graph[Id].Kind == Op::Assign)
        Assigned.insert({Component[Id], Graph[Id].Index});
  }

  FlagSet find() const {
    FlagSet Result;
    for (std::uint32_t Id = 0; Id < Graph.size(); ++Id)
      if (isOthers(Id) && (!leaves(Id, true) || !leaves(Id, false)))
        Result.insert(Graph[Id].Index);
    return Result;
  }

private:
  bool isInside(std::uint32_t Loop, std::uint32_t Edge) const {
    return Edge != NoNode && Component[Edge] == Loop;
  }

  /// Whether \p Id tests a flag in a loop that does not set it.
  bool isOthers(std::uint32_t Id) const {
    const RawNode &N = Graph[Id];
    return N.Kind == Op::Test &&
           (isInside(Component[Id], N.Next) ||
            isInside(Component[Id], N.Else)) &&
           !Assigned.count({Component[Id], N.Index});
  }

  /// Whether the loop of the test \p Id can be left when that has turned out as
  /// \p IsEqual and goes on to do so. The tests of other flags like it that
  /// leave the loop are taken never to do so.
  bool leaves(std::uint32_t Id, bool IsEqual) const {
    const std::uint32_t Loop = Component[Id];
    std::set<std::uint32_t> Seen;
    std::vector<std::uint32_t> Open{Id};
    while (!Open.empty()) {
      const std::uint32_t At = Open.back();
      Open.pop_back();
      if (!Seen.insert(At).second)
        continue;
      const RawNode &N = Graph[At];
      const bool IsSame = N.Kind == Op::Test && N.Index == Graph[Id].Index &&
                          N.Value == Graph[Id].Value;
      for (bool Side : {true, false}) {
        const std::uint32_t Edge = Side ? N.Next : N.Else;
        if (Edge == NoNode || (IsSame && Side != IsEqual))
          continue;
        if (isInside(Loop, Edge))
          Open.push_back(Edge);
        else if (!isOthers(At))
          return true;
      }
    }
    return false;
  }

  const Nodes &Graph;
  const std::vector<std::uint32_t> Component;
  std::set<std::pair<std::uint32_t, std::uint32_t>> Assigned;
};

class FlagUnfolder {
public:
  FlagUnfolder(const Nodes &Graph, const FlagSet &Own, const FlagSet &Settled,
               InputInfos &Inputs)
      : Graph(Graph), Own(Own), Settled(Settled), Live(liveFlags(Graph, Own)),
        Inputs(Inputs) {}

  /// Nothing if it becomes too large.
  std::optional<Nodes> run() {
    copyOf(0, {});
    while (!Open.empty()) {
      if (Result.size() > MaxUnfolded)
        return std::nullopt;
      const auto &[At, Copy] = *Open.back();
      Open.pop_back();
      const RawNode N = follow(Graph[At.first], At.first, At.second);
      Result[Copy] = N;
    }
    return std::move(Result);
  }

private:
  /// A node, and what is known there.
  using Place = std::pair<std::uint32_t, Valuation>;
  struct PlaceHash {
    std::size_t operator()(const Place &P) const {
      return llvm::hash_combine(
          P.first, llvm::hash_combine_range(P.second.begin(), P.second.end()));
    }
  };
  using CopyMap = std::unordered_map<Place, std::uint32_t, PlaceHash>;

  RawNode follow(RawNode N, std::uint32_t Id, const Valuation &Known) {
    if (!Own.count(N.Index) || (N.Kind != Op::Assign && N.Kind != Op::Test)) {
      N.Next = copyOf(N.Next, Known);
      N.Else = copyOf(N.Else, Known);
      return N;
    }
    Valuation Then = Known;
    std::uint32_t &K = of(N.Index, Then);
    if (N.Kind == Op::Assign) {
      Knowledge Assigned;
      if (N.Value == RawNode::UnknownValue)
        Assigned.Since = Id;
      else
        Assigned.Value = N.Value;
      K = Table.numberOf(std::move(Assigned));
      N.Next = copyOf(N.Next, std::move(Then));
      N.Kind = Op::Skip;
      return N;
    }
    const Knowledge &Before = Table[K];
    if (Before.Value || Before.excludes(N.Value)) {
      const bool IsEqual = Before.Value && *Before.Value == N.Value;
      N.Next = copyOf(IsEqual ? N.Next : N.Else, std::move(Then));
      N.Else = NoNode;
      N.Kind = Op::Skip;
      return N;
    }
    const std::uint32_t Input = inputFor(N, Before.Since);
    Knowledge IfEqual = Before, IfNot = Before;
    IfEqual.Value = N.Value;
    IfNot.Excluded.insert(
        std::lower_bound(IfNot.Excluded.begin(), IfNot.Excluded.end(), N.Value),
        N.Value);
    K = Table.numberOf(std::move(IfNot));
    Valuation Otherwise = Then;
    K = Table.numberOf(std::move(IfEqual));
    // Of all starts the one in which a flag is equal is told first.
    const std::uint32_t Equal = copyOf(N.Next, std::move(Then));
    N.Next = copyOf(N.Else, std::move(Otherwise));
    N.Else = Equal;
    N.Kind = Op::Input;
    N.Index = Input;
    N.Value = 0;
    return N;
  }

  std::uint32_t inputFor(const RawNode &Test, std::uint32_t Since) {
    auto [It, Inserted] = InputOf.try_emplace(
        std::make_tuple(Test.Index, Test.Value, Since), Inputs.size());
    if (Inserted) {
      // What was assigned may have been read from where others write.
      GraphBuilder::InputInfo Info;
      Info.IsShared = Info.HasOtherSources =
          Since != NoNode && !Settled.count(Test.Index);
      Inputs.push_back(Info);
    }
    return It->second;
  }

  std::uint32_t copyOf(std::uint32_t Id, Valuation Known) {
    if (Id == NoNode)
      return NoNode;
    Known.erase(std::remove_if(
                    Known.begin(), Known.end(),
                    [&](const auto &Entry) { return !Live[Id][Entry.first]; }),
                Known.end());
    auto [It, Inserted] =
        Copies.try_emplace({Id, std::move(Known)}, Result.size());
    if (Inserted) {
      Result.emplace_back();
      Open.push_back(&*It);
    }
    return It->second;
  }

  const Nodes &Graph;
  const FlagSet &Own, &Settled;
  const std::vector<llvm::BitVector> Live;
  InputInfos &Inputs;
  KnowledgeTable Table;
  CopyMap Copies;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>,
           std::uint32_t>
      InputOf;
  std::vector<const CopyMap::value_type *> Open;
  Nodes Result;
};

bool isTooLong(const RawNode &N) {
  return N.Kind == Op::Unknown && N.Value == RawNode::TooLong;
}

} // namespace

bool unfoldFlags(Nodes &Owner, FlagSet Own, const FlagSet &Settled,
                 InputInfos &Inputs) {
  auto TestsOwn = [&] {
    return std::any_of(Owner.begin(), Owner.end(), [&](const RawNode &N) {
      return N.Kind == Op::Test && Own.count(N.Index);
    });
  };
  if (!TestsOwn())
    return false;
  for (std::uint32_t Flag : AwaitedFlags(Owner).find())
    if (!Settled.count(Flag))
      Own.erase(Flag);
  if (!TestsOwn())
    return false;
  InputInfos Extended = Inputs;
  std::optional<Nodes> Unfolded =
      FlagUnfolder(Owner, Own, Settled, Extended).run();
  if (!Unfolded)
    return false;
  Owner = compact(std::move(*Unfolded));
  Inputs = std::move(Extended);
  return true;
}

bool unrollLoop(Nodes &Owner, const std::vector<std::uint32_t> &Component,
                std::uint32_t Entry, InputInfos &Inputs) {
  std::vector<std::uint32_t> Body;
  for (std::uint32_t Id = 0; Id < Owner.size(); ++Id)
    if (Component[Id] == Component[Entry])
      Body.push_back(Id);
  if (Owner.size() + NumRounds * Body.size() > protocol::MaxNodes)
    return false;
  // The copies of the body follow each other; where the last one would go round
  // again nothing is known.
  const std::uint32_t FirstCopy = Owner.size();
  auto InRound = [&](unsigned Round, std::uint32_t Id) -> std::uint32_t {
    if (Round == NumRounds)
      return FirstCopy + (NumRounds - 1) * Body.size();
    const std::size_t Offset =
        std::lower_bound(Body.begin(), Body.end(), Id) - Body.begin();
    return Round == 0 ? Id : FirstCopy + (Round - 1) * Body.size() + Offset;
  };
  const Nodes Once = Owner;
  for (unsigned Round = 0; Round < NumRounds; ++Round) {
    std::map<std::uint32_t, std::uint32_t> InputOf;
    for (std::uint32_t Id : Body) {
      RawNode N = Once[Id];
      for (std::uint32_t *Edge : {&N.Next, &N.Else})
        if (*Edge == Entry)
          *Edge = InRound(Round + 1, Entry);
        else if (*Edge != NoNode && Component[*Edge] == Component[Entry])
          *Edge = InRound(Round, *Edge);
      if (N.Kind == Op::Input) {
        auto [It, Inserted] = InputOf.try_emplace(N.Index, Inputs.size());
        if (Inserted)
          Inputs.push_back(GraphBuilder::InputInfo(Inputs[N.Index]));
        N.Index = It->second;
      }
      if (Round == 0)
        Owner[Id] = N;
      else
        Owner.push_back(N);
    }
  }
  RawNode Behind;
  Behind.Kind = Op::Unknown;
  Behind.Value = RawNode::TooLong;
  Owner.push_back(Behind);
  return true;
}

bool decideInputs(Nodes &Owner, bool UnknownCloses) {
  const std::vector<bool> Closes = leadsTo(Owner, [&](const RawNode &N) {
    return isClose(N.Kind) ||
           (UnknownCloses && N.Kind == Op::Unknown && !isTooLong(N));
  });
  const std::vector<bool> Ends = leadsTo(Owner, [](const RawNode &N) {
    return N.Kind == Op::End || (N.Kind == Op::Unknown && !isTooLong(N));
  });
  std::map<std::uint32_t, unsigned> NumUses;
  for (const RawNode &N : Owner)
    if (N.Kind == Op::Input)
      ++NumUses[N.Index];
  bool Changed = false;
  for (RawNode &N : Owner) {
    if (N.Kind != Op::Input || NumUses[N.Index] != 1)
      continue;
    const bool Decides = Closes[N.Next] != Closes[N.Else];
    if (!Decides && Ends[N.Next] == Ends[N.Else])
      continue;
    if (!(Decides ? Closes : Ends)[N.Next])
      N.Next = N.Else;
    N.Else = NoNode;
    N.Kind = Op::Skip;
    Changed = true;
  }
  return Changed;
}

} // namespace threadpool::link
