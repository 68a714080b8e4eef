// RUN: %check_rule relative-timeout %s
//
// Code that does not compile.

#include <windows.h>

static PTP_TIMER Timer;

void good_changed_by_an_error(void) {
  FILETIME Due = {30000000, 0};
  negate(&Due, Undeclared);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'negate'{{.*}}
  // CHECK-MESSAGES: :[[@LINE-2]]:16: error: use of undeclared identifier 'Undeclared'{{.*}}
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_made_by_an_error(void) {
  LONGLONG Due = Undeclared * 10000;
  // CHECK-MESSAGES: :[[@LINE-1]]:18: error: use of undeclared identifier 'Undeclared'{{.*}}
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_other_half_by_an_error(void) {
  FILETIME Due;
  Due.dwLowDateTime = 0;
  Due.dwHighDateTime = Undeclared;
  // CHECK-MESSAGES: :[[@LINE-1]]:24: error: use of undeclared identifier 'Undeclared'{{.*}}
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void bad_whole(void) {
  FILETIME Due = {30000000, 0};
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the due time 30000000 is positive{{.*}} [threadpool-relative-timeout]
}
