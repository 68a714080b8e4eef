// RUN: %check_rule terminate-thread %s
//
// Code that does not compile.

#include <windows.h>

int Count;

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE, PVOID) {
  report(Count);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'report' [clang-diagnostic-error]
  ExitThread(0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
}

// What is asked there may be which thread it is.
static void good_shared() {
  if (belongsToPool())
  // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier 'belongsToPool' [clang-diagnostic-error]
    return;
  ExitThread(0);
}

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID) { good_shared(); }

static DWORD WINAPI run(LPVOID) {
  good_shared();
  return 0;
}

void submitThem() {
  TrySubmitThreadpoolCallback(bad_beside, nullptr, nullptr);
  TrySubmitThreadpoolCallback(onWork, nullptr, nullptr);
  CreateThread(nullptr, 0, run, nullptr, 0, nullptr);
}
