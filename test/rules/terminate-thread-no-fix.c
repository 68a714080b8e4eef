// RUN: %check_rule terminate-thread %s
//
// Where a return would be something else, or is not known to be the same.

#include <windows.h>

int Count;
DWORD askForCode(void);
#define LEAVE() ExitThread(0)

static VOID CALLBACK bad_inner(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (Count) {
    ExitThread(0);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_inner', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
    // CHECK-NOTES: :[[@LINE+61]]:3: note: TrySubmitThreadpoolCallback gives 'bad_inner' to the pool
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: return from the callback: the thread is the pool's, which needs it for others
  }
  ++Count;
}

static void leave(void) { ExitThread(0); }
// CHECK-NOTES: :[[@LINE-1]]:27: warning: 'leave', called by the callback 'bad_helper', ends a thread of the pool [threadpool-terminate-thread]
// CHECK-NOTES: :[[@LINE+54]]:3: note: TrySubmitThreadpoolCallback gives 'bad_helper' to the pool
// CHECK-NOTES: :[[@LINE+4]]:3: note: 'bad_helper' calls 'leave'
// CHECK-NOTES: :[[@LINE-4]]:27: note: to repair: return from the callback: the thread is the pool's, which needs it for others

static VOID CALLBACK bad_helper(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  leave();
}

static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  LEAVE();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+44]]:3: note: TrySubmitThreadpoolCallback gives 'bad_macro' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static VOID CALLBACK bad_work_in_argument(PTP_CALLBACK_INSTANCE Instance,
                                          PVOID Context) {
  ExitThread(askForCode());
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_work_in_argument', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+37]]:3: note: TrySubmitThreadpoolCallback gives 'bad_work_in_argument' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

static VOID CALLBACK bad_of_expression(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context) {
  ++Count, ExitThread(0);
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: 'bad_of_expression', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+30]]:3: note: TrySubmitThreadpoolCallback gives 'bad_of_expression' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:12: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

// Who calls it goes on behind a return.
static DWORD WINAPI bad_called(LPVOID Context) {
  ExitThread(0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_called', a callback of the pool, ends a thread of the pool; it also runs elsewhere [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+23]]:3: note: QueueUserWorkItem gives 'bad_called' to the pool
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'threadOf' calls 'bad_called', too
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

DWORD WINAPI threadOf(LPVOID Context) {
  bad_called(Context);
  return ++Count;
}

static VOID CALLBACK bad_ended(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  FreeLibraryAndExitThread(NULL, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_ended', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+11]]:3: note: TrySubmitThreadpoolCallback gives 'bad_ended' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: return from the callback; FreeLibraryWhenCallbackReturns gives the module back behind it
}

void submitThem(void) {
  TrySubmitThreadpoolCallback(bad_inner, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_helper, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_macro, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_work_in_argument, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_of_expression, NULL, NULL);
  QueueUserWorkItem(bad_called, NULL, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(bad_ended, NULL, NULL);
}
