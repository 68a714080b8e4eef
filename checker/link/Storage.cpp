//===- Storage.cpp - Names for storage across functions -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Storage.h"
#include "link/Elements.h"

#include <algorithm>

namespace threadpool::link {

using facts::Path;
using Step = Path::Step;
using StepKind = Path::Step::StepKind;

/// Ends the key of an element, whichever it is.
static constexpr char ChosenElement[] = "[each]";

Path extend(Path P, const std::vector<Step> &Steps, std::size_t From) {
  P.Steps.insert(P.Steps.end(), Steps.begin() + From, Steps.end());
  return P;
}

Path dereference(Path P) {
  P.Steps.push_back({StepKind::Dereference, ""});
  return P;
}

bool isDereference(const Step &S) { return S.Kind == StepKind::Dereference; }

// No name contains these.
static const std::string BitMark = " &";
static const std::string SignalMark = " !";
static const std::string HeldMark = " ?";

static std::string textOf(const Step &S) {
  switch (S.Kind) {
  case StepKind::Dereference:
    return "*";
  case StepKind::Field:
    return "." + S.Name;
  case StepKind::Element:
    return elementText(S);
  case StepKind::Described:
    return "";
  case StepKind::Bit:
    return BitMark + S.Name;
  case StepKind::Signal:
    return SignalMark;
  case StepKind::Held:
    return HeldMark;
  }
  return "";
}

static std::string rootText(const Path &P) {
  switch (P.Root) {
  case Path::RootKind::None:
    return "";
  case Path::RootKind::Parameter:
    return "param " + P.Symbol;
  case Path::RootKind::This:
    return "this";
  case Path::RootKind::Global:
    return "global " + P.Symbol;
  case Path::RootKind::Local:
    return LocalMark + P.Symbol;
  case Path::RootKind::Result:
    return "result " + P.Symbol;
  }
  return "";
}

std::string textOf(const Path &P) {
  std::string Text = rootText(P);
  for (const Step &S : P.Steps)
    Text += textOf(S);
  return Text;
}

/// Behind these, what the fields are called tells what they are.
static bool leadsElsewhere(const Step &S) {
  return isDereference(S) || isSomeElement(S);
}

/// What says something of a whole is known by what it belongs to.
static bool isToldOfWhole(const Step &S) {
  return S.Kind == StepKind::Bit || S.Kind == StepKind::Signal ||
         S.Kind == StepKind::Held;
}

/// An element has the name of its array, or of the pointer to it.
static Key keyOfElement(Path Whole) {
  const Step Element = Whole.Steps.back();
  Whole.Steps.pop_back();
  std::string Text =
      isSomeElement(Element) ? ChosenElement : elementText(Element);
  if (!Whole.Steps.empty() && isDereference(Whole.Steps.back())) {
    Whole.Steps.pop_back();
    Text.insert(0, "*");
  }
  const Key K = keyOf(Whole);
  return K.empty() ? K : K + Text;
}

Key keyOf(const Path &P) {
  std::size_t From = P.Steps.size();
  while (From > 0 && !leadsElsewhere(P.Steps[From - 1]))
    --From;
  const bool IsVariable =
      P.Root == Path::RootKind::Global || P.Root == Path::RootKind::Local;
  if (P.Steps.empty())
    return IsVariable ? rootText(P) : Key();
  const Step &Last = P.Steps.back();
  if (isDereference(Last))
    return {};
  if (isToldOfWhole(Last)) {
    Path Whole = P;
    Whole.Steps.pop_back();
    const Key K = keyOf(Whole);
    return K.empty() ? K : K + textOf(Last);
  }
  const bool IsPointedTo = From > 0 && From + 1 == P.Steps.size() &&
                           isDereference(P.Steps[From - 1]);
  if (isSomeElement(Last) || (IsPointedTo && Last.Kind == StepKind::Element))
    return keyOfElement(P);
  // The elements of a global array differ from those of another one, where the
  // members of two structures of one type do not.
  Key K;
  if (From == 0 && P.Steps[0].Kind == StepKind::Element)
    K = rootText(P);
  for (std::size_t I = From; I < P.Steps.size(); ++I)
    K += textOf(P.Steps[I]);
  for (std::size_t I = 0; I < From; ++I)
    if (isUncertain(P.Steps[I]))
      K += textOf(P.Steps[I]);
  return K;
}

bool isAmbiguous(const Key &K) {
  return K.find(elementText(anyElement())) != Key::npos ||
         K.find(elementText(otherElement())) != Key::npos;
}

bool isElement(const Path &P) {
  return std::any_of(P.Steps.begin(), P.Steps.end(), [](const Path::Step &S) {
    return S.Kind == Path::Step::StepKind::Element;
  });
}

bool isLocalKey(const Key &K) { return K.compare(0, 6, "local ") == 0; }

bool isLocalKey(const Key &K, const std::string &In) {
  const std::string Prefix = "local " + In + ":";
  return K.compare(0, Prefix.size(), Prefix) == 0;
}

std::string globalOf(const Key &K) {
  return K.compare(0, 7, "global ") == 0 ? K.substr(7) : "";
}

Key wholeOf(const Key &K) { return K.substr(0, K.find(BitMark)); }

Key handleOf(const Key &K) { return K.substr(0, K.find(SignalMark)); }

std::optional<std::int64_t> bitOf(const Key &K) {
  const std::size_t At = K.find(BitMark);
  if (At == Key::npos)
    return std::nullopt;
  return static_cast<std::int64_t>(std::stoull(K.substr(At + BitMark.size())));
}

bool isSignal(const Key &K) { return K.find(SignalMark) != Key::npos; }

bool isBit(const facts::Path &P) {
  return !P.Steps.empty() && P.Steps.back().Kind == StepKind::Bit;
}

Path wholeOf(Path P) {
  if (isBit(P))
    P.Steps.pop_back();
  return P;
}

Path signalOf(Path Handle) {
  Handle.Steps.push_back({StepKind::Signal, ""});
  return Handle;
}

std::string readableName(const Key &K) {
  const Key Whole = K.substr(
      0, std::min({K.find(BitMark), K.find(SignalMark), K.find(HeldMark)}));
  const Key Name = Whole.substr(Whole.find_last_of("@:") + 1);
  return Name.substr(0, Name.find_first_of("*["));
}

bool startsWith(const Path &P, const Path &Prefix) {
  if (P.Root != Prefix.Root || P.Symbol != Prefix.Symbol ||
      P.Steps.size() < Prefix.Steps.size())
    return false;
  return std::equal(Prefix.Steps.begin(), Prefix.Steps.end(), P.Steps.begin(),
                    isSameStep);
}

bool isPartOf(const Path &P, const Path &Whole) {
  return startsWith(P, Whole) &&
         std::none_of(P.Steps.begin() + Whole.Steps.size(), P.Steps.end(),
                      isDereference);
}

Path containerOf(Path P) {
  while (!P.Steps.empty() && !isDereference(P.Steps.back()))
    P.Steps.pop_back();
  return P;
}

std::vector<Path> pointersOn(const Path &P) {
  std::vector<Path> Pointers;
  Path Prefix = P;
  for (std::size_t I = P.Steps.size(); I > 0; --I) {
    Prefix.Steps.resize(I - 1);
    if (isDereference(P.Steps[I - 1]))
      Pointers.push_back(Prefix);
  }
  return Pointers;
}

std::vector<Key> pointersFollowed(const Path &P) {
  std::vector<Key> Keys;
  for (const Path &Pointer : pointersOn(P))
    if (Key K = keyOf(Pointer); !K.empty())
      Keys.push_back(std::move(K));
  return Keys;
}

std::size_t numCommonSteps(const Path &A, const Path &B) {
  std::size_t Common = 0;
  while (Common < A.Steps.size() && Common < B.Steps.size() &&
         A.Steps[Common].Kind == B.Steps[Common].Kind &&
         A.Steps[Common].Name == B.Steps[Common].Name)
    ++Common;
  return Common;
}

std::string wayBetween(const Path &From, const Path &To) {
  if (From.Root != To.Root || From.Symbol != To.Symbol)
    return "";
  const std::size_t Common = numCommonSteps(From, To);
  std::string Way = "from ";
  for (std::size_t I = Common; I < From.Steps.size(); ++I)
    Way += textOf(From.Steps[I]);
  Way += " to ";
  for (std::size_t I = Common; I < To.Steps.size(); ++I)
    Way += textOf(To.Steps[I]);
  return Way;
}

} // namespace threadpool::link
