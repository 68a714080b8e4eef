// RUN: %check_rule unchecked-create %s
//
// The result of a create is used untested, or although it is null.

#include <stdlib.h>
#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_TIMER Timer) {}
static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {}
static VOID CALLBACK onWait(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {}
static VOID CALLBACK onIo(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                          PVOID Operation, ULONG Result, ULONG_PTR Bytes,
                          PTP_IO Io) {}

FILETIME Due;
HANDLE Event, File;

//===--- Untested ---------------------------------------------------------===//

void bad_timer(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolTimer' has failed before the timer is used [threadpool-unchecked-create]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: 1. 'bad_timer' gets NULL, for lack of memory
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 2. 'bad_timer' passes NULL to 'SetThreadpoolTimer', which raises an exception
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void bad_work(void) {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, NULL));
  // CHECK-NOTES: :[[@LINE-1]]:24: warning: nothing tests whether 'CreateThreadpoolWork' has failed before the work object is used
  // CHECK-NOTES: :[[@LINE-2]]:24: note: 1. 'bad_work' gets NULL, for lack of memory
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 2. 'bad_work' passes NULL to 'SubmitThreadpoolWork', which raises an exception
}

struct Copy {
  PTP_IO Io;
  PTP_WAIT Wait;
  PTP_WORK Work;
};

void bad_members(struct Copy *Self) {
  Self->Io = CreateThreadpoolIo(File, onIo, Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:14: warning: nothing tests whether 'CreateThreadpoolIo' has failed before the I/O object is used
  // CHECK-NOTES: :[[@LINE-2]]:14: note: 1.
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 2. 'bad_members' passes NULL to 'StartThreadpoolIo', {{.*}}
  Self->Wait = CreateThreadpoolWait(onWait, Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: nothing tests whether 'CreateThreadpoolWait' has failed before the wait is used
  // CHECK-NOTES: :[[@LINE-2]]:16: note: 1.
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 2. 'bad_members' passes NULL to 'SetThreadpoolWait', {{.*}}
  StartThreadpoolIo(Self->Io);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

static PTP_TIMER Lazy;

void bad_made_when_needed(void) {
  if (Lazy == NULL)
    Lazy = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:12: warning: nothing tests whether 'CreateThreadpoolTimer' has failed
  // CHECK-NOTES: :[[@LINE-2]]:12: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 2.
  SetThreadpoolTimer(Lazy, &Due, 0, 0);
}

static void submit(PTP_WORK Work) { SubmitThreadpoolWork(Work); }

void bad_in_a_helper(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: nothing tests whether 'CreateThreadpoolWork' has failed
  // CHECK-NOTES: :[[@LINE-2]]:19: note: 1. 'bad_in_a_helper' gets NULL, for lack of memory
  // CHECK-NOTES: :[[@LINE-6]]:37: note: 2. 'bad_in_a_helper', in 'submit', passes NULL to 'SubmitThreadpoolWork', {{.*}}
  submit(Work);
}

void bad_one_of_two(void) {
  PTP_WORK First = CreateThreadpoolWork(onWork, NULL, NULL);
  PTP_WORK Second = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolWork' has failed
  // CHECK-NOTES: :[[@LINE-2]]:21: note: 1.
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 2.
  if (First == NULL)
    return;
  SubmitThreadpoolWork(First);
  SubmitThreadpoolWork(Second);
}

void bad_tested_too_late(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:19: warning: nothing tests whether 'CreateThreadpoolWork' has failed
  // CHECK-NOTES: :[[@LINE-2]]:19: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 2.
  SubmitThreadpoolWork(Work);
  if (Work)
    CloseThreadpoolWork(Work);
}

void bad_group(void) {
  PTP_CLEANUP_GROUP Group = CreateThreadpoolCleanupGroup();
  // CHECK-NOTES: :[[@LINE-1]]:29: warning: nothing tests whether 'CreateThreadpoolCleanupGroup' has failed before the cleanup group is used
  // CHECK-NOTES: :[[@LINE-2]]:29: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 2.
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
}

static VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PVOID Operation, ULONG Result, ULONG_PTR Bytes,
                            PTP_IO Io) {
  StartThreadpoolIo((PTP_IO)Context);
}

static VOID CALLBACK onReadOfSome(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PVOID Operation, ULONG Result,
                                  ULONG_PTR Bytes, PTP_IO Io) {
  PTP_IO Write = (PTP_IO)Context;
  if (Result == 0 && Bytes * 2 > Result + 3)
    StartThreadpoolIo(Write);
}

static VOID CALLBACK onReadComputed(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PVOID Operation,
                                    ULONG Result, ULONG_PTR Bytes, PTP_IO Io) {
  PTP_IO Write = (PTP_IO)Context;
  ULONG_PTR Number = (ULONG_PTR)Write + Bytes;
  if (Number > Bytes)
    StartThreadpoolIo(Write);
}

static VOID CALLBACK onReadTested(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PVOID Operation, ULONG Result,
                                  ULONG_PTR Bytes, PTP_IO Io) {
  if (Context)
    StartThreadpoolIo((PTP_IO)Context);
}

PTP_IO bad_context(void) {
  PTP_IO Write = CreateThreadpoolIo(File, onIo, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:18: warning: nothing tests whether 'CreateThreadpoolIo' has failed before the I/O object is used
  // CHECK-NOTES: :[[@LINE-2]]:18: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:10: note: 2. 'bad_context' passes NULL to 'CreateThreadpoolIo', as the context of a callback that uses it
  return CreateThreadpoolIo(File, onRead, Write, NULL);
}

PTP_IO bad_context_behind_other_tests(void) {
  PTP_IO Write = CreateThreadpoolIo(File, onIo, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:18: warning: nothing tests whether 'CreateThreadpoolIo' has failed before the I/O object is used
  // CHECK-NOTES: :[[@LINE-2]]:18: note: 1.
  // CHECK-NOTES: :[[@LINE+1]]:10: note: 2.
  return CreateThreadpoolIo(File, onReadOfSome, Write, NULL);
}

PTP_IO good_context_computed(void) {
  PTP_IO Write = CreateThreadpoolIo(File, onIo, NULL, NULL);
  return CreateThreadpoolIo(File, onReadComputed, Write, NULL);
}

PTP_IO good_context(void) {
  PTP_IO Write = CreateThreadpoolIo(File, onIo, NULL, NULL);
  return CreateThreadpoolIo(File, onReadTested, Write, NULL);
}

//===--- Noticed, and used all the same -----------------------------------===//

void logError(const char *Text);

void bad_logged(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:21: warning: if 'CreateThreadpoolTimer' fails, that is noticed, and 'bad_logged' goes on to use the timer that there is not [threadpool-unchecked-create]
  // CHECK-NOTES: :[[@LINE-2]]:21: note: 1. 'bad_logged' gets NULL, for lack of memory
  // CHECK-NOTES: :[[@LINE+2]]:7: note: 2. 'bad_logged' finds that there is no timer, and goes on
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 3. 'bad_logged' passes NULL to 'SetThreadpoolTimer', which raises an exception
  if (Timer == NULL)
    logError("no timer");
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void bad_logged_member(struct Copy *Self) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  // CHECK-NOTES: :[[@LINE-1]]:16: warning: if 'CreateThreadpoolWork' fails, that is noticed, and 'bad_logged_member' goes on
  // CHECK-NOTES: :[[@LINE-2]]:16: note: 1.
  // CHECK-NOTES: :[[@LINE+2]]:7: note: 2.
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 3.
  if (!Self->Work)
    logError("no work");
  SubmitThreadpoolWork(Self->Work);
}

// What this does with the error is not known.
void handleError(const char *Text);

void good_handled(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  if (Timer == NULL)
    handleError("no timer");
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void good_fatal(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  if (Timer == NULL)
    abort();
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

void logFatal(const char *Text);

void good_fatal_by_name(void) {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  if (Timer == NULL)
    logFatal("no timer");
  SetThreadpoolTimer(Timer, &Due, 0, 0);
}

// Whether all went well is tested in one place.
int good_status(struct Copy *Self) {
  DWORD Status = 0;
  Self->Io = CreateThreadpoolIo(File, onIo, Self, NULL);
  if (!Self->Io)
    Status = GetLastError();
  if (Status == 0)
    StartThreadpoolIo(Self->Io);
  return Status == 0;
}

//===--- Tested -----------------------------------------------------------===//

int good_early_return(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (!Work)
    return 0;
  SubmitThreadpoolWork(Work);
  return 1;
}

int good_goto(struct Copy *Self) {
  int Result = 0;
  Self->Wait = CreateThreadpoolWait(onWait, Self, NULL);
  if (Self->Wait == NULL)
    goto Done;
  SetThreadpoolWait(Self->Wait, Event, NULL);
  Result = 1;
Done:
  return Result;
}

void good_condition(void) {
  PTP_WORK Work;
  if ((Work = CreateThreadpoolWork(onWork, NULL, NULL)) != NULL)
    SubmitThreadpoolWork(Work);
}

int good_both_tested(struct Copy *Self) {
  Self->Io = CreateThreadpoolIo(File, onIo, Self, NULL);
  Self->Wait = CreateThreadpoolWait(onWait, Self, NULL);
  if (!Self->Io || !Self->Wait)
    return 0;
  StartThreadpoolIo(Self->Io);
  SetThreadpoolWait(Self->Wait, Event, NULL);
  return 1;
}

int good_test_as_a_value(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  int Ok = Work != NULL;
  if (Ok)
    SubmitThreadpoolWork(Work);
  return Ok;
}

static int isMade(const void *Object) { return Object != NULL; }

void good_test_in_a_helper(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  if (isMade(Work))
    SubmitThreadpoolWork(Work);
}

int create(struct Copy *Self) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  return Self->Work != NULL;
}

void good_create_that_tells(struct Copy *Self) {
  if (create(Self))
    SubmitThreadpoolWork(Self->Work);
}

#define CHECK_NULL(X)                                                          \
  do {                                                                         \
    if ((X) == NULL)                                                           \
      return;                                                                  \
  } while (0)
#define GO_IF(FAILED)                                                          \
  if (FAILED)                                                                  \
  goto Failed
#define ASSERT(X) ((X) ? (void)0 : abort())

void good_macro(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  CHECK_NULL(Work);
  SubmitThreadpoolWork(Work);
}

void good_macro_with_a_label(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  GO_IF(!Work);
  SubmitThreadpoolWork(Work);
Failed:
  return;
}

void good_assert(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  ASSERT(Work != NULL);
  SubmitThreadpoolWork(Work);
}

void throwIfNull(const void *Object);
void throwIf(int Failed);

void good_checked_elsewhere(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  throwIfNull(Work);
  SubmitThreadpoolWork(Work);
}

void good_condition_checked_elsewhere(void) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  throwIf(Work == NULL);
  SubmitThreadpoolWork(Work);
}

void checkAll(struct Copy *Self);

void good_member_checked_elsewhere(struct Copy *Self) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  checkAll(Self);
  SubmitThreadpoolWork(Self->Work);
}

// Another object.
void good_other(struct Copy *Self, struct Copy *Other) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  SubmitThreadpoolWork(Other->Work);
}

PTP_WORK good_returned(void) { return CreateThreadpoolWork(onWork, NULL, NULL); }

// No environment needs a group or a pool: NULL means none.
void good_optional(PTP_CALLBACK_ENVIRON Environment) {
  SetThreadpoolCallbackPool(Environment, CreateThreadpool(NULL));
}
