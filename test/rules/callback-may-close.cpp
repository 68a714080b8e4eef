// RUN: %check_rule "*" %s
//
// A callback that may close its own object, as the last to let go of its owner,
// is followed up to there. An owner that waits for callbacks before it closes
// is not what they call.

#include <windows.h>

class Shared {
public:
  Shared() { Work = CreateThreadpoolWork(onWork, this, nullptr); }

  void submit() {
    InterlockedIncrement(&Count);
    SubmitThreadpoolWork(Work);
  }
  void release() {
    if (InterlockedDecrement(&Count) == 0) {
      stop();
      delete this;
    }
  }
  void bad_terminate() {
    delete Total;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Shared::bad_terminate' {{.*}} [threadpool-free-before-drain]
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }
  void good_terminate() {
    if (Work) {
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
      CloseThreadpoolWork(Work);
      Work = nullptr;
    }
    delete Total;
  }
  // The callbacks may come here, too, and then the last one need not wait.
  void good_close() {
    if (Work)
      CloseThreadpoolWork(Work);
    Work = nullptr;
    delete Total;
  }

private:
  void stop() {
    if (Work)
      CloseThreadpoolWork(Work);
    Work = nullptr;
  }
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Shared *>(Context);
    ++*Self->Total;
    Self->release();
  }

  PTP_WORK Work;
  volatile LONG Count = 1;
  int *Total = new int();
};
