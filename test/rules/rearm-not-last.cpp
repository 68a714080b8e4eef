// RUN: %check_rule rearm-not-last %s --config='{CheckOptions: {threadpool-rearm-not-last.Enabled: true}}' -- -ferror-limit=0
//
// What a callback does behind its re-arm, the next callback may do as well.

#include <mutex>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait, NextWait;
  PTP_TIMER Timer;
  PTP_WORK Work;
  HANDLE Event, Done;
  CRITICAL_SECTION Lock;
  std::mutex Mutex;
  int Hits = 0;
};

void report(Watch *Self);

void CALLBACK bad_onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT Wait,
                           TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  SetThreadpoolWait(Wait, Self->Event, nullptr);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_onSignal' arms its wait again and goes on working: the next callback may run at the same time [threadpool-rearm-not-last]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 1. callback 1 ('bad_onSignal') arms its wait again
  // CHECK-NOTES: :[[@LINE-6]]:15: note: 2. the handle is signaled; the pool starts callback 2, 'bad_onSignal'
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 3. callback 1 ('bad_onSignal') goes on here, beside callback 2
  ++Self->Hits;
}

template <class Owner>
void CALLBACK bad_onDue(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
  auto *Self = static_cast<Owner *>(Context);
  FILETIME Due = {1, 2};
  SetThreadpoolTimer(Self->Timer, &Due, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_onDue{{.*}}' arms its timer again and goes on working
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 3.
  report(Self);
}

#define AGAIN(Work) SubmitThreadpoolWork(Work)

void CALLBACK bad_onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK Work) {
  AGAIN(Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_onWork' arms its work object again and goes on working
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 3.
  report(static_cast<Watch *>(Context));
}

// The last thing but to let go of a lock, to say so, and to leave.
void CALLBACK good_last(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT Wait,
                        TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  std::lock_guard<std::mutex> Guard(Self->Mutex);
  EnterCriticalSection(&Self->Lock);
  ++Self->Hits;
  SetThreadpoolWait(Wait, Self->Event, nullptr);
  LeaveCriticalSection(&Self->Lock);
  SetEvent(Self->Done);
}

// A cancel, and another object.
void CALLBACK good_cancel(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT Wait,
                          TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  SetThreadpoolWait(Wait, nullptr, nullptr);
  SetThreadpoolWait(Self->NextWait, Self->Event, nullptr);
  report(Self);
}

void CALLBACK unknown_broken(PTP_CALLBACK_INSTANCE, void *Context,
                             PTP_WAIT Wait, TP_WAIT_RESULT) {
  auto *Self = static_cast<Watch *>(Context);
  SetThreadpoolWait(Wait, Self->Event, nullptr);
  finish(Self);
  // CHECK-NOTES: :[[@LINE-1]]:3: error: use of undeclared identifier 'finish'
}

void start(Watch *Self) {
  Self->Wait = CreateThreadpoolWait(bad_onSignal, Self, nullptr);
  Self->Timer = CreateThreadpoolTimer(bad_onDue<Watch>, Self, nullptr);
  Self->Work = CreateThreadpoolWork(bad_onWork, Self, nullptr);
}

PTP_WAIT startLast(Watch *Self) {
  return CreateThreadpoolWait(good_last, Self, nullptr);
}

PTP_WAIT startCancel(Watch *Self) {
  return CreateThreadpoolWait(good_cancel, Self, nullptr);
}

PTP_WAIT startBroken(Watch *Self) {
  return CreateThreadpoolWait(unknown_broken, Self, nullptr);
}
