// RUN: %check_rule mutex-wait %s
//
// Members that others see: what the routine itself has put there counts.

#include <windows.h>

struct Request {
  HANDLE Event, Registration;
  PTP_WAIT Wait;
  OVERLAPPED Position;
  int IsEmulated;
};

VOID CALLBACK onDone(PVOID Context, BOOLEAN TimedOut);
void prepare(struct Request *R);
BOOL begin(OVERLAPPED *Position);

void exposed(HANDLE *Handle);
void expose(struct Request *R) { exposed(&R->Event); }

void bad_registered(struct Request *R) {
  R->Event = NULL;
  if (R->IsEmulated) {
    R->Event = CreateMutexW(NULL, FALSE, NULL);
    if (R->Event == NULL)
      return;
  }
  begin(&R->Position);
  if (R->IsEmulated)
    RegisterWaitForSingleObject(&R->Registration, R->Event, onDone, R, INFINITE,
                                WT_EXECUTEONLYONCE);
  // CHECK-NOTES: :[[@LINE-2]]:5: warning: the pool waits for a mutex: {{.*}} [threadpool-mutex-wait]
  // CHECK-NOTES: :[[@LINE-9]]:16: note: the handle is that of a mutex made here; wait for an event or a semaphore instead
}

void bad_set(struct Request *R) {
  R->Event = CreateMutexW(NULL, FALSE, NULL);
  SetEvent(R->Event);
  SetThreadpoolWait(R->Wait, R->Event, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the pool waits for a mutex: {{.*}} [threadpool-mutex-wait]
  // CHECK-NOTES: :[[@LINE-4]]:14: note: the handle is that of a mutex made here; wait for an event or a semaphore instead
}

void good_written_since(struct Request *R) {
  R->Event = CreateMutexW(NULL, FALSE, NULL);
  CloseHandle(R->Event);
  R->Event = CreateEventW(NULL, FALSE, FALSE, NULL);
  SetThreadpoolWait(R->Wait, R->Event, NULL);
}

void good_one_of_two(struct Request *R) {
  R->Event = R->IsEmulated ? CreateMutexW(NULL, FALSE, NULL)
                           : CreateEventW(NULL, FALSE, FALSE, NULL);
  if (!R->IsEmulated)
    SetThreadpoolWait(R->Wait, R->Event, NULL);
}

void good_helper(struct Request *R) {
  R->Event = CreateMutexW(NULL, FALSE, NULL);
  prepare(R);
  SetThreadpoolWait(R->Wait, R->Event, NULL);
}

void good_other_request(struct Request *R, struct Request *Other) {
  R->Event = CreateMutexW(NULL, FALSE, NULL);
  SetThreadpoolWait(Other->Wait, Other->Event, NULL);
}
