//===- three_step_stop.cpp ------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the three-step stop as a destructor. The callback looks at its wait
// result before it arms the wait again, which guards against nothing: the owner
// does not write it.
//
// Source: "Graceful Completion of Thread Pool Wait Callback", the MSDN blog
// "jiangyue", no author or date given; the pattern with a flag is by Neeraj
// Singh.
//
// The tool says: threadpool-unguarded-rearm at the SetThreadpoolWait call in
// onLimitReached.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

namespace {

class QuotaWatch {
public:
  QuotaWatch() = default;
  QuotaWatch(const QuotaWatch &) = delete;
  QuotaWatch &operator=(const QuotaWatch &) = delete;

  bool start(HANDLE Event) {
    LimitReached = Event;
    Wait = CreateThreadpoolWait(&QuotaWatch::onLimitReached, this, nullptr);
    if (!Wait)
      return false;
    SetThreadpoolWait(Wait, LimitReached, nullptr);
    return true;
  }

  ~QuotaWatch() {
    if (!Wait)
      return;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onLimitReached(PTP_CALLBACK_INSTANCE, PVOID Context,
                                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
    auto *Self = static_cast<QuotaWatch *>(Context);
    ++Self->Hits;
    if (Result == WAIT_OBJECT_0)
      SetThreadpoolWait(Wait, Self->LimitReached, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE LimitReached = nullptr;
  unsigned long Hits = 0;
};

} // namespace

bool watchUntil(HANDLE LimitReached, HANDLE Quit) {
  QuotaWatch Watch;
  if (!Watch.start(LimitReached))
    return false;
  return WaitForSingleObject(Quit, INFINITE) == WAIT_OBJECT_0;
}
