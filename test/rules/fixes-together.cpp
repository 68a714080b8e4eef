// RUN: %check_rule "*" %s --fixed-clean
//
// All fixes of a file, applied at once: what they insert into one routine, one
// line or one helper does not get into each other's way.

#include <windows.h>

//===--- Several objects, stopped in one routine --------------------------===//

class Two {
public:
  void start(HANDLE A, HANDLE B, FILETIME *Due) {
    First = CreateThreadpoolWait(onFirst, this, nullptr);
    SetThreadpoolWait(First, A, nullptr);
    Second = CreateThreadpoolWait(onSecond, this, nullptr);
    SetThreadpoolWait(Second, B, nullptr);
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    SetThreadpoolTimer(Timer, Due, 100, 0);
  }
  void bad_stop() {
    SetThreadpoolWait(First, nullptr, nullptr);
    SetThreadpoolWait(Second, nullptr, nullptr);
    CloseThreadpoolWait(First);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Two::bad_stop' closes 'First' {{.*}} [threadpool-close-before-wait]
    CloseThreadpoolWait(Second); CloseThreadpoolTimer(Timer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Two::bad_stop' closes 'Second' {{.*}} [threadpool-close-before-wait]
    // CHECK-MESSAGES: :[[@LINE-2]]:34: warning: 'Two::bad_stop' closes 'Timer' {{.*}} [threadpool-close-before-wait]
    delete this;
  }
  // CHECK-FIXES-LABEL: {{^}}  void bad_stop() {
  // CHECK-FIXES: {{^}}    WaitForThreadpoolWaitCallbacks(First, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(First);
  // CHECK-FIXES: {{^}}    WaitForThreadpoolWaitCallbacks(Second, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWait(Second); SetThreadpoolTimer(Timer, nullptr, 0, 0); WaitForThreadpoolTimerCallbacks(Timer, TRUE); CloseThreadpoolTimer(Timer);

private:
  static VOID CALLBACK onFirst(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                               TP_WAIT_RESULT) {
    ++static_cast<Two *>(Context)->Hits;
  }
  static VOID CALLBACK onSecond(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    --static_cast<Two *>(Context)->Hits;
  }
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    static_cast<Two *>(Context)->Hits = 0;
  }

  PTP_WAIT First, Second;
  PTP_TIMER Timer;
  int Hits = 0;
};

//===--- Two objects that one flag stops ----------------------------------===//

class SharedFlag {
public:
  void start(HANDLE A, HANDLE B) {
    FirstEvent = A;
    SecondEvent = B;
    Stopping = false;
    First = CreateThreadpoolWait(onFirst, this, nullptr);
    SetThreadpoolWait(First, A, nullptr);
    Second = CreateThreadpoolWait(onSecond, this, nullptr);
    SetThreadpoolWait(Second, B, nullptr);
  }
  void bad_stop() {
    WaitForThreadpoolWaitCallbacks(First, TRUE);
    WaitForThreadpoolWaitCallbacks(Second, TRUE);
    SetThreadpoolWait(First, nullptr, nullptr);
    SetThreadpoolWait(Second, nullptr, nullptr);
    Stopping = true;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'SharedFlag::bad_stop' does not set the flag {{.*}} [threadpool-stop-flag-order]
    WaitForThreadpoolWaitCallbacks(First, TRUE);
    WaitForThreadpoolWaitCallbacks(Second, TRUE);
    CloseThreadpoolWait(First);
    CloseThreadpoolWait(Second);
    delete this;
  }
  // CHECK-FIXES-LABEL: {{^}}  void bad_stop() {
  // CHECK-FIXES-NEXT: {{^}}    Stopping = true;
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(First, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Second, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(First, nullptr, nullptr);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Second, nullptr, nullptr);
  // CHECK-FIXES-NEXT: {{^}}    //
  // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(First, TRUE);

private:
  static VOID CALLBACK onFirst(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<SharedFlag *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->FirstEvent, nullptr);
  }
  static VOID CALLBACK onSecond(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<SharedFlag *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->SecondEvent, nullptr);
  }

  PTP_WAIT First, Second;
  HANDLE FirstEvent, SecondEvent;
  bool Stopping;
};

//===--- A destructor and others that call one stop -----------------------===//

class Stopped {
public:
  ~Stopped() { stop(); }
  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  void stop() {
    if (Wait) {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      CloseThreadpoolWait(Wait);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Stopped::~Stopped' closes {{.*}} [threadpool-close-before-wait]
      Wait = nullptr;
    }
  }
  // CHECK-FIXES-LABEL: {{^}}  void stop() {
  // CHECK-FIXES: {{^}}      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  // CHECK-FIXES-NEXT: {{^}}      CloseThreadpoolWait(Wait);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Stopped *>(Context)->Hits;
  }

  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};

//===--- One helper for two objects, and for all ways out -----------------===//

struct Pair {
  PTP_WAIT Left, Right;
  int Hits;
};

VOID CALLBACK onLeft(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                     TP_WAIT_RESULT) {
  ++static_cast<Pair *>(Context)->Hits;
}

VOID CALLBACK onRight(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                      TP_WAIT_RESULT) {
  --static_cast<Pair *>(Context)->Hits;
}

void start(Pair *P, HANDLE Event) {
  P->Left = CreateThreadpoolWait(onLeft, P, nullptr);
  SetThreadpoolWait(P->Left, Event, nullptr);
  P->Right = CreateThreadpoolWait(onRight, P, nullptr);
  SetThreadpoolWait(P->Right, Event, nullptr);
}

static void closeIt(PTP_WAIT Wait) {
  SetThreadpoolWait(Wait, nullptr, nullptr);
  CloseThreadpoolWait(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_helper' closes {{.*}} [threadpool-close-before-wait]
}
// CHECK-FIXES-LABEL: {{^}}static void closeIt(
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Wait, nullptr, nullptr);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Wait);

bool isLate();

void bad_helper(Pair *P) {
  if (isLate()) {
    closeIt(P->Left);
    closeIt(P->Right);
    delete P;
    return;
  }
  closeIt(P->Right);
  closeIt(P->Left);
  delete P;
}
