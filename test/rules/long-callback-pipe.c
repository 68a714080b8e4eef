// RUN: %check_rule long-callback %s
//
// Callbacks that wait until a server has time for them.

#include <windows.h>

extern int Count;

static DWORD WINAPI bad_busy(LPVOID Name) {
  while (WaitNamedPipeW(Name, 30000)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'bad_busy', a callback of the pool, waits for the other end of a pipe for up to 30000 ms and has not told the pool that it may run long [threadpool-long-callback]
    if (++Count > 3)
      break;
  }
  return 0;
}

static DWORD WINAPI bad_forever(LPVOID Name) {
  WaitNamedPipeW(Name, NMPWAIT_WAIT_FOREVER);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_forever', a callback of the pool, waits for the other end of a pipe without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

// The server says how long.
static DWORD WINAPI good_default(LPVOID Name) {
  WaitNamedPipeW(Name, NMPWAIT_USE_DEFAULT_WAIT);
  return 0;
}

static DWORD WINAPI good_short(LPVOID Name) {
  WaitNamedPipeW(Name, 100);
  return 0;
}

static DWORD WINAPI good_expected(LPVOID Name) {
  WaitNamedPipeW(Name, 30000);
  return 0;
}

void queueThem(WCHAR *Name) {
  QueueUserWorkItem(bad_busy, Name, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_forever, Name, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_default, Name, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_short, Name, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_expected, Name, WT_EXECUTELONGFUNCTION);
}
