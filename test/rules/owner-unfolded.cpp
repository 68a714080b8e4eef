// RUN: %check_rule "*" %s
//
// An owner is followed through what its own variables hold, and a few times
// through loops in which it waits for nobody.

#include <windows.h>

struct Pad {
  bool Left, Right, Up, Down;
};
Pad readPad();
bool pressed();

//===--- A stop in the middle of much else --------------------------------===//

class Game {
public:
  void start() {
    Active = true;
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }

  // Ten flags decide what the owner does, and none is the callback's.
  void bad_update(bool Quit) {
    Connected = pressed();
    const Pad Now = readPad();
    if (Connected) {
      if (Now.Left)
        --X;
      if (Now.Right)
        ++X;
      if (Now.Up)
        --Y;
      if (Now.Down)
        ++Y;
    }
    if (Quit && Active) {
      Active = false;
      CloseThreadpoolWork(Work);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Game::bad_update' closes {{.*}} [threadpool-close-before-wait]
      Work = nullptr;
    }
    if (Shown)
      Shown = Connected;
  }
  // CHECK-FIXES: {{^}}      WaitForThreadpoolWorkCallbacks(Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}      CloseThreadpoolWork(Work);
  void good_update(bool Quit) {
    Connected = pressed();
    if (Quit && Active) {
      Active = false;
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
      CloseThreadpoolWork(Work);
      Work = nullptr;
    }
    if (Shown)
      Shown = Connected;
  }

private:
  // Uses its context in a loop that sets a flag of its own.
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Game *>(Context);
    while (Self->Active)
      while (!Self->Broken) {
        if (pressed())
          Self->Broken = true;
        ++Self->Frames;
      }
  }

  PTP_WORK Work = nullptr;
  bool Active = false, Connected = false, Shown = false, Broken = false;
  int X = 0, Y = 0, Frames = 0;
};

//===--- Loops that stop, and loops that wait -----------------------------===//

class Rounds {
public:
  explicit Rounds(HANDLE Event) {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  // Once round does not do, twice does.
  void good_rounds(int Count) {
    Stopping = true;
    for (int I = 0; I < Count; ++I) {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    }
    CloseThreadpoolWait(Wait);
  }
  // Not even twice.
  void bad_rounds(int Count) {
    for (int I = 0; I < Count; ++I)
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}}
  }
  // The loop may be left when the callback is over.
  void good_waits() {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    while (!IsOver)
      Sleep(1);
    CloseThreadpoolWait(Wait);
  }
  void good_waitsUnderALock(CRITICAL_SECTION *Lock) {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    for (;;) {
      EnterCriticalSection(Lock);
      const bool Over = IsOver;
      LeaveCriticalSection(Lock);
      if (Over)
        break;
      Sleep(1);
    }
    CloseThreadpoolWait(Wait);
  }
  // It counts, but starts again.
  void good_startsAgain(int Rest) {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    while (Rest > 0) {
      if (!IsOver)
        Rest = 10;
      Rest--;
    }
    CloseThreadpoolWait(Wait);
  }
  void good_continues(int Rest) {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    while (Rest > 0) {
      if (!IsOver)
        continue;
      Rest--;
    }
    CloseThreadpoolWait(Wait);
  }
  void good_leavesEarly(int Count) {
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    for (int I = 0; I < Count; ++I)
      if (IsOver) {
        CloseThreadpoolWait(Wait);
        return;
      }
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Rounds *>(Context);
    ++Self->Hits;
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait;
  HANDLE Event = nullptr;
  bool Stopping = false;
  bool IsOver = false;
  int Hits = 0;
};

//===--- A callback that notes what it was told ---------------------------===//

int compute();

class Noting {
public:
  void start() {
    Error = 0;
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void reset() { Error = 0; }
  // Nobody knows the error, but only the callback asks for it.
  void bad_stop() {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Noting::bad_stop' closes {{.*}} [threadpool-close-before-wait]
    delete Done;
    delete this;
  }
  // CHECK-FIXES-LABEL: {{^}}  void bad_stop() {
  // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
  void good_stop() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
    delete Done;
    delete this;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Noting *>(Context);
    Self->Error = 0;
    for (int I = 0; I < Self->Rounds; ++I)
      if (compute() > 3)
        Self->Error = compute();
    if (Self->Error == 0)
      ++*Self->Done;
  }

  PTP_WORK Work = nullptr;
  int Error = 0, Rounds = 3;
  int *Done = new int();
};
