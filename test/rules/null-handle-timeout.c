// RUN: %check_rule null-handle-timeout %s --fixed-clean
//
// A wait for no handle, with a timeout. With the notes.

#include <windows.h>

static PTP_WAIT Wait;
static PTP_TIMER Timer;
static HANDLE Event;
static FILETIME OneSecond;

void bad_null(void) {
  FILETIME Due = OneSecond;
  SetThreadpoolWait(Wait, NULL, &Due);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_null' sets the wait to no handle, which cancels it: the timeout is ignored [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: give no timeout to cancel, or the handle to wait for; a timer fires without a handle
  // CHECK-FIXES: {{^}}  SetThreadpoolWait(Wait, NULL, NULL);
}

void bad_zero(void) {
  SetThreadpoolWait(Wait, 0, &OneSecond);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_zero' {{.*}} [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
  // CHECK-FIXES: {{^}}  SetThreadpoolWait(Wait, 0, NULL);
}

struct Times {
  FILETIME Due;
};
void bad_member(struct Times *Self) {
  SetThreadpoolWait(Wait, NULL, &Self->Due);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_member' {{.*}} [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
  // CHECK-FIXES: {{^}}  SetThreadpoolWait(Wait, NULL, NULL);
}

void bad_ex(void) {
  SetThreadpoolWaitEx(Wait, NULL, &OneSecond, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_ex' {{.*}} [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

//===--- No fix -----------------------------------------------------------===//

void bad_cast(void) {
  SetThreadpoolWait(Wait, NULL, (FILETIME *)&OneSecond);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_cast' {{.*}} [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

#define WAIT_FOR(HANDLE, DUE) SetThreadpoolWait(Wait, HANDLE, DUE)
void bad_macro(void) {
  WAIT_FOR(NULL, &OneSecond);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro' {{.*}} [threadpool-null-handle-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

//===--- Right, or not known ----------------------------------------------===//

void good_cancel(void) { SetThreadpoolWait(Wait, NULL, NULL); }
void good_handle(void) { SetThreadpoolWait(Wait, Event, &OneSecond); }
void good_macro(void) { WAIT_FOR(Event, &OneSecond); }
void good_unknown_timeout(PFILETIME Due) { SetThreadpoolWait(Wait, NULL, Due); }
void good_unknown_handle(HANDLE Any) {
  SetThreadpoolWait(Wait, Any, &OneSecond);
}
void good_timer(void) { SetThreadpoolTimer(Timer, &OneSecond, 0, 0); }

static void set(HANDLE Any, PFILETIME Due) {
  SetThreadpoolWait(Wait, Any, Due);
}
void good_helper(void) {
  set(Event, &OneSecond);
  set(NULL, &OneSecond);
}

void good_handle_on_one_way(int Again) {
  HANDLE Any = NULL;
  if (Again)
    Any = Event;
  SetThreadpoolWait(Wait, Any, &OneSecond);
}
