// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}' -- -fexceptions -fcxx-exceptions
//
// Code that does not compile.

#include <windows.h>

static void broken() { report(); }
// CHECK-MESSAGES: :[[@LINE-1]]:24: error: use of undeclared identifier 'report' [clang-diagnostic-error]

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE, PVOID) {
  broken();
  throw 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

// What catches it may have got lost.
static VOID CALLBACK good_broken(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    throw 1;
  } catch (const Failure &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:18: error: unknown type name 'Failure' [clang-diagnostic-error]
  }
}

static VOID CALLBACK good_lost(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    throw 1;
  } catch (const Failure &) {
    // CHECK-MESSAGES: :[[@LINE-1]]:18: error: unknown type name 'Failure' [clang-diagnostic-error]
  } catch (float) {
  }
}

// Before and behind what does not compile.
static VOID CALLBACK bad_partial(PTP_CALLBACK_INSTANCE, PVOID Context) {
  if (!Context)
    throw 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_partial', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
  report();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'report' [clang-diagnostic-error]
  try {
    throw 1;
  } catch (float) {
  }
}

// A macro that is not known.
static VOID CALLBACK good_macro(PTP_CALLBACK_INSTANCE, PVOID) {
  TRY {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'TRY' [clang-diagnostic-error]
    throw 1;
  }
}

void submitThem() {
  TrySubmitThreadpoolCallback(bad_beside, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_broken, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_lost, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_partial, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_macro, nullptr, nullptr);
}
