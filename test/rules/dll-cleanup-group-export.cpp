// RUN: %check_rule dll-cleanup-group %s
//
// A DLL by what it exports.

#include <windows.h>

class Refresher {
public:
  void bad_start() {
    Work = CreateThreadpoolWork(
        // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
          ++static_cast<Refresher *>(Context)->Rounds;
        },
        this, nullptr);
    SubmitThreadpoolWork(Work);
  }

  void good_start(PTP_CLEANUP_GROUP Group) {
    InitializeThreadpoolEnvironment(&Environment);
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
    Timer = CreateThreadpoolTimer(&Refresher::onTick, this, &Environment);
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    ++static_cast<Refresher *>(Context)->Rounds;
  }

  PTP_WORK Work = nullptr;
  PTP_TIMER Timer = nullptr;
  TP_CALLBACK_ENVIRON Environment;
  int Rounds = 0;
};

extern "C" __declspec(dllexport) void refreshLater(Refresher *R) {
  R->bad_start();
}
