// RUN: %check_rule terminate-thread %s --fixed-clean
//
// ExitThread becomes a return where it is the last statement of the callback.

#include <windows.h>

int Count;

static VOID CALLBACK bad_last(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++Count;
  ExitThread(0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_last', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-FIXES: {{^}}  return;
}

static DWORD WINAPI bad_value(LPVOID Context) {
  DWORD Code = ++Count;
  ExitThread(Code);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_value', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-FIXES: {{^}}  return Code;
}

// CHECK-FIXES: bad_before_return
// CHECK-FIXES-NOT: ExitThread
// CHECK-FIXES: return 0;
static DWORD WINAPI bad_before_return(LPVOID Context) {
  ++Count;
  ExitThread(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_before_return', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
  return 0;
}

void submitThem(void) {
  TrySubmitThreadpoolCallback(bad_last, NULL, NULL);
  QueueUserWorkItem(bad_value, NULL, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(bad_before_return, NULL, WT_EXECUTEDEFAULT);
}
