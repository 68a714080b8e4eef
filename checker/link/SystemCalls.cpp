//===- SystemCalls.cpp - Effects of functions outside the API -------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "link/SystemCalls.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace threadpool::link {

/// The name without the scopes around it.
static llvm::StringRef baseName(const facts::Node &N) {
  const llvm::StringRef Name = N.CalleeName;
  return Name.substr(Name.rfind(':') + 1);
}

/// The last of the scopes.
static llvm::StringRef scopeName(const facts::Node &N) {
  llvm::StringRef Scope =
      llvm::StringRef(N.CalleeName).drop_back(baseName(N).size());
  return Scope.consume_back("::") ? Scope.substr(Scope.rfind(':') + 1) : "";
}

bool isDestructor(const facts::Node &N) { return baseName(N).starts_with("~"); }

bool mayEndLifetime(const facts::Node &N) {
  const std::string Base = baseName(N).lower();
  for (llvm::StringRef Word : {"release", "unref", "deref", "decref", "free",
                               "delete", "destroy", "dispose", "_ptr"})
    if (llvm::StringRef(Base).contains(Word))
      return true;
  return llvm::StringRef(Base).ends_with("ptr");
}

bool givesMemoryBack(const facts::Node &N) {
  const std::string Base = baseName(N).lower();
  return llvm::StringRef(Base).ends_with("free") ||
         llvm::StringRef(Base).starts_with("free");
}

bool endsOnlyOwner(const facts::Node &N) {
  return N.CalleeIsSystem && baseName(N) == "~unique_ptr";
}

bool receives(const facts::Node &N) {
  const std::string Base = baseName(N).lower();
  for (llvm::StringRef Word :
       {"message", "queue", "receive", "recv", "readfile"})
    if (llvm::StringRef(Base).contains(Word))
      return true;
  return false;
}

std::string allocatorOf(const facts::Node &N, bool Frees) {
  llvm::StringRef Prefix = N.CalleeName;
  auto EndsIn = [&](std::initializer_list<llvm::StringRef> Words) {
    for (llvm::StringRef Word : Words)
      if (Prefix.consume_back(Word))
        return true;
    return false;
  };
  if (N.CalleeIsSystem || N.IsGuess || N.Callee.empty() ||
      (Frees ? N.Args.size() != 1 || !EndsIn({"free"})
             : !EndsIn({"malloc", "calloc", "realloc"})))
    return "";
  return Prefix.str();
}

bool writesToLog(const facts::Node &N) {
  auto IsOneOf = [](llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Words) {
    return std::any_of(Words.begin(), Words.end(), [&](llvm::StringRef Word) {
      return Name.equals_insensitive(Word);
    });
  };
  const llvm::StringRef Scope = scopeName(N);
  const llvm::StringRef Base = baseName(N);
  if (Base == "operator()")
    return Scope.ends_with_insensitive("TraceWriter") ||
           Scope.ends_with_insensitive("LogWriter") ||
           Scope.ends_with_insensitive("Logger");
  return IsOneOf(Scope, {"log", "logger", "logging"}) &&
         IsOneOf(Base, {"comment", "error", "info", "message", "note", "result",
                        "verbose", "write", "writeline"});
}

bool onlyReports(const facts::Node &N) {
  if (writesToLog(N))
    return true;
  const std::string Base = baseName(N).lower();
  auto Has = [&Base](std::initializer_list<llvm::StringRef> Words) {
    for (llvm::StringRef Word : Words)
      if (llvm::StringRef(Base).contains(Word))
        return true;
    return false;
  };
  return Has({"log", "trace", "print", "debug", "warn"}) &&
         !Has({"throw", "exit", "abort", "fatal", "fail", "assert", "raise",
               "panic", "return", "logic", "dialog", "login", "logon"});
}

bool stopsSource(const facts::Node &N) {
  const llvm::StringRef Base = baseName(N);
  for (llvm::StringRef Prefix : {"unregister", "deregister", "unsubscribe",
                                 "unadvise", "disconnect", "disable", "stop"})
    if (Base.starts_with_insensitive(Prefix))
      return true;
  return false;
}

SystemEffect effectOf(const facts::Node &N) {
  const llvm::StringRef Name = N.CalleeName;
  const llvm::StringRef Base = baseName(N);
  if (Base == "WaitOnAddress" || Base == "RtlWaitOnAddress")
    return SystemEffect::AwaitsStore;
  for (llvm::StringRef Prefix : {"WaitFor", "MsgWaitFor", "SignalObjectAndWait",
                                 "SleepConditionVariable", "NtWaitFor"})
    if (Base.starts_with(Prefix))
      return SystemEffect::Blocks;
  for (llvm::StringRef Prefix :
       {"WakeConditionVariable", "WakeAllConditionVariable", "WakeByAddress",
        "ReleaseSemaphore", "SetEvent"})
    if (Base.starts_with(Prefix))
      return SystemEffect::Signals;
  for (llvm::StringRef Prefix :
       {"CancelIo", "CancelSynchronousIo", "NtCancelIo", "GetOverlappedResult",
        "closesocket", "shutdown", "WSAGetOverlappedResult",
        "HttpShutdownRequestQueue", "HttpCloseRequestQueue"})
    if (Base.starts_with(Prefix))
      return SystemEffect::EndsIo;
  if (stopsSource(N))
    return SystemEffect::StopsSource;
  // The C++ library shares state between threads: stop tokens, weak pointers,
  // queues. The C interface of the system does not look at the program's.
  const bool IsCxx = N.This.Kind != facts::Operand::OperandKind::Unknown ||
                     Name.contains("::") || N.Callee.empty();
  if (!IsCxx)
    return SystemEffect::None;
  if (Base == "wait" || Base == "wait_for" || Base == "wait_until" ||
      Base == "acquire" || Base == "arrive_and_wait")
    return SystemEffect::Blocks;
  if (Base == "join")
    return SystemEffect::Joins;
  if (Base.starts_with("notify") || Base == "release" || Base == "count_down" ||
      Base == "arrive" || Base == "set_value")
    return SystemEffect::Signals;
  return SystemEffect::Opaque;
}

} // namespace threadpool::link
