#include <windows.h>

#include <stdlib.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  if (Self->Wait)
    SetThreadpoolWait(Self->Wait, Event, NULL);
}

void stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait,
                                 TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
