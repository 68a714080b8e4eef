// RUN: %check_rule null-handle-timeout %s
//
// Code that does not compile.

#include <windows.h>

static PTP_WAIT Wait;
static FILETIME OneSecond;

void good_broken(void) {
  SetThreadpoolWait(Wait, Undeclared, &OneSecond);
  // CHECK-MESSAGES: :[[@LINE-1]]:27: error: use of undeclared identifier 'Undeclared'{{.*}}
}

void bad_whole(void) {
  SetThreadpoolWait(Wait, NULL, &OneSecond);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_whole' sets the wait to no handle{{.*}} [threadpool-null-handle-timeout]
}
