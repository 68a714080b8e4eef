// RUN: %check_rule "*" %s
//
// Locks and guards of libraries, which are known by their names: their bodies
// stand elsewhere.

#include <mutex>
#include <windows.h>

typedef LONG HRESULT;

// What the libraries declare, as far as it is used here.
namespace ATL {
class CComAutoCriticalSection {
public:
  CComAutoCriticalSection();
  ~CComAutoCriticalSection();
  HRESULT Lock();
  HRESULT Unlock();

private:
  CRITICAL_SECTION Section;
};
template <class Lock> class CComCritSecLock {
public:
  explicit CComCritSecLock(Lock &L, bool InitialLock = true);
  ~CComCritSecLock();
  void Unlock();

private:
  Lock &Held;
};
} // namespace ATL

class CCritSec {
public:
  CCritSec();
  ~CCritSec();
  void Lock();
  void Unlock();

private:
  CRITICAL_SECTION Section;
};
class CAutoLock {
public:
  explicit CAutoLock(CCritSec *Lock);
  ~CAutoLock();

private:
  CCritSec *Held;
};

namespace wil {
class rwlock_guard {
public:
  rwlock_guard(rwlock_guard &&Other);
  ~rwlock_guard();
  void reset();
  explicit operator bool() const;

private:
  SRWLOCK *Held;
};
class srwlock {
public:
  rwlock_guard lock_exclusive();
  rwlock_guard try_lock_exclusive();
  rwlock_guard lock_shared();

private:
  SRWLOCK Lock = SRWLOCK_INIT;
};
rwlock_guard AcquireSRWLockExclusive(SRWLOCK *Lock);
} // namespace wil

//===--- ATL, by hand ----------------------------------------------------===//

class AtlByHand {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      Lock.Lock();
      Stopping = true;
      Lock.Unlock();
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    Lock.Lock();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AtlByHand::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'AtlByHand::onSignal' takes [threadpool-lock-held-wait]
    Lock.Unlock();
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AtlByHand::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<AtlByHand *>(Context);
    Self->Lock.Lock();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Self->Lock.Unlock();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  ATL::CComAutoCriticalSection Lock;
};

//===--- ATL, a guard ----------------------------------------------------===//

class AtlGuard {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      ATL::CComCritSecLock<ATL::CComAutoCriticalSection> Guard(Lock);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    ATL::CComCritSecLock<ATL::CComAutoCriticalSection> Guard(Lock);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AtlGuard::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'AtlGuard::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AtlGuard::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<AtlGuard *>(Context);
    ATL::CComCritSecLock<ATL::CComAutoCriticalSection> Guard(Self->Lock);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  ATL::CComAutoCriticalSection Lock;
};

//===--- A guard that takes a pointer ------------------------------------===//

class AutoLock {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      CAutoLock Guard(&Lock);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    CAutoLock Guard(&Lock);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AutoLock::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'AutoLock::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'AutoLock::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<AutoLock *>(Context);
    CAutoLock Guard(&Self->Lock);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  CCritSec Lock;
};

//===--- The guard is what the call returns ------------------------------===//

class WilLock {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      auto Guard = Lock.lock_exclusive();
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    auto Guard = Lock.lock_exclusive();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilLock::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'WilLock::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilLock::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<WilLock *>(Context);
    auto Guard = Self->Lock.lock_exclusive();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  wil::srwlock Lock;
};

//===--- Released before its end -----------------------------------------===//

class WilReset {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      auto Guard = Lock.lock_exclusive();
      Stopping = true;
      Guard.reset();
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    auto Guard = Lock.lock_exclusive();
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilReset::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'WilReset::onSignal' takes [threadpool-lock-held-wait]
    Guard.reset();
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilReset::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<WilReset *>(Context);
    auto Guard = Self->Lock.lock_exclusive();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Guard.reset();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  wil::srwlock Lock;
};

//===--- A function returns the guard ------------------------------------===//

class WilFunction {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_one_drain() {
    {
      auto Guard = wil::AcquireSRWLockExclusive(&Lock);
      Stopping = true;
    }
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_drain_inside() {
    auto Guard = wil::AcquireSRWLockExclusive(&Lock);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilFunction::bad_drain_inside' waits for the callbacks of 'Wait' under a lock that 'WilFunction::onSignal' takes [threadpool-lock-held-wait]
    CloseThreadpoolWait(Wait);
  }

  void bad_flag_outside() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'WilFunction::bad_flag_outside' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES: void bad_flag_outside()
  // CHECK-FIXES-NEXT: Stopping = true;
  // CHECK-FIXES-NEXT: WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait(Wait, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<WilFunction *>(Context);
    auto Guard = wil::AcquireSRWLockExclusive(&Self->Lock);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  SRWLOCK Lock = SRWLOCK_INIT;
};

//===--- Not locked yet -----------------------------------------------------===//

class Deferred {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_not_locked() {
    Lock.Lock();
    Stopping = true;
    Lock.Unlock();
    ATL::CComCritSecLock<ATL::CComAutoCriticalSection> Guard(Lock, false);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Deferred *>(Context);
    Self->Lock.Lock();
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
    Self->Lock.Unlock();
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
  ATL::CComAutoCriticalSection Lock;
};
