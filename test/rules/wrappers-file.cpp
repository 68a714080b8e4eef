// RUN: %check_rule "*" %s "--config={CheckOptions: {ThreadpoolWrappers: '%S/Inputs/wrappers.yaml'}}"
//
// Inputs/wrappers.yaml says what the functions of the namespace `pool` do.

#include <windows.h>

namespace pool {

typedef void (*Callback)(void *Context);

class Wait {
public:
  Wait(Callback, void *Context);
  void listen(HANDLE Event);
  void stop();
  void close();

private:
  void *Impl;
};

namespace sources {
void turnOff();
} // namespace sources
void log(const void *About, const char *Text);

inline namespace v1 {
template <typename T> class Ticker {
public:
  void start(Callback, T *Context, int Period);
  void stop();
  ~Ticker();

private:
  void *Impl;
};
} // namespace v1

class Pulse {
public:
  void start(Callback, void *Context);
  void cancel() {}
  void stop() { Stopped = true; }
  bool Stopped;
};

struct Flag {
  int Impl;
};
void raise(int Why, Flag &);
void lower(Flag *);
bool isRaised(const Flag *);

class Locked {
public:
  explicit Locked(CRITICAL_SECTION *);
  ~Locked();
  void *Impl;
};

} // namespace pool

// Waits ----------------------------------------------------------------------

class bad_Listener {
public:
  bad_Listener() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    Wait.close();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_Listener::stop' closes 'Wait' while 'bad_Listener::onSignal' may be queued or running [threadpool-close-before-wait]
    delete this;
  }

private:
  static void onSignal(void *Context) {
    ++static_cast<bad_Listener *>(Context)->Signals;
  }
  pool::Wait Wait;
  int Signals = 0;
};

class good_Listener {
public:
  good_Listener() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    Wait.stop();
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    ++static_cast<good_Listener *>(Context)->Signals;
  }
  pool::Wait Wait;
  int Signals = 0;
};

// The callback arms its object again, but nothing signals any more.
class good_SourceOff {
public:
  good_SourceOff() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    pool::sources::turnOff();
    Wait.stop();
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    auto *Self = static_cast<good_SourceOff *>(Context);
    ++Self->Signals;
    Self->Wait.listen(Self->Event);
  }
  pool::Wait Wait;
  HANDLE Event = nullptr;
  int Signals = 0;
};

class bad_SourceOn {
public:
  bad_SourceOn() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    Wait.stop();
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    auto *Self = static_cast<bad_SourceOn *>(Context);
    ++Self->Signals;
    Self->Wait.listen(Self->Event);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_SourceOn::onSignal' arms its wait again{{.*}} [threadpool-unguarded-rearm]
  }
  pool::Wait Wait;
  HANDLE Event = nullptr;
  int Signals = 0;
};

// A mutex is a mutex, whoever waits for it.
class bad_MutexListener {
public:
  bad_MutexListener() : Wait(onSignal, this) {}
  void listen() {
    Wait.listen(CreateMutexW(nullptr, FALSE, nullptr));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the pool waits for a mutex{{.*}} [threadpool-mutex-wait]
  }

private:
  static void onSignal(void *) {}
  pool::Wait Wait;
};

// Nothing ---------------------------------------------------------------------

void unknown(const void *About, const char *Text);

class bad_Logging {
public:
  bad_Logging() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    pool::log(this, "stop");
    Wait.close();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_Logging::stop' closes 'Wait' while 'bad_Logging::onSignal' may be queued or running [threadpool-close-before-wait]
    delete this;
  }

private:
  static void onSignal(void *Context) {
    ++static_cast<bad_Logging *>(Context)->Signals;
  }
  pool::Wait Wait;
  int Signals = 0;
};

class good_Unknown {
public:
  good_Unknown() : Wait(onSignal, this) {}
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    unknown(this, "stop");
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    ++static_cast<good_Unknown *>(Context)->Signals;
  }
  pool::Wait Wait;
  int Signals = 0;
};

// Timers ----------------------------------------------------------------------

struct Clock {
  pool::Ticker<Clock> Ticker;
  int Ticks;
};

static void onTick(void *Context) { ++static_cast<Clock *>(Context)->Ticks; }

void startClock(Clock *C) { C->Ticker.start(onTick, C, 100); }

void bad_endClock(Clock *C) {
  C->Ticker.stop();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_endClock' waits for the callbacks of 'Ticker' while it is still armed{{.*}} [threadpool-missing-cancel]
  delete C;
}

class bad_Pulse {
public:
  void start() { Pulse.start(onPulse, this); }
  void stop() {
    Pulse.stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_Pulse::stop' waits for the callbacks of 'Pulse' while it is still armed{{.*}} [threadpool-missing-cancel]
    delete this;
  }

private:
  static void onPulse(void *Context) {
    ++static_cast<bad_Pulse *>(Context)->Beats;
  }
  pool::Pulse Pulse;
  int Beats = 0;
};

class good_Pulse {
public:
  void start() { Pulse.start(onPulse, this); }
  void stop() {
    Pulse.cancel();
    Pulse.stop();
    delete this;
  }

private:
  static void onPulse(void *Context) {
    ++static_cast<good_Pulse *>(Context)->Beats;
  }
  pool::Pulse Pulse;
  int Beats = 0;
};

// Flags and guards -------------------------------------------------------------

class bad_Order {
public:
  void start() {
    pool::lower(&Stopping);
    Wait.listen(Event);
  }
  bad_Order() : Wait(onSignal, this) {}
  void stop() {
    Wait.stop();
    pool::raise(1, Stopping);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_Order::stop' does not set the flag that stops 'bad_Order::onSignal' before it stops 'Wait' [threadpool-stop-flag-order]
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    auto *Self = static_cast<bad_Order *>(Context);
    if (!pool::isRaised(&Self->Stopping))
      Self->Wait.listen(Self->Event);
  }
  pool::Flag Stopping;
  pool::Wait Wait;
  HANDLE Event = nullptr;
};

class good_Order {
public:
  void start() {
    pool::lower(&Stopping);
    Wait.listen(Event);
  }
  good_Order() : Wait(onSignal, this) {}
  void stop() {
    pool::raise(1, Stopping);
    Wait.stop();
    Wait.stop();
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    auto *Self = static_cast<good_Order *>(Context);
    if (!pool::isRaised(&Self->Stopping))
      Self->Wait.listen(Self->Event);
  }
  pool::Flag Stopping;
  pool::Wait Wait;
  HANDLE Event = nullptr;
};

// A guard that is described takes the lock that the API's own functions take.
class bad_Guarded {
public:
  bad_Guarded() : Wait(onSignal, this) { InitializeCriticalSection(&Lock); }
  void listen(HANDLE Event) { Wait.listen(Event); }
  void stop() {
    {
      pool::Locked Hold(&Lock);
      Wait.stop();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_Guarded::stop' waits for the callbacks of 'Wait' under a lock that 'bad_Guarded::onSignal' takes [threadpool-lock-held-wait]
    }
    Wait.close();
    delete this;
  }

private:
  static void onSignal(void *Context) {
    auto *Self = static_cast<bad_Guarded *>(Context);
    EnterCriticalSection(&Self->Lock);
    ++Self->Signals;
    LeaveCriticalSection(&Self->Lock);
  }
  CRITICAL_SECTION Lock;
  pool::Wait Wait;
  int Signals = 0;
};
