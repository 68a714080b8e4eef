// RUN: %check_rule "*" %s --fixed-clean
//
// Containers whose elements own an object each: they go with the container, and
// when it is cleared.

#include <vector>
#include <windows.h>

struct Probe {
  ~Probe() {
    if (!Work)
      return;
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Probes::bad_clear' closes 'Work' while 'onProbe' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);
  }
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

VOID CALLBACK onProbe(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Probe *>(Context)->Runs;
}

class Probes {
public:
  void start() {
    for (Probe &P : All) {
      P.Work = CreateThreadpoolWork(onProbe, &P, nullptr);
      SubmitThreadpoolWork(P.Work);
    }
  }
  void bad_clear() { All.clear(); }
  int size() { return All.size(); }

private:
  std::vector<Probe> All;
};

struct Meter {
  ~Meter() {
    if (!Work)
      return;
    CloseThreadpoolWork(Work);
  }
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

VOID CALLBACK onMeter(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Meter *>(Context)->Runs;
}

class Meters {
public:
  void start() {
    for (Meter &M : All) {
      M.Work = CreateThreadpoolWork(onMeter, &M, nullptr);
      SubmitThreadpoolWork(M.Work);
    }
  }
  // Members are destroyed behind this.
  ~Meters() { good_drain(); }
  void good_drain() {
    for (Meter &M : All)
      WaitForThreadpoolWorkCallbacks(M.Work, TRUE);
  }
  void good_clear() {
    good_drain();
    All.clear();
  }

private:
  std::vector<Meter> All;
};
