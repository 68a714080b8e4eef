//===- Story.cpp - A trace as numbered notes ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Story.h"
#include "rules/Wording.h"

#include <algorithm>
#include <map>
#include <optional>

namespace threadpool::rules {

using protocol::Action;
using protocol::Failure;
using protocol::NodeId;
using protocol::ObjectKind;
using protocol::Op;
using protocol::Step;

/// The fields on the way to where the object is held, from the last pointer or
/// element on. What WIL calls them says nothing to a reader.
static std::vector<std::string> fieldsOfHome(const link::Creation &Made) {
  std::vector<std::string> Fields;
  if (const std::optional<facts::Path> &Home = Made.StoredAt)
    for (const facts::Path::Step &Step : Home->Steps) {
      const bool IsWils = Step.Name.compare(0, 8, "c:@N@wil") == 0;
      if (Step.Kind != facts::Path::Step::StepKind::Field)
        Fields.clear();
      else if (Fields.empty() || !IsWils)
        Fields.push_back(link::readableName(Step.Name));
    }
  return Fields;
}

std::string nameOfHome(const link::Creation &Made) {
  const std::vector<std::string> Fields = fieldsOfHome(Made);
  if (Fields.empty()) {
    const link::Key Home = Made.StoredAt ? link::keyOf(*Made.StoredAt) : "";
    return Home.empty() || link::isLocalKey(Home) ? ""
                                                  : link::readableName(Home);
  }
  return Fields.size() > 1 ? Fields.front() + "." + Fields.back()
                           : Fields.front();
}

Subject describe(const link::Case &C) {
  Subject S;
  S.Noun = nounOf(C.Object.Kind);
  S.Name = "the " + S.Noun;
  const std::optional<facts::Path> &Home = C.Object.Made->StoredAt;
  S.Owner = quotedFunction(C.Owner.Function->Name);
  S.Callback = quotedFunction(C.Callback.Function->Name);
  const auto &Nodes = C.Variants.front().Owner.Nodes;
  for (NodeId Id = 0; Id < Nodes.size(); ++Id) {
    if (Nodes[Id].Kind != (C.IsBarrier ? Op::Drain : Op::Close))
      continue;
    const facts::Node &N = C.Owner.nodeOf(Id);
    // A helper's parameter says nothing to who reads the whole story.
    const link::Frame &F = C.Owner.Frames[C.Owner.Sites[Id].Frame];
    if (!N.Args.empty() && !N.Args[0].Text.empty() && F.Depth == 0)
      S.Name = quoted(N.Args[0].Text);
    else if (Home && Home->Root == facts::Path::RootKind::Local &&
             !fieldsOfHome(*C.Object.Made).empty() &&
             std::none_of(Home->Steps.begin(), Home->Steps.end(),
                          link::isDereference))
      S.Name = quoted(link::readableName(Home->Symbol) + "." +
                      fieldsOfHome(*C.Object.Made).back());
    else if (!C.Object.Home.empty() && !link::isLocalKey(C.Object.Home))
      S.Name = quoted(nameOfHome(*C.Object.Made));
    break;
  }
  return S;
}

namespace {

class Teller {
public:
  Teller(const link::Case &C, const protocol::Program &P, const Subject &S)
      : C(C), P(P), S(S) {
    for (const protocol::Flag &F : P.Flags)
      Values.push_back(F.Initial);
  }

  std::vector<Note> tell(const protocol::Trace &T) {
    const std::vector<Step> &Steps = T.Steps;
    if (!Steps.empty() && Steps.back().What == Action::Execute) {
      const protocol::Node &Last = nodeOf(Steps.back());
      if (Last.Kind == Op::Use)
        Missed = Last.Index;
      MissesHandle = Last.Kind == Op::Arm && T.Kind == Failure::LateCallback;
    }
    for (std::size_t I = 0; I < Steps.size(); ++I) {
      const bool IsLast = I + 1 == Steps.size();
      const Step *Next = IsLast ? nullptr : &Steps[I + 1];
      if (Next && Steps[I].What == Action::Fire &&
          Next->What == Action::Start) {
        start(*Next, /*FromQueue=*/false);
        ++I;
      } else if (Next && Steps[I].What == Action::EnterDrain &&
                 Next->What == Action::LeaveDrain &&
                 Steps[I].Who == Next->Who && Steps[I].Node == Next->Node) {
        add(*Next, "waits for callbacks; none is queued or running, so it goes "
                   "on at once");
        ++I;
      } else {
        single(Steps[I], IsLast, T.Kind);
      }
    }
    if (T.Kind == Failure::Deadlock)
      tellWhoWaits(Steps);
    fail(T.Kind);
    return std::move(Notes);
  }

private:
  /// A callback that waits for a lock takes no step by it.
  void tellWhoWaits(const std::vector<Step> &Steps) {
    std::map<unsigned, Step> Last;
    for (const Step &St : Steps)
      if (St.CallbackNumber != 0)
        Last[St.CallbackNumber] = St;
    for (auto [Number, St] : Last) {
      const bool JustStarted = St.What == Action::Start;
      const protocol::Node &N = nodeOf(St);
      for (NodeId At : {JustStarted ? St.Node : N.Next, N.Else}) {
        // What does nothing is passed without a step.
        for (unsigned Passed = 0;
             At != protocol::NoNode && P.Callback.Nodes[At].Kind == Op::Skip &&
             Passed < P.Callback.Nodes.size();
             ++Passed)
          At = P.Callback.Nodes[At].Next;
        if (At == protocol::NoNode || P.Callback.Nodes[At].Kind != Op::Lock)
          continue;
        St.Node = At;
        add(St, "waits for the lock");
        break;
      }
    }
  }

  const link::Routine &routineOf(const Step &St) const {
    return St.Who == protocol::Actor::Owner ? C.Owner : C.Callback;
  }
  const protocol::Node &nodeOf(const Step &St) const {
    return (St.Who == protocol::Actor::Owner ? P.Owner : P.Callback)
        .Nodes[St.Node];
  }

  std::string callback(const Step &St) const {
    return "callback " + std::to_string(St.CallbackNumber) + " (" + S.Callback +
           ")";
  }

  static std::vector<CallSite> callsTo(const link::Routine &R, unsigned Frame) {
    std::vector<CallSite> Calls;
    while (Frame != 0) {
      const link::Frame &F = R.Frames[Frame];
      const std::vector<facts::Node> &Callers =
          R.Frames[F.Parent].Callee->Nodes;
      CallSite Call;
      Call.Function = F.Callee->Name;
      if (F.Call < Callers.size())
        Call.Where = Callers[F.Call].Where;
      Calls.insert(Calls.begin(), std::move(Call));
      Frame = F.Parent;
    }
    return Calls;
  }

  void add(const Step &St, const std::string &What) {
    Note N;
    N.Number = Notes.size() + 1;
    const link::Routine &R = routineOf(St);
    const link::Frame &F = R.Frames[R.Sites[St.Node].Frame];
    const bool ByOwner = St.Who == protocol::Actor::Owner;
    N.Who = ByOwner ? Actor::Owner : Actor::Callback;
    N.Text = ByOwner ? S.Owner : callback(St);
    // The pool may reach a callback by a detour that has its name.
    if (F.Depth > 0 && F.Callee->Name != R.Function->Name)
      N.Text += ", in " + quotedFunction(F.Callee->Name) + ",";
    const facts::Node &Code = R.nodeOf(St.Node);
    // What was done comes before what follows from it.
    const std::size_t Deed = std::min(What.size(), What.find(';'));
    N.Text += " " + What.substr(0, Deed);
    if (!Code.Via.empty() && nodeOf(St).Kind != Op::Use)
      N.Text += " through " + quotedFunction(Code.Via);
    N.Text += What.substr(Deed);
    N.CallbackNumber = St.CallbackNumber;
    N.Calls = callsTo(R, R.Sites[St.Node].Frame);
    N.Where = Code.Where;
    if (!N.Where.isValid())
      N.Where = R.Function->Where;
    Notes.push_back(std::move(N));
  }

  /// A flag that is read once is compared with one constant after the other.
  void addRead(const Step &St, const std::string &What) {
    add(St, What);
    const Note Read = Notes.back();
    Notes.pop_back();
    for (auto It = Notes.rbegin(); It != Notes.rend(); ++It)
      if (It->CallbackNumber == Read.CallbackNumber) {
        if (It->Text == Read.Text && It->Where.File == Read.Where.File &&
            It->Where.Offset == Read.Where.Offset)
          return;
        break;
      }
    Notes.push_back(Read);
  }

  void addPool(const std::string &What, unsigned CallbackNumber) {
    Note N;
    N.Number = Notes.size() + 1;
    N.Who = Actor::Pool;
    N.CallbackNumber = CallbackNumber;
    N.Where = C.Callback.Function->Where;
    N.Text = What;
    Notes.push_back(std::move(N));
  }

  void start(const Step &St, bool FromQueue) {
    addPool((FromQueue ? "" : causeOf(C.Object.Kind) + "; ") +
                "the pool starts callback " +
                std::to_string(St.CallbackNumber) + ", " + S.Callback,
            St.CallbackNumber);
  }

  void single(const Step &St, bool IsLast, Failure Kind) {
    switch (St.What) {
    case Action::Fire:
      addPool(causeOf(C.Object.Kind) + "; the pool queues " + S.Callback, 0);
      return;
    case Action::Start:
      return start(St, /*FromQueue=*/true);
    case Action::EnterDrain:
      return add(St, IsLast && Kind == Failure::Deadlock
                         ? "waits for callbacks"
                         : "begins to wait for callbacks");
    case Action::LeaveDrain:
      return add(St, "has waited for callbacks; none is queued or running");
    case Action::Execute:
      return execute(St, IsLast);
    }
  }

  void execute(const Step &St, bool IsLast) {
    const protocol::Node &N = nodeOf(St);
    const bool ByOwner = St.Who == protocol::Actor::Owner;
    switch (N.Kind) {
    case Op::Test:
      if (!ByOwner)
        addRead(St, "reads " + nameOfFlag(St) +
                        (Values[N.Index] == P.Flags[N.Index].Initial
                             ? ", which nobody has changed yet"
                             : ", which has been changed"));
      return;
    case Op::Assign:
      Values[N.Index] = N.Value;
      return add(St, "writes " + nameOfFlag(St));
    case Op::Use:
      if (IsLast)
        add(St, "uses " + nameOfResource(N.Index));
      return;
    case Op::Free:
      if (N.Index == Missed)
        add(St, freeText(St));
      return;
    case Op::CloseHandle:
      if (IsLast || MissesHandle)
        add(St, "closes the handle that the " + S.Noun + " waits for");
      return;
    case Op::Arm:
      if (P.Kind == ObjectKind::Work)
        return add(St, ByOwner ? "submits the work object"
                               : "submits its work object again");
      if (P.Kind == ObjectKind::Io)
        return add(St, ByOwner ? "starts an operation"
                               : "starts the next operation");
      return add(St, std::string(ByOwner ? "arms the " : "arms its ") + S.Noun +
                         (ByOwner ? "" : " again"));
    case Op::Cancel:
      return add(St, "cancels the " + S.Noun +
                         "; what is queued or running goes on");
    case Op::Close:
      return add(St,
                 "closes the " + S.Noun + "; that does not wait for callbacks");
    case Op::Lock:
      return add(St, "takes the lock");
    case Op::TryLock:
      return add(St, "takes the lock if it is free");
    case Op::Unlock:
      return add(St, "releases the lock");
    case Op::Dissociate:
      return add(St, "leaves the callbacks that a drain waits for");
    case Op::SourceOff:
      return add(St, "stops the source of the signals");
    case Op::EndIo:
      return add(St, "ends all operations that were started");
    case Op::Drain:
    case Op::GroupClose:
      return add(St, "waits for callbacks");
    case Op::Skip:
    case Op::Choose:
    case Op::Input:
    case Op::Unknown:
      return;
    case Op::End:
      return add(St, "returns");
    }
  }

  std::string nameOfFlag(const Step &St) const {
    const facts::Node &N = routineOf(St).nodeOf(St.Node);
    if (N.Kind == facts::NodeKind::Branch && !N.Args[0].Text.empty())
      return quoted(N.Args[0].Text);
    const unsigned Index = nodeOf(St).Index;
    // A flag that a repair invents has no name in the sources.
    if (Index >= C.Flags.size())
      return "the flag";
    return quoted(link::readableName(C.Flags[Index].Name));
  }

  std::string nameOfResource(unsigned Index) const {
    const std::string &Name = C.Resources[Index];
    return Name.empty() ? "its context" : quoted(link::readableName(Name));
  }

  std::string freeText(const Step &St) const {
    const facts::Node &N = C.Owner.nodeOf(St.Node);
    const bool IsEnd = N.Kind == facts::NodeKind::Return || !N.Where.isValid();
    if (IsEnd)
      return "returns; from now on the callback's context may be freed";
    const unsigned Index = nodeOf(St).Index;
    if (!C.Resources[Index].empty() &&
        C.Resources[Index].front() == link::Vocabulary::DestroyedMark)
      return "destroys " + nameOfResource(Index);
    return verbOf(N) + " " +
           (C.Resources[Index].empty() ? "the callback's context"
                                       : nameOfResource(Index));
  }

  void fail(Failure Kind) {
    std::string Text;
    switch (Kind) {
    case Failure::LateCallback:
      Text = MissesHandle ? ": the handle is closed" : ", which is gone";
      break;
    case Failure::UseAfterClose:
      Text = ": the " + S.Noun + " is closed already";
      break;
    case Failure::HandleGone:
      Text = ": the pool still waits for it";
      break;
    case Failure::Deadlock:
      Text = ": deadlock";
      break;
    case Failure::EndlessDrain:
      Text = ": the wait may never end";
      break;
    }
    if (!Notes.empty())
      Notes.back().Text += Text;
  }

  const link::Case &C;
  const protocol::Program &P;
  const Subject &S;
  std::vector<Note> Notes;
  /// Of the flags, as the story goes on.
  std::vector<std::uint8_t> Values;
  /// The resource that is used too late in the last step.
  std::optional<unsigned> Missed;
  /// In the last step the pool is given a closed handle.
  bool MissesHandle = false;
};

} // namespace

std::vector<Note> tellStory(const link::Case &C, const protocol::Program &P,
                            const protocol::Trace &T, const Subject &S) {
  return Teller(C, P, S).tell(T);
}

} // namespace threadpool::rules
