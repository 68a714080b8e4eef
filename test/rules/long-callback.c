// RUN: %check_rule long-callback %s --fixed-clean
//
// Callbacks that block, and what makes them say so.

#include <stdlib.h>
#include <windows.h>

typedef struct {
  HANDLE Done;
  HANDLE Threads[4];
  CRITICAL_SECTION Lock;
  CONDITION_VARIABLE Changed;
  PTP_TIMER Timer;
  int Hits;
} Job;

static VOID CALLBACK bad_wait(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Job *J = Context;
  // CHECK-FIXES: Job *J = Context;
  WaitForSingleObject(J->Done, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wait', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  ++J->Hits;
}

static VOID CALLBACK bad_seconds(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  // CHECK-FIXES: bad_seconds
  // CHECK-FIXES: CallbackMayRunLong(Instance);
  // CHECK-FIXES: Job *J = Context;
  Job *J = Context;
  if (WaitForMultipleObjects(4, J->Threads, TRUE, 5000) == WAIT_TIMEOUT)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_seconds', a callback of the pool, waits for a signal for up to 5000 ms and has not told the pool that it may run long [threadpool-long-callback]
    ++J->Hits;
}

static VOID CALLBACK bad_sleep(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  // CHECK-FIXES: bad_sleep
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  Sleep(1000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_sleep', a callback of the pool, sleeps for 1000 ms and has not told the pool that it may run long [threadpool-long-callback]
}

// What is as likely to be longer.
static VOID CALLBACK bad_random(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  // CHECK-FIXES: bad_random
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  Sleep(500 + rand() % 2000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_random', a callback of the pool, sleeps for up to 2499 ms and has not told the pool that it may run long [threadpool-long-callback]
}

static VOID CALLBACK bad_masked(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  // CHECK-FIXES: bad_masked
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  DWORD Time = 10 * (GetTickCount() & 0xff);
  Sleep(Time);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_masked', a callback of the pool, sleeps for up to 2550 ms and has not told the pool that it may run long [threadpool-long-callback]
}

static VOID CALLBACK bad_condition(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  // CHECK-FIXES: bad_condition
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  Job *J = Context;
  EnterCriticalSection(&J->Lock);
  while (J->Hits == 0)
    SleepConditionVariableCS(&J->Changed, &J->Lock, INFINITE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_condition', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  LeaveCriticalSection(&J->Lock);
}

static VOID CALLBACK bad_drain(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  // CHECK-FIXES: bad_drain
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  Job *J = Context;
  SetThreadpoolTimer(J->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(J->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_drain', a callback of the pool, waits for the callbacks of another object and has not told the pool that it may run long [threadpool-long-callback]
}

// CHECK-FIXES: bad_one_line
// CHECK-FIXES: { CallbackMayRunLong(I); Sleep(60000); }
static VOID CALLBACK bad_one_line(PTP_CALLBACK_INSTANCE I, PVOID Context,
                                  PTP_WORK Work) { Sleep(60000); }
// CHECK-MESSAGES: :[[@LINE-1]]:52: warning: 'bad_one_line', a callback of the pool, sleeps for 60000 ms and has not told the pool that it may run long [threadpool-long-callback]

// Once told, twice too many.
static VOID CALLBACK bad_twice(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  // CHECK-FIXES: bad_twice
  // CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
  Sleep(2000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_twice', a callback of the pool, sleeps for 2000 ms and has not told the pool that it may run long [threadpool-long-callback]
  Sleep(3000);
}

static VOID CALLBACK good_short(PTP_CALLBACK_INSTANCE Instance,
                                PVOID Context) {
  Job *J = Context;
  Sleep(11);
  Sleep(rand() % 500);
  if (WaitForSingleObject(J->Done, 0) == WAIT_TIMEOUT)
    WaitForSingleObject(J->Done, 100);
}

static VOID CALLBACK good_unknown_time(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context) {
  Job *J = Context;
  Sleep(J->Hits);
}

static VOID CALLBACK good_lock(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Job *J = Context;
  EnterCriticalSection(&J->Lock);
  ++J->Hits;
  LeaveCriticalSection(&J->Lock);
}

// The handle is a lock, whatever it is a handle of.
static VOID CALLBACK good_mutex(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Job *J = Context;
  WaitForSingleObject(J->Done, INFINITE);
  ++J->Hits;
  ReleaseMutex(J->Done);
}

static VOID CALLBACK good_semaphore(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context) {
  Job *J = Context;
  WaitForSingleObject(J->Done, INFINITE);
  ++J->Hits;
  ReleaseSemaphore(J->Done, 1, NULL);
}

// The process is ending.
static VOID CALLBACK good_ended(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Job *J = Context;
  TerminateProcess(J->Threads[0], 1);
  WaitForSingleObject(J->Threads[0], INFINITE);
}

void submitThem(Job *J, Job *Other, PTP_TIMER_CALLBACK onTimer) {
  TrySubmitThreadpoolCallback(bad_wait, J, NULL);
  TrySubmitThreadpoolCallback(bad_seconds, J, NULL);
  TrySubmitThreadpoolCallback(bad_sleep, J, NULL);
  TrySubmitThreadpoolCallback(bad_random, J, NULL);
  TrySubmitThreadpoolCallback(bad_masked, J, NULL);
  TrySubmitThreadpoolCallback(bad_condition, J, NULL);
  J->Timer = CreateThreadpoolTimer(onTimer, J, NULL);
  CreateThreadpoolWork(bad_drain, J, NULL);
  CreateThreadpoolWork(bad_one_line, J, NULL);
  CreateThreadpoolWork(bad_twice, J, NULL);
  TrySubmitThreadpoolCallback(good_short, J, NULL);
  TrySubmitThreadpoolCallback(good_unknown_time, J, NULL);
  TrySubmitThreadpoolCallback(good_lock, J, NULL);
  TrySubmitThreadpoolCallback(good_mutex, J, NULL);
  TrySubmitThreadpoolCallback(good_semaphore, J, NULL);
  TrySubmitThreadpoolCallback(good_ended, J, NULL);
}
