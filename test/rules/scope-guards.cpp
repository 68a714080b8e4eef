// RUN: %check_rule "*" %s
//
// What a guard calls when its scope ends is called there.

#include <utility>
#include <windows.h>

template <class Fn> class ScopeGuard {
public:
  explicit ScopeGuard(Fn F) : F(std::move(F)) {}
  ScopeGuard(ScopeGuard &&Other) : F(std::move(Other.F)), Armed(Other.Armed) {
    Other.dismiss();
  }
  ScopeGuard(const ScopeGuard &) = delete;
  ScopeGuard &operator=(const ScopeGuard &) = delete;
  ~ScopeGuard() {
    if (Armed)
      F();
  }
  void dismiss() { Armed = false; }

private:
  Fn F;
  bool Armed = true;
};
template <class Fn> ScopeGuard<Fn> onExit(Fn F) {
  return ScopeGuard<Fn>(std::move(F));
}

struct Job {
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

static VOID CALLBACK run(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Job *>(Context)->Runs;
}

//===--- The guard closes -------------------------------------------------===//

int bad_guard() {
  Job J;
  PTP_WORK Work = CreateThreadpoolWork(run, &J, nullptr);
  auto Close = onExit([&] { CloseThreadpoolWork(Work); });
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'bad_guard' closes the work object while 'run' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: onExit([&] { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); });
  SubmitThreadpoolWork(Work);
  return 1;
}

int good_guard() {
  Job J;
  PTP_WORK Work = CreateThreadpoolWork(run, &J, nullptr);
  auto Close = onExit([&] { CloseThreadpoolWork(Work); });
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  return J.Runs;
}

int good_guard_stops() {
  Job J;
  PTP_WORK Work = CreateThreadpoolWork(run, &J, nullptr);
  auto Stop = onExit([Work] {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  });
  SubmitThreadpoolWork(Work);
  return 1;
}

// The later guard runs first.
int good_two_guards() {
  Job J;
  PTP_WORK Work = CreateThreadpoolWork(run, &J, nullptr);
  auto Close = onExit([&] { CloseThreadpoolWork(Work); });
  auto Drain = onExit([&] { WaitForThreadpoolWorkCallbacks(Work, FALSE); });
  SubmitThreadpoolWork(Work);
  return 1;
}

int bad_two_guards() {
  Job J;
  PTP_WORK Work = CreateThreadpoolWork(run, &J, nullptr);
  auto Drain = onExit([&] { WaitForThreadpoolWorkCallbacks(Work, FALSE); });
  auto Close = onExit([&] { CloseThreadpoolWork(Work); });
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: {{.*}} [threadpool-close-before-wait]
  SubmitThreadpoolWork(Work);
  return 1;
}

//===--- Dismissed --------------------------------------------------------===//

class Owner {
public:
  // Only where something fails on the way, before anything was submitted.
  bool good_dismissed(bool Ready) {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (!Work)
      return false;
    auto Undo = onExit([this] {
      CloseThreadpoolWork(Work);
      Work = nullptr;
    });
    if (!Ready)
      return false;
    Undo.dismiss();
    SubmitThreadpoolWork(Work);
    return true;
  }

  void good_stop() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

  void bad_stop() {
    auto Close = onExit([this] { CloseThreadpoolWork(Work); });
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Owner::bad_stop' closes 'Work' while 'Owner::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: onExit([this] { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); });
    ++Stops;
  }

  void good_guarded_stop() {
    auto Close = onExit([this] { CloseThreadpoolWork(Work); });
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Owner *>(Context)->Runs;
  }
  PTP_WORK Work = nullptr;
  int Runs = 0, Stops = 0;
};

//===--- Freed by a guard -------------------------------------------------===//

void bad_freed_first() {
  Job *J = new Job;
  J->Work = CreateThreadpoolWork(run, J, nullptr);
  PTP_WORK Work = J->Work;
  auto Drain = onExit([Work] {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  });
  auto Free = onExit([J] { delete J; });
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'bad_freed_first' frees {{.*}} [threadpool-free-before-drain]
  SubmitThreadpoolWork(Work);
}

void good_freed_last() {
  Job *J = new Job;
  J->Work = CreateThreadpoolWork(run, J, nullptr);
  PTP_WORK Work = J->Work;
  auto Free = onExit([J] { delete J; });
  auto Drain = onExit([Work] {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  });
  SubmitThreadpoolWork(Work);
}
