//===- three_step_stop.c --------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a wait whose callback arms it again, stopped by the three steps that
// many books give: cancel, drain, close. A callback that is already running
// arms the wait again after the cancel.
//
// Source: "Graceful Completion of Thread Pool Wait Callback", the MSDN blog
// "jiangyue", no author or date given; the pattern with a flag is by Neeraj
// Singh.
//
// The tool says: threadpool-unguarded-rearm at the SetThreadpoolWait call in
// OnLimitReached. Its notes tell how one callback undoes the cancel and another
// one runs after the memory was freed. There is no fix: the guard needs a new
// flag.
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

struct QuotaWatch {
  PTP_WAIT Wait;
  HANDLE LimitReached;
  unsigned long Hits;
};

static VOID CALLBACK OnLimitReached(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WAIT Wait,
                                    TP_WAIT_RESULT Result) {
  struct QuotaWatch *Watch = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Result);

  ++Watch->Hits;
  SetThreadpoolWait(Wait, Watch->LimitReached, NULL);
}

struct QuotaWatch *StartQuotaWatch(void) {
  struct QuotaWatch *Watch = calloc(1, sizeof(*Watch));
  if (!Watch)
    return NULL;
  Watch->LimitReached = CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!Watch->LimitReached) {
    free(Watch);
    return NULL;
  }
  Watch->Wait = CreateThreadpoolWait(OnLimitReached, Watch, NULL);
  if (!Watch->Wait) {
    CloseHandle(Watch->LimitReached);
    free(Watch);
    return NULL;
  }
  SetThreadpoolWait(Watch->Wait, Watch->LimitReached, NULL);
  return Watch;
}

void StopQuotaWatch(struct QuotaWatch *Watch) {
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, FALSE);
  CloseThreadpoolWait(Watch->Wait);
  CloseHandle(Watch->LimitReached);
  free(Watch);
}
