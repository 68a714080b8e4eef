// RUN: %check_rule legacy-api %s --config='{CheckOptions: {threadpool-legacy-api.Enabled: true}}'
//
// Each function of the old API, with what takes its place.

#include <windows.h>

static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {}
static DWORD WINAPI onWork(PVOID Context) { return 0; }
static VOID CALLBACK onIo(DWORD Error, DWORD Bytes, LPOVERLAPPED Operation) {}

HANDLE Event, File, Wait, Queue, Timer;

void bad_wait(void) {
  RegisterWaitForSingleObject(&Wait, Event, onEvent, NULL, INFINITE,
                              WT_EXECUTEDEFAULT);
  // CHECK-NOTES: :[[@LINE-2]]:3: warning: RegisterWaitForSingleObject is of the old pool API; use CreateThreadpoolWait and SetThreadpoolWait [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: what changes: a registered wait waits again by itself; a wait object calls back once for each SetThreadpoolWait, {{.*}}
  UnregisterWait(Wait);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: UnregisterWait is of the old pool API; use SetThreadpoolWait without a handle, WaitForThreadpoolWaitCallbacks and CloseThreadpoolWait [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: UnregisterWait never waits for callbacks; {{.*}}
  UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: UnregisterWaitEx is of the old pool API; use SetThreadpoolWait without a handle, {{.*}} [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: there is no completion event: {{.*}}
}

void bad_timer(void) {
  Queue = CreateTimerQueue();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: CreateTimerQueue is of the old pool API; use CreateThreadpoolCleanupGroup, or no queue at all [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:11: note: what changes: timer objects belong to no queue; {{.*}}
  CreateTimerQueueTimer(&Timer, Queue, onEvent, NULL, 100, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: CreateTimerQueueTimer is of the old pool API; use CreateThreadpoolTimer and SetThreadpoolTimer [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: the due time is a FILETIME, negative if it is relative, in units of 100 nanoseconds; {{.*}}
  ChangeTimerQueueTimer(Queue, Timer, 200, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: ChangeTimerQueueTimer is of the old pool API; use SetThreadpoolTimer [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: the due time is a FILETIME, {{.*}}
  DeleteTimerQueueTimer(Queue, Timer, INVALID_HANDLE_VALUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: DeleteTimerQueueTimer is of the old pool API; use SetThreadpoolTimer without a due time, WaitForThreadpoolTimerCallbacks and CloseThreadpoolTimer [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: there is no completion event: {{.*}}
  DeleteTimerQueueEx(Queue, INVALID_HANDLE_VALUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: DeleteTimerQueueEx is of the old pool API; use CloseThreadpoolCleanupGroupMembers and CloseThreadpoolCleanupGroup [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: there is no completion event: {{.*}}
}

void bad_queue(void) {
  DeleteTimerQueue(Queue);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: DeleteTimerQueue is of the old pool API; use CloseThreadpoolCleanupGroupMembers and CloseThreadpoolCleanupGroup [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: what changes: DeleteTimerQueue never waits for callbacks; {{.*}}
}

int bad_work(void) {
  return QueueUserWorkItem(onWork, NULL, WT_EXECUTELONGFUNCTION);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: QueueUserWorkItem is of the old pool API; use TrySubmitThreadpoolCallback, or CreateThreadpoolWork and SubmitThreadpoolWork [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: what changes: the callback returns nothing {{.*}}
}

int bad_io(void) {
  return BindIoCompletionCallback(File, onIo, 0);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: BindIoCompletionCallback is of the old pool API; use CreateThreadpoolIo [threadpool-legacy-api]
  // CHECK-NOTES: :[[@LINE-2]]:10: note: what changes: StartThreadpoolIo comes before each operation, {{.*}}
}

static VOID CALLBACK onNew(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {}

int good_new(void) { return TrySubmitThreadpoolCallback(onNew, NULL, NULL); }
