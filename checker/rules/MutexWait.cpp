//===- MutexWait.cpp - threadpool-mutex-wait ------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the unit sees all that a handle may be, that decides. Where others may
// see the variable, a mutex that the same routine has put there does.
//
//===----------------------------------------------------------------------===//

#include "rules/RoutineFinder.h"

#include <map>
#include <tuple>

namespace threadpool::rules {

using facts::ApiFunction;
using facts::ApiObject;
using facts::ApiRole;
using facts::Path;
using link::Creation;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;
using ValueKind = link::Value::ValueKind;

namespace {

bool waitsForHandle(const ApiFunction &Api) {
  return (Api.Object == ApiObject::Wait &&
          (Api.Role == ApiRole::Set || Api.Role == ApiRole::SetResult)) ||
         (Api.Object == ApiObject::Registration && Api.Role == ApiRole::Create);
}

Finding tell(const facts::Location &Where, std::uint32_t Length,
             const Creation &Origin) {
  Finding F;
  F.Rules = {Rule::MutexWait};
  F.Where = Where;
  F.Length = Length;
  F.Message = "the pool waits for a mutex: the thread that would own it is "
              "not the one that runs the callback, so nobody can release it; "
              "current Windows raises an exception here";
  Note Made;
  Made.Where = Origin.Where;
  Made.Text = "the handle is that of a mutex made here; wait for an event or "
              "a semaphore instead";
  F.Notes.push_back(std::move(Made));
  return F;
}

class MutexFinder : public RoutineFinder {
public:
  using RoutineFinder::RoutineFinder;

  void find(std::vector<Finding> &Out) const {
    std::set<std::string> Places;
    forEachPlace(waitsForHandle, [&](const Event &Ev) {
      const Value Handle = Ev.argument(Ev.Api->Args.Handle);
      if (Handle.is(ValueKind::At) && !link::isElement(Handle.Where))
        Places.insert(textOf(Handle));
    });
    for (const std::string &Place : Places)
      find(Place, Out);
  }

private:
  static std::string textOf(const Value &V) { return link::textOf(V.Where); }

  struct Progress {
    /// What the routine has put there last.
    const Creation *Mutex = nullptr;
    bool IsOther = false;
    bool operator<(const Progress &O) const {
      const std::less<> Before;
      return Before(Mutex, O.Mutex) ||
             (Mutex == O.Mutex && IsOther < O.IsOther);
    }
  };

  /// Looks at the waits for what is at \p Place. One that is reached with
  /// something else as well may go with that alone.
  void find(const std::string &Place, std::vector<Finding> &Out) const {
    std::map<const facts::Node *, std::pair<const Creation *, bool>> Waits;
    searchEvents(
        G, Progress(),
        [&](Progress &P, const Event &Ev) {
          if (Ev.Kind == EventKind::Store) {
            const std::string Stored = link::textOf(Ev.Storage);
            if (Stored == Place)
              // A constant stands for none.
              P = {mutexIn(Ev.Args[0]),
                   !mutexIn(Ev.Args[0]) && !Ev.Args[0].is(ValueKind::Constant)};
            else if (llvm::StringRef(Place).starts_with(Stored))
              P = Progress();
          } else if (Ev.Kind == EventKind::Api || Ev.Kind == EventKind::Call) {
            if (Ev.Kind == EventKind::Api && waitsForHandle(*Ev.Api)) {
              const Value Handle = Ev.argument(Ev.Api->Args.Handle);
              if (Handle.is(ValueKind::At) && textOf(Handle) == Place) {
                auto &[Mutex, IsOther] = Waits[&nodeOf(Ev)];
                Mutex = P.Mutex ? P.Mutex : Mutex;
                IsOther |= P.IsOther;
              }
            }
            if (mayWrite(Ev, Place))
              P = Progress();
          }
          return true;
        },
        [](const Progress &, const UndecidedCondition &, bool) {
          return true;
        });
    for (const auto &[At, Seen] : Waits)
      if (Seen.first && !Seen.second)
        Out.push_back(tell(At->Where, At->Length, *Seen.first));
  }

  const Creation *mutexIn(const Value &V) const {
    auto Made = V.is(ValueKind::Fresh) ? E.Objects.Creations.find(V.Name)
                                       : E.Objects.Creations.end();
    return Made != E.Objects.Creations.end() &&
                   Made->second.Api->Object == ApiObject::Mutex
               ? &Made->second
               : nullptr;
  }

  /// Whether the callee of \p Ev gets hold of what is at \p Place.
  static bool mayWrite(const Event &Ev, llvm::StringRef Place) {
    auto Reaches = [&](const Value &V) {
      const Path Memory = V.pointee();
      return Memory.isValid() && Place.starts_with(link::textOf(Memory));
    };
    // The pool gives a context to the callback alone.
    if (Ev.Kind == EventKind::Api)
      return Ev.isApi(ApiRole::Free) &&
             std::any_of(Ev.Args.begin(), Ev.Args.end(), Reaches);
    return Reaches(Ev.This) ||
           std::any_of(Ev.Args.begin(), Ev.Args.end(), Reaches);
  }
};

} // namespace

std::vector<Finding> findMutexWaits(const Evidence &E) {
  std::vector<Finding> Result;
  for (const link::Arming &A : E.Objects.Armings) {
    const Creation *Origin = link::originOf(E.Objects, A.Handle);
    if (Origin && Origin->Api->Object == ApiObject::Mutex)
      Result.push_back(tell(A.Where, A.Length, *Origin));
  }
  const bool HasMutex =
      std::any_of(E.Objects.Creations.begin(), E.Objects.Creations.end(),
                  [](const auto &Made) {
                    return Made.second.Api->Object == ApiObject::Mutex;
                  });
  if (HasMutex)
    for (Finding &F : findInRoutines<MutexFinder>(E, waitsForHandle))
      Result.push_back(std::move(F));
  return Result;
}

} // namespace threadpool::rules
