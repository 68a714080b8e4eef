// RUN: %check_rule relative-timeout %s
//
// Right times, and such as are not known.

#include <string.h>
#include <windows.h>

static PTP_TIMER Timer;
static PTP_WAIT Wait;
static HANDLE Event;

//===--- Right ------------------------------------------------------------===//

void good_negative(void) {
  LARGE_INTEGER Due;
  Due.QuadPart = -5000LL * 10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_negative_halves(void) {
  FILETIME Due;
  Due.dwLowDateTime = (DWORD)-50000000;
  Due.dwHighDateTime = (DWORD)-1;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_unsigned_that_wraps(void) {
  ULARGE_INTEGER Due;
  Due.QuadPart = (ULONGLONG)-(10 * 10000000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_unsigned_product_that_wraps(DWORD Milliseconds) {
  ULONGLONG Due = (ULONGLONG)Milliseconds * -10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_minus_one_times_unsigned(DWORD Milliseconds) {
  LARGE_INTEGER Ticks;
  FILETIME Due;
  Ticks.QuadPart = -1 * ((ULONGLONG)Milliseconds * 10000);
  Due.dwHighDateTime = Ticks.u.HighPart;
  Due.dwLowDateTime = Ticks.u.LowPart;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_widened(DWORD Milliseconds) {
  ULARGE_INTEGER Ticks;
  FILETIME Due;
  Ticks.QuadPart = (ULONGLONG)-((LONGLONG)Milliseconds * 10000);
  Due.dwHighDateTime = Ticks.HighPart;
  Due.dwLowDateTime = Ticks.LowPart;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_wide_literal(int Milliseconds) {
  LONGLONG Due = Milliseconds * -10000LL;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_short_number(WORD Milliseconds) {
  LONGLONG Due = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_bounded(DWORD Milliseconds) {
  LONGLONG Due;
  if (Milliseconds > 60000)
    Milliseconds = 60000;
  Due = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

int isShort(DWORD Milliseconds);
void good_bounded_elsewhere(DWORD Milliseconds) {
  LONGLONG Due;
  if (!isShort(Milliseconds))
    return;
  Due = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

static void setIn(DWORD Milliseconds) {
  LONGLONG Due = -(LONGLONG)(Milliseconds * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_few_seconds(void) { setIn(5000); }

void good_zero(void) {
  FILETIME Now = {0};
  SetThreadpoolTimer(Timer, &Now, 1000, 0);
}

void good_smallest_moment(void) {
  LONGLONG Over = 1;
  SetThreadpoolTimer(Timer, (PFILETIME)&Over, 0, 0);
}

//===--- A moment in time -------------------------------------------------===//

void good_system_time(const SYSTEMTIME *When) {
  FILETIME Due;
  SystemTimeToFileTime(When, &Due);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_system_time_and_more(DWORD Milliseconds) {
  FILETIME Due;
  ULARGE_INTEGER Sum;
  GetSystemTimeAsFileTime(&Due);
  Sum.LowPart = Due.dwLowDateTime;
  Sum.HighPart = Due.dwHighDateTime;
  Sum.QuadPart += Milliseconds * 10000ULL;
  Due.dwLowDateTime = Sum.LowPart;
  Due.dwHighDateTime = Sum.HighPart;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_low_half_changed(void) {
  FILETIME Due;
  GetSystemTimeAsFileTime(&Due);
  Due.dwLowDateTime += 10000;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_low_half_of_moment(void) {
  FILETIME Due;
  GetSystemTimeAsFileTime(&Due);
  Due.dwLowDateTime = 0;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_first_of_january_2030(void) {
  LARGE_INTEGER Due;
  Due.QuadPart = 135379296000000000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_seconds_since_1601(ULONGLONG Seconds) {
  ULARGE_INTEGER Due;
  Due.QuadPart = Seconds * 10000000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

//===--- Unknown ----------------------------------------------------------===//

void good_parameter(FILETIME Due) { SetThreadpoolTimer(Timer, &Due, 0, 0); }

void good_parameter_in_part(FILETIME Due) {
  Due.dwLowDateTime = 0;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_pointer(PFILETIME Due) { SetThreadpoolTimer(Timer, Due, 0, 0); }

void good_either_sign(int Relative) {
  LONGLONG Due = Relative * 10000LL;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

FILETIME relativeTime(DWORD Milliseconds);
void good_helper(void) {
  FILETIME Due = relativeTime(5000);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void fill(FILETIME *Due, DWORD Milliseconds);
void good_filled_elsewhere(void) {
  FILETIME Due;
  Due.dwLowDateTime = 100;
  fill(&Due, 5000);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_copied_as_memory(DWORD Milliseconds) {
  LONGLONG Ticks = -(LONGLONG)Milliseconds * 10000;
  FILETIME Due;
  memcpy(&Due, &Ticks, sizeof(Due));
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_half_of_zeroed_memory(void) {
  FILETIME Due;
  memset(&Due, 0, sizeof(Due));
  Due.dwHighDateTime = (DWORD)-1;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_indexed(void) {
  FILETIME Due;
  DWORD *Halves = (DWORD *)&Due;
  Halves[0] = (DWORD)-10000;
  Halves[1] = (DWORD)-1;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

struct Options {
  DWORD Delay;
  FILETIME Due;
};
void good_member_of_unknown_size(const struct Options *O) {
  LONGLONG Due = -(LONGLONG)(O->Delay * 10000);
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}
void good_one_half_of_a_member(struct Options *O) {
  O->Due.dwLowDateTime = (DWORD)-10000;
  SetThreadpoolTimer(Timer, &O->Due, 0, 0);
}

//===--- Unions -----------------------------------------------------------===//

union Time {
  FILETIME Halves;
  LONGLONG Number;
};

void good_union(void) {
  union Time Due = {{30000000, 0}};
  Due.Number = -30000000;
  SetThreadpoolTimer(Timer, &Due.Halves, 0, 0);
}

void good_union_half_changed(void) {
  union Time Due;
  Due.Number = -30000000;
  Due.Halves.dwLowDateTime = 0;
  SetThreadpoolTimer(Timer, &Due.Halves, 0, 0);
}

void good_large_integer_initialized(DWORD Milliseconds) {
  LARGE_INTEGER Large = {{10000, 0}};
  FILETIME Due;
  Large.QuadPart = -(LONGLONG)Milliseconds * 10000;
  Due.dwLowDateTime = Large.LowPart;
  Due.dwHighDateTime = Large.HighPart;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_half_taken_before_the_change(void) {
  LARGE_INTEGER Large;
  FILETIME Due;
  Large.QuadPart = -20000000;
  Due.dwLowDateTime = Large.LowPart;
  Due.dwHighDateTime = Large.HighPart;
  Large.QuadPart = 20000000;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

//===--- Ways that may never be taken -------------------------------------===//

void good_sign_by_condition(int Relative) {
  LONGLONG Due = 50000000;
  if (Relative)
    Due = -Due;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_halves_by_condition(int IsSet) {
  FILETIME Due;
  if (IsSet)
    Due.dwLowDateTime = (DWORD)-10000;
  if (IsSet)
    Due.dwHighDateTime = (DWORD)-1;
  SetThreadpoolTimer(Timer, IsSet ? &Due : NULL, 0, 0);
}

//===--- Not to wait at all -----------------------------------------------===//

void good_cancel(void) {
  FILETIME Due = {50000000, 0};
  SetThreadpoolWait(Wait, NULL, &Due);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
}

static HANDLE Never;
void createNever(void) { Never = CreateEventW(NULL, TRUE, FALSE, NULL); }

void good_event_that_nobody_sets(void) {
  FILETIME Now = {0, 0};
  SetThreadpoolWait(Wait, Never, &Now);
}

void good_unknown_handle(HANDLE Process) {
  FILETIME Now = {0, 0};
  SetThreadpoolWait(Wait, Process, &Now);
}
