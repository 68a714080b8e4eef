// RUN: %check_rule "*" %s -- -fcxx-exceptions -fexceptions
//
// Constructors that throw, base classes that hold the object, virtual stops.

#include <memory>
#include <windows.h>

struct Failure {
  explicit Failure(const char *Text) : Text(Text) {}
  const char *Text;
};

class Holder {
public:
  explicit Holder(PTP_TIMER Timer) : Timer(Timer) {
    if (!Timer)
      throw Failure("no timer");
  }
  ~Holder() { CloseThreadpoolTimer(Timer); }
  PTP_TIMER Timer;
};

//===--- Thrown before it was armed ---------------------------------------===//

class Careful {
public:
  Careful(FILETIME *Due, bool Ready)
      : Own(CreateThreadpoolTimer(onTimer, this, nullptr)) {
    if (!Ready)
      throw Failure("not ready");
    SetThreadpoolTimer(Own.Timer, Due, 1000, 0);
  }
  ~Careful() {
    SetThreadpoolTimer(Own.Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Own.Timer, TRUE);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Careful *>(Context)->Count;
  }
  int Count = 0;
  Holder Own;
};

Careful *good_thrown_before(FILETIME *Due, bool Ready) {
  try {
    return new Careful(Due, Ready);
  } catch (const Failure &) {
    return nullptr;
  }
}
void good_end(Careful *C) { delete C; }

//===--- The destructor of what was never made does not run ---------------===//

struct Tables {
  Tables(bool Ready) {
    if (!Ready)
      throw Failure("no tables");
    Data = new int[4]();
  }
  ~Tables() { delete[] Data; }
  int *Data;
};

class Ordered {
public:
  Ordered(FILETIME *Due, bool Ready) : Own(Ready) {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (!Timer)
      throw Failure("no timer");
    SetThreadpoolTimer(Timer, Due, 1000, 0);
  }
  ~Ordered() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Ordered *>(Context)->Own.Data[0];
  }
  Tables Own;
  PTP_TIMER Timer = nullptr;
};

Ordered *good_ordered(FILETIME *Due, bool Ready) {
  return new Ordered(Due, Ready);
}
void good_end(Ordered *O) { delete O; }

//===--- Delegated: the destructor does run -------------------------------===//

class Delegated {
public:
  Delegated() = default;
  Delegated(FILETIME *Due, bool Ready) : Delegated() {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Timer, Due, 1000, 0);
    if (!Ready)
      throw Failure("not ready");
  }
  ~Delegated() {
    if (!Timer)
      return;
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Delegated *>(Context)->Count;
  }
  int Count = 0;
  PTP_TIMER Timer = nullptr;
};

Delegated *good_delegated(FILETIME *Due) { return new Delegated(Due, false); }
void good_end(Delegated *D) { delete D; }

//===--- A catch block stops ----------------------------------------------===//

struct Session {
  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};
void connect(int Address); // may throw

static VOID CALLBACK onSession(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                               TP_WAIT_RESULT) {
  ++static_cast<Session *>(Context)->Hits;
}

Session *good_catch(HANDLE Event) {
  auto *S = new Session;
  try {
    S->Wait = CreateThreadpoolWait(onSession, S, nullptr);
    if (!S->Wait)
      throw Failure("no wait");
    SetThreadpoolWait(S->Wait, Event, nullptr);
    connect(1);
    return S;
  } catch (const Failure &) {
    if (S->Wait) {
      SetThreadpoolWait(S->Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
      CloseThreadpoolWait(S->Wait);
    }
    delete S;
    throw;
  }
}

Session *good_function_try(HANDLE Event) try {
  auto S = std::make_unique<Session>();
  S->Wait = CreateThreadpoolWait(onSession, S.get(), nullptr);
  if (!S->Wait)
    throw Failure("no wait");
  SetThreadpoolWait(S->Wait, Event, nullptr);
  return S.release();
} catch (...) {
  return nullptr;
}

void good_end(Session *S) {
  SetThreadpoolWait(S->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  CloseThreadpoolWait(S->Wait);
  delete S;
}

//===--- The base class holds the object ----------------------------------===//

class TimerBase {
public:
  void start(FILETIME *Due) { SetThreadpoolTimer(Timer, Due, 1000, 0); }

protected:
  TimerBase(PTP_TIMER_CALLBACK Callback, void *Context)
      : Timer(CreateThreadpoolTimer(Callback, Context, nullptr)) {}
  ~TimerBase() { CloseThreadpoolTimer(Timer); }
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'bad_base' closes 'Timer' while 'BareDerived::onTimer' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: ~TimerBase() { SetThreadpoolTimer(Timer, nullptr, 0, 0); WaitForThreadpoolTimerCallbacks(Timer, TRUE); CloseThreadpoolTimer(Timer); }

private:
  PTP_TIMER Timer;
};

class BareDerived : public TimerBase {
public:
  BareDerived() : TimerBase(onTimer, this) {}

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<BareDerived *>(Context)->Count;
  }
  int Count = 0;
};
BareDerived *makeBare() { return new BareDerived; }
void bad_base(BareDerived *B) { delete B; }

class WaitBase {
protected:
  WaitBase(PTP_WAIT_CALLBACK Callback, void *Context)
      : Wait(CreateThreadpoolWait(Callback, Context, nullptr)) {}
  ~WaitBase() { CloseThreadpoolWait(Wait); }
  void stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  }
  PTP_WAIT Wait;
};

class StoppedDerived : public WaitBase {
public:
  explicit StoppedDerived(HANDLE Event) : WaitBase(onSignal, this) {
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  ~StoppedDerived() { stop(); }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<StoppedDerived *>(Context)->Count;
  }
  int Count = 0;
};
StoppedDerived *makeStopped(HANDLE Event) { return new StoppedDerived(Event); }
void good_base(StoppedDerived *S) { delete S; }

//===--- A virtual stop ---------------------------------------------------===//

class Service {
public:
  virtual ~Service() = default;
  virtual void stop() = 0;
};

class Worker : public Service {
public:
  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void stop() override { WaitForThreadpoolWorkCallbacks(Work, TRUE); }
  void good_virtual() {
    stop();
    CloseThreadpoolWork(Work);
  }

protected:
  PTP_WORK Work = nullptr;

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Worker *>(Context)->Runs;
  }
  int Runs = 0;
};

void good_through_interface(Service *S) {
  S->stop();
  delete S;
}
