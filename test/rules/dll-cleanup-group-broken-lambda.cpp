// RUN: %check_rule dll-cleanup-group %s
// REQUIRES: llvm-22
//
// A generic lambda that cannot be followed does not name a variable that is
// declared behind it. Clang 19 reads an unknown template as an expression, and
// leaves the template that calls the lambda without a body as well.

#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}

template <typename Fn> void call(Fn F) { F(1); }

PTP_TIMER Before;

void useLambda() {
  call([](auto Value) {
    Unknown<decltype(Value)> X(Value);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: {{.*}}'Unknown'{{.*}}
  });
}

PTP_TIMER Behind;

extern "C" __declspec(dllexport) void start() {
  Before = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  Behind = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
}
