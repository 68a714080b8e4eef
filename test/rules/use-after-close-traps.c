// RUN: %check_rule "*" %s
//
// Looks like a second use, and is none.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  int Hits;
};

VOID CALLBACK onWatch(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void startWatch(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_a_new_object(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  Self->Wait = CreateThreadpoolWait(onWatch, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_cleared_and_tested(struct Watch *Self) {
  if (Self->Wait) {
    SetThreadpoolWait(Self->Wait, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
    CloseThreadpoolWait(Self->Wait);
    Self->Wait = NULL;
  }
  if (Self->Wait)
    CloseThreadpoolWait(Self->Wait);
  free(Self);
}

static void stop(struct Watch *Self) {
  if (!Self->Wait)
    return;
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  Self->Wait = NULL;
}

void good_stopped_twice(struct Watch *Self) {
  stop(Self);
  stop(Self);
  free(Self);
}

void good_on_another_way(struct Watch *Self, int Fast) {
  if (Fast) {
    SetThreadpoolWait(Self->Wait, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
    CloseThreadpoolWait(Self->Wait);
    free(Self);
    return;
  }
  Sleep(100);
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_the_same_condition(struct Watch *Self, int Keep) {
  if (!Keep) {
    SetThreadpoolWait(Self->Wait, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
    CloseThreadpoolWait(Self->Wait);
  }
  Sleep(1);
  if (Keep)
    SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

void good_two_objects(struct Watch *One, struct Watch *Other) {
  SetThreadpoolWait(One->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(One->Wait, TRUE);
  CloseThreadpoolWait(One->Wait);
  SetThreadpoolWait(Other->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Other->Wait, TRUE);
  CloseThreadpoolWait(Other->Wait);
}

void good_an_array(struct Watch *Watches, int Count) {
  int I;
  for (I = 0; I < Count; ++I) {
    SetThreadpoolWait(Watches[I].Wait, NULL, NULL);
    WaitForThreadpoolWaitCallbacks(Watches[I].Wait, TRUE);
    CloseThreadpoolWait(Watches[I].Wait);
  }
  free(Watches);
}

//===--- The callback's own parameter is valid until it returns -----------===//

struct Closing {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK good_own_parameter(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Closing *Self = Context;
  CloseThreadpoolWait(Wait);
  free(Self);
}

void startClosing(struct Closing *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(good_own_parameter, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

//===--- A group gets new members -----------------------------------------===//

struct Grouped {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onGrouped(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_WORK Work) {
  ++((struct Grouped *)Context)->Rounds;
}

void startGrouped(struct Grouped *Self) {
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Work = CreateThreadpoolWork(onGrouped, Self, &Self->Environment);
  SubmitThreadpoolWork(Self->Work);
}

void good_new_members(struct Grouped *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, TRUE, NULL);
  Self->Work = CreateThreadpoolWork(onGrouped, Self, &Self->Environment);
  SubmitThreadpoolWork(Self->Work);
}
