//===- ZeroDueTime.cpp - threadpool-zero-due-time -------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include "llvm/ADT/StringExtras.h"

#include <functional>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool isSet(const ApiFunction &Api) {
  return Api.isSet() && facts::isCallbackObject(Api.Object);
}

/// Whether \p Ev sets a timer or wait to fire at once, and not again.
bool firesNow(const Event &Ev) {
  if (Ev.Kind != EventKind::Api || !isSet(*Ev.Api) || !Ev.Due.isZero() ||
      Ev.argument(Ev.Api->armingArgument()).isNull())
    return false;
  return Ev.Api->Object != ApiObject::Timer ||
         Ev.argument(Ev.Api->Args.Period).isNull();
}

/// Whether the function says by its name that it cancels.
bool isNamedCancel(llvm::StringRef Name) {
  Name = Name.substr(Name.rfind(':') + 1);
  for (llvm::StringRef Word : {"cancel", "disarm"}) {
    const std::size_t At = Name.find_insensitive(Word);
    // Not "cancelled", "disarmed" and so on.
    const llvm::StringRef Rest =
        At == llvm::StringRef::npos ? Name : Name.substr(At + Word.size());
    if (At != llvm::StringRef::npos &&
        (Rest.empty() || !llvm::isLower(Rest.front())))
      return true;
  }
  return false;
}

class ZeroFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          follow(P, Ev, Found);
          return true;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

private:
  struct Progress {
    /// The call that set the object to fire now, as long as nothing has come
    /// behind it that would wait for the callback.
    const Event *Fired = nullptr;
    bool operator<(const Progress &O) const {
      return std::less<>()(Fired, O.Fired);
    }
  };

  void follow(Progress &P, const Event &Ev,
              std::map<const facts::Node *, Finding> &Found) const {
    if (Ev.Kind == EventKind::Call) {
      P.Fired = nullptr;
      return;
    }
    if (Ev.Kind != EventKind::Api)
      return;
    if (firesNow(Ev)) {
      const link::Frame &In = G.frames()[Ev.Place.Frame];
      P.Fired = &Ev;
      if (isNamedCancel(In.Callee->Name))
        Found.try_emplace(&nodeOf(Ev), tell(Ev, ""));
      return;
    }
    if (Ev.isApi(ApiRole::Block)) {
      P.Fired = nullptr;
      return;
    }
    if (!P.Fired || Ev.Api->Object != P.Fired->Api->Object ||
        !(objectOf(Ev) == objectOf(*P.Fired)))
      return;
    // Who waits for queued callbacks too may have set it to have them run.
    const bool Drops = Ev.dropsQueued();
    if (Drops || Ev.isApi(ApiRole::Close)) {
      Finding F = tell(*P.Fired, Drops ? " and then drops its callbacks"
                                       : " and then closes it");
      Note End;
      End.Where = nodeOf(Ev).Where;
      End.Text = Drops ? "waits for its callbacks and drops those that have "
                         "not started here"
                       : "closed here";
      F.Notes.insert(F.Notes.begin(), std::move(End));
      Found.try_emplace(&nodeOf(*P.Fired), std::move(F));
    }
    P.Fired = nullptr;
  }

  static Value objectOf(const Event &Ev) {
    return Ev.argument(Ev.Api->Args.Object);
  }

  Finding tell(const Event &Ev, const std::string &Then) const {
    const std::string Noun = nounOf(Ev.Api->Object);
    Finding F = findingAt(Rule::ZeroDueTime, Ev,
                          functionOf(Ev) + " sets the " + Noun +
                              " to a due time of zero" + Then +
                              ": that does not cancel it, it fires at once");
    advise(F, Ev,
           Ev.Api->Object == ApiObject::Timer
               ? "to cancel, give a null pointer instead of a time of zero"
               : "to cancel, give no handle and no time");
    return F;
  }
};

} // namespace

std::vector<Finding> findZeroDueTimes(const Evidence &E) {
  return findInRoutines<ZeroFinder>(E, isSet);
}

} // namespace threadpool::rules
