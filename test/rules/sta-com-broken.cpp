// RUN: %check_rule sta-com %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK bad_beside(PTP_CALLBACK_INSTANCE, PVOID) {
  Tracer Trace("beside");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'Tracer' [clang-diagnostic-error]
  CoInitialize(nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_beside', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
}

static VOID CALLBACK good_flags(PTP_CALLBACK_INSTANCE, PVOID) {
  CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | OUR_FLAGS);
  // CHECK-MESSAGES: :[[@LINE-1]]:54: error: use of undeclared identifier 'OUR_FLAGS' [clang-diagnostic-error]
  CoInitializeEx(nullptr, OUR_FLAGS);
  // CHECK-MESSAGES: :[[@LINE-1]]:27: error: use of undeclared identifier 'OUR_FLAGS' [clang-diagnostic-error]
}

void submitThem() {
  TrySubmitThreadpoolCallback(bad_beside, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_flags, nullptr, nullptr);
}

// What is not understood may have changed it.
static VOID CALLBACK good_changed(PTP_CALLBACK_INSTANCE, PVOID) {
  DWORD Flags = COINIT_APARTMENTTHREADED;
  Chooser Choose(Flags);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown type name 'Chooser' [clang-diagnostic-error]
  CoInitializeEx(nullptr, Flags);
}

void submitChanged() {
  TrySubmitThreadpoolCallback(good_changed, nullptr, nullptr);
}
