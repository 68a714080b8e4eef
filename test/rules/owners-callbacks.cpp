// RUN: %check_rule "*" %s
//
// Objects that end in their own callback, drains that are barriers, and
// callbacks that leave the count of those that a drain waits for.

#include <stdlib.h>
#include <windows.h>

//===--- A barrier on an object that goes on living -----------------------===//

class Queue {
public:
  void start() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  void push() { SubmitThreadpoolWork(Work); }
  void good_flush() { WaitForThreadpoolWorkCallbacks(Work, FALSE); }
  void good_end() {
    good_flush();
    CloseThreadpoolWork(Work);
    delete this;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Queue *>(Context)->Runs;
  }
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

class Alarm {
public:
  void start() { Timer = CreateThreadpoolTimer(onTimer, this, nullptr); }
  void set(FILETIME *Due) { SetThreadpoolTimer(Timer, Due, 0, 0); }
  // What is under way shall end; what is set goes on.
  void good_barrier() {
    WaitForThreadpoolTimerCallbacks(Timer, FALSE);
    Count = 0;
  }
  void good_end() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Alarm *>(Context)->Count;
  }
  PTP_TIMER Timer = nullptr;
  int Count = 0;
};

//===--- Closes and deletes itself ----------------------------------------===//

class Delay {
public:
  static bool good_post(FILETIME *Due) {
    Delay *D = new Delay;
    D->Timer = CreateThreadpoolTimer(good_onTimer, D, nullptr);
    if (!D->Timer) {
      delete D;
      return false;
    }
    SetThreadpoolTimer(D->Timer, Due, 0, 0);
    return true;
  }

private:
  static VOID CALLBACK good_onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                                    PTP_TIMER) {
    Delay *Self = static_cast<Delay *>(Context);
    Self->run();
    delete Self;
  }
  ~Delay() {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  }
  void run() { ++Runs; }
  PTP_TIMER Timer = nullptr;
  int Runs = 0;
};

// One wait, and the callback decides whether there is another one.
struct Once {
  PTP_WAIT Wait;
  HANDLE Event;
  int Left;
};

static VOID CALLBACK good_onOnce(PTP_CALLBACK_INSTANCE, PVOID Context,
                                 PTP_WAIT Wait, TP_WAIT_RESULT) {
  Once *O = static_cast<Once *>(Context);
  if (--O->Left > 0) {
    SetThreadpoolWait(Wait, O->Event, nullptr);
    return;
  }
  CloseThreadpoolWait(Wait);
  CloseHandle(O->Event);
  free(O);
}

Once *startOnce(HANDLE Event) {
  Once *O = static_cast<Once *>(calloc(1, sizeof(Once)));
  O->Event = Event;
  O->Left = 3;
  O->Wait = CreateThreadpoolWait(good_onOnce, O, nullptr);
  if (!O->Wait) {
    free(O);
    return nullptr;
  }
  SetThreadpoolWait(O->Wait, Event, nullptr);
  return O;
}

//===--- Leaves, and deletes who drains -----------------------------------===//

class Detached {
public:
  void start() {
    Work = CreateThreadpoolWork(good_onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  ~Detached() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  static VOID CALLBACK good_onWork(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK) {
    DisassociateCurrentThreadFromCallback(Instance);
    delete static_cast<Detached *>(Context);
  }
  PTP_WORK Work = nullptr;
};

void useDetached() { (new Detached)->start(); }

//===--- Leaves, and uses what may be gone --------------------------------===//

// No call in the owner could wait for it: nothing is named as missing.
struct Left {
  PTP_WORK Work;
  int Runs;
};

static VOID CALLBACK onLeft(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK) {
  DisassociateCurrentThreadFromCallback(Instance);
  ++static_cast<Left *>(Context)->Runs;
}
void startLeft(Left *L) {
  L->Work = CreateThreadpoolWork(onLeft, L, nullptr);
  SubmitThreadpoolWork(L->Work);
}
void unknown_left(Left *L) {
  WaitForThreadpoolWorkCallbacks(L->Work, FALSE);
  CloseThreadpoolWork(L->Work);
  free(L);
}

// It leaves when it has done its work.
static VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER) {
  ++static_cast<Left *>(Context)->Runs;
  DisassociateCurrentThreadFromCallback(Instance);
  Sleep(1000);
}
struct Done {
  PTP_TIMER Timer;
};
PTP_TIMER DoneTimer;
void startDone(Left *L, FILETIME *Due) {
  DoneTimer = CreateThreadpoolTimer(onDone, L, nullptr);
  SetThreadpoolTimer(DoneTimer, Due, 0, 0);
}
void good_done() {
  SetThreadpoolTimer(DoneTimer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(DoneTimer, TRUE);
  CloseThreadpoolTimer(DoneTimer);
}

//===--- Errors on the way in ---------------------------------------------===//

struct Device {
  HANDLE Event;
  PTP_WAIT Wait;
  PTP_TIMER Timer;
  int Hits;
};
static VOID CALLBACK onDevice(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                              TP_WAIT_RESULT) {
  ++static_cast<Device *>(Context)->Hits;
}
static VOID CALLBACK onDeviceTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                                   PTP_TIMER) {
  ++static_cast<Device *>(Context)->Hits;
}
static void closeDevice(Device *D) {
  if (D->Timer) {
    SetThreadpoolTimer(D->Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(D->Timer, TRUE);
    CloseThreadpoolTimer(D->Timer);
  }
  if (D->Wait) {
    SetThreadpoolWait(D->Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(D->Wait, TRUE);
    CloseThreadpoolWait(D->Wait);
  }
  if (D->Event)
    CloseHandle(D->Event);
  free(D);
}
Device *good_open(FILETIME *Due) {
  Device *D = static_cast<Device *>(calloc(1, sizeof(Device)));
  if (!D)
    return nullptr;
  D->Event = CreateEventW(nullptr, FALSE, FALSE, nullptr);
  if (!D->Event)
    goto fail;
  D->Wait = CreateThreadpoolWait(onDevice, D, nullptr);
  if (!D->Wait)
    goto fail;
  SetThreadpoolWait(D->Wait, D->Event, nullptr);
  D->Timer = CreateThreadpoolTimer(onDeviceTimer, D, nullptr);
  if (!D->Timer)
    goto fail;
  SetThreadpoolTimer(D->Timer, Due, 1000, 0);
  return D;
fail:
  closeDevice(D);
  return nullptr;
}
void good_close(Device *D) { closeDevice(D); }
