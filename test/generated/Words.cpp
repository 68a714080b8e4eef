//===- Words.cpp - The words of a program's text --------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"

namespace threadpool::generated {

const KindWords &wordsOf(ObjectKind Kind) {
  static const KindWords All[] = {
      {"Wait", "PTP_WAIT",
       "PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_WAIT Object, "
       "TP_WAIT_RESULT Result"},
      {"Timer", "PTP_TIMER",
       "PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_TIMER Object"},
      {"Timer", "PTP_TIMER",
       "PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_TIMER Object"},
      {"Work", "PTP_WORK",
       "PTP_CALLBACK_INSTANCE Instance, PVOID Context, PTP_WORK Object"},
      {"Io", "PTP_IO",
       "PTP_CALLBACK_INSTANCE Instance, PVOID Context, PVOID Overlapped, "
       "ULONG Result, ULONG_PTR Bytes, PTP_IO Object"},
  };
  return All[static_cast<unsigned>(Kind)];
}

static const NameSet &nameSet(unsigned Index) {
  static const NameSet All[] = {
      {"Watcher", "Handle", "Event", "Due", "Stopping", "Lock", "Data", "Hits",
       "OnFire", "Start", "Stop", "Self"},
      {"Session", "m_object", "m_event", "m_due", "m_stop", "m_cs", "m_buffer",
       "m_count", "Callback", "Open", "Close", "This"},
      {"poller", "source", "ready", "interval", "quit", "guard", "table",
       "rounds", "poll_once", "poller_begin", "poller_end", "state"},
      {"Monitor_", "pObject", "hSignal", "ftNext", "fShutdown", "csState",
       "pCache", "cSeen", "s_Notify", "Initialize", "Shutdown", "pThis"},
  };
  return All[Index];
}

Words::Words(const Program &P, const Dress &D)
    : D(D), IsCxx(infoOf(D.Look).IsCxx), Names(nameSet(D[Choice::Names])),
      Kind(wordsOf(P.Kind)), Of(P.Kind), HandleType(Kind.Type) {}

std::string Words::create(const std::string &Callback,
                          const std::string &Context,
                          const std::string &Environment,
                          const std::string &Prefix) const {
  const std::string File =
      Of == ObjectKind::Io ? Prefix + Names.Event + ", " : "";
  return std::string("CreateThreadpool") + Kind.Noun + "(" + File + Callback +
         ", " + Context + ", " + Environment + ")";
}

std::string Words::arm(const std::string &Handle,
                       const std::string &Prefix) const {
  const std::string Due = "&" + Prefix + Names.Due;
  switch (Of) {
  case ObjectKind::Wait:
    return "SetThreadpoolWait(" + Handle + ", " + Prefix + Names.Event + ", " +
           null() + ");";
  case ObjectKind::OneShotTimer:
    return "SetThreadpoolTimer(" + Handle + ", " + Due + ", 0, 0);";
  case ObjectKind::PeriodicTimer:
    return "SetThreadpoolTimer(" + Handle + ", " + Due + ", 500, 0);";
  case ObjectKind::Io:
    return "StartThreadpoolIo(" + Handle + "); ReadFile(" + Prefix +
           Names.Event + ", &" + Prefix + "Input, sizeof(int), " + null() +
           ", &" + Prefix + "Operation);";
  case ObjectKind::Work:
    break;
  }
  return "SubmitThreadpoolWork(" + Handle + ");";
}

std::string Words::cancel(const std::string &Handle) const {
  const std::string Null = null();
  const bool UsesEx = D[Choice::UsesEx];
  if (Of == ObjectKind::Wait)
    return UsesEx ? "SetThreadpoolWaitEx(" + Handle + ", " + Null + ", " +
                        Null + ", " + Null + ");"
                  : "SetThreadpoolWait(" + Handle + ", " + Null + ", " + Null +
                        ");";
  return std::string("SetThreadpoolTimer") + (UsesEx ? "Ex" : "") + "(" +
         Handle + ", " + Null + ", 0, 0);";
}

std::string Words::drain(const std::string &Handle, bool DropsPending) const {
  return std::string("WaitForThreadpool") + Kind.Noun + "Callbacks(" + Handle +
         (DropsPending ? ", TRUE);" : ", FALSE);");
}

std::string Words::close(const std::string &Handle) const {
  return std::string("CloseThreadpool") + Kind.Noun + "(" + Handle + ");";
}

Variable Words::flag() const {
  const std::string Bool = IsCxx ? "bool" : "int";
  switch (D.flag()) {
  case FlagForm::Stopping:
    return {Bool, Names.Flag, ""};
  case FlagForm::Running:
    return {"volatile " + Bool, Names.Flag, IsCxx ? "true" : "1"};
  case FlagForm::Interlocked:
  case FlagForm::InterlockedBit:
  case FlagForm::Counter:
    return {"volatile LONG", Names.Flag, ""};
  case FlagForm::State:
    return {IsCxx ? "State" : "enum State", Names.Flag, "StateRunning"};
  case FlagForm::Bit:
    return {"unsigned", Names.Flag, ""};
  case FlagForm::ClearedBit:
    return {"unsigned", Names.Flag, "FLAG_RUNNING"};
  case FlagForm::AtomicBool:
    return {"std::atomic<bool>", Names.Flag, "false"};
  case FlagForm::AtomicRunning:
    return {"std::atomic<bool>", Names.Flag, "true"};
  case FlagForm::AtomicState:
    return {"std::atomic<State>", Names.Flag, "State::Running"};
  case FlagForm::ScopedState:
    return {"State", Names.Flag, "State::Running"};
  }
  return {};
}

Lines Words::flagTypes() const {
  switch (D.flag()) {
  case FlagForm::State:
    return {"enum State { StateIdle, StateRunning, StateStopping };", ""};
  case FlagForm::AtomicState:
  case FlagForm::ScopedState:
    return {"enum class State { Running, Stopping, Stopped };", ""};
  case FlagForm::Bit:
  case FlagForm::InterlockedBit:
    return {"#define FLAG_STOPPING 0x4", ""};
  case FlagForm::ClearedBit:
    return {"#define FLAG_RUNNING 0x2", ""};
  default:
    return {};
  }
}

std::string Words::setFlag(const std::string &Prefix, bool Stops) const {
  const std::string Flag = Prefix + Names.Flag;
  const std::string Yes = IsCxx ? "true" : "1", No = IsCxx ? "false" : "0";
  switch (D.flag()) {
  case FlagForm::Stopping:
    return Flag + " = " + (Stops ? Yes : No) + ";";
  case FlagForm::Running:
    return Flag + " = " + (Stops ? No : Yes) + ";";
  case FlagForm::Interlocked:
    return "InterlockedExchange(&" + Flag + ", " + (Stops ? "1" : "0") + ");";
  case FlagForm::Counter:
    return Stops ? "InterlockedIncrement(&" + Flag + ");"
                 : "InterlockedExchange(&" + Flag + ", 0);";
  case FlagForm::State:
    return Flag + " = " + (Stops ? "StateStopping" : "StateRunning") + ";";
  case FlagForm::Bit:
    return Flag + (Stops ? " |= FLAG_STOPPING;" : " &= ~FLAG_STOPPING;");
  case FlagForm::ClearedBit:
    return Flag + (Stops ? " &= ~FLAG_RUNNING;" : " |= FLAG_RUNNING;");
  case FlagForm::InterlockedBit:
    return Stops ? "InterlockedOr(&" + Flag + ", FLAG_STOPPING);"
                 : "InterlockedAnd(&" + Flag + ", ~FLAG_STOPPING);";
  case FlagForm::AtomicBool:
    return Flag + ".store(" + (Stops ? "true" : "false") + ");";
  case FlagForm::AtomicRunning:
    return Flag + (Stops ? ".exchange(false);" : " = true;");
  case FlagForm::AtomicState:
    return Flag + ".store(State::" + (Stops ? "Stopping" : "Running") + ");";
  case FlagForm::ScopedState:
    return Flag + " = State::" + (Stops ? "Stopping" : "Running") + ";";
  }
  return "";
}

std::string Words::unlessSet(const std::string &Prefix) const {
  const std::string Flag = Prefix + Names.Flag;
  switch (D.flag()) {
  case FlagForm::AtomicBool:
    return "if (" + Flag + ".exchange(true))";
  case FlagForm::AtomicRunning:
    return "if (!" + Flag + ".exchange(false))";
  default:
    return "if (InterlockedExchange(&" + Flag + ", 1) != 0)";
  }
}

std::string Words::isStopped(const std::string &Prefix) const {
  const std::string Flag = Prefix + Names.Flag;
  switch (D.flag()) {
  case FlagForm::Stopping:
    return Flag;
  case FlagForm::Running:
    return "!" + Flag;
  case FlagForm::Interlocked:
    return "InterlockedCompareExchange(&" + Flag + ", 0, 0) != 0";
  case FlagForm::Counter:
    return Flag + " > 0";
  case FlagForm::State:
    return Flag + " != StateRunning";
  case FlagForm::Bit:
    return "(" + Flag + " & FLAG_STOPPING) != 0";
  case FlagForm::ClearedBit:
    return "!(" + Flag + " & FLAG_RUNNING)";
  case FlagForm::InterlockedBit:
    return Flag + " & FLAG_STOPPING";
  case FlagForm::AtomicBool:
    return Flag + ".load(std::memory_order_acquire)";
  case FlagForm::AtomicRunning:
    return "!" + Flag;
  case FlagForm::AtomicState:
    return Flag + ".load() == State::Stopping";
  case FlagForm::ScopedState:
    return Flag + " == State::Stopping";
  }
  return "";
}

std::string Words::isRunning(const std::string &Prefix) const {
  const std::string Flag = Prefix + Names.Flag;
  switch (D.flag()) {
  case FlagForm::Running:
  case FlagForm::AtomicRunning:
    return Flag;
  case FlagForm::Interlocked:
    return "InterlockedCompareExchange(&" + Flag + ", 0, 0) == 0";
  case FlagForm::Counter:
    return Flag + " == 0";
  case FlagForm::State:
    return Flag + " == StateRunning";
  case FlagForm::ClearedBit:
    return Flag + " & FLAG_RUNNING";
  case FlagForm::AtomicState:
    return Flag + " == State::Running";
  case FlagForm::ScopedState:
    return Flag + " != State::Stopping";
  default:
    return "!(" + isStopped(Prefix) + ")";
  }
}

Variable Words::lock(const std::string &Name) const {
  switch (D.lock()) {
  case LockForm::CriticalSection:
  case LockForm::OwnGuard:
    return {"CRITICAL_SECTION", Name, ""};
  case LockForm::SlimLock:
    return {"SRWLOCK", Name, ""};
  default:
    return {"std::mutex", Name, ""};
  }
}

Lines Words::lockTypes() const {
  if (D.lock() != LockForm::OwnGuard)
    return {};
  return {"class SectionLock {",
          "public:",
          "explicit SectionLock(CRITICAL_SECTION &S) : Section(S) {",
          "EnterCriticalSection(&Section);",
          "}",
          "~SectionLock() { LeaveCriticalSection(&Section); }",
          "SectionLock(const SectionLock &) = delete;",
          "SectionLock &operator=(const SectionLock &) = delete;",
          "",
          "private:",
          "CRITICAL_SECTION &Section;",
          "};",
          ""};
}

std::string Words::initializeLock(const std::string &Prefix,
                                  const std::string &Name) const {
  switch (D.lock()) {
  case LockForm::CriticalSection:
  case LockForm::OwnGuard:
    return "InitializeCriticalSection(&" + Prefix + Name + ");";
  case LockForm::SlimLock:
    return "InitializeSRWLock(&" + Prefix + Name + ");";
  default:
    return "";
  }
}

std::string Words::acquire(const std::string &Prefix,
                           const std::string &Name) const {
  const std::string Lock = Prefix + Name;
  switch (D.lock()) {
  case LockForm::CriticalSection:
    return "EnterCriticalSection(&" + Lock + ");";
  case LockForm::SlimLock:
    return "AcquireSRWLockExclusive(&" + Lock + ");";
  case LockForm::Mutex:
    return Lock + ".lock();";
  case LockForm::LockGuard:
    return "std::lock_guard<std::mutex> Hold(" + Lock + ");";
  case LockForm::UniqueLock:
    return "std::unique_lock<std::mutex> Hold(" + Lock + ");";
  case LockForm::OwnGuard:
    return "SectionLock Hold(" + Lock + ");";
  }
  return "";
}

std::string Words::release(const std::string &Prefix,
                           const std::string &Name) const {
  const std::string Lock = Prefix + Name;
  switch (D.lock()) {
  case LockForm::CriticalSection:
    return "LeaveCriticalSection(&" + Lock + ");";
  case LockForm::SlimLock:
    return "ReleaseSRWLockExclusive(&" + Lock + ");";
  case LockForm::Mutex:
    return Lock + ".unlock();";
  default:
    return "";
  }
}

bool Words::locksBlocks() const { return D.lock() > LockForm::Mutex; }

} // namespace threadpool::generated
