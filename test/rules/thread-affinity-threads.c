// RUN: %check_rule thread-affinity %s
//
// Which threads the pool runs a callback on.

#include <windows.h>

VOID SetThreadpoolCallbackPersistent(PTP_CALLBACK_ENVIRON Environment);

static DWORD WINAPI good_persistent(LPVOID Context) {
  SleepEx(10, TRUE);
  return 0;
}

static DWORD WINAPI good_io_thread(LPVOID Context) {
  SleepEx(10, TRUE);
  return 0;
}

static DWORD WINAPI good_flags_unknown(LPVOID Context) {
  SleepEx(10, TRUE);
  return 0;
}

static DWORD WINAPI bad_long(LPVOID Context) {
  SleepEx(10, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_long', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+30]]:3: note: QueueUserWorkItem gives 'bad_long' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  return 0;
}

static VOID CALLBACK good_timer_thread(PVOID Context, BOOLEAN TimedOut) {
  SleepEx(10, TRUE);
}

// Once so, and once so.
static DWORD WINAPI bad_either(LPVOID Context) {
  SleepEx(10, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_either', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+21]]:3: note: QueueUserWorkItem gives 'bad_either' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  return 0;
}

// Who waits for the handle may go on to do so.
static VOID CALLBACK good_wait_thread(PVOID Context, BOOLEAN TimedOut) {
  SleepEx(10, TRUE);
}

void queueThem(ULONG Flags, HANDLE Event) {
  HANDLE Timer, Wait;
  RegisterWaitForSingleObject(&Wait, Event, good_wait_thread, NULL, INFINITE,
                              WT_EXECUTEINWAITTHREAD);
  QueueUserWorkItem(good_persistent, NULL, WT_EXECUTEINPERSISTENTTHREAD);
  QueueUserWorkItem(good_io_thread, NULL, WT_EXECUTEINIOTHREAD);
  QueueUserWorkItem(good_flags_unknown, NULL, Flags);
  QueueUserWorkItem(bad_long, NULL, WT_EXECUTELONGFUNCTION);
  CreateTimerQueueTimer(&Timer, NULL, good_timer_thread, NULL, 100, 0,
                        WT_EXECUTEINTIMERTHREAD);
  QueueUserWorkItem(bad_either, NULL, WT_EXECUTEINPERSISTENTTHREAD);
  QueueUserWorkItem(bad_either, NULL, WT_EXECUTEDEFAULT);
}

//===--- Environments -----------------------------------------------------===//

static TP_CALLBACK_ENVIRON OfPool, Staying, Plain;
extern TP_CALLBACK_ENVIRON Elsewhere;
PTP_POOL Pool;

static VOID CALLBACK good_of_pool(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  SleepEx(10, TRUE);
}

static VOID CALLBACK good_staying(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  SleepEx(10, TRUE);
}

static VOID CALLBACK good_unseen(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  SleepEx(10, TRUE);
}

static VOID CALLBACK good_parameter(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context) {
  SleepEx(10, TRUE);
}

static VOID CALLBACK bad_plain(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  SleepEx(10, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_plain', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+15]]:3: note: TrySubmitThreadpoolCallback gives 'bad_plain' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
}

void submitThem(PTP_CALLBACK_ENVIRON Given) {
  InitializeThreadpoolEnvironment(&OfPool);
  SetThreadpoolCallbackPool(&OfPool, Pool);
  TrySubmitThreadpoolCallback(good_of_pool, NULL, &OfPool);
  InitializeThreadpoolEnvironment(&Staying);
  SetThreadpoolCallbackPersistent(&Staying);
  TrySubmitThreadpoolCallback(good_staying, NULL, &Staying);
  TrySubmitThreadpoolCallback(good_unseen, NULL, &Elsewhere);
  TrySubmitThreadpoolCallback(good_parameter, NULL, Given);
  InitializeThreadpoolEnvironment(&Plain);
  SetThreadpoolCallbackRunsLong(&Plain);
  TrySubmitThreadpoolCallback(bad_plain, NULL, &Plain);
}
