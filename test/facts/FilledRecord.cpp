//===- FilledRecord.cpp - A record with everything in it ------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FilledRecord.h"

#include <algorithm>

using namespace threadpool;
using namespace threadpool::facts;
using namespace threadpool::test;

std::string Filler::text() {
  // What JSON must quote, what is no UTF-8 or its beginning only, and what
  // stands for bytes in a file. Latin, Greek and other letters.
  static const std::string Pieces[] = {"a",
                                       "c:@F@f#",
                                       "\"",
                                       "\\",
                                       "\n",
                                       "\t",
                                       "\x7f",
                                       "\xff",
                                       "\xc3",
                                       "\xe2\x82",
                                       "\x80",
                                       "\xc3\xa4",
                                       "\u03b1",
                                       "\u20ac",
                                       "\U0001f600",
                                       "\xed\xa0\x80",
                                       "\U0010ff00",
                                       "\U0010ffff",
                                       std::string(1, '\0')};
  std::string Result;
  for (std::size_t I = 1 + upTo(4); I != 0; --I)
    Result += Pieces[upTo(std::size(Pieces) - 1)];
  return Result;
}

void Filler::repair(Path &P) {
  if (P.Root == Path::RootKind::Parameter || P.Root == Path::RootKind::Result)
    P.Symbol = std::to_string(node());
}

void Filler::repair(Path::Step &S) {
  if (S.Kind == Path::Step::StepKind::Bit)
    S.Name = std::to_string(std::uint64_t(1) << upTo(63));
}

void Filler::repair(Node &N) {
  for (NodeId *Id : {&N.Next, &N.Else})
    if (*Id != NoNode)
      *Id = node();
  while (N.Args.size() < 2)
    fill(N.Args.emplace_back());
}

void Filler::repair(Function &F) {
  while (F.Nodes.size() < NumNodes)
    fill(F.Nodes.emplace_back());
  F.NumParameters = static_cast<unsigned>(
      F.ParameterNames.empty() ? upTo(9) : F.ParameterNames.size());
  if (F.Entry != NoNode)
    F.Entry = node();
}

void Filler::repair(UnitFacts &Unit) {
  while (Unit.Files.size() < NumFiles)
    Unit.Files.push_back(text());
  for (auto &[Usr, File] : Unit.DeclaredIn)
    File %= Unit.Files.size();
  for (std::size_t I = 1 + size(); I != 0; --I) {
    Function F;
    fill(F);
    Unit.Functions[F.Usr] = F;
  }
  fill(Unit.AtStart);
  fill(Unit.AtExit);
}

UnitRecord Filler::record() {
  UnitRecord Result;
  Result.Name = text();
  if (!isKept()) {
    Result.Project = text();
    Result.NotAnalysed = text();
    Result.NumErrors = static_cast<unsigned>(upTo(NoNode - 1));
    Result.NumMissingIncludes = static_cast<unsigned>(upTo(NoNode - 1));
  }
  fill(Result.Facts);
  return Result;
}

namespace {

struct Comparer {
  template <class T> static bool equal(const T &A, const T &B) {
    if constexpr (IsRecord<T>) {
      bool Result = true;
      forEachField(fieldsOf(&A), [&](const auto &F) {
        Result = Result && equal(A.*F.At, B.*F.At);
      });
      return Result;
    } else {
      return A == B;
    }
  }
  template <class T>
  static bool equal(const std::vector<T> &A, const std::vector<T> &B) {
    return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                      [](const T &X, const T &Y) { return equal(X, Y); });
  }
  template <class T>
  static bool equal(const std::map<std::string, T> &A,
                    const std::map<std::string, T> &B) {
    return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                      [](const auto &X, const auto &Y) {
                        return X.first == Y.first && equal(X.second, Y.second);
                      });
  }
  template <class T>
  static bool equal(const std::optional<T> &A, const std::optional<T> &B) {
    return A && B ? equal(*A, *B) : !A && !B;
  }
  template <class T>
  static bool equal(const std::shared_ptr<T> &A, const std::shared_ptr<T> &B) {
    return A && B ? equal(*A, *B) : !A && !B;
  }
};

} // namespace

bool test::same(const UnitRecord &A, const UnitRecord &B) {
  bool Result = A.Name == B.Name && A.Project == B.Project &&
                A.NumErrors == B.NumErrors &&
                A.NumMissingIncludes == B.NumMissingIncludes &&
                A.NotAnalysed == B.NotAnalysed &&
                Comparer::equal(A.Facts, B.Facts);
  forEachField(functionFieldsOf(&A.Facts), [&](const auto &F) {
    Result = Result && Comparer::equal(A.Facts.*F.At, B.Facts.*F.At);
  });
  return Result;
}
