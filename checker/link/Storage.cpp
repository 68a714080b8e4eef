//===- Storage.cpp - Names for storage across functions -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Storage.h"
#include "link/Elements.h"

#include "llvm/ADT/StringRef.h"

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

static void appendText(std::string &Text, const Step &S) {
  switch (S.Kind) {
  case StepKind::Dereference:
    Text += '*';
    return;
  case StepKind::Field:
    Text += '.';
    Text += S.Name;
    return;
  case StepKind::Element:
    Text += elementText(S);
    return;
  case StepKind::Described:
    return;
  case StepKind::Bit:
    Text += BitMark;
    Text += S.Name;
    return;
  case StepKind::Signal:
    Text += SignalMark;
    return;
  case StepKind::Held:
    Text += HeldMark;
    return;
  }
}

static llvm::StringRef rootMark(const Path &P) {
  switch (P.Root) {
  case Path::RootKind::None:
    return "";
  case Path::RootKind::Parameter:
    return "param ";
  case Path::RootKind::This:
    return "this";
  case Path::RootKind::Global:
    return "global ";
  case Path::RootKind::Local:
    return LocalMark;
  case Path::RootKind::Result:
    return "result ";
  }
  return "";
}

/// The text of the root, with room for \p Room characters behind it.
static std::string rootText(const Path &P, std::size_t Room = 0) {
  const llvm::StringRef Mark = rootMark(P);
  const bool HasSymbol =
      P.Root != Path::RootKind::None && P.Root != Path::RootKind::This;
  std::string Text;
  Text.reserve(Mark.size() + (HasSymbol ? P.Symbol.size() : 0) + Room);
  Text += Mark;
  if (HasSymbol)
    Text += P.Symbol;
  return Text;
}

/// About how long the text of the steps of \p P is.
static std::size_t lengthOfSteps(const Path &P) {
  std::size_t Length = 0;
  for (const Step &S : P.Steps)
    Length += S.Name.size() + 2;
  return Length;
}

std::string textOf(const Path &P) {
  std::string Text = rootText(P, lengthOfSteps(P));
  for (const Step &S : P.Steps)
    appendText(Text, S);
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

static Key keyOfFirst(const Path &P, std::size_t NumSteps);

/// An element has the name of its array, or of the pointer to it.
static Key keyOfElement(const Path &P, std::size_t NumSteps) {
  const Step &Element = P.Steps[--NumSteps];
  const bool IsBehindPointer =
      NumSteps > 0 && isDereference(P.Steps[NumSteps - 1]);
  Key K = keyOfFirst(P, NumSteps - IsBehindPointer);
  if (K.empty())
    return K;
  if (IsBehindPointer)
    K += '*';
  K += isSomeElement(Element) ? ChosenElement : elementText(Element);
  return K;
}

/// The key of what the first \p NumSteps steps of \p P lead to.
static Key keyOfFirst(const Path &P, std::size_t NumSteps) {
  const bool IsVariable =
      P.Root == Path::RootKind::Global || P.Root == Path::RootKind::Local;
  if (NumSteps == 0)
    return IsVariable ? rootText(P) : Key();
  const Step &Last = P.Steps[NumSteps - 1];
  if (isDereference(Last))
    return {};
  if (isToldOfWhole(Last)) {
    Key K = keyOfFirst(P, NumSteps - 1);
    if (!K.empty())
      appendText(K, Last);
    return K;
  }
  std::size_t From = NumSteps;
  while (From > 0 && !leadsElsewhere(P.Steps[From - 1]))
    --From;
  const bool IsPointedTo =
      From > 0 && From + 1 == NumSteps && isDereference(P.Steps[From - 1]);
  if (isSomeElement(Last) || (IsPointedTo && Last.Kind == StepKind::Element))
    return keyOfElement(P, NumSteps);
  // The elements of a global array differ from those of another one, where the
  // members of two structures of one type do not.
  Key K;
  if (From == 0 && P.Steps[0].Kind == StepKind::Element)
    K = rootText(P, lengthOfSteps(P));
  for (std::size_t I = From; I < NumSteps; ++I)
    appendText(K, P.Steps[I]);
  for (std::size_t I = 0; I < From; ++I)
    if (isUncertain(P.Steps[I]))
      appendText(K, P.Steps[I]);
  return K;
}

Key keyOf(const Path &P) { return keyOfFirst(P, P.Steps.size()); }

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
  for (std::size_t I = P.Steps.size(); I > 0; --I)
    if (isDereference(P.Steps[I - 1]))
      if (Key K = keyOfFirst(P, I - 1); !K.empty())
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
    appendText(Way, From.Steps[I]);
  Way += " to ";
  for (std::size_t I = Common; I < To.Steps.size(); ++I)
    appendText(Way, To.Steps[I]);
  return Way;
}

} // namespace threadpool::link
