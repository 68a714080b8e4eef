// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}' -- -fexceptions -fcxx-exceptions
//
// The way on which an exception leaves a callback.

#include <windows.h>

int Count;

static void check() {
  throw Count;
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'check', called by the callback 'bad_helper', throws an exception that leaves the callback [threadpool-callback-exception]
  // CHECK-NOTES: :[[@LINE+15]]:3: note: TrySubmitThreadpoolCallback gives 'bad_helper' to the pool
  // CHECK-NOTES: :[[@LINE+10]]:3: note: 'bad_helper' calls 'checkAll'
  // CHECK-NOTES: :[[@LINE+5]]:5: note: 'checkAll' calls 'check'
  // CHECK-NOTES: :[[@LINE+7]]:22: note: to repair: catch in 'bad_helper' whatever is thrown, and tell of it in another way
}
static void checkAll() {
  if (Count)
    check();
}

static VOID CALLBACK bad_helper(PTP_CALLBACK_INSTANCE, PVOID) {
  checkAll();
}

void submit() {
  TrySubmitThreadpoolCallback(bad_helper, nullptr, nullptr);
}
