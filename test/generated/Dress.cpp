//===- Dress.cpp - How a program is written down --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dress.h"

namespace threadpool::generated {

bool fits(const Program &P, Style S) {
  const std::size_t Close = P.Owner.find('X');
  switch (S) {
  case Style::Globals:
    return !P.ContextDies;
  case Style::Raii:
  case Style::Wil: {
    // The member closes once, under no lock; nothing but a free follows.
    const std::size_t Unlock = P.Owner.find_last_of("lm");
    return P.ContextDies && Close != std::string::npos &&
           (Unlock == std::string::npos || Unlock < Close) &&
           P.Owner.find_first_of("CEWwXFf", Close + 1) == std::string::npos;
  }
  default:
    return P.ContextDies;
  }
}

Dress drawDress(Dice &D, const Program &P, Style S) {
  Dress Result;
  Result.Look = S;
  auto Set = [&](Choice C, unsigned Value) {
    Result.Choices[static_cast<unsigned>(C)] = Value;
  };
  auto Maybe = [&](unsigned Chance) { return D.percent(Chance) ? 1u : 0u; };
  const bool IsCxx = infoOf(S).IsCxx;
  Set(Choice::Names, D.below(4));
  const bool IsPlain = S != Style::Flags && D.percent(40);
  Set(Choice::Flag, IsPlain ? 0 : D.below(IsCxx ? NumFlags : NumFlagsOfC));
  Set(Choice::Lock, D.below(IsCxx ? NumLocks : NumLocksOfC));
  Set(Choice::ArmsMember, Maybe(50));
  Set(Choice::Forwards, Maybe(S == Style::Trampoline ? 90 : 25));
  Set(Choice::ArmsInHelper, Maybe(25));
  Set(Choice::TestsInHelper, Maybe(20));
  Set(Choice::Leaves, Maybe(40));
  Set(Choice::UsesLockInside, Maybe(50));
  Set(Choice::UsesEx, Maybe(10));
  if (D.percent(S == Style::Helpers ? 90 : 25))
    Set(Choice::Folds, 1 + D.below(1000));
  Set(Choice::Levels, S == Style::Helpers ? D.below(4) : Maybe(15));
  Set(Choice::TestsHandle, Maybe(20));
  // A handle that is forgotten serves no second call.
  if (P.Owner.find_first_of("CWwX", P.Owner.find_first_of("XG") + 1) ==
      std::string::npos)
    Set(Choice::ForgetsHandle, Maybe(25));
  Set(Choice::StopsFirst, Maybe(30));
  Set(Choice::ChecksCreation, Maybe(50));
  if (D.percent(50))
    Set(Choice::Noise, 1 + D.below(1000));
  Set(Choice::Split, D.below(8));
  Set(Choice::ComparesOrder, Maybe(60));
  Set(Choice::SwapsFirst, Maybe(50));
  const bool IsFlag = P.OnFire.Reads == Test::StopFlag;
  if (IsFlag && P.Owner.find_first_of("Ff") != std::string::npos)
    Set(Choice::HeedsTwoFlags, Maybe(25));
  const FlagForm Flag = Result.flag();
  const bool IsExchanged = Flag == FlagForm::Interlocked ||
                           Flag == FlagForm::AtomicBool ||
                           Flag == FlagForm::AtomicRunning;
  const bool IsMember =
      S == Style::Raii || S == Style::Wil || S == Style::Template;
  if (S == Style::Context || S == Style::Helpers || S == Style::Array)
    Set(Choice::FailsLate, Maybe(20));
  if (IsFlag && IsExchanged && P.Owner[0] == 'F' && !IsMember &&
      !Result[Choice::FailsLate])
    Set(Choice::StopsOnce, Maybe(40));
  if (S != Style::Trampoline)
    Set(Choice::HasSibling, Maybe(20));
  Set(Choice::Form, D.below(6));
  // An element is reached by the loop's index alone.
  if (S == Style::Array || S == Style::Container)
    for (Choice C : {Choice::ArmsMember, Choice::Forwards, Choice::ArmsInHelper,
                     Choice::Folds, Choice::TestsHandle, Choice::ForgetsHandle})
      Set(C, 0);
  return Result;
}

} // namespace threadpool::generated
