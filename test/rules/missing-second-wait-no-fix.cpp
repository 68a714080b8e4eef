// RUN: %check_rule "*" %s
//
// Places where a drain must not be added unseen: reported, but without a fix.

#include <windows.h>

//===--- In a macro -------------------------------------------------------===//

#define CANCEL_AND_DRAIN(WAIT)                                                 \
  SetThreadpoolWait(WAIT, nullptr, nullptr);                                   \
  WaitForThreadpoolWaitCallbacks(WAIT, TRUE)

struct InMacro {
  PTP_WAIT Wait;
  HANDLE Event;
  bool Stopping;

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<InMacro *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_macro() {
    Stopping = true;
    CANCEL_AND_DRAIN(Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'InMacro::bad_macro' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
};

//===--- Under a lock -----------------------------------------------------===//

struct UnderLock {
  PTP_WAIT Wait;
  HANDLE Event;
  bool Stopping;
  CRITICAL_SECTION Lock;

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<UnderLock *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_lock() {
    EnterCriticalSection(&Lock);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'UnderLock::bad_lock' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    LeaveCriticalSection(&Lock);
    delete this;
  }
};

//===--- In a callback of another object ----------------------------------===//

struct FromCallback {
  PTP_WAIT Wait;
  PTP_WORK Stopper;
  HANDLE Event;
  bool Stopping;

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<FromCallback *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }
  void start() {
    Stopper = CreateThreadpoolWork(bad_callback, this, nullptr);
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  void stopLater() { SubmitThreadpoolWork(Stopper); }

  static VOID CALLBACK bad_callback(PTP_CALLBACK_INSTANCE, PVOID Context,
                                    PTP_WORK) {
    auto *Self = static_cast<FromCallback *>(Context);
    Self->Stopping = true;
    SetThreadpoolWait(Self->Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'FromCallback::bad_callback' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Self->Wait);
    delete Self;
  }
};
