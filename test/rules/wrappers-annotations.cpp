// RUN: %check_rule "*" %s
//
// Annotations in a header say what its functions do. The timer is opaque.

// Not even <windows.h> is in sight.
#define TP(Word) [[clang::annotate("threadpool::" #Word)]]

namespace pool {

struct Function {
  template <typename F> Function(F) {}
  ~Function();
  void *Impl;
};

class TP(timer) Timer {
public:
  Timer();
  TP(cancel) TP(drain) TP(close) ~Timer();
  TP(create) TP(arm) void start(int Ms, TP(callback) const Function &F);
  TP(arm) bool again(int Ms);
  TP(cancel) void cancel();
  TP(drain) void wait();

private:
  void *Impl;
};

class Flag {
public:
  [[clang::annotate("threadpool::set-flag")]] void set();
  [[clang::annotate("threadpool::test-flag")]] bool isSet() const;

private:
  int Impl;
};

class Lock {
public:
  TP(lock) void enter();
  TP(unlock) void leave();
  [[clang::annotate("threadpool::try-lock")]] bool tryEnter();

private:
  int Impl;
};

class TP(guard) Holder {
public:
  explicit Holder(Lock &);
  ~Holder();

private:
  Lock &Held;
};

} // namespace pool

// The member is stopped by its destructor, but the callback arms it again.
class bad_Unguarded {
public:
  void start() {
    Timer.start(10, [this] {
      ++Ticks;
      Timer.again(10);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'lambda in bad_Unguarded::start' arms its timer again and reads nothing that 'bad_Unguarded::~bad_Unguarded' writes before it stops: {{.*}} has closed 'Timer' [threadpool-unguarded-rearm]
    });
  }
  ~bad_Unguarded() {}

private:
  int Ticks = 0;
  pool::Timer Timer;
};

class bad_OneDrain {
public:
  void start() {
    Timer.start(10, [this] {
      ++Ticks;
      if (!Stopping.isSet())
        Timer.again(10);
    });
  }
  ~bad_OneDrain() { Stopping.set(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'bad_OneDrain::~bad_OneDrain' waits for the callbacks of 'Timer' too few times{{.*}} [threadpool-missing-second-wait]

private:
  int Ticks = 0;
  pool::Flag Stopping;
  pool::Timer Timer;
};

// With that of the destructor there are two waits.
class good_TwoDrains {
public:
  void start() {
    Timer.start(10, [this] {
      ++Ticks;
      if (!Stopping.isSet())
        Timer.again(10);
    });
  }
  ~good_TwoDrains() {
    Stopping.set();
    Timer.cancel();
    Timer.wait();
  }

private:
  int Ticks = 0;
  pool::Flag Stopping;
  pool::Timer Timer;
};

class bad_FlagTooLate {
public:
  void start() {
    Timer.start(10, [this] {
      ++Ticks;
      if (!Stopping.isSet())
        Timer.again(10);
    });
  }
  ~bad_FlagTooLate() {
    Timer.cancel();
    Timer.wait();
    Stopping.set();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_FlagTooLate::~bad_FlagTooLate' does not set the flag that stops 'lambda in bad_FlagTooLate::start' before it stops 'Timer' [threadpool-stop-flag-order]
  }

private:
  int Ticks = 0;
  pool::Flag Stopping;
  pool::Timer Timer;
};

class bad_WaitUnderLock {
public:
  void start() {
    Timer.start(10, [this] {
      pool::Holder Hold(Lock);
      ++Ticks;
    });
  }
  ~bad_WaitUnderLock() {
    Lock.enter();
    Timer.cancel();
    Timer.wait();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_WaitUnderLock::~bad_WaitUnderLock' waits for the callbacks of 'Timer' under a lock that 'lambda in bad_WaitUnderLock::start' takes [threadpool-lock-held-wait]
    Lock.leave();
  }

private:
  int Ticks = 0;
  pool::Lock Lock;
  pool::Timer Timer;
};

class good_WaitBehindLock {
public:
  void start() {
    Timer.start(10, [this] {
      pool::Holder Hold(Lock);
      ++Ticks;
    });
  }
  ~good_WaitBehindLock() {
    {
      pool::Holder Hold(Lock);
      Ticks = 0;
    }
    Timer.cancel();
    Timer.wait();
  }

private:
  int Ticks = 0;
  pool::Lock Lock;
  pool::Timer Timer;
};

// Where a lock may be busy the callback does not wait for it.
class good_TriesOnly {
public:
  void start() {
    Timer.start(10, [this] {
      if (!Lock.tryEnter())
        return;
      ++Ticks;
      Lock.leave();
    });
  }
  ~good_TriesOnly() {
    pool::Holder Hold(Lock);
    Timer.cancel();
    Timer.wait();
  }

private:
  int Ticks = 0;
  pool::Lock Lock;
  pool::Timer Timer;
};

// A closure that owns what it uses decides how long that lives.
struct Counter {
  int Ticks;
};
struct CounterRef {
  Counter *operator->() const;
  ~CounterRef();
  Counter *Impl;
};
class good_OwnedByClosure {
public:
  void start(CounterRef C) {
    Timer.start(10, [this, C] {
      ++C->Ticks;
      Timer.again(10);
    });
  }
  ~good_OwnedByClosure() {}

private:
  pool::Timer Timer;
};

// A local is stopped where its scope ends.
void good_local() {
  int Ticks = 0;
  pool::Timer Timer;
  Timer.start(10, [&Ticks] { ++Ticks; });
}
