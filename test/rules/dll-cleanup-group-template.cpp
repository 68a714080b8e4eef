// RUN: %check_rule dll-cleanup-group %s
//
// A template for all kinds of callbacks.

#include <windows.h>

template <void (*Function)()> struct Later {
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
    Function();
  }
  static void bad_submit() {
    SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, nullptr));
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
  }
};

void refresh() {}
void flush() {}

extern "C" __declspec(dllexport) void refreshLater() {
  Later<refresh>::bad_submit();
  Later<flush>::bad_submit();
}
