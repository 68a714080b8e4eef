// RUN: %check_rule "lock-held-wait,unguarded-rearm" %s
//
// A block under a lock that is written as a loop: the guard's variable is the
// loop's, which runs once. Locks and guards are a library's.

#include <windows.h>

class SpinLock {
public:
  SpinLock();

private:
  SRWLOCK Lock;
};

class StackLock {
public:
  explicit StackLock(SpinLock &Lock);
  ~StackLock();
  BOOLEAN HasLock() const;
  void ReleaseLock();

private:
  SpinLock *Held;
  BOOLEAN Has;
};

#define LOCK_BLOCK(Lock)                                                       \
  for (StackLock Guard(Lock); Guard.HasLock(); Guard.ReleaseLock())

struct Pulse {
  PTP_TIMER Timer;
  SpinLock Lock;
  bool Active;
  int Beats;
};

static void arm(PTP_TIMER Timer) {
  FILETIME Due = {1};
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

static VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
  Pulse *P = static_cast<Pulse *>(Context);
  LOCK_BLOCK(P->Lock) {
    if (!P->Active)
      return;
    ++P->Beats;
    arm(P->Timer);
  }
}

void good_flag_and_rearm_under_the_lock() {
  Pulse *P = new Pulse();
  P->Active = true;
  P->Timer = CreateThreadpoolTimer(onGuarded, P, nullptr);
  arm(P->Timer);
  LOCK_BLOCK(P->Lock) { P->Active = false; }
  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  CloseThreadpoolTimer(P->Timer);
  delete P;
}

void bad_wait_under_the_lock() {
  Pulse *P = new Pulse();
  P->Active = true;
  P->Timer = CreateThreadpoolTimer(onGuarded, P, nullptr);
  arm(P->Timer);
  LOCK_BLOCK(P->Lock) {
    P->Active = false;
    SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: {{.*}}[threadpool-lock-held-wait]
  }
  CloseThreadpoolTimer(P->Timer);
  delete P;
}

static VOID CALLBACK onUnguarded(PTP_CALLBACK_INSTANCE, PVOID Context,
                                 PTP_TIMER) {
  Pulse *P = static_cast<Pulse *>(Context);
  LOCK_BLOCK(P->Lock) {
    FILETIME Due = {1};
    SetThreadpoolTimer(P->Timer, &Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: {{.*}}[threadpool-unguarded-rearm]
  }
}

void bad_rearm_without_a_flag() {
  Pulse *P = new Pulse();
  P->Timer = CreateThreadpoolTimer(onUnguarded, P, nullptr);
  arm(P->Timer);
  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  CloseThreadpoolTimer(P->Timer);
  delete P;
}
