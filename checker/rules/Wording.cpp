//===- Wording.cpp - How findings call things -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Wording.h"

namespace threadpool::rules {

using facts::ApiObject;

std::string quoted(const std::string &Text) { return "'" + Text + "'"; }

std::string quotedFunction(std::string Name) {
  static const std::string Anonymous = "(anonymous namespace)::";
  for (std::size_t At; (At = Name.find(Anonymous)) != std::string::npos;)
    Name.erase(At, Anonymous.size());
  return quoted(Name);
}

std::string nounOf(ApiObject Kind) {
  switch (Kind) {
  case ApiObject::Timer:
    return "timer";
  case ApiObject::Work:
    return "work object";
  case ApiObject::Io:
    return "I/O object";
  case ApiObject::Simple:
    return "submission";
  case ApiObject::Registration:
    return "registered wait";
  case ApiObject::TimerQueueTimer:
    return "timer-queue timer";
  default:
    return "wait";
  }
}

std::string verbOf(const facts::Node &Free) {
  const facts::ApiFunction *Api = Free.Kind == facts::NodeKind::ApiCall
                                      ? facts::lookupApi(Free.Callee)
                                      : nullptr;
  switch (Api ? Api->Object : ApiObject::Memory) {
  case ApiObject::Handle:
    return "closes";
  case ApiObject::Module:
    return "unloads";
  case ApiObject::CriticalSection:
    return "deletes";
  default:
    return "frees";
  }
}

std::string causeOf(ApiObject Kind) {
  switch (Kind) {
  case ApiObject::Timer:
  case ApiObject::TimerQueueTimer:
    return "the timer is due";
  case ApiObject::Work:
  case ApiObject::Simple:
    return "it was submitted";
  case ApiObject::Io:
    return "an operation completes";
  default:
    return "the handle is signaled";
  }
}

Note step(unsigned Number, Actor Who, const facts::Location &Where,
          std::string Text) {
  Note N;
  N.Number = Number;
  N.Who = Who;
  N.CallbackNumber = Who == Actor::Owner ? 0 : 1;
  N.Where = Where;
  N.Text = std::move(Text);
  return N;
}

} // namespace threadpool::rules
