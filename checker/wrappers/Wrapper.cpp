//===- Wrapper.cpp - What the user's own functions do ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "wrappers/Wrapper.h"

#include <algorithm>

namespace threadpool::wrappers {

using facts::ApiObject;
using PlaceKind = Place::PlaceKind;

namespace {

template <typename T> struct Word {
  llvm::StringLiteral Text;
  T Meaning;
};

constexpr Word<Effect> Effects[] = {
    {"create", Effect::Create},      {"arm", Effect::Arm},
    {"cancel", Effect::Cancel},      {"drain", Effect::Drain},
    {"close", Effect::Close},        {"lock", Effect::Lock},
    {"try-lock", Effect::TryLock},   {"unlock", Effect::Unlock},
    {"set-flag", Effect::SetFlag},   {"clear-flag", Effect::ClearFlag},
    {"test-flag", Effect::TestFlag}, {"source-off", Effect::SourceOff},
    {"nothing", Effect::Nothing},
};

constexpr Word<Kind> Kinds[] = {
    {"wait", {ApiObject::Wait, false}},
    {"timer", {ApiObject::Timer, false}},
    {"periodic-timer", {ApiObject::Timer, true}},
    {"work", {ApiObject::Work, false}},
    {"io", {ApiObject::Io, false}},
};

constexpr Word<Place Wrapper::*> Places[] = {
    {"object", &Wrapper::ObjectAt}, {"callback", &Wrapper::Callback},
    {"context", &Wrapper::Context}, {"handle", &Wrapper::Handle},
    {"period", &Wrapper::Period},
};

template <typename T, std::size_t N>
const T *find(const Word<T> (&Words)[N], llvm::StringRef Text) {
  for (const Word<T> &W : Words)
    if (W.Text == Text)
      return &W.Meaning;
  return nullptr;
}

template <typename T, std::size_t N>
std::string list(const Word<T> (&Words)[N]) {
  std::string Result;
  for (const Word<T> &W : Words)
    Result += (Result.empty() ? "" : ", ") + W.Text.str();
  return Result;
}

} // namespace

std::optional<Effect> effectNamed(llvm::StringRef Text) {
  const Effect *Found = find(Effects, Text);
  return Found ? std::optional<Effect>(*Found) : std::nullopt;
}

std::optional<Kind> kindNamed(llvm::StringRef Text) {
  const Kind *Found = find(Kinds, Text);
  return Found ? std::optional<Kind>(*Found) : std::nullopt;
}

Place *placeNamed(Wrapper &W, llvm::StringRef Text) {
  Place Wrapper::*const *Found = find(Places, Text);
  return Found ? &(W.**Found) : nullptr;
}

bool isOnObject(Effect E) {
  return E == Effect::Create || E == Effect::Arm || E == Effect::Cancel ||
         E == Effect::Drain || E == Effect::Close;
}

std::string allEffects() { return list(Effects); }
std::string allKinds() { return list(Kinds); }
std::string allPlaces() { return list(Places); }

std::string complaintAbout(const Wrapper &W) {
  auto Has = [&W](Effect E) {
    return std::find(W.Effects.begin(), W.Effects.end(), E) != W.Effects.end();
  };
  if (W.Effects.empty())
    return "no effect; expected at least one of " + allEffects();
  if (Has(Effect::Nothing) && W.Effects.size() > 1)
    return "'nothing' beside other effects; expected it alone";
  const bool IsPool =
      std::any_of(W.Effects.begin(), W.Effects.end(), isOnObject);
  if (IsPool && !W.Object)
    return "what kind of object is missing; expected one of " + allKinds();
  if (!IsPool && W.Object)
    return "a kind of object, but no effect on one; expected create, arm, "
           "cancel, drain or close";
  if (IsPool && W.Object->Object == ApiObject::Work && Has(Effect::Cancel))
    return "a work object cannot be cancelled; expected create, arm, drain or "
           "close";
  if (Has(Effect::Create) != !W.Callback.is(PlaceKind::Unsaid))
    return Has(Effect::Create)
               ? "'create' without a callback; expected the argument that is it"
               : "a callback without 'create'; expected it where the object is "
                 "made";
  if (!Has(Effect::Create) && !W.Context.is(PlaceKind::Unsaid))
    return "a context without 'create'; expected it where the object is made";
  if (W.ObjectAt.is(PlaceKind::Result) && !Has(Effect::Create))
    return "the object is the result, but nothing creates it; expected this or "
           "an argument";
  auto NeedsKind = [&](const Place &P, ApiObject Wanted) {
    return !P.is(PlaceKind::Unsaid) && (!IsPool || W.Object->Object != Wanted);
  };
  if (NeedsKind(W.Handle, ApiObject::Wait))
    return "a handle, but no wait; expected it only with kind wait";
  if (NeedsKind(W.Period, ApiObject::Timer))
    return "a period, but no timer; expected it only with kind timer";
  return "";
}

} // namespace threadpool::wrappers
