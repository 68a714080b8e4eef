//===- Elements.cpp - Which element of an array a path means --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Elements.h"

#include <algorithm>

namespace threadpool::link {

using facts::Path;
using Step = Path::Step;
using StepKind = Step::StepKind;

namespace {
// What a walk writes into the name of an element; constants are digits.
const std::string Chosen = "each ";
const std::string Other = "other";
const std::string Indexed = "at ";
const std::string Parameter = "param ";

bool begins(const std::string &Text, const std::string &With) {
  return Text.compare(0, With.size(), With) == 0;
}

bool isElement(const Step &S) { return S.Kind == StepKind::Element; }
} // namespace

Step chosenElement(const std::string &Loop) {
  return {StepKind::Element, Chosen + Loop};
}

Step otherElement() { return {StepKind::Element, Other}; }

Step elementAt(const std::string &Index) {
  return {StepKind::Element, Indexed + Index};
}

Step anyElement() { return {StepKind::Element, ""}; }

bool isSomeElement(const Step &S) {
  return isElement(S) &&
         (begins(S.Name, Chosen) || begins(S.Name, Indexed) ||
          begins(S.Name, facts::IndexMark) || S.Name == facts::EachElement);
}

bool isUncertain(const Step &S) {
  return isElement(S) && (S.Name.empty() || S.Name == Other);
}

std::string loopOf(const Step &S) {
  return isElement(S) && begins(S.Name, Chosen) ? S.Name.substr(Chosen.size())
                                                : "";
}

std::string elementText(const Step &S) {
  // The loop that led there makes no difference.
  return begins(S.Name, Chosen) ? "[each]" : "[" + S.Name + "]";
}

bool isSameStep(const Step &A, const Step &B) {
  if (A.Kind != B.Kind)
    return false;
  return isElement(A) ? elementText(A) == elementText(B) : A.Name == B.Name;
}

Path indexVariable(const Step &S) {
  Path P;
  if (!isElement(S) || !begins(S.Name, facts::IndexMark))
    return P;
  P.Root = Path::RootKind::Local;
  P.Symbol = S.Name.substr(std::string(facts::IndexMark).size());
  if (begins(P.Symbol, Parameter)) {
    P.Root = Path::RootKind::Parameter;
    P.Symbol.erase(0, Parameter.size());
  }
  return P;
}

bool hasUncertainElement(const Path &P) {
  return std::any_of(P.Steps.begin(), P.Steps.end(), isUncertain);
}

Path withChosenElements(Path P) {
  for (Step &S : P.Steps)
    if (isUncertain(S))
      S = chosenElement("");
  return P;
}

} // namespace threadpool::link
