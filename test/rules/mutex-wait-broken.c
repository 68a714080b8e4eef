// RUN: %check_rule "*" %s
//
// Code that does not compile.

#include <windows.h>

static PTP_WAIT Wait;

void good_broken_here(void) {
  HANDLE Mutex = CreateMutexW(NULL, FALSE, NULL);
  SetThreadpoolWait(Wait, pick(Mutex, UnknownConstant), NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:27: error: {{.*}} 'pick'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:39: error: use of undeclared identifier 'UnknownConstant'{{.*}}
}

void bad_whole(void) {
  HANDLE Mutex = CreateMutexW(NULL, FALSE, NULL);
  SetThreadpoolWait(Wait, Mutex, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
}
