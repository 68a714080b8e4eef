// RUN: %check_rule dirty-thread %s
//
// A thread of a pool of one's own, and one that stays, may be prepared for the
// callbacks that are to come; nobody leaves it half prepared.

#include <windows.h>

void work(void *Item);
BOOL isIdle(void);

static VOID CALLBACK good_prepared(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  work(Context);
}

// Each callback adds one.
static VOID CALLBACK bad_count(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_count', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK bad_half(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_half', a callback of the pool, changes the priority of its thread and can return without restoring it: whatever the pool runs next on the thread has that priority [threadpool-dirty-thread]
  if (isIdle())
    return;
  work(Context);
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_NORMAL);
}

static VOID CALLBACK bad_impersonation(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context) {
  ImpersonateLoggedOnUser(Context);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_impersonation', a callback of the pool, impersonates somebody and returns without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  work(Context);
}

void useOwnPool(void *Given) {
  TP_CALLBACK_ENVIRON Environ;
  PTP_POOL Pool = CreateThreadpool(NULL);
  if (!Pool)
    return;
  InitializeThreadpoolEnvironment(&Environ);
  SetThreadpoolCallbackPool(&Environ, Pool);
  TrySubmitThreadpoolCallback(good_prepared, Given, &Environ);
  TrySubmitThreadpoolCallback(bad_count, Given, &Environ);
  TrySubmitThreadpoolCallback(bad_half, Given, &Environ);
  TrySubmitThreadpoolCallback(bad_impersonation, Given, &Environ);
}

static DWORD WINAPI good_persistent(LPVOID Context) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Context);
  return 0;
}

static DWORD WINAPI bad_not_persistent(LPVOID Context) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_persistent', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  work(Context);
  return 0;
}

void queueThem(void *Given) {
  QueueUserWorkItem(good_persistent, Given, WT_EXECUTEINPERSISTENTTHREAD);
  QueueUserWorkItem(bad_not_persistent, Given, WT_EXECUTEDEFAULT);
}

// On a thread of the program's own that ends with the function there is nothing
// to give back.
static DWORD WINAPI good_both(LPVOID Context) {
  if (isIdle())
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Context);
  return 0;
}

static DWORD WINAPI bad_both(LPVOID Context) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_both', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment; it also runs elsewhere [threadpool-dirty-thread]
  work(Context);
  return 0;
}

void startThem(void *Given) {
  QueueUserWorkItem(good_both, Given, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_both, Given, WT_EXECUTEDEFAULT);
  CreateThread(NULL, 0, good_both, Given, 0, NULL);
  CreateThread(NULL, 0, bad_both, Given, 0, NULL);
}
