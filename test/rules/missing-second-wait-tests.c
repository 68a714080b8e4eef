// RUN: %check_rule "*" %s --fixed-clean
//
// How a stop flag can be tested and set in C: understood, if the five steps are
// clean and a missing one is named.

#include <stdlib.h>
#include <windows.h>

//===--- Copied to a local ------------------------------------------------===//

struct Copied {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onCopied(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Copied *Self = Context;
  int Stop = Self->Stopping;
  if (!Stop)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startCopied(struct Copied *Self) {
  Self->Wait = CreateThreadpoolWait(onCopied, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_copied(struct Copied *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_copied(struct Copied *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_copied' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_copied(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- An early return --------------------------------------------------===//

struct Early {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onEarly(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Early *Self = Context;
  if (Self->Stopping)
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startEarly(struct Early *Self) {
  Self->Wait = CreateThreadpoolWait(onEarly, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_early(struct Early *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_early(struct Early *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_early' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_early(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A goto -----------------------------------------------------------===//

struct Jump {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onJump(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Jump *Self = Context;
  if (Self->Stopping)
    goto Out;
  SetThreadpoolWait(Wait, Self->Event, NULL);
Out:
  return;
}

void startJump(struct Jump *Self) {
  Self->Wait = CreateThreadpoolWait(onJump, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_jump(struct Jump *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_jump(struct Jump *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_jump' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_jump(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- Together with another condition ----------------------------------===//

struct Both {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onBoth(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Both *Self = Context;
  if (Result == WAIT_OBJECT_0 && !Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startBoth(struct Both *Self) {
  Self->Wait = CreateThreadpoolWait(onBoth, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_both(struct Both *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_both(struct Both *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_both' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_both(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- Two flags, of which the owner sets one ---------------------------===//

struct Two {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
  int Paused;
};

VOID CALLBACK onTwo(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Two *Self = Context;
  if (Self->Stopping || Self->Paused)
    return;
  SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startTwo(struct Two *Self) {
  Self->Wait = CreateThreadpoolWait(onTwo, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_two(struct Two *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_two(struct Two *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_two' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_two(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- Negated twice ----------------------------------------------------===//

struct Negated {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onNegated(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Negated *Self = Context;
  if (!!Self->Stopping == 0)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startNegated(struct Negated *Self) {
  Self->Wait = CreateThreadpoolWait(onNegated, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_negated(struct Negated *Self) {
  Self->Stopping = !0;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_negated(struct Negated *Self) {
  Self->Stopping = !0;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_negated' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_negated(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A helper that tests ----------------------------------------------===//

struct Helper;
static int mayGoOn(struct Helper *Self);

struct Helper {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

static int mayGoOn(struct Helper *Self) { return !Self->Stopping; }

VOID CALLBACK onHelper(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Helper *Self = Context;
  if (mayGoOn(Self))
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startHelper(struct Helper *Self) {
  Self->Wait = CreateThreadpoolWait(onHelper, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_helper(struct Helper *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_helper(struct Helper *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_helper' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_helper(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A helper that tests and arms -------------------------------------===//

struct Arming;
static void goOn(struct Arming *Self);

struct Arming {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

static void goOn(struct Arming *Self) {
  if (!Self->Stopping)
    SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

VOID CALLBACK onArming(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Arming *Self = Context;
  goOn(Self);
}

void startArming(struct Arming *Self) {
  Self->Wait = CreateThreadpoolWait(onArming, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_arming(struct Arming *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_arming(struct Arming *Self) {
  Self->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_arming' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_arming(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A helper that sets -----------------------------------------------===//

struct Setter;
static void forbid(struct Setter *Self);

struct Setter {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

static void forbid(struct Setter *Self) { Self->Stopping = 1; }

VOID CALLBACK onSetter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Setter *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startSetter(struct Setter *Self) {
  Self->Wait = CreateThreadpoolWait(onSetter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_setter(struct Setter *Self) {
  forbid(Self);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_setter(struct Setter *Self) {
  forbid(Self);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_setter' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_setter(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A helper that sets what it is pointed to -------------------------===//

static void raise(int *Flag) { *Flag = 1; }

struct Pointed {
  PTP_WAIT Wait;
  HANDLE Event;
  int Stopping;
};

VOID CALLBACK onPointed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Pointed *Self = Context;
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startPointed(struct Pointed *Self) {
  Self->Wait = CreateThreadpoolWait(onPointed, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_pointed(struct Pointed *Self) {
  raise(&Self->Stopping);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_pointed(struct Pointed *Self) {
  raise(&Self->Stopping);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_pointed' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_pointed(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A flag in a nested structure -------------------------------------===//

struct Shared {
  int Other;
  int Stopping;
};

struct Nested {
  PTP_WAIT Wait;
  HANDLE Event;
  struct Shared State;
};

VOID CALLBACK onNested(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Nested *Self = Context;
  if (!Self->State.Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startNested(struct Nested *Self) {
  Self->Wait = CreateThreadpoolWait(onNested, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_nested(struct Nested *Self) {
  Self->State.Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_nested(struct Nested *Self) {
  Self->State.Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_nested' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_nested(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A flag behind a pointer ------------------------------------------===//

struct Common {
  int Stopping;
};

struct Behind {
  PTP_WAIT Wait;
  HANDLE Event;
  struct Common *State;
};

VOID CALLBACK onBehind(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Behind *Self = Context;
  if (!Self->State->Stopping)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startBehind(struct Behind *Self) {
  Self->Wait = CreateThreadpoolWait(onBehind, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_behind(struct Behind *Self) {
  Self->State->Stopping = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_behind(struct Behind *Self) {
  Self->State->Stopping = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_behind(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);

//===--- A global flag ----------------------------------------------------===//

static volatile int GlobalStop;

struct Global {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onGlobal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Global *Self = Context;
  ++Self->Hits;
  if (!GlobalStop)
    SetThreadpoolWait(Wait, Self->Event, NULL);
}

void startGlobal(struct Global *Self) {
  Self->Wait = CreateThreadpoolWait(onGlobal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_global(struct Global *Self) {
  GlobalStop = 1;
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_global(struct Global *Self) {
  GlobalStop = 1;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_global' waits {{.*}} [threadpool-missing-second-wait]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_global(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(Self->Wait, NULL, NULL);
