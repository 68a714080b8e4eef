//===- wait_without_cancel.c ----------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a drain that comes too early. Until the event is signalled there is no
// callback to wait for, so the drain returns at once and leaves the wait armed;
// a signal between the drain and the close queues a callback that nobody waits
// for.
//
// Source: "Windows with C++: Thread Pool Synchronization", Kenny Kerr, MSDN
// Magazine, November 2011.
//
// The tool says: threadpool-missing-cancel, with a fix that cancels before the
// drain.
//
//===----------------------------------------------------------------------===//

#include <stdlib.h>
#include <windows.h>

struct Listener {
  PTP_WAIT Wait;
  unsigned long Messages;
};

static VOID CALLBACK OnMessage(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Listener *Self = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Wait);
  UNREFERENCED_PARAMETER(Result);

  ++Self->Messages;
}

struct Listener *Listen(HANDLE MessageReady) {
  struct Listener *Self = calloc(1, sizeof(*Self));
  if (!Self)
    return NULL;
  Self->Wait = CreateThreadpoolWait(OnMessage, Self, NULL);
  if (!Self->Wait) {
    free(Self);
    return NULL;
  }
  SetThreadpoolWait(Self->Wait, MessageReady, NULL);
  return Self;
}

void StopListening(struct Listener *Self) {
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
