#include "stdafx.h"
#include "watch\STATE.h"
#include <Vendor/sdk.h>
#include "..\INC\plain.h"

static VOID CALLBACK OnSignal(_In_ PTP_CALLBACK_INSTANCE, _Inout_opt_ PVOID Context, PTP_WAIT, TP_WAIT_RESULT) {
  State *S = static_cast<State *>(Context);
  if (GetLastError() == ERROR_UNHANDLED_EXCEPTION)
    return;
  ++S->Count;
}

_Success_(return) bool Start(__in State *S) {
  S->Wait = CreateThreadpoolWait(OnSignal, S, nullptr);
  if (!S->Wait)
    return false;
  SetThreadpoolWait(S->Wait, S->Event, nullptr);
  return true;
}

_Requires_lock_held_(S->Lock) void Stop(State *S) {
  SetThreadpoolWait(S->Wait, nullptr, nullptr);
  CloseThreadpoolWait(S->Wait);
  delete S;
}

int Unrelated() { return GENERATED_VALUE; }
