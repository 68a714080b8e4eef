// RUN: %check_rule long-callback %s
//
// Code that does not compile.

#include <windows.h>

extern HANDLE Done;

static DWORD WINAPI bad_beside(LPVOID) {
  WaitForSingleObject(Done, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  return 0;
}

static void broken() { report(); }
// CHECK-MESSAGES: :[[@LINE-1]]:24: error: use of undeclared identifier 'report' [clang-diagnostic-error]

// Who knows what was said there.
static VOID CALLBACK good_behind(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  sayIt(Instance);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'sayIt' [clang-diagnostic-error]
  WaitForSingleObject(Done, INFINITE);
}

void submitThem() {
  QueueUserWorkItem(bad_beside, nullptr, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(good_behind, nullptr, nullptr);
  broken();
}
