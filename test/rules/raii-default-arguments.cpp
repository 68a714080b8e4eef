// RUN: %check_rule "*" %s --fixed-clean
//
// An owner that is emptied by a default argument, which calls for its value.

#include <windows.h>

template <class T, void (*CloseWith)(T)> class Owner {
public:
  static T none() { return nullptr; }
  ~Owner() { reset(); }
  T get() const { return Value; }
  void reset(T Next = none()) {
    if (Value != none())
      CloseWith(Value);
    Value = Next;
  }

private:
  T Value = none();
};

class Jobs {
public:
  void start() {
    Eager.reset(CreateThreadpoolWork(onWork, this, nullptr));
    SubmitThreadpoolWork(Eager.get());
    Careful.reset(CreateThreadpoolWork(onWork, this, nullptr));
    SubmitThreadpoolWork(Careful.get());
  }
  void bad_stop() { Eager.reset(); }
  void good_stop() { Careful.reset(); }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Jobs *>(Context)->Runs;
  }
  static void abandon(PTP_WORK Work) {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Jobs::bad_stop' closes {{.*}} while 'Jobs::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);
  }
  static void finish(PTP_WORK Work) {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

  int Runs = 0;
  Owner<PTP_WORK, &Jobs::abandon> Eager;
  Owner<PTP_WORK, &Jobs::finish> Careful;
};

void run(Jobs &J) {
  J.start();
  J.bad_stop();
  J.good_stop();
}
