//===- Judge.cpp - Verdict and name by closed forms -----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace threadpool::generated {

namespace {

constexpr unsigned MaxEdits = 4;

bool contains(const std::string &Text, const char *Subsequence) {
  for (char C : Text)
    if (*Subsequence == C)
      ++Subsequence;
  return !*Subsequence;
}

/// Decides straight-line owners by what stands before each of their steps.
class Verdict {
public:
  explicit Verdict(const Program &P)
      : P(P), IsGuarded(P.OnFire.Reads == Test::StopFlag) {}

  bool isSafe() const {
    bool IsClosed = false;
    std::size_t LockedAt = std::string::npos;
    for (std::size_t I = 0; I < P.Owner.size(); ++I) {
      const char Op = P.Owner[I];
      const std::string Before = P.Owner.substr(0, I);
      if (Op == 'L')
        LockedAt = I;
      if (Op == 'l')
        LockedAt = std::string::npos;
      if (IsClosed && isOneOf(Op, "CWwX"))
        return false;
      if (isOneOf(Op, "XG") && !nobodyArms(Before))
        return false;
      const bool IsLocked = LockedAt != std::string::npos && P.OnFire.Locks;
      if (isOneOf(Op, "WwG") && IsLocked &&
          !nobodyRuns(P.Owner.substr(0, LockedAt)))
        return false;
      if (isOneOf(Op, "Ww") && submitsForEver(Before))
        return false;
      // What stands in one section is done at once for who takes the lock.
      const bool SetsFlag =
          IsLocked && P.Owner.substr(0, P.Owner.find('l', I)).find('F') !=
                          std::string::npos;
      if (Op == 'D' &&
          !nobodyUses(Before + (SetsFlag ? "F" : ""), P.DataIsSeparate))
        return false;
      IsClosed |= isOneOf(Op, "XG");
    }
    return !P.ContextDies || nobodyUses(P.Owner, false);
  }

private:
  bool isSet(const std::string &Before) const {
    return IsGuarded && Before.find('F') != std::string::npos;
  }

  /// What was done since the flag was set.
  std::string sinceFlag(const std::string &Before) const {
    return plain(Before.substr(Before.find('F') + 1));
  }

  /// What was done since no callback was between its test and its re-arm with
  /// the flag unset: where both are under a lock, since the owner had the lock
  /// and the flag was set.
  std::optional<std::string> sinceLock(const std::string &Before) const {
    if (!P.OnFire.Locks)
      return std::nullopt;
    const std::size_t Flag = Before.find('F');
    const std::size_t Last = Before.find_last_of("Ll", Flag);
    // Nobody arms between the begin of the section and the flag.
    if (Last != std::string::npos && Before[Last] == 'L')
      return plain(Before.substr(Last));
    const std::size_t Next = Before.find('L', Flag);
    if (Next == std::string::npos)
      return std::nullopt;
    return plain(Before.substr(Next));
  }

  /// A close is a cancel, too.
  static std::string plain(std::string Steps) {
    std::replace(Steps.begin(), Steps.end(), 'w', 'W');
    std::replace(Steps.begin(), Steps.end(), 'X', 'C');
    return Steps;
  }

  /// No callback runs any more, and none will.
  bool nobodyRuns(const std::string &Before) const {
    if (Before.find('G') != std::string::npos)
      return true;
    const bool IsWork = P.Kind == ObjectKind::Work;
    if (!P.OnFire.Arms || runsOut())
      return contains(plain(Before), IsWork                     ? "W"
                                     : P.Kind == ObjectKind::Io ? "EW"
                                                                : "CW");
    if (!isSet(Before))
      return false;
    if (IsWork)
      return contains(sinceFlag(Before), "W");
    const std::optional<std::string> Since = sinceLock(Before);
    return contains(sinceFlag(Before), "WCW") ||
           (Since && contains(*Since, "CW"));
  }

  /// No callback arms the object any more.
  bool nobodyArms(const std::string &Before) const {
    if (!P.OnFire.Arms || Before.find('G') != std::string::npos)
      return true;
    return runsOut() ? nobodyRuns(Before) : hasReadFlag(Before);
  }

  /// No callback uses the data, or the context, any more. Who leaves early
  /// has not used the data.
  bool nobodyUses(const std::string &Before, bool IsData) const {
    if (nobodyRuns(Before))
      return true;
    return IsData && P.OnFire.ReturnsEarly && hasReadFlag(Before);
  }

  /// Whoever has not read the set flag is gone.
  bool hasReadFlag(const std::string &Before) const {
    return isSet(Before) &&
           (sinceLock(Before) || contains(sinceFlag(Before), "W"));
  }

  /// A drain does not end while a work object's callback submits it again.
  bool submitsForEver(const std::string &Before) const {
    return P.Kind == ObjectKind::Work && P.OnFire.Arms && !runsOut() &&
           !isSet(Before);
  }

  /// A drain waits for a work object that submits itself again until it has had
  /// enough.
  bool runsOut() const {
    return P.Kind == ObjectKind::Work && P.OnFire.Reads == Test::Private;
  }

  const Program &P;
  const bool IsGuarded;
};

/// In the order of preference among repairs of one size.
enum class EditKind : std::uint8_t {
  SetFlagEarlier,
  MoveFree,
  MoveDrain,
  RemoveCall,
  AddDrain,
  AddCancel,
  AddGuard,
};

struct Edited {
  Program P;
  /// Sorted.
  std::vector<EditKind> Edits;
};

class Editor {
public:
  explicit Editor(const Program &P)
      : Original(P),
        KnowsFlag(P.OnFire.Reads == Test::ForeignFlag ||
                  (P.OnFire.Reads == Test::StopFlag &&
                   P.Owner.find_first_of("Ff") != std::string::npos)) {}

  NameSets names() {
    std::vector<Edited> Now{{Original, {}}};
    for (unsigned Size = 1; Size <= MaxEdits; ++Size) {
      // By kinds and text, which also drops what was reached before.
      std::map<std::pair<std::vector<EditKind>, std::string>, Edited> Next;
      for (const Edited &E : Now)
        for (Edited &Longer : edit(E)) {
          auto Key = std::make_pair(Longer.Edits, Longer.P.Owner);
          Next.try_emplace(std::move(Key), std::move(Longer));
        }
      // The map is sorted by preference.
      NameSets Result;
      std::vector<EditKind> Best;
      Now.clear();
      for (auto &[Key, E] : Next) {
        if (isSafe(E.P) && (Best.empty() || areEqual(E.Edits, Best))) {
          Best = Best.empty() ? E.Edits : Best;
          Result.insert(names(E));
        }
        Now.push_back(std::move(E));
      }
      if (!Result.empty())
        return Result;
    }
    return {};
  }

private:
  /// The text ranks single edits. Of larger sets it leaves open whether the
  /// kinds or the places come first, so only the best edits are compared. Nor
  /// does it say whether a wrong value may stay behind the right one.
  bool areEqual(const std::vector<EditKind> &A,
                const std::vector<EditKind> &B) const {
    const bool HasPlaces = A[0] == EditKind::MoveFree ||
                           Original.Owner.find('f') != std::string::npos;
    return A.size() > 1 && A[0] == B[0] &&
           (HasPlaces || (A.size() > 2 && A[1] == B[1]));
  }

  void add(const Edited &From, EditKind Kind, const std::string &Owner) {
    Edited E = From;
    E.P.Owner = Owner;
    E.Edits.insert(std::upper_bound(E.Edits.begin(), E.Edits.end(), Kind),
                   Kind);
    Result.push_back(std::move(E));
  }

  std::vector<Edited> edit(const Edited &From) {
    Result.clear();
    const std::string &Owner = From.P.Owner;
    setFlagFirst(From);
    for (std::size_t I = 0; I < Owner.size(); ++I) {
      if (Owner[I] == 'D')
        moveFree(From, I);
      if (isOneOf(Owner[I], "WwG") && !closesBefore(Owner, I))
        moveOutOfLock(From, I);
      if (isOneOf(Owner[I], "CWwX") && closesBefore(Owner, I))
        add(From, EditKind::RemoveCall,
            Owner.substr(0, I) + Owner.substr(I + 1));
    }
    for (std::size_t I = 0; I < Owner.size() && !closesBefore(Owner, I); ++I) {
      if (Owner[I] == 'X')
        moveOutOfLock(From, I);
      if (isOneOf(Owner[I], "CXGD"))
        add(From, EditKind::AddDrain,
            Owner.substr(0, I) + "W" + Owner.substr(I));
      if (isOneOf(Owner[I], "WwXGD") && hasCancel(From.P.Kind))
        add(From, EditKind::AddCancel,
            Owner.substr(0, I) + "C" + Owner.substr(I));
    }
    return Result;
  }

  static bool closesBefore(const std::string &Owner, std::size_t I) {
    return Owner.substr(0, I).find_first_of("XG") != std::string::npos;
  }

  /// At the start or directly behind the first lock: the flag that there is,
  /// or a new one.
  void setFlagFirst(const Edited &From) {
    if (!From.P.OnFire.Arms)
      return;
    std::string Rest;
    for (char Op : From.P.Owner)
      if (!isOneOf(Op, "Ff"))
        Rest += Op;
    Edited Guarded = From;
    Guarded.P.OnFire.Reads = Test::StopFlag;
    const EditKind Kind =
        KnowsFlag ? EditKind::SetFlagEarlier : EditKind::AddGuard;
    // A new guard keeps nobody from using anything.
    Guarded.P.OnFire.ReturnsEarly &= KnowsFlag;
    add(Guarded, Kind, "F" + Rest);
    if (const std::size_t Lock = Rest.find('L'); Lock != std::string::npos)
      add(Guarded, Kind,
          Rest.substr(0, Lock + 1) + "F" + Rest.substr(Lock + 1));
  }

  void moveFree(const Edited &From, std::size_t At) {
    const std::string &Owner = From.P.Owner;
    const std::size_t Last = Owner.find_last_of("WwG");
    if (Last != std::string::npos && Last > At)
      add(From, EditKind::MoveFree,
          Owner.substr(0, At) + Owner.substr(At + 1, Last - At) + "D" +
              Owner.substr(Last + 1));
  }

  /// A drain behind the unlock, with what follows it except cancels; or a
  /// close, with a drain that is added.
  void moveOutOfLock(const Edited &From, std::size_t At) {
    const std::string &Owner = From.P.Owner;
    const std::size_t Lock = Owner.rfind('L', At);
    const std::size_t Unlock = Owner.find('l', At);
    if (Lock == std::string::npos || Unlock == std::string::npos ||
        Owner.find('l', Lock) < At)
      return;
    const bool IsDrain = Owner[At] != 'X';
    std::string Left, Moved;
    for (std::size_t I = At; I < Unlock; ++I)
      (I == At || isOneOf(Owner[I], "WwXGD") ? Moved : Left) += Owner[I];
    add(From, IsDrain ? EditKind::MoveDrain : EditKind::AddDrain,
        Owner.substr(0, At) + Left + "l" + (IsDrain ? "" : "W") + Moved +
            Owner.substr(Unlock + 1));
  }

  std::set<std::string> names(const Edited &Repaired) const {
    std::set<std::string> Result;
    for (EditKind Kind : Repaired.Edits)
      Result.insert(nameOf(Kind, Repaired.P.OnFire));
    return Result;
  }

  std::string nameOf(EditKind Kind, const Callback &Now) const {
    switch (Kind) {
    case EditKind::SetFlagEarlier:
      return "stop-flag-order";
    case EditKind::MoveFree:
      return "free-before-drain";
    case EditKind::MoveDrain:
      return "lock-held-wait";
    case EditKind::RemoveCall:
      return "use-after-close";
    case EditKind::AddDrain: {
      const bool IsGuarded =
          Now.Arms && (Now.Reads == Test::StopFlag || KnowsFlag);
      const bool HasDrain =
          Original.Owner.find_first_of("WwG") != std::string::npos;
      return IsGuarded && HasDrain ? "missing-second-wait"
                                   : "close-before-wait";
    }
    case EditKind::AddCancel:
      return "missing-cancel";
    case EditKind::AddGuard:
      return "unguarded-rearm";
    }
    return "";
  }

  const Program &Original;
  const bool KnowsFlag;
  std::vector<Edited> Result;
};

/// Without what has no influence: a lock that no callback takes, and a flag
/// that this one does not read.
Program relevant(Program P) {
  const bool ReadsFlag = P.OnFire.Reads == Test::StopFlag;
  std::string Owner;
  for (char Op : P.Owner)
    if (!isOneOf(Op, "Mm") && (ReadsFlag || !isOneOf(Op, "Ff")))
      Owner += Op;
  P.Owner = Owner;
  return P;
}

} // namespace

bool isSafe(const Program &P) {
  const Program Relevant = relevant(P);
  return Verdict(Relevant).isSafe();
}

NameSets namesOf(const Program &P) {
  const Program Relevant = relevant(P);
  return Editor(Relevant).names();
}

} // namespace threadpool::generated
