// RUN: %check_rule "*" %s
//
// Code that does not compile: nothing is said about a function with an error,
// and the others are judged as ever.

#include <windows.h>

struct Broken {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onBroken(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                       TP_WAIT_RESULT) {
  auto *Self = static_cast<Broken *>(Context);
  if (!isStopping(Self))
    // CHECK-MESSAGES: :[[@LINE-1]]:8: error: use of undeclared identifier 'isStopping' [clang-diagnostic-error]
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startBroken(Broken *Self) {
  Self->Wait = CreateThreadpoolWait(onBroken, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_callback_is_broken(Broken *Self) {
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

struct Stopped {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onStopped(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                        TP_WAIT_RESULT) {
  auto *Self = static_cast<Stopped *>(Context);
  SetThreadpoolWait(Wait, Self->Event, nullptr);
}

void startStopped(Stopped *Self) {
  Self->Wait = CreateThreadpoolWait(onStopped, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void good_owner_is_broken(Stopped *Self) {
  UnknownLibrary::silence(Self->Event);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'UnknownLibrary' [clang-diagnostic-error]
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}

struct Whole {
  PTP_WAIT Wait;
  HANDLE Event;
};

VOID CALLBACK onWhole(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                      TP_WAIT_RESULT) {
  auto *Self = static_cast<Whole *>(Context);
  SetThreadpoolWait(Wait, Self->Event, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onWhole' arms its wait again {{.*}} [threadpool-unguarded-rearm]
}

void startWhole(Whole *Self) {
  Self->Wait = CreateThreadpoolWait(onWhole, Self, nullptr);
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
}

void bad_whole(Whole *Self) {
  SetThreadpoolWait(Self->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  delete Self;
}
