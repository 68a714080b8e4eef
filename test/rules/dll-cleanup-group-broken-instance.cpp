// RUN: %check_rule dll-cleanup-group %s
//
// A generic lambda whose instance has an error does not name a variable that is
// declared behind it.

#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}

template <typename Fn> void call(Fn F) { F(1); }

PTP_TIMER Before;

void useLambda() {
  call([](auto Value) -> void {
    Value.unknown();
    // CHECK-MESSAGES: :[[@LINE-1]]:10: error: member reference base type 'int' {{.*}}
  });
}

PTP_TIMER Behind;

extern "C" __declspec(dllexport) void start() {
  Before = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  Behind = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
}
