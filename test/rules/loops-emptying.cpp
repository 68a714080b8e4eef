// RUN: %check_rule "close-before-wait" %s
//
// A loop that takes away what its condition asks for waits for nobody. What it
// leaves is not followed: a finding holds whatever that is.

#include <windows.h>

struct Job {
  Job *Next = nullptr;
};

class Jobs {
public:
  bool isEmpty() const { return Count == 0; }
  int count() const { return Count; }
  Job *takeFirst() {
    Job *First = Head;
    Head = First->Next;
    --Count;
    return First;
  }

private:
  Job *Head = nullptr;
  int Count = 0;
};

struct Runner {
  PTP_TIMER Timer = nullptr;
  Jobs Waiting;
  volatile LONG Busy = 0;
  volatile LONG Tries = 3;
  int Done = 0;

  void create(FILETIME Due) {
    Timer = CreateThreadpoolTimer(onDue, this, nullptr);
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }

  static void CALLBACK onDue(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
    auto *Self = static_cast<Runner *>(Context);
    if (Self->Waiting.isEmpty())
      return;
    ++Self->Done;
    InterlockedExchange(&Self->Busy, 0);
  }
};

void release(Job *Taken);

void bad_empties(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (Self->Waiting.count() > 0)
    release(Self->Waiting.takeFirst());
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_empties' closes 'Self->Timer' while 'Runner::onDue' may be queued or running [threadpool-close-before-wait]
  delete Self;
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);

void bad_emptiesByTest(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (!Self->Waiting.isEmpty())
    release(Self->Waiting.takeFirst());
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_emptiesByTest' closes 'Self->Timer'
  delete Self;
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);

void good_empties(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (!Self->Waiting.isEmpty())
    release(Self->Waiting.takeFirst());
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}

// All of these may wait for the callback.

void good_asks(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (Self->Busy != 0)
    Sleep(1);
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}

void good_spins(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (InterlockedExchange(&Self->Busy, 1) != 0)
    Sleep(1);
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}

void good_spinsByCounting(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (InterlockedIncrement(&Self->Busy) != 1) {
    InterlockedDecrement(&Self->Busy);
    Sleep(1);
  }
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}

void good_asksWhileItCounts(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (Self->Tries != 0 && Self->Busy != 0) {
    InterlockedDecrement(&Self->Tries);
    Sleep(1);
  }
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}

void good_asksBetweenJobs(Runner *Self) {
  SetThreadpoolTimer(Self->Timer, nullptr, 0, 0);
  while (!Self->Waiting.isEmpty() || Self->Busy != 0) {
    if (!Self->Waiting.isEmpty())
      release(Self->Waiting.takeFirst());
    Sleep(1);
  }
  CloseThreadpoolTimer(Self->Timer);
  delete Self;
}
