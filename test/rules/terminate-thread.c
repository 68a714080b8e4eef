// RUN: %check_rule terminate-thread %s
//
// A callback ends its thread.

#include <process.h>
#include <windows.h>

static VOID CALLBACK bad_work(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  if (*(int *)Context)
    ExitThread(1);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_work', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
    // CHECK-NOTES: :[[@LINE+5]]:10: note: CreateThreadpoolWork gives 'bad_work' to the pool
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

PTP_WORK makeWork(int *Context) {
  return CreateThreadpoolWork(bad_work, Context, NULL);
}

//===--- Every function that does it --------------------------------------===//

static VOID CALLBACK bad_end(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (*(int *)Context)
    _endthread();
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_end', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
    // CHECK-NOTES: :[[@LINE+32]]:3: note: TrySubmitThreadpoolCallback gives 'bad_end' to the pool
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: return from the callback: the thread is the pool's, which needs it for others
  _endthreadex(0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_end', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+28]]:3: note: TrySubmitThreadpoolCallback gives 'bad_end' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static VOID CALLBACK bad_module(PVOID Module, BOOLEAN TimedOut) {
  FreeLibraryAndExitThread((HMODULE)Module, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_module', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+22]]:3: note: RegisterWaitForSingleObject gives 'bad_module' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback; FreeLibraryWhenCallbackReturns gives the module back behind it
}

static VOID CALLBACK bad_terminate(PVOID Context, BOOLEAN TimedOut) {
  HANDLE Own = GetCurrentThread();
  TerminateThread(Own, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_terminate', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+15]]:3: note: CreateTimerQueueTimer gives 'bad_terminate' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static HANDLE Producer;

static VOID CALLBACK good_terminate_another(PVOID Context, BOOLEAN TimedOut) {
  TerminateThread(Producer, 0);
  TerminateThread((HANDLE)Context, 0);
}

void registerThem(HANDLE Signal, HMODULE Self, int *Context) {
  HANDLE Wait, Timer;
  TrySubmitThreadpoolCallback(bad_end, Context, NULL);
  RegisterWaitForSingleObject(&Wait, Signal, bad_module, Self, INFINITE, 0);
  CreateTimerQueueTimer(&Timer, NULL, bad_terminate, NULL, 100, 0, 0);
  CreateTimerQueueTimer(&Timer, NULL, good_terminate_another, NULL, 100, 0, 0);
}
