// RUN: %check_rule "*" %s --fixed-clean
//
// Which routine stops an object, and what it finds.

#include <stdlib.h>
#include <windows.h>

//===--- Others may have stopped it before --------------------------------===//

class Ticker {
public:
  void start() {
    Timer = CreateThreadpoolTimer(tick, this, nullptr);
    SetThreadpoolTimer(Timer, Due, 100, 0);
  }
  void stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  }
  void good_close_after_stop() { CloseThreadpoolTimer(Timer); }
  void bad_close_without_drain() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    CloseThreadpoolTimer(Timer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Ticker::bad_close_without_drain' closes 'Timer' while 'Ticker::tick' may be queued or running [threadpool-close-before-wait]
  }
  // CHECK-FIXES-LABEL: void bad_close_without_drain
  // CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Timer);

private:
  static VOID CALLBACK tick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    ++static_cast<Ticker *>(Context)->Ticks;
  }

  PTP_TIMER Timer;
  FILETIME *Due;
  int Ticks;
};

//===--- The way out of a routine that makes several objects --------------===//

struct Source {
  PTP_WAIT Wait;
  PTP_TIMER Timer;
  int Hits;
};

static VOID CALLBACK onWait(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                            TP_WAIT_RESULT) {
  ++static_cast<Source *>(Context)->Hits;
}

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Source *>(Context)->Hits;
}

Source *good_open_arms_last(HANDLE Event) {
  Source *S = static_cast<Source *>(calloc(1, sizeof(Source)));
  S->Wait = CreateThreadpoolWait(onWait, S, nullptr);
  if (!S->Wait)
    goto fail;
  S->Timer = CreateThreadpoolTimer(onTimer, S, nullptr);
  if (!S->Timer)
    goto fail;
  SetThreadpoolWait(S->Wait, Event, nullptr);
  return S;
fail:
  if (S->Wait)
    CloseThreadpoolWait(S->Wait);
  free(S);
  return nullptr;
}

Source *bad_open_arms_early(HANDLE Event) {
  Source *S = static_cast<Source *>(calloc(1, sizeof(Source)));
  S->Wait = CreateThreadpoolWait(onWait, S, nullptr);
  if (!S->Wait)
    goto fail;
  SetThreadpoolWait(S->Wait, Event, nullptr);
  S->Timer = CreateThreadpoolTimer(onTimer, S, nullptr);
  if (!S->Timer)
    goto fail;
  return S;
fail:
  if (S->Wait)
    CloseThreadpoolWait(S->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_open_arms_early' closes 'S->Wait' while 'onWait' may be queued or running [threadpool-close-before-wait]
  free(S);
  return nullptr;
}

void good_close_both(Source *S) {
  if (S->Wait) {
    SetThreadpoolWait(S->Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
    CloseThreadpoolWait(S->Wait);
    S->Wait = nullptr;
  }
  if (S->Timer) {
    SetThreadpoolTimer(S->Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(S->Timer, TRUE);
    CloseThreadpoolTimer(S->Timer);
    S->Timer = nullptr;
  }
  free(S);
}

//===--- A restart takes the flag back ------------------------------------===//

struct Poller {
  PTP_TIMER Timer;
  volatile bool Stop;
  FILETIME *Due;
  int Polls;
};

static VOID CALLBACK poll(PTP_CALLBACK_INSTANCE, PVOID Context,
                          PTP_TIMER Timer) {
  Poller *P = static_cast<Poller *>(Context);
  ++P->Polls;
  if (!P->Stop)
    SetThreadpoolTimer(Timer, P->Due, 0, 0);
}

void startPoller(Poller *P) {
  P->Stop = false;
  P->Timer = CreateThreadpoolTimer(poll, P, nullptr);
  SetThreadpoolTimer(P->Timer, P->Due, 0, 0);
}

void good_restart(Poller *P) {
  P->Stop = true;
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  CloseThreadpoolTimer(P->Timer);
  startPoller(P);
}

void bad_restart(Poller *P) {
  P->Stop = true;
  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_restart' waits for the callbacks of 'P->Timer' too few times: 'poll' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
  CloseThreadpoolTimer(P->Timer);
  startPoller(P);
}
// CHECK-FIXES-LABEL: void bad_restart
// CHECK-FIXES: {{^}}  P->Stop = true;
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(P->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(P->Timer, nullptr, 0, 0);

//===--- Wrappers, accessors, out parameters ------------------------------===//

struct Task {
  PTP_WORK Work;
  int Runs;
  PTP_WORK work() const { return Work; }
};

static VOID CALLBACK run(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Task *>(Context)->Runs;
}

// Judged where they are called.
void submitWork(PTP_WORK Work) { SubmitThreadpoolWork(Work); }
void drainWork(PTP_WORK Work) { WaitForThreadpoolWorkCallbacks(Work, TRUE); }
void closeWork(PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wrapped' closes 'Work' while 'run' may be queued or running [threadpool-close-before-wait]
}

static bool makeWork(PTP_WORK *Out, void *Context) {
  *Out = CreateThreadpoolWork(run, Context, nullptr);
  return *Out != nullptr;
}

void startTask(Task *T) {
  if (makeWork(&T->Work, T))
    submitWork(T->work());
}

void good_wrapped(Task *T) {
  drainWork(T->Work);
  closeWork(T->Work);
  delete T;
}

void bad_wrapped(Task *T) {
  closeWork(T->Work);
  delete T;
}

void good_accessor(Task *T) {
  WaitForThreadpoolWorkCallbacks(T->work(), TRUE);
  CloseThreadpoolWork(T->work());
  delete T;
}

void bad_accessor(Task *T) {
  CloseThreadpoolWork(T->work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_accessor' closes 'T->work()' while 'run' may be queued or running [threadpool-close-before-wait]
  delete T;
}

//===--- A pointer that is taken out --------------------------------------===//

void good_exchanged(Task *T) {
  PTP_WORK Work = static_cast<PTP_WORK>(InterlockedExchangePointer(
      reinterpret_cast<PVOID volatile *>(&T->Work), nullptr));
  if (Work) {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }
  delete T;
}

void bad_exchanged(Task *T) {
  PTP_WORK Work = static_cast<PTP_WORK>(InterlockedExchangePointer(
      reinterpret_cast<PVOID volatile *>(&T->Work), nullptr));
  if (Work)
    CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_exchanged' closes 'Work' while 'run' may be queued or running [threadpool-close-before-wait]
  delete T;
}

//===--- Who ends itself ---------------------------------------------------===//

static VOID CALLBACK runOnce(PTP_CALLBACK_INSTANCE, PVOID Context,
                             PTP_WORK Work) {
  Task *T = static_cast<Task *>(Context);
  ++T->Runs;
  CloseThreadpoolWork(Work);
  delete T;
}

bool good_fire_and_forget() {
  Task *T = new Task();
  PTP_WORK Work = CreateThreadpoolWork(runOnce, T, nullptr);
  if (!Work) {
    delete T;
    return false;
  }
  SubmitThreadpoolWork(Work);
  return true;
}

//===--- A group that another routine has bound ---------------------------===//

struct Member {
  PTP_WORK Work;
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  int Runs;
};

static VOID CALLBACK runMember(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Member *>(Context)->Runs;
}

void bindMember(Member *M) {
  InitializeThreadpoolEnvironment(&M->Environment);
  M->Group = CreateThreadpoolCleanupGroup();
  SetThreadpoolCallbackCleanupGroup(&M->Environment, M->Group, nullptr);
}

void startMember(Member *M) {
  M->Work = CreateThreadpoolWork(runMember, M, &M->Environment);
  SubmitThreadpoolWork(M->Work);
}

void good_group_close(Member *M) {
  CloseThreadpoolCleanupGroupMembers(M->Group, TRUE, nullptr);
  CloseThreadpoolCleanupGroup(M->Group);
  free(M);
}

void bad_group_close_and_close(Member *M) {
  CloseThreadpoolCleanupGroupMembers(M->Group, TRUE, nullptr);
  CloseThreadpoolWork(M->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'M->Work' is used after it was closed [threadpool-use-after-close]
  free(M);
}
