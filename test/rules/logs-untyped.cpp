// RUN: %check_rule "missing-cancel" %s -- -ferror-limit=0
//
// A trace, some of which does not compile, is told the address of the object
// that is stopped, and a lock of another unit is taken by a guard of this one.

#include <windows.h>

class Argument {
public:
  Argument(const void *const &Value) : Kind(KindOfPointers), Value(Value) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:45: error: use of undeclared identifier 'KindOfPointers' [clang-diagnostic-error]
  Argument(int Value);

private:
  int Kind;
  const void *Value;
};

class TraceWriter {
public:
  void operator()(const char *Format, const Argument &First) const;
};

extern const TraceWriter WriteNoise;

class RwLockBase {
public:
  void AcquireExclusive();
  void ReleaseExclusive();
};

class AcquireWriteLock {
public:
  explicit AcquireWriteLock(RwLockBase &Lock) : Owned(Lock) {
    Owned.AcquireExclusive();
  }
  ~AcquireWriteLock() { Owned.ReleaseExclusive(); }

private:
  RwLockBase &Owned;
};

class Ticker {
public:
  explicit Ticker(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(onTick, this, nullptr);
    if (Timer)
      SetThreadpoolTimer(Timer, Due, 1000, 0);
  }

  ~Ticker() {
    WriteNoise("{0}: stop", static_cast<void *>(this));
    if (Stopped)
      return;
    {
      AcquireWriteLock Hold(Lock);
      Stopped = true;
    }
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ticker::~Ticker' waits for the callbacks of 'Timer' while it is still armed: 'Ticker::onTick' can be called after the wait [threadpool-missing-cancel]
    CloseThreadpoolTimer(Timer);
  }

private:
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    auto *Self = static_cast<Ticker *>(Context);
    WriteNoise("tick {0}", static_cast<void *>(Self));
    AcquireWriteLock Hold(Self->Lock);
    ++Self->Count;
  }

  RwLockBase Lock;
  PTP_TIMER Timer = nullptr;
  bool Stopped = false;
  int Count = 0;
};
