// RUN: %check_rule "*" %s --fixed-clean
//
// Destructors, members and lambdas.

#include <windows.h>

class Watch {
public:
  explicit Watch(HANDLE Event)
      : Wait(CreateThreadpoolWait(&Watch::onSignal, this, nullptr)) {
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  ~Watch() {
    if (!Wait)
      return;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    CloseThreadpoolWait(Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watch::~Watch' closes 'Wait' while 'Watch::onSignal' may be queued or running [threadpool-close-before-wait]
  }
  // CHECK-FIXES-LABEL: ~Watch()
  // CHECK-FIXES: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Wait);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Watch *>(Context)->Hits;
  }

  PTP_WAIT Wait;
  int Hits = 0;
};

class Job {
public:
  void start() {
    Work = CreateThreadpoolWork(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
          static_cast<Job *>(Context)->run();
        },
        this, nullptr);
    SubmitThreadpoolWork(Work);
  }

  void bad_stop() {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Job::bad_stop' closes 'Work' while {{.*}} may be queued or running [threadpool-close-before-wait]
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);

  void good_stop() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
    delete this;
  }

private:
  void run() { ++Rounds; }

  PTP_WORK Work = nullptr;
  int Rounds = 0;
};
