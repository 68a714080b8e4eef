// RUN: %check_rule terminate-thread %s
//
// What a callback calls, and what others call as well.

#include <windows.h>

extern int Failures;

static void bad_helper(int Code) {
  ExitThread(Code);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_helper', called by the callback 'onWork', ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+11]]:34: note: CreateThreadpoolWork gives 'onWork' to the pool
  // CHECK-NOTES: :[[@LINE+7]]:5: note: 'onWork' calls 'bad_helper'
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  if (Failures > 3)
    bad_helper(1);
}

PTP_WORK makeWork(void) { return CreateThreadpoolWork(onWork, NULL, NULL); }

//===--- Both ways --------------------------------------------------------===//

static void bad_shared(void) {
  Failures = 0;
  ExitThread(2);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_shared', called by the callback 'onTimer', ends a thread of the pool; it also runs elsewhere [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+18]]:10: note: CreateThreadpoolTimer gives 'onTimer' to the pool
  // CHECK-NOTES: :[[@LINE+12]]:3: note: 'onTimer' calls 'bad_shared'
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'good_thread' calls 'bad_shared', too
  // CHECK-NOTES: :[[@LINE-5]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static DWORD WINAPI good_thread(LPVOID Context) {
  bad_shared();
  return 0;
}

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  bad_shared();
}

PTP_TIMER makeTimer(void) {
  CreateThread(NULL, 0, good_thread, NULL, 0, NULL);
  return CreateThreadpoolTimer(onTimer, NULL, NULL);
}

// The same function for a thread and for the pool.
static DWORD WINAPI bad_worker(LPVOID Context) {
  Failures = 0;
  ExitThread(0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_worker', a callback of the pool, ends a thread of the pool; it also runs elsewhere [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+7]]:3: note: QueueUserWorkItem gives 'bad_worker' to the pool
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'startWorkers' makes a thread that runs 'bad_worker', too
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

void startWorkers(void) {
  CreateThread(NULL, 0, bad_worker, NULL, 0, NULL);
  QueueUserWorkItem(bad_worker, NULL, WT_EXECUTEDEFAULT);
}

// Where others call it too, a condition may ask who does.
static void good_finish(BOOL EndsThread) {
  if (EndsThread)
    ExitThread(0);
}

static void good_decided(BOOL EndsThread) {
  if (EndsThread)
    ExitThread(0);
}

static DWORD WINAPI good_finishing_thread(LPVOID Context) {
  good_finish(*(BOOL *)Context);
  good_decided(TRUE);
  return 0;
}

static VOID CALLBACK onFinish(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  good_decided(FALSE);
  good_finish(*(BOOL *)Context);
}

void submitFinish(BOOL *Ends) {
  CreateThread(NULL, 0, good_finishing_thread, Ends, 0, NULL);
  TrySubmitThreadpoolCallback(onFinish, Ends, NULL);
}

//===--- Which thread it is -----------------------------------------------===//

static DWORD OwnThread;
static DWORD Slot;
int isWorkerThread(void);

static void good_asking(void) {
  DWORD Now = GetCurrentThreadId();
  if (Now == OwnThread)
    ExitThread(0);
  if (TlsGetValue(Slot))
    ExitThread(0);
  if (isWorkerThread())
    ExitThread(0);
}

static VOID CALLBACK onAsking(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  good_asking();
}

void submitAsking(void) { TrySubmitThreadpoolCallback(onAsking, NULL, NULL); }

//===--- Not in a callback ------------------------------------------------===//

static DWORD WINAPI good_own_thread(LPVOID Context) {
  ExitThread(0);
}

HANDLE startThread(void) {
  return CreateThread(NULL, 0, good_own_thread, NULL, 0, NULL);
}

// Nobody in this unit registers it.
void good_unseen(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ExitThread(0);
}

// Who closes the group calls it.
static VOID CALLBACK good_cancelled(PVOID Object, PVOID Cleanup) {
  ExitThread(0);
}

void bindGroup(PTP_CALLBACK_ENVIRON Environment, PTP_CLEANUP_GROUP Group) {
  SetThreadpoolCallbackCleanupGroup(Environment, Group, good_cancelled);
}

// The context says that it does not come there.
static VOID CALLBACK good_without_context(PTP_CALLBACK_INSTANCE Instance,
                                          PVOID Context) {
  if (Context)
    ExitThread(0);
}

void submitWithoutContext(void) {
  TrySubmitThreadpoolCallback(good_without_context, NULL, NULL);
}

//===--- ntdll ------------------------------------------------------------===//

LONG NTAPI TpSimpleTryPost(PTP_SIMPLE_CALLBACK Callback, PVOID Context,
                           PTP_CALLBACK_ENVIRON Environment);
void NTAPI RtlExitUserThread(LONG Status);
LONG NTAPI NtTerminateThread(HANDLE Thread, LONG Status);

static VOID CALLBACK bad_native(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  NtTerminateThread((HANDLE)(LONG_PTR)-2, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_native', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+8]]:27: note: TpSimpleTryPost gives 'bad_native' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
  RtlExitUserThread(0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_native', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+4]]:27: note: TpSimpleTryPost gives 'bad_native' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

void submitNative(void) { TpSimpleTryPost(bad_native, NULL, NULL); }

//===--- Through a helper that registers ----------------------------------===//

static VOID CALLBACK bad_given(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (Failures)
    ExitThread(Failures);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_given', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
    // CHECK-NOTES: :[[@LINE+5]]:10: note: TrySubmitThreadpoolCallback gives 'bad_given' to the pool
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static BOOL submit(PTP_SIMPLE_CALLBACK Callback) {
  return TrySubmitThreadpoolCallback(Callback, NULL, NULL);
}

BOOL submitGiven(void) { return submit(bad_given); }
