// RUN: %check_rule "*" %s
//
// In a macro.

#include <windows.h>

#define MAKE_LOCK() CreateMutexW(NULL, FALSE, NULL)
#define WAIT_FOR(HANDLE) SetThreadpoolWait(Wait, HANDLE, NULL)

VOID CALLBACK onTurn(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Own, TP_WAIT_RESULT Result) {}

void bad_macro(void) {
  PTP_WAIT Wait = CreateThreadpoolWait(onTurn, NULL, NULL);
  HANDLE Mutex = MAKE_LOCK();
  WAIT_FOR(Mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}
