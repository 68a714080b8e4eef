// RUN: %check_rule dirty-thread %s
//
// Code that does not compile.

#include <windows.h>

int Count;

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE, PVOID) {
  report(Count);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'report' [clang-diagnostic-error]
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
}

// What stands there may give the state back.
static VOID CALLBACK good_guess(PTP_CALLBACK_INSTANCE, PVOID) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  callLast(&CoUninitialize);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'callLast' [clang-diagnostic-error]
}

static VOID CALLBACK good_guess_by_name(PTP_CALLBACK_INSTANCE, PVOID) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  cleanup(Count);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'cleanup' [clang-diagnostic-error]
}

static VOID CALLBACK good_error(PTP_CALLBACK_INSTANCE, PVOID) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  Count = Count +;
  // CHECK-MESSAGES: :[[@LINE-1]]:18: error: expected expression [clang-diagnostic-error]
}

static VOID CALLBACK good_question(PTP_CALLBACK_INSTANCE, PVOID) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  if (asks(Count))
  // CHECK-MESSAGES: :[[@LINE-1]]:7: error: use of undeclared identifier 'asks' [clang-diagnostic-error]
    CoUninitialize();
}

void submitThem(void *Given) {
  TrySubmitThreadpoolCallback(bad_beside, Given, nullptr);
  TrySubmitThreadpoolCallback(good_guess, Given, nullptr);
  TrySubmitThreadpoolCallback(good_guess_by_name, Given, nullptr);
  TrySubmitThreadpoolCallback(good_error, Given, nullptr);
  TrySubmitThreadpoolCallback(good_question, Given, nullptr);
}
