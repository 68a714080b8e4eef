//===- RegisteredHandle.cpp - threadpool-free-before-drain ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The handle of a registered wait, closed while the pool waits for it. One call
// ends the wait and its callbacks, so there is no drain to be moved before.
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include <algorithm>
#include <functional>
#include <map>

namespace threadpool::rules {

using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

class RegistrationFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    for (const auto &[Id, C] : E.Objects.Creations)
      if (C.Api->Object == ApiObject::Registration && isKept(C) &&
          !isOnlyOnce(C))
        if (const Path *Handle = handleOf(C))
          find(C, *Handle, Out);
  }

private:
  void find(const link::Creation &C, const Path &Handle,
            std::vector<Finding> &Out) const {
    struct Progress {
      /// The call that closed the handle.
      const Event *Closed = nullptr;
      bool operator<(const Progress &O) const {
        return std::less<>()(Closed, O.Closed);
      }
    };
    std::map<const facts::Node *, Finding> Found;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (Ev.Kind != EventKind::Api)
            return true;
          const Value Object = Ev.argument(Ev.Api->Args.Object);
          if (Ev.isApi(ApiRole::Free) && Ev.Api->Object == ApiObject::Handle &&
              isSame(Object, Handle))
            P.Closed = &Ev;
          // From here on it is another registration.
          if (Ev.isApi(ApiRole::Create) &&
              Ev.Api->Object == ApiObject::Registration)
            return false;
          if (!Ev.isApi(ApiRole::Unregister) || !isSame(Object, *C.StoredAt))
            return true;
          if (P.Closed && belongTogether(C, Handle, Object, *P.Closed))
            Found.try_emplace(&nodeOf(*P.Closed), tell(*P.Closed, Ev));
          return false;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    for (auto &[Node, F] : Found)
      Out.push_back(std::move(F));
  }

  /// The path at which the handle of the registration \p C is kept, if any.
  const Path *handleOf(const link::Creation &C) const {
    for (const link::Arming &A : E.Objects.Armings) {
      if (A.Api != C.Api || A.Where.File != C.Where.File ||
          A.Where.Offset != C.Where.Offset)
        continue;
      if (A.Handle.is(ValueKind::At))
        return &A.Handle.Where;
      auto Made = E.Objects.Creations.find(A.Handle.Name);
      if (A.Handle.is(ValueKind::Fresh) && Made != E.Objects.Creations.end() &&
          Made->second.StoredAt)
        return &*Made->second.StoredAt;
    }
    return nullptr;
  }

  /// Whether the registration is found again by where it is kept.
  static bool isKept(const link::Creation &C) {
    return C.StoredAt && !C.IsKeptTwice && !link::keyOf(*C.StoredAt).empty() &&
           !link::isAmbiguous(link::keyOf(*C.StoredAt));
  }

  /// Whether the wait may be over before anybody ends the registration.
  static bool isOnlyOnce(const link::Creation &C) {
    return !C.Flags.is(ValueKind::Constant) ||
           (C.Flags.Number & facts::ExecuteOnlyOnce) != 0;
  }

  static bool isSame(const Value &V, const Path &P) {
    return V.is(ValueKind::At) && link::keyOf(V.Where) == link::keyOf(P);
  }

  /// Whether the handle and the registration are those of one structure.
  static bool belongTogether(const link::Creation &C, const Path &Handle,
                             const Value &Registration, const Event &Close) {
    const Path &Closed = Close.argument(Close.Api->Args.Object).Where;
    // A loop closes the handle of one element before it ends the next one's
    // registration.
    if (link::isElement(Closed) || link::isElement(Registration.Where))
      return false;
    const bool IsGlobal = Handle.Root == Path::RootKind::Global;
    if (IsGlobal || Closed.Root == Path::RootKind::Global)
      return link::textOf(Handle) == link::textOf(Closed) &&
             (C.StoredAt->Root != Path::RootKind::Global ||
              link::textOf(*C.StoredAt) == link::textOf(Registration.Where));
    const std::string Way = link::wayBetween(*C.StoredAt, Handle);
    return !Way.empty() && Way == link::wayBetween(Registration.Where, Closed);
  }

  Finding tell(const Event &Close, const Event &Unregister) const {
    Finding F = findingAt(
        Rule::FreeBeforeDrain, Close,
        functionOf(Close) +
            " closes the handle that a registered wait waits for before "
            "it ends the registration: what the pool does then is "
            "undefined");
    F.Notes.push_back(step(1, Actor::Owner, nodeOf(Close).Where,
                           actor(Close) +
                               " closes the handle; the pool still waits for "
                               "it"));
    F.Notes.push_back(
        step(2, Actor::Owner, nodeOf(Unregister).Where,
             actor(Unregister) + " ends the registration, too late"));
    advise(F, Close, "close it after the registration was ended");
    return F;
  }
};

} // namespace

std::vector<Finding> findClosedRegisteredHandles(const Evidence &E) {
  return findInRoutines<RegistrationFinder>(
      E, [](const facts::ApiFunction &Api) {
        return Api.Role == ApiRole::Unregister &&
               Api.Object == ApiObject::Registration;
      });
}

} // namespace threadpool::rules
