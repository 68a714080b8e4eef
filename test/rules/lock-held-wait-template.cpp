// RUN: %check_rule "*" %s
//
// A guard for any lock, in a class for any lock.

#include <windows.h>

class Section {
public:
  Section() { InitializeCriticalSection(&Native); }
  ~Section() { DeleteCriticalSection(&Native); }
  void lock() { EnterCriticalSection(&Native); }
  void unlock() { LeaveCriticalSection(&Native); }

private:
  CRITICAL_SECTION Native;
};

template <class Lock> class Locked {
public:
  explicit Locked(Lock &L) : L(L) { L.lock(); }
  ~Locked() { L.unlock(); }
  Locked(const Locked &) = delete;
  Locked &operator=(const Locked &) = delete;

private:
  Lock &L;
};

template <class Lock> class Watch {
public:
  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    Locked<Lock> Guard(L);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} under a lock that {{.*}} takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

  void good_stop() {
    {
      Locked<Lock> Guard(L);
      SetThreadpoolWait(Wait, nullptr, nullptr);
    }
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    Locked<Lock> Guard(Self->L);
    ++Self->Hits;
  }

  Lock L;
  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};

template class Watch<Section>;
