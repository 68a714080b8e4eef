//===- ClosedFormTest.cpp - Straight-line owners against a closed form ----===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For straight-line owners there is a criterion in terms of subsequences. All
// sequences of up to six operations over set flag (at most once), cancel and
// drain, followed by close and free, are compared with it: 127 without a flag
// write and 321 with one. Five callbacks see the sequences with a flag write.
// The one that re-arms under a lock sees only those, because its owners differ
// from the others' in the lock around the flag write. 4 * 127 + 5 * 321 = 2113.
//
//===----------------------------------------------------------------------===//

#include "Notation.h"
#include "protocol/Explorer.h"
#include "gtest/gtest.h"

using namespace threadpool::protocol;

namespace {

enum class CallbackKind : std::uint8_t {
  NoRearm,
  Periodic,
  Guarded,
  GuardedUnderLock,
  Unguarded,
};

} // namespace

static bool contains(std::string_view Text, std::string_view Subsequence) {
  for (char C : Text)
    if (!Subsequence.empty() && C == Subsequence.front())
      Subsequence.remove_prefix(1);
  return Subsequence.empty();
}

static bool isSafeByClosedForm(CallbackKind K, std::string_view Owner) {
  std::size_t F = Owner.find('F');
  std::string_view AfterFlag =
      F == std::string_view::npos ? "" : Owner.substr(F + 1);
  switch (K) {
  case CallbackKind::NoRearm:
  case CallbackKind::Periodic:
    return contains(Owner, "CW");
  case CallbackKind::Guarded:
    return contains(AfterFlag, "WCW");
  case CallbackKind::GuardedUnderLock:
    return contains(AfterFlag, "CW");
  case CallbackKind::Unguarded:
    break;
  }
  return false;
}

static Program makeProgram(CallbackKind K, std::string Owner) {
  Owner += "XD";
  switch (K) {
  case CallbackKind::NoRearm:
    return notation::program(ObjectKind::Wait, "U", Owner);
  case CallbackKind::Periodic:
    return notation::program(ObjectKind::PeriodicTimer, "U", Owner);
  case CallbackKind::Guarded:
    return notation::program(ObjectKind::Wait, "UTR", Owner);
  case CallbackKind::GuardedUnderLock:
    Owner.replace(Owner.find('F'), 1, "LFl");
    return notation::program(ObjectKind::Wait, "ULTRl", Owner);
  case CallbackKind::Unguarded:
    break;
  }
  return notation::program(ObjectKind::Wait, "UR", Owner);
}

/// Calls Visit with each sequence of up to \p Left more operations.
template <typename Visitor>
static void forEachOwner(const std::string &Owner, unsigned Left,
                         Visitor Visit) {
  Visit(Owner);
  if (Left == 0)
    return;
  for (char C : {'F', 'C', 'W'})
    if (C != 'F' || Owner.find('F') == std::string::npos)
      forEachOwner(Owner + C, Left - 1, Visit);
}

static unsigned compareAll(bool DropQueued) {
  unsigned Compared = 0;
  forEachOwner("", 6, [&](const std::string &Owner) {
    for (CallbackKind K :
         {CallbackKind::NoRearm, CallbackKind::Periodic, CallbackKind::Guarded,
          CallbackKind::GuardedUnderLock, CallbackKind::Unguarded}) {
      if (K == CallbackKind::GuardedUnderLock &&
          Owner.find('F') == std::string::npos)
        continue;
      Program P = makeProgram(K, Owner);
      for (Node &N : P.Owner.Nodes)
        if (N.Kind == Op::Drain)
          N.Value = DropQueued;
      EXPECT_EQ(isSafe(P), isSafeByClosedForm(K, Owner))
          << "callback " << static_cast<int>(K) << ", owner " << Owner;
      ++Compared;
    }
  });
  return Compared;
}

TEST(ClosedFormTest, DrainsThatDropWhatIsQueued) {
  EXPECT_EQ(compareAll(/*DropQueued=*/true), 2113u);
}

TEST(ClosedFormTest, DrainsThatRunWhatIsQueued) {
  EXPECT_EQ(compareAll(/*DropQueued=*/false), 2113u);
}
