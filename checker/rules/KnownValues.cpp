//===- KnownValues.cpp - What has had a value before ----------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/KnownValues.h"

#include "rules/EventReach.h"
#include "rules/EventSearch.h"
#include "rules/FirstRead.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace threadpool::rules {

using facts::NodeKind;
using facts::Path;
using link::Event;
using link::UndecidedCondition;
using link::Value;
using EventKind = link::Event::EventKind;

static bool fillsWithZero(const facts::Node &Call, const Event &Ev) {
  llvm::StringRef Name = Call.CalleeName;
  return Name.ends_with("ZeroMemory") ||
         (Name.ends_with("memset") && Ev.Args.size() == 3 &&
          Ev.Args[1].isNull());
}

void KnownValues::add(const Path &Storage) {
  if (Storage.isValid() &&
      (Storage.Root == Path::RootKind::Global ||
       (Memory->isValid() && (link::startsWith(Storage, *Memory) ||
                              link::startsWith(*Memory, Storage)))))
    Names.insert(link::textOf(Storage));
}

void KnownValues::learn(const Event &Ev) {
  const facts::Node &N = G->nodeOf(Ev.Place);
  switch (Ev.Kind) {
  case EventKind::Touch:
    // To be the context of what is made there is no use of it.
    if (!onlyWrites(N, Ev.Storage) &&
        !(N.Kind == NodeKind::ApiCall && Memory->isValid() &&
          link::textOf(Ev.Storage) == link::textOf(*Memory)))
      add(Ev.Storage);
    return;
  case EventKind::Store:
  case EventKind::Keep:
    for (const Value &V : Ev.Sources)
      add(V.Where);
    if (!Ev.Args[0].isNull())
      add(Ev.Storage);
    return;
  case EventKind::Call:
  case EventKind::Api:
    if (fillsWithZero(N, Ev) ||
        (Ev.Kind == EventKind::Api && Ev.Api->Args.Callback.isPresent()))
      return;
    add(Ev.This.pointee());
    for (const std::vector<Value> *Values : {&Ev.Args, &Ev.Sources})
      for (const Value &V : *Values)
        add(V.pointee());
    return;
  default:
    return;
  }
}

void KnownValues::learnAllBefore(const Event &Arm) {
  struct Nothing {
    bool operator<(const Nothing &) const { return false; }
  };
  const std::set<const Event *> Leading = eventsLeadingTo(*G, Arm);
  searchEvents(
      *G, Nothing(),
      [&](Nothing &, const Event &Ev) {
        if (isSamePlace(Ev, Arm) || !Leading.count(&Ev))
          return false;
        learn(Ev);
        return true;
      },
      [&](Nothing &, const UndecidedCondition &Cond, bool) {
        for (const Value &V : Cond.Sources)
          if (Memory->isValid() && link::startsWith(V.Where, *Memory))
            add(V.Where);
        return true;
      });
}

/// Whether what is called \p Part is, or is inside of, what is called \p Whole.
static bool isIn(llvm::StringRef Part, llvm::StringRef Whole) {
  return Part.consume_front(Whole) &&
         (Part.empty() || !(llvm::isAlnum(Part[0]) || Part[0] == '_'));
}

bool KnownValues::has(const Path &Storage) const {
  const std::string Text = link::textOf(Storage);
  return std::any_of(Names.begin(), Names.end(),
                     [&Text](const std::string &Known) {
                       return isIn(Known, Text) || isIn(Text, Known);
                     });
}

} // namespace threadpool::rules
