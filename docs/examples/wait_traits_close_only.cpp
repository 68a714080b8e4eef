//===- wait_traits_close_only.cpp -----------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a wait in a handle class whose traits do no more than close it. When
// askFor returns, the wait may be armed, its callback may be queued or running,
// and State is gone.
//
// Source: "Windows with C++: Thread Pool Synchronization", Kenny Kerr, MSDN
// Magazine, November 2011.
//
// The tool says: threadpool-close-before-wait at the CloseThreadpoolWait call.
// A cancel is missing too, as the notes tell.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

namespace {

/// Owns a handle of any kind; Traits says how to give it back.
template <typename Traits> class UniqueHandle {
public:
  using Pointer = typename Traits::Pointer;

  explicit UniqueHandle(Pointer Value) : Value(Value) {}
  UniqueHandle(const UniqueHandle &) = delete;
  UniqueHandle &operator=(const UniqueHandle &) = delete;
  ~UniqueHandle() {
    if (Value != Traits::invalid())
      Traits::close(Value);
  }

  Pointer get() const { return Value; }
  explicit operator bool() const { return Value != Traits::invalid(); }

private:
  Pointer Value;
};

struct EventTraits {
  using Pointer = HANDLE;
  static Pointer invalid() { return nullptr; }
  static void close(Pointer Value) { CloseHandle(Value); }
};

struct WaitTraits {
  using Pointer = PTP_WAIT;
  static Pointer invalid() { return nullptr; }
  static void close(Pointer Value) { CloseThreadpoolWait(Value); }
};

/// A FILETIME that is aligned for its 64-bit value.
union RelativeTime {
  LONGLONG Ticks;
  FILETIME Time;
};

struct Answer {
  unsigned long Received = 0;
  unsigned long TimedOut = 0;
};

VOID CALLBACK onAnswer(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                       TP_WAIT_RESULT Result) {
  auto *State = static_cast<Answer *>(Context);
  if (Result == WAIT_OBJECT_0)
    ++State->Received;
  else
    ++State->TimedOut;
}

} // namespace

bool askFor(DWORD Milliseconds, void (*Ask)(HANDLE Answered)) {
  UniqueHandle<EventTraits> Answered(
      CreateEventW(nullptr, FALSE, FALSE, nullptr));
  Answer State;
  UniqueHandle<WaitTraits> Wait(
      CreateThreadpoolWait(onAnswer, &State, nullptr));
  if (!Answered || !Wait)
    return false;

  // Negative: from now on, in units of 100 nanoseconds. The cast comes before
  // the product, which need not fit into 32 bits.
  RelativeTime Timeout = {-static_cast<LONGLONG>(Milliseconds) * 10000};
  SetThreadpoolWait(Wait.get(), Answered.get(), &Timeout.Time);
  Ask(Answered.get());
  return true;
}
