// RUN: %check_rule free-before-drain %s
//
// Freed before the drain: one thing after the other.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Log;
  int *Buffer;
  CRITICAL_SECTION Lock;
  HMODULE Plugin;
  DWORD Slot;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  EnterCriticalSection(&Self->Lock);
  ++*Self->Buffer;
  LeaveCriticalSection(&Self->Lock);
  ResetEvent(Self->Event);
  SetEvent(Self->Log);
  GetProcAddress(Self->Plugin, "notify");
  TlsGetValue(Self->Slot);
}

void start(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void bad_buffer(struct Watch *Self) {
  free(Self->Buffer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_buffer' frees 'Buffer' before it has waited for the callbacks of 'Self->Wait': 'onSignal' may still use it [threadpool-free-before-drain]
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_between(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  HeapFree(GetProcessHeap(), 0, Self->Buffer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_between' frees 'Buffer' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_lock(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  DeleteCriticalSection(&Self->Lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_lock' deletes 'Lock' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_armedHandle(struct Watch *Self) {
  CloseHandle(Self->Event);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_armedHandle' closes the handle that 'Self->Wait' waits for before it has waited for the callbacks
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

// The wait has let go of the event; a callback that runs has not.
void bad_usedHandle(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseHandle(Self->Event);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_usedHandle' closes 'Event' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_otherHandle(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseHandle(Self->Log);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_otherHandle' closes 'Log' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_module(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  FreeLibrary(Self->Plugin);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_module' unloads 'Plugin' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void bad_slot(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  TlsFree(Self->Slot);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_slot' frees 'Slot' before it has waited
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void good_stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  free(Self->Buffer);
  DeleteCriticalSection(&Self->Lock);
  CloseHandle(Self->Event);
  CloseHandle(Self->Log);
  FreeLibrary(Self->Plugin);
  TlsFree(Self->Slot);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

// The object is not inside of its context.
struct State {
  int Hits;
};
PTP_TIMER Timer;
struct State *Shared;

VOID CALLBACK onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_TIMER Timer) {
  struct State *Self = Context;
  ++Self->Hits;
}

void startTimer(FILETIME *Due) {
  Shared = malloc(sizeof(*Shared));
  Timer = CreateThreadpoolTimer(onDue, Shared, NULL);
  SetThreadpoolTimer(Timer, Due, 0, 0);
}

void bad_context(void) {
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  free(Shared);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context' frees the callback's context before it has waited for the callbacks of 'Timer': 'onDue' may still use it
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

// Everything in one routine.
VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  struct State *Self = Context;
  ++Self->Hits;
}

void bad_local(void) {
  struct State *Mine = malloc(sizeof(*Mine));
  PTP_WORK Work = CreateThreadpoolWork(onWork, Mine, NULL);
  SubmitThreadpoolWork(Work);
  free(Mine);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_local' frees the callback's context before it has waited
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}
