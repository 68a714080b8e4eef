// RUN: %check_rule long-callback %s
//
// Short waits, over and over.

#include <windows.h>

typedef struct {
  HANDLE Stop;
  volatile LONG IsStopped;
  volatile LONG Lock;
  int Hits;
  int Tries;
} Poller;

BOOL tryIt(Poller *P);

static DWORD WINAPI bad_until_signal(LPVOID Context) {
  Poller *P = Context;
  while (WaitForSingleObject(P->Stop, 100) == WAIT_TIMEOUT)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'bad_until_signal', a callback of the pool, waits for a signal for 100 ms, again and again until it is told to stop, and has not told the pool that it may run long [threadpool-long-callback]
    ++P->Hits;
  return 0;
}

static DWORD WINAPI bad_forever(LPVOID Context) {
  Poller *P = Context;
  for (;;) {
    DWORD Result = WaitForSingleObject(P->Stop, 250);
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'bad_forever', a callback of the pool, waits for a signal for 250 ms, again and again until it is told to stop, and has not told the pool that it may run long [threadpool-long-callback]
    if (Result == WAIT_OBJECT_0)
      break;
    ++P->Hits;
  }
  return 0;
}

static DWORD WINAPI bad_until_flag(LPVOID Context) {
  Poller *P = Context;
  while (!P->IsStopped) {
    ++P->Hits;
    Sleep(50);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_until_flag', a callback of the pool, sleeps for 50 ms, again and again until it is told to stop, and has not told the pool that it may run long [threadpool-long-callback]
  }
  return 0;
}

static DWORD WINAPI bad_until_atomic(LPVOID Context) {
  Poller *P = Context;
  while (InterlockedCompareExchange(&P->IsStopped, 0, 0) == 0)
    Sleep(20);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_until_atomic', a callback of the pool, sleeps for 20 ms, again and again until it is told to stop, and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static void pause(Poller *P) {
  ++P->Hits;
  Sleep(30);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pause', called by the callback 'bad_in_helper', sleeps for 30 ms, again and again until it is told to stop, and has not told the pool that it may run long [threadpool-long-callback]
}
static DWORD WINAPI bad_in_helper(LPVOID Context) {
  Poller *P = Context;
  while (!P->IsStopped)
    pause(P);
  return 0;
}

// What ends by itself.
static DWORD WINAPI good_counted(LPVOID Context) {
  Poller *P = Context;
  for (int I = 0; I < 5; ++I)
    WaitForSingleObject(P->Stop, 100);
  while (P->Tries < 3) {
    ++P->Tries;
    Sleep(100);
  }
  return 0;
}

static DWORD WINAPI good_tried(LPVOID Context) {
  Poller *P = Context;
  while (!tryIt(P))
    Sleep(100);
  return 0;
}

static DWORD WINAPI good_until_late(LPVOID Context) {
  Poller *P = Context;
  DWORD Start = GetTickCount();
  while (!P->IsStopped) {
    if (GetTickCount() - Start > 500)
      break;
    Sleep(10);
  }
  return 0;
}

// Goes on only while there is something to do.
static DWORD WINAPI good_until_quiet(LPVOID Context) {
  Poller *P = Context;
  while (WaitForSingleObject(P->Stop, 100) == WAIT_OBJECT_0)
    ++P->Hits;
  return 0;
}

// Locks.
static DWORD WINAPI good_spin(LPVOID Context) {
  Poller *P = Context;
  while (InterlockedCompareExchange(&P->Lock, 1, 0) != 0)
    Sleep(10);
  ++P->Hits;
  while (P->Lock)
    Sleep(1);
  return 0;
}

void submitThem(Poller *P) {
  QueueUserWorkItem(bad_until_signal, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_forever, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_until_flag, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_until_atomic, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_in_helper, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_counted, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_tried, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_until_late, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_until_quiet, P, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_spin, P, WT_EXECUTEDEFAULT);
}
