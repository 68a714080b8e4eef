// RUN: %check_rule terminate-thread %s
//
// In classes, lambdas and templates.

#include <windows.h>

int Count;

class Service {
public:
  Service() { Work = CreateThreadpoolWork(onWork, this, nullptr); }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    static_cast<Service *>(Context)->bad_member();
  }
  void bad_member() {
    if (++Failures > 3)
      ExitThread(1);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'Service::bad_member', called by the callback 'Service::onWork', ends a thread of the pool [threadpool-terminate-thread]
      // CHECK-NOTES: :[[@LINE-10]]:22: note: CreateThreadpoolWork gives 'Service::onWork' to the pool
      // CHECK-NOTES: :[[@LINE-7]]:5: note: 'Service::onWork' calls 'Service::bad_member'
      // CHECK-NOTES: :[[@LINE-4]]:7: note: to repair: return from the callback: the thread is the pool's, which needs it for others
  }

  PTP_WORK Work;
  int Failures = 0;
};

void bad_lambda() {
  TrySubmitThreadpoolCallback(
      [](PTP_CALLBACK_INSTANCE, PVOID) {
        auto leave = [] { ExitThread(0); };
        // CHECK-NOTES: :[[@LINE-1]]:27: warning: 'lambda in lambda in bad_lambda', called by the callback 'lambda in bad_lambda', ends a thread of the pool [threadpool-terminate-thread]
        // CHECK-NOTES: :[[@LINE-4]]:3: note: TrySubmitThreadpoolCallback gives 'lambda in bad_lambda' to the pool
        // CHECK-NOTES: :[[@LINE+3]]:9: note: 'lambda in bad_lambda' calls 'lambda in lambda in bad_lambda'
        // CHECK-NOTES: :[[@LINE-4]]:27: note: to repair: return from the callback: the thread is the pool's, which needs it for others
        ++Count;
        leave();
      },
      nullptr, nullptr);
}

template <class Fn> void guarded(Fn Run) {
  if (Count)
    Run();
}

static VOID CALLBACK bad_guarded(PTP_CALLBACK_INSTANCE, PVOID) {
  guarded([] { ExitThread(0); });
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: 'lambda in bad_guarded', called by the callback 'bad_guarded', ends a thread of the pool [threadpool-terminate-thread]
  // CHECK-NOTES: :[[@LINE+46]]:3: note: TrySubmitThreadpoolCallback gives 'bad_guarded' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'bad_guarded' calls 'guarded'
  // CHECK-NOTES: :[[@LINE-8]]:5: note: 'guarded' calls 'lambda in bad_guarded'
  // CHECK-NOTES: :[[@LINE-5]]:16: note: to repair: return from the callback: the thread is the pool's, which needs it for others
}

template <class T> struct Task {
  static VOID CALLBACK bad_task(PTP_CALLBACK_INSTANCE, PVOID Context) {
    static_cast<T *>(Context)->run();
    ExitThread(0);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Task<Print>::bad_task', a callback of the pool, ends a thread of the pool [threadpool-terminate-thread]
    // CHECK-NOTES: :[[@LINE+4]]:19: note: TrySubmitThreadpoolCallback gives 'Task<Print>::bad_task' to the pool
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair: return from the callback: the thread is the pool's, which needs it for others
    // CHECK-FIXES: {{^}}    return;
  }
  void submit() { TrySubmitThreadpoolCallback(bad_task, this, nullptr); }
};

struct Print : Task<Print> {
  void run() { ++Count; }
};

// A member of the program's own with the same name.
struct Threads {
  void ExitThread(int Id) { Count = Id; }
  static void TerminateThread(HANDLE, int Id) { Count = Id; }
};

static VOID CALLBACK good_namesake(PTP_CALLBACK_INSTANCE, PVOID Context) {
  static_cast<Threads *>(Context)->ExitThread(1);
  Threads::TerminateThread(GetCurrentThread(), 1);
}

// Which function it is depends on the object.
struct Job {
  virtual void run() = 0;
};
struct Exiting : Job {
  void run() override { ExitThread(0); }
};

static VOID CALLBACK good_virtual(PTP_CALLBACK_INSTANCE, PVOID Context) {
  static_cast<Job *>(Context)->run();
}

void submitThem(Print &P, Threads &T, Job &J) {
  TrySubmitThreadpoolCallback(bad_guarded, nullptr, nullptr);
  P.submit();
  TrySubmitThreadpoolCallback(good_namesake, &T, nullptr);
  TrySubmitThreadpoolCallback(good_virtual, &J, nullptr);
}
