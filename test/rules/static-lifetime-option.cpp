// RUN: %check_rule static-lifetime %s --config="{CheckOptions: {threadpool-static-lifetime.IsDll: 'yes'}}"
// RUN: %check_rule static-lifetime %s -- -D_WINDLL
//
// A DLL because the option or a macro of the project says so.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

class Refresher {
public:
  ~Refresher() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};

Refresher bad_dll;
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'bad_dll' has static storage, {{.*}} [threadpool-static-lifetime]
