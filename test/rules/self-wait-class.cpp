// RUN: %check_rule self-wait %s
//
// Classes: thunks, the destructor of the own owner, cleanup groups.

#include <windows.h>

// The callback deletes its owner, whose member drains on destruction.
class TimerHolder {
public:
  explicit TimerHolder(PTP_TIMER Timer) : Timer(Timer) {}
  ~TimerHolder() {
    if (Timer) {
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      CloseThreadpoolTimer(Timer);
    }
  }

  PTP_TIMER Timer;
};

class Timeout {
public:
  Timeout() : Holder(CreateThreadpoolTimer(&Timeout::thunk, this, nullptr)) {}
  void start(FILETIME Due) { SetThreadpoolTimer(Holder.Timer, &Due, 0, 0); }

private:
  static void CALLBACK thunk(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
    static_cast<Timeout *>(Context)->bad_expire();
  }
  void bad_expire() {
    ++Expired;
    delete this;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Timeout::thunk' waits for the callbacks of its own timer: it waits for itself to return, and never does [threadpool-self-wait]
  }

  int Expired = 0;
  TimerHolder Holder;
};

void use(FILETIME Due) {
  auto *T = new Timeout;
  T->start(Due);
}

// The same with a holder that only closes.
class NoWaitHolder {
public:
  explicit NoWaitHolder(PTP_TIMER Timer) : Timer(Timer) {}
  ~NoWaitHolder() {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  }

  PTP_TIMER Timer;
};

class QuietTimeout {
public:
  QuietTimeout()
      : Holder(CreateThreadpoolTimer(&QuietTimeout::good_thunk, this,
                                     nullptr)) {}

private:
  static void CALLBACK good_thunk(PTP_CALLBACK_INSTANCE, void *Context,
                                  PTP_TIMER) {
    delete static_cast<QuietTimeout *>(Context);
  }

  NoWaitHolder Holder;
};

void useQuiet() { new QuietTimeout; }

// A stop function that anybody may call, and the callback does.
class Poller {
public:
  void start() {
    Work = CreateThreadpoolWork(&Poller::bad_work, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }

private:
  static void CALLBACK bad_work(PTP_CALLBACK_INSTANCE, void *Context,
                                PTP_WORK) {
    auto *Self = static_cast<Poller *>(Context);
    if (++Self->Done == 10)
      Self->stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Poller::bad_work' waits for the callbacks of its own work object
  }

  PTP_WORK Work = nullptr;
  int Done = 0;
};

void stopPoller(Poller &P) {
  P.start();
  P.stop();
}

// A group waits for its members' callbacks, dissociated or not.
class Grouped {
public:
  void start() {
    InitializeThreadpoolEnvironment(&Environment);
    Group = CreateThreadpoolCleanupGroup();
    SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
    Timer = CreateThreadpoolTimer(&Grouped::bad_due, this, &Environment);
    TrySubmitThreadpoolCallback(&Grouped::bad_simple, this, &Environment);
    Outside = CreateThreadpoolTimer(&Grouped::good_due, this, nullptr);
  }

private:
  static void CALLBACK bad_due(PTP_CALLBACK_INSTANCE Instance, void *Context,
                               PTP_TIMER) {
    DisassociateCurrentThreadFromCallback(Instance);
    CloseThreadpoolCleanupGroupMembers(static_cast<Grouped *>(Context)->Group,
                                       TRUE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: 'Grouped::bad_due' closes the members of the cleanup group that it belongs to: it waits for itself to return, and never does
  }
  static void CALLBACK bad_simple(PTP_CALLBACK_INSTANCE, void *Context) {
    auto *Self = static_cast<Grouped *>(Context);
    CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Grouped::bad_simple' closes the members of the cleanup group that it belongs to
  }
  static void CALLBACK good_due(PTP_CALLBACK_INSTANCE, void *Context,
                                PTP_TIMER) {
    auto *Self = static_cast<Grouped *>(Context);
    CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, nullptr);
  }

  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_TIMER Timer, Outside;
};

void useGroup() {
  auto *G = new Grouped;
  G->start();
}
