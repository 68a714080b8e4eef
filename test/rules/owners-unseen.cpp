// RUN: %check_rule close-before-wait,missing-cancel,stop-flag-order,member-destruction-order,unguarded-rearm,lock-held-wait,use-after-close,missing-second-wait %s
//
// A header defines classes and destroys none of their objects. What destroys
// the members of such a class is known all the same, behind the routine that
// others call to stop the object.

#include <windows.h>

struct Log {
  ~Log();
  void write();
  void *Data;
};

struct Waiting {
  ~Waiting() {
    if (Timer) {
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer, TRUE);
      // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'bad_SwitchedOff::stop, then ~bad_SwitchedOff' waits for the callbacks of 'Holder.Timer' too few times: {{.*}} [threadpool-missing-second-wait]
      // CHECK-NOTES: note: 1.
      // CHECK-NOTES: note: 2.
      // CHECK-NOTES: note: 3.
      // CHECK-NOTES: note: 4.
      // CHECK-NOTES: note: 5.
      // CHECK-NOTES: note: 6.
      // CHECK-NOTES: note: 7.
      // CHECK-NOTES: note: 8.
      // CHECK-NOTES: note: 9.
      // CHECK-NOTES: note: 10.
      // CHECK-NOTES: note: 11.
      // CHECK-NOTES: note: 12.
      // CHECK-NOTES: note: to repair
      CloseThreadpoolTimer(Timer);
    }
  }
  PTP_TIMER Timer = nullptr;
};

struct Closing {
  ~Closing() {
    if (Timer)
      CloseThreadpoolTimer(Timer);
    // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'bad_Unstopped::~bad_Unstopped' closes 'Holder.Timer' while 'bad_Unstopped::onTimer' may be queued or running [threadpool-close-before-wait]
    // CHECK-NOTES: note: 1.
    // CHECK-NOTES: note: 2.
    // CHECK-NOTES: note: 3. 'bad_Unstopped::~bad_Unstopped' destroys 'Text'
    // CHECK-NOTES: note: 4.
    // CHECK-NOTES: note: to repair
    // CHECK-NOTES: note: to repair
  }
  PTP_TIMER Timer = nullptr;
};

// Nobody can stop it before.
class bad_Unstopped {
public:
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<bad_Unstopped *>(Context)->Text.write();
  }

  Log Text;
  Closing Holder;
};

// Its destructor is spelled out, but there is still nothing in it.
class bad_Defaulted {
public:
  ~bad_Defaulted() = default;
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<bad_Defaulted *>(Context)->Text.write();
  }

  Waiting Holder;
  Log Text;
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'Text' is destroyed before 'bad_Defaulted::~bad_Defaulted' has waited for the callbacks of 'Holder.Timer': 'bad_Defaulted::onTimer' may still use it [threadpool-member-destruction-order]
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: to repair
};

// Who destroys it has called the stop, but that does not help.
class bad_StopForgetsCancel {
public:
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void stop() {
    // CHECK-FIXES: {{^}}    SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Holder.Timer, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Holder.Timer, TRUE);
    // CHECK-NOTES: :[[@LINE-2]]:5: warning: 'bad_StopForgetsCancel::stop, then ~bad_StopForgetsCancel' waits for the callbacks of 'Holder.Timer' while it is still armed
    // CHECK-NOTES: note: 1.
    // CHECK-NOTES: note: 2.
    // CHECK-NOTES: note: 3.
    // CHECK-NOTES: note: 4.
    // CHECK-NOTES: note: 5.
    // CHECK-NOTES: note: to repair
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<bad_StopForgetsCancel *>(Context)->Text.write();
  }

  Log Text;
  Closing Holder;
};

// The same destructors, but behind a stop that is right.
class good_Stopped {
public:
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void stop() {
    SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Holder.Timer, TRUE);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<good_Stopped *>(Context)->Text.write();
  }

  Waiting Holder;
  Log Text;
};

class good_Flag {
public:
  void start(FILETIME *Due) {
    Stopping = false;
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void stop() {
    Stopping = true;
    SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Holder.Timer, TRUE);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER Timer) {
    FILETIME Due = {1, 0};
    if (!static_cast<good_Flag *>(Context)->Stopping)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  volatile bool Stopping = false;
  Waiting Holder;
};

// It is switched off and not waited for, which its destructor does.
class good_SwitchedOff {
public:
  void start(FILETIME *Due) {
    Stopping = false;
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void stop() {
    AcquireSRWLockExclusive(&Lock);
    Stopping = true;
    SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0);
    ReleaseSRWLockExclusive(&Lock);
  }
  void pause() { SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0); }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER Timer) {
    auto *Self = static_cast<good_SwitchedOff *>(Context);
    FILETIME Due = {1, 0};
    AcquireSRWLockExclusive(&Self->Lock);
    if (!Self->Stopping)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
    ReleaseSRWLockExclusive(&Self->Lock);
  }

  SRWLOCK Lock = SRWLOCK_INIT;
  bool Stopping = false;
  Waiting Holder;
};

// Without the lock one callback slips through.
class bad_SwitchedOff {
public:
  void start(FILETIME *Due) {
    Stopping = false;
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void stop() {
    Stopping = true;
    SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER Timer) {
    FILETIME Due = {1, 0};
    if (!static_cast<bad_SwitchedOff *>(Context)->Stopping)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  volatile bool Stopping = false;
  Waiting Holder;
};

// Which of its stops is called is not known.
class good_TwoStops {
public:
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  void cancel() { SetThreadpoolTimer(Holder.Timer, nullptr, 0, 0); }
  void wait() { WaitForThreadpoolTimerCallbacks(Holder.Timer, TRUE); }
  void stop() {
    cancel();
    wait();
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<good_TwoStops *>(Context)->Text.write();
  }

  Waiting Holder;
  Log Text;
};

// Others stop it.
struct good_StoppedByOthers {
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<good_StoppedByOthers *>(Context)->Text.write();
  }

  Waiting Holder;
  Log Text;
};

void stop(good_StoppedByOthers &Stopped) {
  SetThreadpoolTimer(Stopped.Holder.Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(Stopped.Holder.Timer, TRUE);
}

// The members go in the right order.
class good_Order {
public:
  void start(FILETIME *Due) {
    Holder.Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Holder.Timer, Due, 0, 0);
  }

private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<good_Order *>(Context)->Text.write();
  }

  Log Text;
  Waiting Holder;
};
