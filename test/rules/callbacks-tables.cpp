// RUN: %check_rule "*" %s
//
// Which function the pool calls: locals, tables, thunks, trampolines.

#include <windows.h>

//===--- A thunk that calls a member --------------------------------------===//

class Thunked {
public:
  void start() {
    Work = CreateThreadpoolWork(&Thunked::thunk, this, nullptr);
    SubmitThreadpoolWork(Work);
  }
  void bad_thunk() {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Thunked::bad_thunk' closes 'Work' while 'Thunked::thunk' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);
    delete this;
  }
  void good_thunk() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    delete this;
  }

private:
  static VOID CALLBACK thunk(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    reinterpret_cast<Thunked *>(Context)->onWork();
  }
  void onWork() { ++Runs; }
  PTP_WORK Work = nullptr;
  int Runs = 0;
};

//===--- A trampoline for any member --------------------------------------===//

template <class T, void (T::*Member)()>
VOID CALLBACK trampoline(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  (static_cast<T *>(Context)->*Member)();
}

class Ticker {
public:
  void start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(&trampoline<Ticker, &Ticker::onTick>, this,
                                  nullptr);
    SetThreadpoolTimer(Timer, Due, 1000, 0);
  }
  void bad_trampoline() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    CloseThreadpoolTimer(Timer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ticker::bad_trampoline' closes 'Timer' while 'trampoline{{.*}}' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Timer);
    delete this;
  }
  void good_trampoline() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }

private:
  void onTick() { ++Ticks; }
  PTP_TIMER Timer = nullptr;
  int Ticks = 0;
};

class Poller {
public:
  void start(FILETIME *Due) {
    Timer = CreateThreadpoolTimer(&trampoline<Poller, &Poller::onPoll>, this,
                                  nullptr);
    SetThreadpoolTimer(Timer, Due, 0, 0);
  }
  void good_one_stop() {
    Stopping = true;
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete this;
  }
  void bad_one_drain() {
    Stopping = true;
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Poller::bad_one_drain' waits for the callbacks of 'Timer' too few times: {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolTimer(Timer);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_one_drain
  // CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);

private:
  void onPoll() {
    ++Polls;
    if (!Stopping)
      again();
  }
  // A helper re-arms.
  void again() { SetThreadpoolTimer(Timer, Due, 0, 0); }
  PTP_TIMER Timer = nullptr;
  FILETIME *Due = nullptr;
  bool Stopping = false;
  int Polls = 0;
};

//===--- One of two -------------------------------------------------------===//

struct Chosen {
  PTP_TIMER Timer;
  HANDLE Event;
  int Hits;
};

static VOID CALLBACK onFast(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Chosen *>(Context)->Hits;
}
static VOID CALLBACK onSlow(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  SetEvent(static_cast<Chosen *>(Context)->Event);
}

// Nobody knows which: nothing is said, right or wrong.
void startChosen(Chosen *C, FILETIME *Due, bool Fast) {
  PTP_TIMER_CALLBACK Callback = Fast ? onFast : onSlow;
  C->Timer = CreateThreadpoolTimer(Callback, C, nullptr);
  SetThreadpoolTimer(C->Timer, Due, 0, 0);
}
void good_chosen(Chosen *C) {
  SetThreadpoolTimer(C->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(C->Timer, TRUE);
  CloseThreadpoolTimer(C->Timer);
  delete C;
}
void good_unknown(Chosen *C) {
  SetThreadpoolTimer(C->Timer, nullptr, 0, 0);
  CloseThreadpoolTimer(C->Timer);
  delete C;
}

//===--- A table ----------------------------------------------------------===//

struct Row {
  const char *Name;
  PTP_WORK_CALLBACK Callback;
};
struct Tabled {
  PTP_WORK Work;
  int Runs;
};
static VOID CALLBACK first(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Tabled *>(Context)->Runs;
}
static VOID CALLBACK second(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}
static const Row Table[] = {{"first", first}, {"second", second}};

void startTabled(Tabled *T, int Which) {
  T->Work = CreateThreadpoolWork(Table[Which].Callback, T, nullptr);
  SubmitThreadpoolWork(T->Work);
}
void good_tabled(Tabled *T) {
  CloseThreadpoolWork(T->Work);
  delete T;
}

//===--- A local that is always the same ----------------------------------===//

struct Local {
  PTP_WORK Work;
  int Runs;
};
static VOID CALLBACK onLocal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Local *>(Context)->Runs;
}
void startLocal(Local *L) {
  PTP_WORK_CALLBACK Callback = &onLocal;
  L->Work = CreateThreadpoolWork(Callback, L, nullptr);
  SubmitThreadpoolWork(L->Work);
}
void bad_local(Local *L) {
  CloseThreadpoolWork(L->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_local' closes 'L->Work' while 'onLocal' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(L->Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(L->Work);
  delete L;
}

//===--- A callback that arms its sibling ---------------------------------===//

struct Pair {
  PTP_WAIT Wait;
  PTP_TIMER Timer;
  HANDLE Event;
  FILETIME *Due;
  volatile bool Stopping;
};

static VOID CALLBACK onPairTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                                 PTP_TIMER) {
  Pair *P = static_cast<Pair *>(Context);
  if (!P->Stopping)
    SetThreadpoolWait(P->Wait, P->Event, nullptr);
}
static VOID CALLBACK onPairWait(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
  Pair *P = static_cast<Pair *>(Context);
  if (!P->Stopping)
    SetThreadpoolTimer(P->Timer, P->Due, 0, 0);
}
void startPair(Pair *P) {
  P->Wait = CreateThreadpoolWait(onPairWait, P, nullptr);
  P->Timer = CreateThreadpoolTimer(onPairTimer, P, nullptr);
  SetThreadpoolWait(P->Wait, P->Event, nullptr);
}
void good_siblings(Pair *P) {
  P->Stopping = true;
  WaitForThreadpoolWaitCallbacks(P->Wait, TRUE);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  SetThreadpoolWait(P->Wait, nullptr, nullptr);
  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
  WaitForThreadpoolWaitCallbacks(P->Wait, TRUE);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  CloseThreadpoolWait(P->Wait);
  CloseThreadpoolTimer(P->Timer);
  delete P;
}
