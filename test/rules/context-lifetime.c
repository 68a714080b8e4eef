// RUN: %check_rule context-lifetime %s
//
// The context is a variable of a routine that can return first.

#include <windows.h>

struct Job {
  HANDLE Done;
  int Result;
};

int Count;
HANDLE Event, File;
FILETIME Due;

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  struct Job *Self = Context;
  Self->Result = 1;
}
static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  ++((struct Job *)Context)->Result;
}
static VOID CALLBACK onSimple(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  Self->Result = 1;
  SetEvent(Self->Done);
}
static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {
  ++((struct Job *)Context)->Result;
}
static VOID CALLBACK onUnused(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  ++Count;
}

//===--- Nothing waits ----------------------------------------------------===//

void bad_work(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the context is a variable of 'bad_work', which can return before 'onWork' is called [threadpool-context-lifetime]
  // CHECK-NOTES: :[[@LINE+6]]:3: note: 1. 'bad_work' submits the callback; its context is a variable of 'bad_work'
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 2. 'bad_work' returns on the way from here, and waits for no callback: the variable is gone
  // CHECK-NOTES: :16:22: note: 3. it was submitted; the pool starts callback 1, 'onWork'
  // CHECK-NOTES: :19:3: note: 4. callback 1 ('onWork') uses its context, which is gone
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
}

int bad_error_path(void) {
  struct Job Self = {0};
  HANDLE Other;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, &Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: the context is a variable of 'bad_error_path', which can return before 'onTimer' is called
  // CHECK-NOTES: :[[@LINE+7]]:3: note: 1. 'bad_error_path' arms the timer; its context is a variable of 'bad_error_path'
  // CHECK-NOTES: :[[@LINE+8]]:7: note: 2. 'bad_error_path' returns on the way from here, and waits for no callback: the variable is gone
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.

  if (!Timer)
    return 0;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  Other = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!Other)
    return 0;
  SetThreadpoolTimer(Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
  CloseHandle(Other);
  return 1;
}

void bad_simple(void) {
  struct Job Self = {0};
  TrySubmitThreadpoolCallback(onSimple, &Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the context is a variable of 'bad_simple', which can return before 'onSimple' is called
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 1. 'bad_simple' submits the callback; {{.*}}
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 2. 'bad_simple' returns
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
}

HANDLE Wait;

void bad_registered(void) {
  struct Job Self = {0};
  RegisterWaitForSingleObject(&Wait, Event, onEvent, &Self, INFINITE, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the context is a variable of 'bad_registered', which can return before 'onEvent' is called
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 1. 'bad_registered' arms the registered wait; {{.*}}
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  UnregisterWait(Wait);
}

int bad_timers_in_a_loop(HANDLE Queue) {
  struct Job Jobs[4];
  HANDLE Timers[4];
  for (int I = 0; I < 4; ++I)
    if (!CreateTimerQueueTimer(&Timers[I], Queue, onEvent, &Jobs[I], 10, 10, 0))
      // CHECK-NOTES: :[[@LINE-1]]:10: warning: the context is a variable of 'bad_timers_in_a_loop', {{.*}}
      // CHECK-NOTES: note: 1.
      // CHECK-NOTES: note: 2.
      // CHECK-NOTES: note: 3.
      // CHECK-NOTES: note: 4.
      return 0;
  for (int I = 0; I < 4; ++I)
    DeleteTimerQueueTimer(Queue, Timers[I], INVALID_HANDLE_VALUE);
  return 1;
}

static void startInHelper(void) {
  struct Job Self = {0};
  TrySubmitThreadpoolCallback(onSimple, &Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: the context is a variable of 'startInHelper', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
}

void bad_waits_behind_the_helper(void) {
  startInHelper();
  WaitForSingleObject(Event, INFINITE);
}

// What closes it is where threadpool-close-before-wait tells this.
void good_told_elsewhere(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  CloseThreadpoolWork(Work);
}

//===--- Something waits --------------------------------------------------===//

void good_drained(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_event(void) {
  struct Job Self = {0};
  Self.Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (TrySubmitThreadpoolCallback(onSimple, &Self, NULL))
    WaitForSingleObject(Self.Done, INFINITE);
  CloseHandle(Self.Done);
}

void good_failed(void) {
  struct Job Self = {0};
  Self.Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!TrySubmitThreadpoolCallback(onSimple, &Self, NULL))
    return;
  WaitForSingleObject(Self.Done, INFINITE);
}

void waitForJob(struct Job *Self);

void good_waits_elsewhere(void) {
  struct Job Self = {0};
  if (TrySubmitThreadpoolCallback(onSimple, &Self, NULL))
    waitForJob(&Self);
}

void good_spins(void) {
  volatile struct Job Self = {0};
  if (TrySubmitThreadpoolCallback(onSimple, (PVOID)&Self, NULL))
    while (!Self.Result)
      Sleep(1);
}

static void finish(struct Job *Self) {
  WaitForSingleObject(Self->Done, INFINITE);
}

void good_waits_in_a_helper(void) {
  struct Job Self = {0};
  if (TrySubmitThreadpoolCallback(onSimple, &Self, NULL))
    finish(&Self);
}

void good_group(PTP_CALLBACK_ENVIRON Environment, PTP_CLEANUP_GROUP Group) {
  struct Job Self = {0};
  TrySubmitThreadpoolCallback(onSimple, &Self, Environment);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, NULL);
}

void good_unregistered(void) {
  struct Job Self = {0};
  RegisterWaitForSingleObject(&Wait, Event, onEvent, &Self, INFINITE, 0);
  UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
}

// The same condition decides whether there is something to wait for.
struct Server {
  int IsParallel;
};

void good_if_submitted(struct Server *Server) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  if (!Work)
    return;
  if (Server->IsParallel)
    SubmitThreadpoolWork(Work);
  ++Count;
  if (Server->IsParallel)
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_loops(int NumJobs) {
  struct Job Jobs[8];
  PTP_WORK Works[8];
  for (int I = 0; I < NumJobs; ++I) {
    Works[I] = CreateThreadpoolWork(onWork, &Jobs[I], NULL);
    SubmitThreadpoolWork(Works[I]);
  }
  for (int I = 0; I < NumJobs; ++I)
    WaitForThreadpoolWorkCallbacks(Works[I], FALSE);
}

//===--- Not armed, not used, or not automatic ----------------------------===//

void good_never_submitted(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  if (Work)
    CloseThreadpoolWork(Work);
}

void good_unused(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onUnused, &Self, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_static(void) {
  static struct Job Self;
  TrySubmitThreadpoolCallback(onSimple, &Self, NULL);
}

void good_callers(struct Job *Self) {
  TrySubmitThreadpoolCallback(onSimple, Self, NULL);
}

void good_number(ULONG_PTR Number) {
  TrySubmitThreadpoolCallback(onSimple, (PVOID)Number, NULL);
}

// The caller's variable, and the caller waits.
static int submit(struct Job *Self) {
  return TrySubmitThreadpoolCallback(onSimple, Self, NULL);
}

void good_caller_waits(void) {
  struct Job Self = {0};
  if (submit(&Self))
    WaitForSingleObject(Self.Done, INFINITE);
}

//===--- The status that a routine keeps ----------------------------------===//

long start(void);

long bad_status(struct Job **Out) {
  struct Job Self = {0};
  PTP_WORK Work = NULL;
  long Status = start();
  if (Status >= 0) {
    Work = CreateThreadpoolWork(onWork, &Self, NULL);
    // CHECK-NOTES: :[[@LINE-1]]:12: warning: the context is a variable of 'bad_status', which can return before 'onWork' is called
    // CHECK-NOTES: :[[@LINE+7]]:7: note: 1. 'bad_status' submits the callback; {{.*}}
    // CHECK-NOTES: :[[@LINE+6]]:7: note: 2. 'bad_status' returns on the way from here, {{.*}}
    // CHECK-NOTES: note: 3.
    // CHECK-NOTES: note: 4.
    if (!Work) {
      Status = -1;
    } else {
      SubmitThreadpoolWork(Work);
      Status = 0;
    }
  }
  if (Status >= 0) {
    *Out = &Self;
  } else if (Work) {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
  return Status;
}

void good_status(void) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  long Status = -1;
  if (Work) {
    SubmitThreadpoolWork(Work);
    Status = 0;
  }
  if (Status < 0)
    return;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

void good_count(void) {
  struct Job Self = {0};
  int Rounds = 0;
  PTP_WORK Work = CreateThreadpoolWork(onWork, &Self, NULL);
  if (!Work)
    return;
  while (Rounds < 3) {
    SubmitThreadpoolWork(Work);
    ++Rounds;
  }
  if (Rounds < 3)
    return;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

// With main everything ends.
int main(void) {
  struct Job Self = {0};
  TrySubmitThreadpoolCallback(onSimple, &Self, NULL);
  return 0;
}
