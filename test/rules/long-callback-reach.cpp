// RUN: %check_rule long-callback %s --fixed-clean
//
// In what a callback calls; in classes, lambdas, templates and macros; and where
// no statement can be put in.

#include <windows.h>

extern HANDLE Done;
extern int Count;
static bool IsRunning;
#define WAIT_FOR(H) WaitForSingleObject(H, INFINITE)

class Service {
public:
  Service() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
  }

private:
  // CHECK-FIXES: CALLBACK onWork
  // CHECK-FIXES: {{^}}    CallbackMayRunLong(Call);
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Call, PVOID Context,
                              PTP_WORK) {
    static_cast<Service *>(Context)->bad_member();
  }
  void bad_member() {
    if (++Failures > 3)
      WAIT_FOR(Done);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Service::bad_member', called by the callback 'Service::onWork', waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  }
  // Nothing to give to CallbackMayRunLong.
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
    Sleep(5000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Service::onTimer', a callback of the pool, sleeps for 5000 ms and has not told the pool that it may run long [threadpool-long-callback]
  }

  PTP_WORK Work;
  PTP_TIMER Timer;
  int Failures = 0;
};

Service TheService;

template <class T> struct Task {
  // CHECK-FIXES: bad_task
  // CHECK-FIXES: {{^}}    CallbackMayRunLong(Instance);
  static VOID CALLBACK bad_task(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
    static_cast<T *>(Context)->run();
    Sleep(5000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Task<Print>::bad_task', a callback of the pool, sleeps for 5000 ms and has not told the pool that it may run long [threadpool-long-callback]
  }
  void submit() { TrySubmitThreadpoolCallback(bad_task, this, nullptr); }
};

struct Print : Task<Print> {
  void run() { ++Count; }
};
void print(Print &P) { P.submit(); }

// The program's threads run it as well, and may ask on which thread they are.
struct Request {
  bool MayWait;
};
static void good_shared(Request *R) {
  if (R->MayWait)
    WaitForSingleObject(Done, INFINITE);
}

// What all of them see is no such question.
static void bad_shared() {
  if (IsRunning)
    WaitForSingleObject(Done, INFINITE);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_shared', called by the callback 'onSubmitted', waits for a signal without a time limit and has not told the pool that it may run long; it also runs elsewhere [threadpool-long-callback]
}

// CHECK-FIXES: onSubmitted
// CHECK-FIXES: {{^}}  CallbackMayRunLong(Instance);
static VOID CALLBACK onSubmitted(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  good_shared(static_cast<Request *>(Context));
  bad_shared();
}

void waitHere(Request *R) {
  good_shared(R);
  bad_shared();
}

// Called by others, who have no such thing.
static VOID CALLBACK bad_called(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  Sleep(5000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_called', a callback of the pool, sleeps for 5000 ms and has not told the pool that it may run long; it also runs elsewhere [threadpool-long-callback]
}

void run() { bad_called(nullptr, nullptr); }

// Nobody gives it to the pool.
VOID CALLBACK good_alone(PTP_CALLBACK_INSTANCE, PVOID) { Sleep(5000); }

void submitThem() {
  TrySubmitThreadpoolCallback(onSubmitted, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_called, nullptr, nullptr);
  TrySubmitThreadpoolCallback(
      [](PTP_CALLBACK_INSTANCE I, PVOID) { Sleep(7000); }, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'lambda in submitThem', a callback of the pool, sleeps for 7000 ms and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-FIXES: { CallbackMayRunLong(I); Sleep(7000); }
}
