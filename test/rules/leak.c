// RUN: %check_rule leak %s
//
// What only variables of a routine hold is still open when it returns.

#include <windows.h>

#define NEW_WORK(Callback, Context)                                            \
  CreateThreadpoolWork((Callback), (Context), NULL)

struct Owner {
  PTP_TIMER Timer;
  PTP_WORK Work[4];
  HANDLE Event;
};

int Count;
FILETIME Due;
PTP_WORK Global;
TP_CALLBACK_ENVIRON Environment;

void adopt(PTP_WORK Work);
void adoptAt(PTP_WORK *Work);
void logPointer(const char *Text, const void *Pointer);
BOOL isReady(void);
BOOL isSound(PTP_WORK Work);
void *allocate(void);
LONG work(void);
void stop(void) __attribute__((noreturn));

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  ++Count;
}
static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}
static VOID CALLBACK onLast(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  CloseThreadpoolWork(Work);
}
static VOID CALLBACK onUnknown(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  adopt(Work);
}
VOID CALLBACK elsewhere(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work);

//===--- Nobody gets hold of it -------------------------------------------===//

void bad_never(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the work object that 'bad_never' makes is never closed: nobody gets hold of it [threadpool-leak]
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
}

void bad_timer(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: the timer that 'bad_timer' makes is never closed: nobody gets hold of it
  if (Timer)
    SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void bad_logged(void) {
  PTP_WORK Work = NEW_WORK(onWork, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the work object that 'bad_logged' makes is never closed
  if (!Work)
    return;
  logPointer("made", Work);
  SubmitThreadpoolWork(Work);
}

void bad_each_round(int N) {
  for (int I = 0; I < N; ++I) {
    PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
    // CHECK-NOTES: :[[@LINE-1]]:21: warning: the work object that 'bad_each_round' makes is never closed: nobody gets hold of it
    if (Work)
      SubmitThreadpoolWork(Work);
  }
}

void bad_pool(void) {
  PTP_POOL Pool = CreateThreadpool(NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the pool that 'bad_pool' makes is never closed: nobody gets hold of it
  if (Pool)
    SetThreadpoolThreadMaximum(Pool, 4);
}

void bad_plain_environment(void) {
  TP_CALLBACK_ENVIRON Own;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Own);
  SetThreadpoolCallbackRunsLong(&Own);
  Work = CreateThreadpoolWork(onWork, NULL, &Own);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: the work object that 'bad_plain_environment' makes is never closed
  if (Work)
    SubmitThreadpoolWork(Work);
  DestroyThreadpoolEnvironment(&Own);
}

// An environment is no owner.
void bad_bound(void) {
  TP_CALLBACK_ENVIRON Own;
  PTP_CLEANUP_GROUP Group;
  PTP_WORK Work;
  PTP_POOL Pool = CreateThreadpool(NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the pool that 'bad_bound' makes is never closed
  if (!Pool)
    return;
  Group = CreateThreadpoolCleanupGroup();
  // CHECK-NOTES: :[[@LINE-1]]:11: warning: the cleanup group that 'bad_bound' makes is never closed
  if (!Group)
    return;
  InitializeThreadpoolEnvironment(&Own);
  SetThreadpoolCallbackPool(&Own, Pool);
  SetThreadpoolCallbackCleanupGroup(&Own, Group, NULL);
  Work = CreateThreadpoolWork(onWork, NULL, &Own);
  if (Work)
    SubmitThreadpoolWork(Work);
  CloseThreadpoolCleanupGroupMembers(Group, FALSE, NULL);
}

void bad_second_variable(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the work object that 'bad_second_variable' makes is never closed
  PTP_WORK Other = CreateThreadpoolWork(onWork, NULL, NULL);
  PTP_WORK Copy = Work;
  if (Copy)
    SubmitThreadpoolWork(Copy);
  if (Other)
    CloseThreadpoolWork(Other);
}

void bad_overwritten(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: the work object that 'bad_overwritten' makes is never closed
  Work = CreateThreadpoolWork(onWork, &Count, NULL);
  if (Work)
    CloseThreadpoolWork(Work);
}

//===--- Some paths forget it ---------------------------------------------===//

BOOL bad_error_path(struct Owner *O) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, O, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: 'bad_error_path' can return without having closed the timer or handed it on: then it is never closed [threadpool-leak]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: 1. 'bad_error_path' makes the timer
  // CHECK-NOTES: :[[@LINE+4]]:7: note: 2. 'bad_error_path' returns on the way from here; nobody has got hold of the timer
  if (!Timer)
    return FALSE;
  O->Event = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!O->Event)
    return FALSE;
  O->Timer = Timer;
  return TRUE;
}

PTP_WORK bad_factory(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: 'bad_factory' can return without having closed the work object or handed it on
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:15: note: 2.
  if (Work && !allocate())
    return NULL;
  return Work;
}

// Its callback closes it, once there is one.
BOOL bad_not_submitted(void) {
  PTP_WORK Work = CreateThreadpoolWork(onLast, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: 'bad_not_submitted' can return without having closed the work object or handed it on
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: :[[@LINE+3]]:7: note: 2.
  if (!Work)
    return FALSE;
  if (!isReady())
    return FALSE;
  SubmitThreadpoolWork(Work);
  return TRUE;
}

int bad_goto(struct Owner *O) {
  int Result = -1;
  PTP_WORK Work = NULL;
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, O, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: 'bad_goto' can return without having closed the timer or handed it on
  // CHECK-NOTES: note: 1.
  // CHECK-NOTES: :[[@LINE+4]]:7: note: 2.
  if (!Timer)
    goto Done;
  Work = CreateThreadpoolWork(onWork, O, NULL);
  if (!Work)
    goto Done;
  O->Timer = Timer;
  O->Work[0] = Work;
  Work = NULL;
  Result = 0;
Done:
  if (Work)
    CloseThreadpoolWork(Work);
  return Result;
}

static PTP_WORK make(void) { return CreateThreadpoolWork(onWork, NULL, NULL); }
// CHECK-NOTES: :[[@LINE-1]]:37: warning: the work object that 'make' makes is never closed
void bad_helper(void) {
  PTP_WORK Work = make();
  if (Work)
    SubmitThreadpoolWork(Work);
}

//===--- Closed, or somebody has it ---------------------------------------===//

void good_closed(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  CloseThreadpoolWork(Work);
}

PTP_WORK good_returned(void) {
  return CreateThreadpoolWork(onWork, NULL, NULL);
}

LONG_PTR good_returned_as_number(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  return (LONG_PTR)Work;
}

BOOL good_out_parameter(PTP_WORK *Out) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  *Out = Work;
  return Work != NULL;
}

void good_global(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
  Global = Work;
}

void good_static(void) {
  static PTP_WORK Work;
  if (!Work)
    Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_handed_on(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (Work)
    adopt(Work);
}

void good_address_handed_on(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
  adoptAt(&Work);
}

void good_exchanged(struct Owner *O) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  PTP_WORK Old = InterlockedExchangePointer((PVOID *)&O->Work[0], Work);
  if (Old)
    CloseThreadpoolWork(Old);
}

void good_closed_by_callback(void) {
  PTP_WORK Work = CreateThreadpoolWork(onLast, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_perhaps_closed_by_callback(void) {
  PTP_WORK Work = CreateThreadpoolWork(onUnknown, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_callback_elsewhere(void) {
  PTP_WORK Work = CreateThreadpoolWork(elsewhere, NULL, NULL);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_group(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Own;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Own);
  SetThreadpoolCallbackCleanupGroup(&Own, Group, NULL);
  Work = CreateThreadpoolWork(onWork, NULL, &Own);
  if (Work)
    SubmitThreadpoolWork(Work);
  DestroyThreadpoolEnvironment(&Own);
}

void useEnvironment(PTP_CALLBACK_ENVIRON Used);
void good_bound_for_others(void) {
  TP_CALLBACK_ENVIRON Own;
  PTP_POOL Pool = CreateThreadpool(NULL);
  if (!Pool)
    return;
  InitializeThreadpoolEnvironment(&Own);
  SetThreadpoolCallbackPool(&Own, Pool);
  useEnvironment(&Own);
}

// Others may have bound a group.
void good_environment_of_others(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_array(void) {
  PTP_WORK Work[4];
  for (int I = 0; I < 4; ++I) {
    Work[I] = CreateThreadpoolWork(onWork, NULL, NULL);
    if (Work[I])
      SubmitThreadpoolWork(Work[I]);
  }
  for (int I = 0; I < 4; ++I)
    if (Work[I])
      CloseThreadpoolWork(Work[I]);
}

struct Owner good_structure(void) {
  struct Owner O = {0};
  O.Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  return O;
}

void good_goto(struct Owner *O) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, O, NULL);
  if (!Timer)
    goto Done;
  O->Event = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!O->Event)
    goto Done;
  O->Timer = Timer;
  Timer = NULL;
Done:
  if (Timer)
    CloseThreadpoolTimer(Timer);
}

//===--- Conditions that belong together ----------------------------------===//

void good_same_condition(BOOL IsNeeded) {
  PTP_WORK Work;
  if (IsNeeded)
    Work = CreateThreadpoolWork(onWork, NULL, NULL);
  isReady();
  if (IsNeeded)
    CloseThreadpoolWork(Work);
}

void good_same_outcome(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  LONG Status;
  if (!Work)
    return;
  Status = work();
  if (Status >= 0)
    SubmitThreadpoolWork(Work);
  if (Status >= 0)
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  if (Status >= 0 || Status < 0)
    CloseThreadpoolWork(Work);
}

void good_tested_by_helper(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!isSound(Work))
    return;
  CloseThreadpoolWork(Work);
}

void good_made_once_more(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (Work)
    CloseThreadpoolWork(Work);
}

void good_until_it_works(void) {
  PTP_WORK Work;
  do
    Work = CreateThreadpoolWork(onWork, NULL, NULL);
  while (!Work);
  CloseThreadpoolWork(Work);
}

void good_does_not_return(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  for (;;)
    SubmitThreadpoolWork(Work);
}

void good_ends_process(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    return;
  if (!isReady())
    stop();
  CloseThreadpoolWork(Work);
}

static void use(PTP_WORK Work) { SubmitThreadpoolWork(Work); }
static void end(PTP_WORK *Work) {
  CloseThreadpoolWork(*Work);
  *Work = NULL;
}
static BOOL start(PTP_WORK *Out) {
  *Out = CreateThreadpoolWork(onWork, NULL, NULL);
  return *Out != NULL;
}
void good_helpers(void) {
  PTP_WORK Work;
  if (!start(&Work))
    return;
  use(Work);
  end(&Work);
}

int main(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    return 1;
  SubmitThreadpoolWork(Work);
  WaitForThreadpoolWorkCallbacks(Work, FALSE);
  return 0;
}
