// RUN: %check_rule static-lifetime %s
//
// Variables with static storage whose end waits for callbacks.

#include <windows.h>
#include <memory>

#define EXPORT extern "C" __declspec(dllexport)

static volatile LONG Rounds;
static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  InterlockedIncrement(&Rounds);
}
static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(&Rounds);
}

class Refresher {
public:
  Refresher() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  ~Refresher() {
    if (Work) {
      WaitForThreadpoolWorkCallbacks(Work, TRUE);
      CloseThreadpoolWork(Work);
    }
  }
  void refresh() { SubmitThreadpoolWork(Work); }

private:
  PTP_WORK Work = nullptr;
};

Refresher bad_global;
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'bad_global' has static storage, and its end waits for callbacks of the thread pool: in a DLL that is under the loader lock [threadpool-static-lifetime]

namespace app {
static Refresher bad_static;
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'app::bad_static' has static storage, {{.*}} [threadpool-static-lifetime]
} // namespace app

Refresher bad_array[2];
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'bad_array' has static storage, {{.*}} [threadpool-static-lifetime]

struct Holder {
  static Refresher bad_member;
};
Refresher Holder::bad_member;
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Holder::bad_member' has static storage, {{.*}} [threadpool-static-lifetime]

EXPORT void refresh() {
  static Refresher bad_local;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'bad_local' has static storage, {{.*}} [threadpool-static-lifetime]
  bad_local.refresh();
}

//===--- Through members, bases, owners -----------------------------------===//

struct Service {
  int Number = 0;
  Refresher Inner;
};
Service bad_part;
// CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'bad_part' has static storage, {{.*}} [threadpool-static-lifetime]

struct Derived : Refresher {};
Derived bad_base;
// CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'bad_base' has static storage, {{.*}} [threadpool-static-lifetime]

std::unique_ptr<Refresher> bad_owner(new Refresher);
// CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'bad_owner' has static storage, {{.*}} [threadpool-static-lifetime]

struct EndTimer {
  void operator()(PTP_TIMER Timer) const {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }
};
std::unique_ptr<TP_TIMER, EndTimer>
    bad_deleter(CreateThreadpoolTimer(onTick, nullptr, nullptr));
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_deleter' has static storage, {{.*}} [threadpool-static-lifetime]

//===--- Groups, and the old API ------------------------------------------===//

class Group {
public:
  Group() : Inner(CreateThreadpoolCleanupGroup()) {}
  ~Group() {
    CloseThreadpoolCleanupGroupMembers(Inner, TRUE, nullptr);
    CloseThreadpoolCleanupGroup(Inner);
  }

private:
  PTP_CLEANUP_GROUP Inner;
};
Group bad_group;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_group' has static storage, {{.*}} [threadpool-static-lifetime]

class Registered {
public:
  ~Registered() {
    if (Wait)
      UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
  }
  HANDLE Wait = nullptr;
};
Registered bad_registered;
// CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'bad_registered' has static storage, {{.*}} [threadpool-static-lifetime]

//===--- Nothing waits ----------------------------------------------------===//

struct Counter {
  ~Counter() { InterlockedIncrement(&Rounds); }
};
Counter good_no_pool;

class ClosesOnly {
public:
  ~ClosesOnly() { CloseThreadpoolWork(Work); }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
ClosesOnly good_closes_only;

//===--- Never destroyed --------------------------------------------------===//

Refresher *good_leaked = new Refresher;

EXPORT Refresher &good_leaked_singleton() {
  static auto *Instance = new Refresher;
  return *Instance;
}
EXPORT Refresher &good_leaked_reference() {
  static Refresher &Instance = *new Refresher;
  return Instance;
}

union Storage {
  Storage() : Inner() {}
  ~Storage() {}
  Refresher Inner;
};
Storage good_storage;

struct WithStorage {
  WithStorage() : Inner() {}
  ~WithStorage() {}
  union {
    Refresher Inner;
  };
};
WithStorage good_anonymous_storage;

[[clang::no_destroy]] Refresher good_no_destroy;

//===--- Threads ----------------------------------------------------------===//

thread_local Refresher good_of_a_thread;

//===--- Ended before -----------------------------------------------------===//

class Stoppable {
public:
  void start() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }
  ~Stoppable() { stop(); }

private:
  PTP_WORK Work = nullptr;
};
Stoppable good_stopped_before;
EXPORT void startAll() { good_stopped_before.start(); }
EXPORT void stopAll() { good_stopped_before.stop(); }

struct EndWork {
  void operator()(PTP_WORK Work) const {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }
};
std::unique_ptr<TP_WORK, EndWork>
    good_reset(CreateThreadpoolWork(onWork, nullptr, nullptr));
EXPORT void shutDown() { good_reset.reset(); }

std::unique_ptr<TP_WORK, EndWork>
    good_released(CreateThreadpoolWork(onWork, nullptr, nullptr));
EXPORT void letGo() { good_released.release(); }

//===--- Careful at the end of the process --------------------------------===//

extern "C" unsigned char NTAPI RtlDllShutdownInProgress(void);

class Careful {
public:
  ~Careful() {
    if (RtlDllShutdownInProgress())
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
Careful good_careful;

//===--- Not at the end ---------------------------------------------------===//

EXPORT void good_automatic() {
  Refresher Automatic;
  Automatic.refresh();
}
