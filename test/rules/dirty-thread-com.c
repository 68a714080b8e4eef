// RUN: %check_rule dirty-thread %s
//
// What the result of the initialization of COM says.

#include <windows.h>

void work(void *Item);
BOOL isIdle(void);
void *reserve(void *Item);

typedef struct {
  HRESULT Result;
  BOOL NeedsCom, IsCancelled;
} Item;

static VOID CALLBACK bad_early_return(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context, PTP_WORK Work) {
  if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_early_return', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
    return;
  if (!reserve(Context))
    return;
  work(Context);
  CoUninitialize();
}

// A second initialization yields S_FALSE, and counts.
static VOID CALLBACK bad_already(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  const HRESULT Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'bad_already', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  if (Result == S_FALSE)
    return;
  work(Context);
  if (SUCCEEDED(Result))
    CoUninitialize();
}

// The variable has another result by then.
static VOID CALLBACK bad_result_lost(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  HRESULT Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'bad_result_lost', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  if (FAILED(Result))
    return;
  Result = (HRESULT)isIdle();
  if (SUCCEEDED(Result))
    CoUninitialize();
}

static VOID CALLBACK bad_counted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_counted', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  OleInitialize(NULL);
  work(Context);
  OleUninitialize();
}

static VOID CALLBACK bad_item_tested(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  Item *Own = Context;
  Own->Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'bad_item_tested', a callback of the pool, initializes COM and can return without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  if (Own->IsCancelled)
    return;
  if (SUCCEEDED(Own->Result))
    CoUninitialize();
}

static VOID CALLBACK good_if_succeeded(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work) {
  const HRESULT Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  if (isIdle())
    work(Context);
  if (SUCCEEDED(Result))
    CoUninitialize();
}

static VOID CALLBACK good_remembered(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  const BOOL Succeeded = SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
  work(Context);
  if (Succeeded)
    CoUninitialize();
}

static VOID CALLBACK good_item_remembers(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context, PTP_WORK Work) {
  Item *Own = Context;
  Own->Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Context);
  if (SUCCEEDED(Own->Result))
    CoUninitialize();
}

static VOID CALLBACK good_both_successes(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context, PTP_WORK Work) {
  const HRESULT Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Context);
  if (Result == S_OK || Result == S_FALSE)
    CoUninitialize();
}

// S_FALSE is forgotten; that a thread of the pool is initialized already is
// rare.
static VOID CALLBACK good_only_ok(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context, PTP_WORK Work) {
  if (CoInitializeEx(NULL, COINIT_MULTITHREADED) != S_OK)
    return;
  work(Context);
  CoUninitialize();
}

static VOID CALLBACK good_other_mode(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  const HRESULT Result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
  if (FAILED(Result) && Result != RPC_E_CHANGED_MODE)
    return;
  work(Context);
  if (Result != RPC_E_CHANGED_MODE)
    CoUninitialize();
}

static VOID CALLBACK good_where_needed(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work) {
  Item *Own = Context;
  if (Own->NeedsCom)
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Own);
  if (Own->NeedsCom)
    CoUninitialize();
}

static VOID CALLBACK good_counted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_WORK Work) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  OleInitialize(NULL);
  work(Context);
  OleUninitialize();
  CoUninitialize();
}

// Prepares a thread once.
static VOID CALLBACK good_once(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  static __thread BOOL IsPrepared;
  if (!IsPrepared) {
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    IsPrepared = TRUE;
  }
  work(Context);
}

PTP_WORK Works[20];

void makeThem(void *Given) {
  Works[0] = CreateThreadpoolWork(bad_early_return, Given, NULL);
  Works[1] = CreateThreadpoolWork(bad_already, Given, NULL);
  Works[2] = CreateThreadpoolWork(bad_result_lost, Given, NULL);
  Works[3] = CreateThreadpoolWork(bad_counted, Given, NULL);
  Works[4] = CreateThreadpoolWork(bad_item_tested, Given, NULL);
  Works[5] = CreateThreadpoolWork(good_if_succeeded, Given, NULL);
  Works[6] = CreateThreadpoolWork(good_remembered, Given, NULL);
  Works[7] = CreateThreadpoolWork(good_item_remembers, Given, NULL);
  Works[8] = CreateThreadpoolWork(good_both_successes, Given, NULL);
  Works[9] = CreateThreadpoolWork(good_only_ok, Given, NULL);
  Works[10] = CreateThreadpoolWork(good_other_mode, Given, NULL);
  Works[11] = CreateThreadpoolWork(good_where_needed, Given, NULL);
  Works[12] = CreateThreadpoolWork(good_counted, Given, NULL);
  Works[13] = CreateThreadpoolWork(good_once, Given, NULL);
}
