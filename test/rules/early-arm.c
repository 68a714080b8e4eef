// RUN: %check_rule early-arm %s
//
// The callback may come before what it reads is written.

#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct Job {
  PTP_WORK Work;
  PTP_TIMER Timer;
  PTP_WAIT Wait;
  HANDLE Done;
  CRITICAL_SECTION Lock;
  const char *Path, *PathOfLog;
  int Size, Ready, Result;
};

static int Last;
FILETIME Now;

void use(const char *Path);
void initialize(struct Job *Self);
const char *find(void);

static VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_WORK Work) {
  struct Job *Self = Context;
  use(Self->Path);
}
static VOID CALLBACK onSimple(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  Self->Result = Self->Size * 2;
}
static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  struct Job *Self = Context;
  use(Self->Path);
}
static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Job *Self = Context;
  if (Result == WAIT_OBJECT_0)
    use(Self->Path);
}
static VOID CALLBACK onFired(PVOID Context, BOOLEAN TimedOut) {
  struct Job *Self = Context;
  use(Self->Path);
}
static DWORD WINAPI onItem(PVOID Context) {
  use(((struct Job *)Context)->Path);
  return 0;
}

//===--- Written too late -------------------------------------------------===//

void bad_work(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work) {
    free(Self);
    return;
  }
  SubmitThreadpoolWork(Self->Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_work' submits the callback before 'Path', which 'onJob' reads, is written [threadpool-early-arm]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 1. 'bad_work' submits the callback
  // CHECK-NOTES: :26:22: note: 2. it was submitted; the pool starts callback 1, 'onJob'
  // CHECK-NOTES: :29:3: note: 3. callback 1 ('onJob') reads 'Path'
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 4. 'bad_work' writes 'Path', too late
  Self->Path = Path;
}

void bad_local_object(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  PTP_WORK Work;
  if (!Self)
    return;
  Self->PathOfLog = Path;
  Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_local_object' submits the callback before 'Path', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self->Work = Work;
  Self->Path = Path;
}

int bad_simple(void) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return 0;
  Self->Size = 0;
  if (!TrySubmitThreadpoolCallback(onSimple, Self, NULL)) {
    // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_simple' submits the callback before 'Size', which 'onSimple' reads, is written
    // CHECK-NOTES: note: 1.
    // CHECK-NOTES: note: 2.
    // CHECK-NOTES: note: 3.
    // CHECK-NOTES: note: 4.
    free(Self);
    return 0;
  }
  Self->Size = 5;
  return 1;
}

void bad_on_the_stack(const char *Path) {
  struct Job Self = {0};
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, &Self, NULL);
  if (!Timer)
    return;
  SetThreadpoolTimer(Timer, &Now, 0, 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_on_the_stack' arms the timer before 'Path', which 'onTimer' reads, is written
  // CHECK-NOTES: note: 1. 'bad_on_the_stack' arms the timer
  // CHECK-NOTES: note: 2. the timer is due; {{.*}}
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self.Path = Path;
  WaitForThreadpoolTimerCallbacks(Timer, FALSE);
  CloseThreadpoolTimer(Timer);
}

static void fill(struct Job *Self, const char *Path) { Self->Path = Path; }

void bad_written_in_helper(HANDLE Process, const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  if (!Self->Wait)
    return;
  SetThreadpoolWait(Self->Wait, Process, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_written_in_helper' arms the wait before 'Path', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: :[[@LINE-14]]:56: note: 4. 'bad_written_in_helper', in 'fill', writes 'Path', too late
  fill(Self, Path);
}

void bad_old_timer(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  HANDLE Timer;
  if (!Self)
    return;
  memset(Self, 0, sizeof *Self);
  if (!CreateTimerQueueTimer(&Timer, NULL, onFired, Self, 10, 0, 0))
    // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_old_timer' arms the timer-queue timer before 'Path', which 'onFired' reads, is written
    // CHECK-NOTES: note: 1.
    // CHECK-NOTES: note: 2.
    // CHECK-NOTES: note: 3.
    // CHECK-NOTES: note: 4.
    return;
  Self->Path = Path;
}

void *checked_malloc(SIZE_T Size);
void checked_free(void *Memory);

void bad_wrapped_allocator(const char *Path) {
  struct Job *Self = checked_malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work) {
    checked_free(Self);
    return;
  }
  SubmitThreadpoolWork(Self->Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_wrapped_allocator' submits the callback before 'Path', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self->Path = Path;
}

void *get_memory(SIZE_T Size);

static struct Job *job_malloc(void *(*Allocate)(SIZE_T)) {
  return Allocate(sizeof(struct Job));
}
static struct Job *job_find(void *(*Find)(SIZE_T)) {
  return Find(sizeof(struct Job));
}

void bad_given_allocator(const char *Path) {
  struct Job *Self = job_malloc(get_memory);
  if (!Self)
    return;
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work)
    return;
  SubmitThreadpoolWork(Self->Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_given_allocator' submits the callback before 'Path', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self->Path = Path;
}

void good_found(const char *Path) {
  struct Job *Self = job_find(get_memory);
  if (!Self)
    return;
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work)
    return;
  SubmitThreadpoolWork(Self->Work);
  Self->Path = Path;
}

// It is made on one of two ways.
void bad_made_on_a_way(const char *Path, int Verbose) {
  struct Job Self = {0};
  PTP_WORK Work;
  if (Verbose)
    Self.Size = 1;
  Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_made_on_a_way' submits the callback before 'Path', {{.*}}
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self.Path = Path;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

#define START(Function, Context)                                               \
  if (!QueueUserWorkItem(Function, Context, 0))                                \
  return

void bad_macro(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  START(onItem, Self);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro' submits the callback before 'Path', which 'onItem' reads, is written
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Self->Path = Path;
}

static VOID CALLBACK onLast(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  use((const char *)Context + Last);
}

void bad_global(const char *Path) {
  TrySubmitThreadpoolCallback(onLast, (void *)Path, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_global' submits the callback before 'Last', which 'onLast' reads, is written
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: note: 2.
  // CHECK-NOTES: note: 3.
  // CHECK-NOTES: note: 4.
  Last = Path[0];
}

//===--- Written in time --------------------------------------------------===//

void good_work(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Path = Path;
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work) {
    free(Self);
    return;
  }
  SubmitThreadpoolWork(Self->Work);
  Self->Result = 0;
}

// It is another value.
void good_written_again(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  Self->Path = "";
  TrySubmitThreadpoolCallback(onSimple, Self, NULL);
  Self->Path = Path;
}

void good_initialized_elsewhere(const char *Path) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  initialize(Self);
  TrySubmitThreadpoolCallback(onSimple, Self, NULL);
  Self->Size = 5;
}

// Only where there is none.
void good_not_submitted(void) {
  struct Job *Self = malloc(sizeof *Self);
  if (!Self)
    return;
  if (TrySubmitThreadpoolCallback(onSimple, Self, NULL))
    return;
  Self->Size = 5;
  onSimple(NULL, Self);
}

// The owner has waited.
void good_waits(const char *Path) {
  struct Job Self = {0};
  PTP_WORK Work = CreateThreadpoolWork(onJob, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  Self.Path = Path;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

//===--- The callback waits, or asks --------------------------------------===//

static VOID CALLBACK onLocked(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  EnterCriticalSection(&Self->Lock);
  use(Self->Path);
  LeaveCriticalSection(&Self->Lock);
}
static VOID CALLBACK onStarted(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  WaitForSingleObject(Self->Done, INFINITE);
  use(Self->Path);
}
static VOID CALLBACK onAsked(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Path)
    use(Self->Path);
}
static VOID CALLBACK onReady(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  if (Self->Ready)
    use(Self->Path);
}
static VOID CALLBACK onOwn(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  struct Job *Self = Context;
  Self->Path = find();
  use(Self->Path);
}

void good_lock(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  InitializeCriticalSection(&Self->Lock);
  EnterCriticalSection(&Self->Lock);
  TrySubmitThreadpoolCallback(onLocked, Self, NULL);
  Self->Path = Path;
  LeaveCriticalSection(&Self->Lock);
}

void good_event(const char *Path, HANDLE Started) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  Self->Done = Started;
  TrySubmitThreadpoolCallback(onStarted, Self, NULL);
  Self->Path = Path;
  SetEvent(Self->Done);
}

void good_tested(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  TrySubmitThreadpoolCallback(onAsked, Self, NULL);
  Self->Path = Path;
}

void good_flag(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  TrySubmitThreadpoolCallback(onReady, Self, NULL);
  Self->Path = Path;
  Self->Ready = 1;
}

void good_overwritten(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  TrySubmitThreadpoolCallback(onOwn, Self, NULL);
  Self->Path = Path;
}

static VOID CALLBACK onLimit(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {
  Sleep(*(int *)Context);
}

// It had a value.
void good_scalar(int New) {
  int Limit = 5;
  PTP_WORK Work = CreateThreadpoolWork(onLimit, &Limit, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  Limit = New;
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

// Which of two callbacks it is for is not known.
void good_either(int Which, const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  if (Which)
    Self->Work = CreateThreadpoolWork(onLimit, Self, NULL);
  else
    Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  if (!Self->Work)
    return;
  SubmitThreadpoolWork(Self->Work);
  Self->Path = Path;
}

//===--- It comes later ---------------------------------------------------===//

void good_later(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  if (!Self->Timer)
    return;
  FILETIME InTwentySeconds = {0xf4143e00, 0xffffffff};
  SetThreadpoolTimer(Self->Timer, &InTwentySeconds, 0, 0);
  Self->Path = Path;
}

void good_signaled_behind(const char *Path) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  Self->Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  if (!Self->Wait || !Self->Done)
    return;
  SetThreadpoolWait(Self->Wait, Self->Done, NULL);
  Self->Path = Path;
  SetEvent(Self->Done);
}

void good_given_event(const char *Path, HANDLE Start) {
  struct Job *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  if (!Self->Wait)
    return;
  ResetEvent(Start);
  SetThreadpoolWait(Self->Wait, Start, NULL);
  Self->Path = Path;
  SetEvent(Start);
}

//===--- Others wrote, or write it ----------------------------------------===//

static int Level;
static VOID CALLBACK onLevel(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Sleep(Level);
}

void good_setting(int New) { Level = New; }
void good_changed(int New) {
  TrySubmitThreadpoolCallback(onLevel, NULL, NULL);
  Level = New;
}

// To tell the callback something later is what it is for.
void good_told(struct Job *Self) {
  TrySubmitThreadpoolCallback(onSimple, Self, NULL);
  Self->Size = 1;
}

static int Rounds = 3;
static VOID CALLBACK onRound(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Sleep(Rounds);
}
void good_starts_with_a_value(int New) {
  TrySubmitThreadpoolCallback(onRound, NULL, NULL);
  Rounds = New;
}
