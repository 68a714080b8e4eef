// RUN: %check_rule "*" %s
//
// Which object it is that a function with an error returns is not known.

#include <windows.h>

class Job {
public:
  ~Job() { CloseThreadpoolWork(Work); }
  PTP_WORK get() const { return this->NoSuchMember; }
  // CHECK-MESSAGES: :[[@LINE-1]]:39: error: no member named 'NoSuchMember'{{.*}}
  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void good_drained_through_a_broken_accessor() {
    WaitForThreadpoolWorkCallbacks(get(), TRUE);
    delete this;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Job *>(Context)->Rounds;
  }
  PTP_WORK Work = nullptr;
  int Rounds = 0;
};

struct Pause {
  PTP_WORK Work;
  int Rounds;
  int length() const { return this->NoSuchLength; }
  // CHECK-MESSAGES: :[[@LINE-1]]:37: error: no member named 'NoSuchLength'{{.*}}
};

VOID CALLBACK onPause(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Pause *>(Context)->Rounds;
}

void start(Pause *Self) {
  Self->Work = CreateThreadpoolWork(onPause, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void bad_only_a_number_is_unknown(Pause *Self) {
  Sleep(Self->length());
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_only_a_number_is_unknown' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
}
