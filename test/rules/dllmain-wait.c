// RUN: %check_rule dllmain-wait %s
//
// DllMain waits for callbacks, itself and through helpers.

#include <windows.h>

static PTP_WAIT Wait;
static PTP_TIMER Timer;
static PTP_WORK Work, LastWork;
static PTP_CLEANUP_GROUP Group;
static HANDLE Registration, Queue;

static void bad_stop(void) {
  SetThreadpoolWait(Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_stop', waits for callbacks of the thread pool under the loader lock [threadpool-dllmain-wait]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: when the DLL is unloaded, a callback that needs the loader lock, or a thread that the pool starts for it, waits for DllMain: neither goes on
  // CHECK-NOTES: :[[@LINE-3]]:3: note: when the process ends, the pool's threads are gone already: the call raises an exception, or never returns
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: cancel here, and wait in a function that the user of the DLL calls before it is unloaded
}

// The process goes on where lpReserved is null.
static void bad_unload(void) {
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_unload', waits for callbacks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: when the DLL is unloaded, a callback
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

static void bad_exit(void) {
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_exit', waits for callbacks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: when the process ends, the pool's threads
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

static void bad_attach(void) {
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_attach', waits for callbacks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: a callback that needs the loader lock, or a thread
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

static void bad_unregister(void) {
  UnregisterWaitEx(Registration, INVALID_HANDLE_VALUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'DllMain', in 'bad_unregister', waits for callbacks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: when the DLL is unloaded
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

// What is cancelled is not waited for.
static void good_cancel(void) {
  SetThreadpoolWait(Wait, NULL, NULL);
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  UnregisterWaitEx(Registration, NULL);
  DeleteTimerQueueEx(Queue, NULL);
  CloseThreadpoolWork(Work);
}

// Never called from DllMain.
__declspec(dllexport) void good_exported(void) {
  WaitForThreadpoolWorkCallbacks(LastWork, TRUE);
  CloseThreadpoolWork(LastWork);
}

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved) {
  switch (Reason) {
  case DLL_PROCESS_ATTACH:
    bad_attach();
    break;
  case DLL_PROCESS_DETACH:
    bad_stop();
    if (Reserved == NULL) {
      bad_unload();
      if (Reason == DLL_PROCESS_DETACH)
        bad_unregister();
    } else {
      bad_exit();
    }
    good_cancel();
    break;
  }
  return TRUE;
}
