//===- Storage.cpp - Names for storage across functions -------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/Storage.h"

namespace threadpool::link {

using facts::Path;
using Step = Path::Step;
using StepKind = Path::Step::StepKind;

Path extend(Path P, const std::vector<Step> &Steps, std::size_t From) {
  P.Steps.insert(P.Steps.end(), Steps.begin() + From, Steps.end());
  return P;
}

Path dereference(Path P) {
  P.Steps.push_back({StepKind::Dereference, ""});
  return P;
}

bool isDereference(const Step &S) { return S.Kind == StepKind::Dereference; }

static std::string textOf(const Step &S) {
  switch (S.Kind) {
  case StepKind::Dereference:
    return "*";
  case StepKind::Field:
    return "." + S.Name;
  case StepKind::Element:
    return "[" + S.Name + "]";
  case StepKind::Described:
    return "";
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
    return "local " + P.Symbol;
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

Key keyOf(const Path &P) {
  std::size_t From = P.Steps.size();
  while (From > 0 && !isDereference(P.Steps[From - 1]))
    --From;
  if (From == P.Steps.size()) {
    const bool IsVariable =
        P.Root == Path::RootKind::Global || P.Root == Path::RootKind::Local;
    return From == 0 && IsVariable ? rootText(P) : Key();
  }
  Key K;
  // The elements of a global array differ from those of another one, where the
  // members of two structures of one type do not.
  if (From == 0 && P.Steps[0].Kind == StepKind::Element)
    K = rootText(P);
  for (std::size_t I = From; I < P.Steps.size(); ++I)
    K += textOf(P.Steps[I]);
  return K;
}

bool isAmbiguous(const Key &K) { return K.find("[]") != Key::npos; }

bool isLocalKey(const Key &K) { return K.compare(0, 6, "local ") == 0; }

std::string globalOf(const Key &K) {
  return K.compare(0, 7, "global ") == 0 ? K.substr(7) : "";
}

std::string readableName(const Key &K) {
  return K.substr(K.find_last_of("@:") + 1);
}

bool startsWith(const Path &P, const Path &Prefix) {
  if (P.Root != Prefix.Root || P.Symbol != Prefix.Symbol ||
      P.Steps.size() < Prefix.Steps.size())
    return false;
  for (std::size_t I = 0; I < Prefix.Steps.size(); ++I)
    if (P.Steps[I].Kind != Prefix.Steps[I].Kind ||
        P.Steps[I].Name != Prefix.Steps[I].Name)
      return false;
  return true;
}

Path containerOf(Path P) {
  while (!P.Steps.empty() && !isDereference(P.Steps.back()))
    P.Steps.pop_back();
  return P;
}

std::vector<Key> pointersFollowed(const Path &P) {
  std::vector<Key> Keys;
  Path Prefix = P;
  for (std::size_t I = P.Steps.size(); I > 0; --I) {
    Prefix.Steps.resize(I - 1);
    if (!isDereference(P.Steps[I - 1]))
      continue;
    if (Key K = keyOf(Prefix); !K.empty())
      Keys.push_back(std::move(K));
  }
  return Keys;
}

} // namespace threadpool::link
