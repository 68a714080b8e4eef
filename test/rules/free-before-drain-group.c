// RUN: %check_rule "*" %s
//
// What the callback uses, freed before the cleanup group is closed. The owner
// names the group, and what stands beside it, but never the object.

#include <stdlib.h>
#include <windows.h>

struct Table {
  int Count;
};

struct Session {
  PTP_TIMER Timer;
  FILETIME Due;
  struct Table *Data;
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
};

VOID CALLBACK onSession(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PTP_TIMER Timer) {
  struct Session *Self = Context;
  ++Self->Data->Count;
}

struct Session *startSession(void) {
  struct Session *Self = calloc(1, sizeof(struct Session));
  if (!Self)
    return NULL;
  Self->Data = calloc(1, sizeof(struct Table));
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  Self->Timer = CreateThreadpoolTimer(onSession, Self, &Self->Environment);
  if (Self->Timer)
    SetThreadpoolTimer(Self->Timer, &Self->Due, 500, 0);
  return Self;
}

void bad_session(struct Session *Self) {
  free(Self->Data);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_session' frees 'Data' before {{.*}} [threadpool-free-before-drain]
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self);
}

void good_session(struct Session *Self) {
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
  free(Self->Data);
  free(Self);
}

//===--- In an array ------------------------------------------------------===//

struct Pool {
  PTP_WORK Works[4];
  struct Table *Data;
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
};

VOID CALLBACK onPool(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  struct Pool *Self = Context;
  ++Self->Data->Count;
}

void startPool(struct Pool *Self) {
  Self->Data = calloc(1, sizeof(struct Table));
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
  for (int I = 0; I < 4; ++I) {
    Self->Works[I] = CreateThreadpoolWork(onPool, Self, &Self->Environment);
    if (Self->Works[I])
      SubmitThreadpoolWork(Self->Works[I]);
  }
}

void bad_pool(struct Pool *Self) {
  free(Self->Data);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_pool' frees 'Data' before {{.*}} [threadpool-free-before-drain]
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
}

//===--- A group elsewhere ------------------------------------------------===//

struct Owner {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  struct Table *Data;
};

struct Part {
  PTP_WORK Work;
  struct Table *Data;
};

VOID CALLBACK onPart(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  struct Part *Self = Context;
  ++Self->Data->Count;
}

void startOwner(struct Owner *Self) {
  Self->Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&Self->Environment);
  SetThreadpoolCallbackCleanupGroup(&Self->Environment, Self->Group, NULL);
}

void startPart(struct Part *Self, struct Owner *In) {
  Self->Data = calloc(1, sizeof(struct Table));
  Self->Work = CreateThreadpoolWork(onPart, Self, &In->Environment);
  if (Self->Work)
    SubmitThreadpoolWork(Self->Work);
}

// The part has data of the same name.
void good_owner(struct Owner *Self) {
  free(Self->Data);
  CloseThreadpoolCleanupGroupMembers(Self->Group, FALSE, NULL);
  CloseThreadpoolCleanupGroup(Self->Group);
}
