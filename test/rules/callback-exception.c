// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}'
//
// C has no exceptions, and those of the system are others.

#include <windows.h>

extern int Count;
void raise(int Code);

static VOID CALLBACK good_c(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (Count > 3)
    raise(Count);
}

void submit(void) { TrySubmitThreadpoolCallback(good_c, NULL, NULL); }
