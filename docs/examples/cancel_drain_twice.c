//===- cancel_drain_twice.c -----------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: another complete stop. What a late callback arms after the first
// cancel is ended by the second one, and by then every callback has read the
// flag.
//
// Source: "Graceful Completion of Thread Pool Wait Callback", the MSDN blog
// "jiangyue", no author or date given; the pattern with a flag is by Neeraj
// Singh.
//
// The tool says: nothing.
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

struct QuotaWatch {
  PTP_WAIT Wait;
  HANDLE LimitReached;
  unsigned long Hits;
  BOOL Stopping;
};

static VOID CALLBACK OnLimitReached(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WAIT Wait,
                                    TP_WAIT_RESULT Result) {
  struct QuotaWatch *Watch = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Result);

  ++Watch->Hits;
  if (!Watch->Stopping)
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
  Watch->Stopping = TRUE;
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, TRUE);
  SetThreadpoolWait(Watch->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Watch->Wait, TRUE);
  CloseThreadpoolWait(Watch->Wait);
  CloseHandle(Watch->LimitReached);
  free(Watch);
}
