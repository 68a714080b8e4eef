// RUN: %check_rule long-callback %s '--config={CheckOptions: {threadpool-long-callback.Milliseconds: 200}}'
//
// The option says what is long.

#include <windows.h>

static DWORD WINAPI bad_sleep(LPVOID Context) {
  Sleep(200);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_sleep', a callback of the pool, sleeps for 200 ms and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static DWORD WINAPI good_sleep(LPVOID Context) {
  Sleep(199);
  return 0;
}

void submitThem(void) {
  QueueUserWorkItem(bad_sleep, NULL, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_sleep, NULL, WT_EXECUTEDEFAULT);
}
