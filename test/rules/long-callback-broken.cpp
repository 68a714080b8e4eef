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

// Without a name for the instance nobody can tell the pool.
static VOID CALLBACK bad_nameless(PTP_CALLBACK_INSTANCE, PVOID) {
  unknown.sayIt(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
  Sleep(5000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_nameless', a callback of the pool, sleeps for 5000 ms
}

// It may have a helper that does.
static VOID CALLBACK good_named(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  unknown.sayIt(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
  Sleep(5000);
}

static HANDLE Stop;

void makeStop() { Stop = CreateEvent(nullptr, TRUE, FALSE, nullptr); }

static DWORD WINAPI bad_other_handle(LPVOID) {
  unknown.sayIt(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
  WaitForSingleObject(Stop, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_other_handle', a callback of the pool, waits for a signal without a time limit
  return 0;
}

// The time may be another one by now.
static DWORD WINAPI good_variable(LPVOID) {
  DWORD Time = 5000;
  unknown.shorten(Time);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
  Sleep(Time);
  return 0;
}

// It may be signalled there.
static DWORD WINAPI good_this_handle(LPVOID) {
  unknown.sayIt(Stop);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
  WaitForSingleObject(Stop, INFINITE);
  return 0;
}

void submitThem() {
  QueueUserWorkItem(bad_beside, nullptr, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(good_behind, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_nameless, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_named, nullptr, nullptr);
  QueueUserWorkItem(bad_other_handle, nullptr, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_variable, nullptr, WT_EXECUTEDEFAULT);
  QueueUserWorkItem(good_this_handle, nullptr, WT_EXECUTEDEFAULT);
  broken();
}
