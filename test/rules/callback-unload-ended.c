// RUN: %check_rule callback-unload %s
//
// Threads that unload the module they were given, behind a signal of a timer's
// callback.

#include <windows.h>

static PTP_TIMER Watchdog, Other;
static HANDLE Fired, Told;

static VOID CALLBACK bad_fired(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_TIMER Timer) {
  // CHECK-FIXES: bad_fired
  SetEvent(Fired);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_fired', a callback of the pool, signals what 'unloadWhenFired' waits for before the module is unloaded, and has still to return [threadpool-callback-unload]
  // CHECK-FIXES: {{^}}  SetEventWhenCallbackReturns(Instance, Fired);
}

static DWORD WINAPI unloadWhenFired(LPVOID Module) {
  WaitForSingleObject(Fired, INFINITE);
  CloseThreadpoolTimer(Watchdog);
  FreeLibraryAndExitThread((HMODULE)Module, 0);
}

void startWatchdog(HMODULE Module) {
  Fired = CreateEvent(NULL, TRUE, FALSE, NULL);
  Watchdog = CreateThreadpoolTimer(bad_fired, NULL, NULL);
  CreateThread(NULL, 0, unloadWhenFired, Module, 0, NULL);
}

// This ends the timer instead.
void stopWatchdog(void) {
  SetThreadpoolTimer(Watchdog, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Watchdog, TRUE);
  CloseThreadpoolTimer(Watchdog);
}

// Who unloads waits for the callback as well.
static VOID CALLBACK good_drained(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_TIMER Timer) {
  SetEvent(Told);
}

static DWORD WINAPI unloadWhenTold(LPVOID Module) {
  WaitForSingleObject(Told, INFINITE);
  WaitForThreadpoolTimerCallbacks(Other, TRUE);
  CloseThreadpoolTimer(Other);
  FreeLibraryAndExitThread((HMODULE)Module, 0);
}

void startOther(HMODULE Module) {
  Told = CreateEvent(NULL, TRUE, FALSE, NULL);
  Other = CreateThreadpoolTimer(good_drained, NULL, NULL);
  CreateThread(NULL, 0, unloadWhenTold, Module, 0, NULL);
}
