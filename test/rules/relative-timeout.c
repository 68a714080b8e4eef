// RUN: %check_rule relative-timeout %s
//
// Times from now on that are positive, half written or computed wrongly. With
// the notes.

#include <windows.h>

static PTP_TIMER Timer;
static PTP_WAIT Wait;
static HANDLE Event;

//===--- Positive ---------------------------------------------------------===//

void bad_halves(void) {
  FILETIME Due;
  Due.dwLowDateTime = 50000000;
  Due.dwHighDateTime = 0;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 50000000 is positive, which means a moment soon after the beginning of the year 1601: the timer fires at once [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: a time from now on is negative: -50000000 is 5.000 seconds from now
}

void bad_initialized(void) {
  FILETIME Due = {20000000, 0};
  SetThreadpoolWait(Wait, Event, &Due);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 20000000 is positive, which means a moment soon after the beginning of the year 1601: the wait fires at once [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: a time from now on is negative: -20000000 is 2.000 seconds from now
}

void bad_large_integer(void) {
  LARGE_INTEGER Due;
  Due.QuadPart = 3000 * 10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 30000000 is positive, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}} 3.000 seconds from now
  // CHECK-FIXES: {{^}}  Due.QuadPart = -3000 * 10000;
}

void bad_through_halves_of_large_integer(void) {
  ULARGE_INTEGER Large;
  FILETIME Due;
  Large.QuadPart = 5ULL * 10000000;
  Due.dwLowDateTime = Large.LowPart;
  Due.dwHighDateTime = Large.HighPart;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 50000000 is positive, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
}

void bad_masked_and_shifted(void) {
  LONGLONG Ticks = 10 * 10000000LL;
  FILETIME Due;
  Due.dwLowDateTime = (DWORD)(Ticks & 0xFFFFFFFF);
  Due.dwHighDateTime = (DWORD)(Ticks >> 32);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 100000000 is positive, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}} 10.000 seconds from now
}

void bad_number_itself(void) {
  LONGLONG Due = 7 * 10000000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time 70000000 is positive, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: {{.*}}
  // CHECK-FIXES: {{^}}  LONGLONG Due = -7 * 10000000;
}

void bad_milliseconds(DWORD Milliseconds) {
  ULARGE_INTEGER Due;
  Due.QuadPart = Milliseconds * 10000ULL;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is positive, which means a moment soon after the beginning of the year 1601: the timer fires at once [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; to repair: a time from now on is negative
}

//===--- Half written -----------------------------------------------------===//

void bad_low_half_only(void) {
  FILETIME Due;
  Due.dwLowDateTime = (DWORD)-10000000;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: only one half of the due time is written; the other one holds what happened to be there [threadpool-relative-timeout]
}

//===--- Too few bits -----------------------------------------------------===//

void bad_unsigned_product(DWORD Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits, which is wrong for more than 429496 times 10000, 429 seconds [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; to repair: convert the number to 64 bits before it is multiplied
  // CHECK-FIXES: {{^}}  Due.QuadPart = -(LONGLONG)((LONGLONG)Milliseconds * 10000);
}

void bad_signed_product(int Milliseconds) {
  LONGLONG Due = Milliseconds * -10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits, which is wrong for more than 214748 times 10000, 215 seconds [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; to repair: convert the number to 64 bits before it is multiplied
  // CHECK-FIXES: {{^}}  LONGLONG Due = (LONGLONG)Milliseconds * -10000;
}

void bad_seconds(int Seconds) {
  LONGLONG Ticks = -(LONGLONG)(10000 * 1000 * Seconds);
  FILETIME Due;
  Due.dwLowDateTime = (DWORD)Ticks;
  Due.dwHighDateTime = (DWORD)(Ticks >> 32);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits, which is wrong for more than 214 times 10000000, 214 seconds [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-6]]:20: note: computed here; to repair: convert the number to 64 bits before it is multiplied
  // CHECK-FIXES: {{^}}  LONGLONG Ticks = -(LONGLONG)(10000 * 1000 * (LONGLONG)Seconds);
}

void logNumber(const char *Format, DWORD Number);
void bad_told(DWORD Milliseconds) {
  LONGLONG Due = -(LONGLONG)(Milliseconds * 10000);
  logNumber("in %u ms", Milliseconds);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-4]]:18: note: computed here; {{.*}}
  // CHECK-FIXES: {{^}}  LONGLONG Due = -(LONGLONG)((LONGLONG)Milliseconds * 10000);
}

static void setIn(DWORD Milliseconds) {
  LONGLONG Due = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the due time is computed in 32 bits, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; {{.*}}
  // CHECK-FIXES: {{^}}  LONGLONG Due = -(LONGLONG)((LONGLONG)Milliseconds * 10000);
}

void bad_ten_minutes(void) { setIn(10 * 60 * 1000); }

//===--- The minus of a number without a sign -----------------------------===//

void bad_negated_unsigned(DWORD Ticks) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Ticks;
  SetThreadpoolWait(Wait, Event, (PFILETIME)&Due);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the minus stands before a number without a sign, so the due time is positive and means a moment soon after the beginning of the year 1601: the wait fires at once [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; to repair: convert the number to a signed one of 64 bits first
  // CHECK-FIXES: {{^}}  Due.QuadPart = -(LONGLONG)Ticks;
}

void bad_negated_unsigned_product(DWORD Milliseconds) {
  LONGLONG Due = Milliseconds * -10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the minus stands before a number without a sign, {{.*}} [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:18: note: computed here; {{.*}}
  // CHECK-FIXES: {{^}}  LONGLONG Due = (LONGLONG)Milliseconds * -10000;
}

//===--- A wait that only asks --------------------------------------------===//

void create(void) { Event = CreateEventW(NULL, FALSE, FALSE, NULL); }
void signal(void) { SetEvent(Event); }

void bad_poll(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolWait(Wait, Event, &Now);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the pool is asked to wait no time at all for the handle, which is more than asking whether it is signalled: a callback is queued either way [threadpool-relative-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: to repair: ask with WaitForSingleObject and a timeout of 0
}
