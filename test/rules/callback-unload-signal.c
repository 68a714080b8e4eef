// RUN: %check_rule callback-unload %s --fixed-clean
//
// Callbacks that signal who waits to unload the module.

#include <windows.h>

extern int Count;
static HMODULE Self;
static HANDLE Done, Slots, Wake, Timed, Asked;
static CRITICAL_SECTION Lock;

static DWORD WINAPI unload(LPVOID Context) {
  WaitForSingleObject(Done, INFINITE);
  WaitForSingleObject(Slots, INFINITE);
  EnterCriticalSection(&Lock);
  ++Count;
  LeaveCriticalSection(&Lock);
  FreeLibraryAndExitThread(Self, 0);
}

static VOID CALLBACK bad_event(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++Count;
  SetEvent(Done);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_event', a callback of the pool, signals what 'unload' waits for before the module is unloaded, and has still to return [threadpool-callback-unload]
  // CHECK-NOTES: :[[@LINE+63]]:3: note: TrySubmitThreadpoolCallback gives 'bad_event' to the pool
  // CHECK-NOTES: :[[@LINE-13]]:3: note: 'unload' waits for it
  // CHECK-NOTES: :[[@LINE-9]]:3: note: the module is unloaded, while the callback may not have returned
  // CHECK-NOTES: :[[@LINE-5]]:3: note: to repair: leave it to the pool, which does it when the code has left the module: SetEventWhenCallbackReturns
  // CHECK-FIXES: {{^}}  SetEventWhenCallbackReturns(Instance, Done);
}

static VOID CALLBACK bad_semaphore(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  ++Count;
  ReleaseSemaphore(Slots, 1, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_semaphore', a callback of the pool, signals what 'unload' waits for before the module is unloaded, and has still to return [threadpool-callback-unload]
  // CHECK-NOTES: :[[@LINE+52]]:3: note: TrySubmitThreadpoolCallback gives 'bad_semaphore' to the pool
  // CHECK-NOTES: :[[@LINE-24]]:3: note: 'unload' waits for it
  // CHECK-NOTES: :[[@LINE-21]]:3: note: the module is unloaded, while the callback may not have returned
  // CHECK-NOTES: :[[@LINE-5]]:3: note: to repair: leave it to the pool, which does it when the code has left the module: ReleaseSemaphoreWhenCallbackReturns
  // CHECK-FIXES: {{^}}  ReleaseSemaphoreWhenCallbackReturns(Instance, Slots, 1);
}

static DWORD WINAPI bad_legacy(LPVOID Context) {
  SetEvent(Timed);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_legacy', a callback of the pool, signals what 'DllMain' waits for before the module is unloaded, and has still to return [threadpool-callback-unload]
  // CHECK-NOTES: :[[@LINE+43]]:3: note: QueueUserWorkItem gives 'bad_legacy' to the pool
  // CHECK-NOTES: :[[@LINE+55]]:5: note: 'DllMain' waits for it
  // CHECK-NOTES: :[[@LINE+49]]:13: note: behind 'DllMain' the module is unloaded, while the callback may not have returned
  // CHECK-NOTES: :[[@LINE-5]]:3: note: to repair: use a work object, whose callback can leave it to the pool: SetEventWhenCallbackReturns
  return 0;
}

// It is told of work, and not of the end.
static DWORD WINAPI serve(LPVOID Context) {
  while (Count < 100)
    WaitForSingleObject(Wake, INFINITE);
  FreeLibraryAndExitThread(Self, 0);
}
static VOID CALLBACK good_wake(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  SetEvent(Wake);
}

// The callback has a lock, which tells nothing of its end.
static VOID CALLBACK good_lock(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  EnterCriticalSection(&Lock);
  ++Count;
  LeaveCriticalSection(&Lock);
}

// Somebody waits for the callback, too.
static VOID CALLBACK good_drained(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_WORK Work) {
  SetEvent(Done);
}
void drain(PTP_WORK Work) { WaitForThreadpoolWorkCallbacks(Work, FALSE); }

// What waits for it, unloads nothing.
static void ask(void) { WaitForSingleObject(Asked, INFINITE); }
static VOID CALLBACK good_answer(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  SetEvent(Asked);
}

void submitThem(void) {
  CreateThread(NULL, 0, unload, NULL, 0, NULL);
  CreateThread(NULL, 0, serve, NULL, 0, NULL);
  TrySubmitThreadpoolCallback(bad_event, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_semaphore, NULL, NULL);
  QueueUserWorkItem(bad_legacy, NULL, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(good_wake, NULL, NULL);
  TrySubmitThreadpoolCallback(good_lock, NULL, NULL);
  TrySubmitThreadpoolCallback(good_answer, NULL, NULL);
  SubmitThreadpoolWork(CreateThreadpoolWork(good_drained, NULL, NULL));
  ask();
}

BOOL WINAPI DllMain(HINSTANCE Instance, DWORD Reason, LPVOID Reserved) {
  if (Reason == DLL_PROCESS_ATTACH) {
    Self = Instance;
    WaitForSingleObject(Asked, 100);
  } else if (Reason == DLL_PROCESS_DETACH && Reserved == NULL) {
    WaitForSingleObject(Timed, INFINITE);
  }
  return TRUE;
}
