// RUN: %check_rule "*" %s
//
// Both sides may take a lock in code with errors, and a callback may look at
// its flag there.

#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  bool Stopping;
};

VOID CALLBACK onLocked(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                       TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  Self->enter();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: no member named 'enter'{{.*}}
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
  Self->leave();
  // CHECK-MESSAGES: :[[@LINE-1]]:9: error: no member named 'leave'{{.*}}
}

void startLocked(Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onLocked, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_locked_by_unknown_functions(Watch *Self, int Lock) {
  enter(Lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'enter'{{.*}}
  Self->Stopping = true;
  leave(Lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'leave'{{.*}}
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

struct Guarded {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                        TP_WAIT_RESULT) {
  auto *Self = static_cast<Guarded *>(Context);
  LEAVE_IF_STOPPED(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'LEAVE_IF_STOPPED'{{.*}}
  SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startGuarded(Guarded *Self) {
  Self->Wait = CreateThreadpoolWait(onGuarded, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_macro_may_look_at_a_flag(Guarded *Self) {
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

class BrokenGuard {
public:
  explicit BrokenGuard(CRITICAL_SECTION &Lock) : Lock(NoSuchLock) {
    // CHECK-MESSAGES: :[[@LINE-1]]:55: error: use of undeclared identifier 'NoSuchLock'{{.*}}
    EnterCriticalSection(&Lock);
  }
  ~BrokenGuard() { LeaveCriticalSection(&Lock); }

private:
  CRITICAL_SECTION &Lock;
};

struct Locked {
  PTP_WAIT Wait;
  HANDLE Event;
  CRITICAL_SECTION Lock;
  bool Stopping;
};

VOID CALLBACK onBrokenGuard(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                            TP_WAIT_RESULT) {
  auto *Self = static_cast<Locked *>(Context);
  BrokenGuard Guard(Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startBrokenGuard(Locked *Self) {
  Self->Wait = CreateThreadpoolWait(onBrokenGuard, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_guard_is_broken(Locked *Self) {
  {
    BrokenGuard Guard(Self->Lock);
    Self->Stopping = true;
  }
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}
