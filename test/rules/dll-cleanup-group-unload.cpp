// RUN: %check_rule dll-cleanup-group %s
//
// A COM server counts what is under way, and does not unload before.

#include <windows.h>

static volatile LONG Objects;

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  InterlockedDecrement(&Objects);
}

extern "C" __declspec(dllexport) LONG DllCanUnloadNow() {
  return Objects == 0 ? 0 : 1;
}

void good_counted() {
  InterlockedIncrement(&Objects);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, nullptr));
}
