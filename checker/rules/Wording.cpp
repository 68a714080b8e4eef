//===- Wording.cpp - How findings call things -----------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Wording.h"

#include "llvm/ADT/StringRef.h"

namespace threadpool::rules {

using facts::ApiObject;

std::string quoted(const std::string &Text) { return "'" + Text + "'"; }

/// Where the template arguments end that begin at \p Begin, or npos.
static std::size_t endOfArguments(const std::string &Name, std::size_t Begin) {
  unsigned Depth = 0;
  for (std::size_t At = Begin; At < Name.size(); ++At) {
    Depth += Name[At] == '<';
    if (Name[At] == '>' && Name[At - 1] != '-' && --Depth == 0)
      return At + 1;
  }
  return std::string::npos;
}

/// Libraries have names of which a reader finds the beginning no more.
static std::string withoutLongArguments(const std::string &Name) {
  constexpr std::size_t Longest = 30;
  const llvm::StringRef Whole = Name;
  std::string Result;
  for (std::size_t At = 0; At < Name.size();) {
    const llvm::StringRef Before = Whole.take_front(At).rtrim('<');
    const std::size_t End = Name[At] == '<' && !Before.ends_with("operator")
                                ? endOfArguments(Name, At)
                                : std::string::npos;
    if (End != std::string::npos && End - At > Longest) {
      Result += "<...>";
      At = End;
    } else {
      Result += Name[At++];
    }
  }
  return Result;
}

std::string quotedFunction(std::string Name) {
  static const std::string Anonymous = "(anonymous namespace)::";
  for (std::size_t At; (At = Name.find(Anonymous)) != std::string::npos;)
    Name.erase(At, Anonymous.size());
  return quoted(withoutLongArguments(Name));
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
  case ApiObject::TimerQueue:
    return "timer queue";
  case ApiObject::Group:
    return "cleanup group";
  case ApiObject::Pool:
    return "pool";
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

Note noteAt(const facts::Location &Where, std::string Text) {
  Note N;
  N.Where = Where;
  N.Text = std::move(Text);
  return N;
}

void explain(Finding &F, const facts::Location &Where, std::string Text) {
  F.Notes.push_back(noteAt(Where, std::move(Text)));
}

} // namespace threadpool::rules
