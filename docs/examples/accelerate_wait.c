//===- accelerate_wait.c --------------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: the same for a wait: it is set again with a handle that is never
// signalled, the pseudo-handle of the process itself, and a timeout of zero.
// The callback is told that the wait timed out.
//
// Source: "On the finer points of cancelling timers and wait objects in Windows
// thread pool", Raymond Chen, The Old New Thing, 28 April 2023.
//
// The tool says: nothing.
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

struct Download {
  PTP_WAIT Wait;
  unsigned long Finished;
  unsigned long GivenUp;
};

static VOID CALLBACK OnDownloadEnd(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WAIT Wait,
                                   TP_WAIT_RESULT Result) {
  struct Download *Load = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Wait);

  if (Result == WAIT_OBJECT_0)
    ++Load->Finished;
  else
    ++Load->GivenUp;
}

struct Download *AwaitDownload(HANDLE Complete) {
  struct Download *Load = calloc(1, sizeof(*Load));
  if (!Load)
    return NULL;
  Load->Wait = CreateThreadpoolWait(OnDownloadEnd, Load, NULL);
  if (!Load->Wait) {
    free(Load);
    return NULL;
  }
  SetThreadpoolWait(Load->Wait, Complete, NULL);
  return Load;
}

// Only for a wait that is set.
void GiveUpNow(struct Download *Load) {
  FILETIME Now = {0, 0};
  if (SetThreadpoolWaitEx(Load->Wait, NULL, NULL, NULL))
    SetThreadpoolWait(Load->Wait, GetCurrentProcess(), &Now);
}

void ForgetDownload(struct Download *Load) {
  SetThreadpoolWait(Load->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Load->Wait, TRUE);
  CloseThreadpoolWait(Load->Wait);
  free(Load);
}
