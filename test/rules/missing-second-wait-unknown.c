// RUN: %check_rule "*" %s
//
// Flags whose value after the write is not known to the tool: it stays silent.

#include <stdlib.h>
#include <windows.h>

//===--- A volatile LONG that is incremented ------------------------------===//

struct Counted {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stopping;
};

VOID CALLBACK onCounted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Counted *Self = Context;
  if (Self->Stopping == 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCounted(struct Counted *Self) {
  Self->Wait = CreateThreadpoolWait(onCounted, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_counted(struct Counted *Self) {
  InterlockedIncrement(&Self->Stopping);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

//===--- A bit in a word --------------------------------------------------===//

struct Bit {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Flags;
};

VOID CALLBACK onBit(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Bit *Self = Context;
  if (!(Self->Flags & 1))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startBit(struct Bit *Self) {
  Self->Wait = CreateThreadpoolWait(onBit, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_bit(struct Bit *Self) {
  InterlockedOr(&Self->Flags, 1);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
