// RUN: %check_rule filetime-cast %s
//
// Pointers to FILETIME made into pointers to 64-bit numbers. With the notes.

#include <string.h>
#include <windows.h>

static PTP_TIMER Timer;

void bad_written(DWORD Milliseconds) {
  FILETIME Due;
  *(LONGLONG *)&Due = -(LONGLONG)Milliseconds * 10000;
  // CHECK-NOTES: :[[@LINE-1]]:4: warning: a FILETIME is used as a 64-bit number, which has to lie at a multiple of 8 bytes; a FILETIME need not [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:4: note: to repair: copy its two halves to or from a LARGE_INTEGER, or all of it with memcpy
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

ULONGLONG bad_read(const FILETIME *Time) {
  return *(const ULONGLONG *)Time;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: to repair: {{.*}}
}

LONGLONG bad_large_integer(PFILETIME Time) {
  return ((PLARGE_INTEGER)Time)->QuadPart;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: to repair: {{.*}}
}

ULONGLONG bad_through_void(FILETIME *Time) {
  return *(ULONGLONG *)(void *)Time;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: to repair: {{.*}}
}

ULONGLONG bad_array(void) {
  FILETIME Times[1] = {{0, 0}};
  return *(ULONGLONG *)Times;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: to repair: {{.*}}
}

struct Entry {
  DWORD Kind;
  FILETIME Time;
};
ULONGLONG bad_member(struct Entry *E) {
  return *(ULONGLONG *)&E->Time;
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: to repair: {{.*}}
}

#define AS_NUMBER(TIME) (*(ULONGLONG *)&(TIME))
ULONGLONG bad_macro(FILETIME Time) {
  return AS_NUMBER(Time);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: a FILETIME is used as a 64-bit number, {{.*}} [threadpool-filetime-cast]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: to repair: {{.*}}
}

//===--- Right ------------------------------------------------------------===//

void good_other_direction(DWORD Milliseconds) {
  LONGLONG Due = -(LONGLONG)Milliseconds * 10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

void good_large_integer(DWORD Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -(LONGLONG)Milliseconds * 10000;
  SetThreadpoolTimer(Timer, (PFILETIME)&Due, 0, 0);
}

ULONGLONG good_copied(const FILETIME *Time) {
  ULONGLONG Number;
  memcpy(&Number, (const void *)Time, sizeof(Number));
  return Number;
}

ULONGLONG good_aligned(void) {
  __attribute__((aligned(8))) FILETIME Time = {0, 0};
  return *(ULONGLONG *)&Time;
}

union Time {
  FILETIME Halves;
  ULONGLONG Number;
};
ULONGLONG good_union(union Time *T) { return *(ULONGLONG *)&T->Halves; }

struct Aligned {
  ULONGLONG Number;
  FILETIME Time;
};
ULONGLONG good_aligned_member(struct Aligned *A) {
  return *(ULONGLONG *)&A->Time;
}

#define UNALIGNED
void good_said_to_be_unaligned(FILETIME *Time) {
  *(ULONGLONG UNALIGNED *)Time += 10000000;
}
#define LATER(TIME) (*(ULONGLONG UNALIGNED *)(TIME) += 10000000)
void good_said_in_a_macro(FILETIME *Time) { LATER(Time); }

DWORD good_smaller(FILETIME *Time) { return *(DWORD *)Time; }
BYTE good_bytes(FILETIME *Time) { return *(BYTE *)Time; }
ULONG_PTR good_address(FILETIME *Time) { return (ULONG_PTR)Time; }
ULONGLONG *good_pointer_to_pointer(FILETIME **Time) {
  return (ULONGLONG *)Time;
}
const FILETIME *good_const(FILETIME *Time) { return (const FILETIME *)Time; }
ULONGLONG good_pointer_itself(FILETIME *Time) { return (ULONGLONG)Time; }

ULONGLONG good_broken(void) {
  return *(ULONGLONG *)&Undeclared;
  // CHECK-NOTES: :[[@LINE-1]]:25: error: use of undeclared identifier 'Undeclared'{{.*}}
}
