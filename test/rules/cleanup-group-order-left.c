// RUN: %check_rule cleanup-group-order %s
//
// Groups that are closed while a member is still there, which one routine makes
// and another one closes singly.

#include <stdlib.h>
#include <windows.h>

VOID CALLBACK onIo(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                   PVOID Overlapped, ULONG Result, ULONG_PTR Bytes, PTP_IO Io) {
}
VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {}

void logText(const char *Text);

//===--- The group goes first ---------------------------------------------===//

struct File {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_IO Io;
};

struct File *openFile(HANDLE Handle) {
  struct File *F = malloc(sizeof(struct File));
  if (!F)
    return NULL;
  InitializeThreadpoolEnvironment(&F->Environment);
  F->Group = CreateThreadpoolCleanupGroup();
  SetThreadpoolCallbackCleanupGroup(&F->Environment, F->Group, NULL);
  F->Io = CreateThreadpoolIo(Handle, onIo, NULL, &F->Environment);
  return F;
}

void bad_close(struct File *F) {
  WaitForThreadpoolIoCallbacks(F->Io, FALSE);
  CloseThreadpoolCleanupGroup(F->Group);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_close' closes the cleanup group while it still has members [threadpool-cleanup-group-order]
  // CHECK-NOTES: :[[@LINE-8]]:11: note: the I/O object that is made here is one
  // CHECK-NOTES: :[[@LINE+3]]:3: note: it is closed only here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: close the I/O object, or the group's members, before the group
  logText("closing");
  CloseThreadpoolIo(F->Io);
  free(F);
}

void good_member_first(struct File *F) {
  WaitForThreadpoolIoCallbacks(F->Io, FALSE);
  CloseThreadpoolIo(F->Io);
  CloseThreadpoolCleanupGroup(F->Group);
  free(F);
}

// The group of the one file and the object of the other.
void good_two_files(struct File *F, struct File *G) {
  CloseThreadpoolCleanupGroup(F->Group);
  CloseThreadpoolIo(G->Io);
}

// Nothing says that both happen.
void good_either(struct File *F, int IsEmpty) {
  if (IsEmpty)
    CloseThreadpoolCleanupGroup(F->Group);
  if (!IsEmpty)
    CloseThreadpoolIo(F->Io);
}

void reopen(struct File *F);

void good_made_again(struct File *F) {
  CloseThreadpoolCleanupGroup(F->Group);
  reopen(F);
  CloseThreadpoolIo(F->Io);
}

//===--- What is no member ------------------------------------------------===//

struct Late {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_WORK Work, Loose;
};

void startLate(struct Late *L) {
  InitializeThreadpoolEnvironment(&L->Environment);
  L->Loose = CreateThreadpoolWork(onWork, L, NULL);
  L->Work = CreateThreadpoolWork(onWork, L, &L->Environment);
  L->Group = CreateThreadpoolCleanupGroup();
  SetThreadpoolCallbackCleanupGroup(&L->Environment, L->Group, NULL);
}

void good_bound_late(struct Late *L) {
  CloseThreadpoolCleanupGroup(L->Group);
  CloseThreadpoolWork(L->Work);
  CloseThreadpoolWork(L->Loose);
}

// What else may give the environment a group is not seen.
struct Other {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group, Next;
  PTP_WORK Work;
};

void configure(struct Other *O);

void startOther(struct Other *O) {
  InitializeThreadpoolEnvironment(&O->Environment);
  SetThreadpoolCallbackCleanupGroup(&O->Environment, O->Group, NULL);
  configure(O);
  O->Work = CreateThreadpoolWork(onWork, O, &O->Environment);
}

void good_configured_elsewhere(struct Other *O) {
  CloseThreadpoolCleanupGroup(O->Group);
  CloseThreadpoolWork(O->Work);
}

struct Twice {
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group, Next;
  PTP_WORK Work;
};

void startTwice(struct Twice *T, int UseNext) {
  InitializeThreadpoolEnvironment(&T->Environment);
  SetThreadpoolCallbackCleanupGroup(&T->Environment, T->Group, NULL);
  if (UseNext)
    SetThreadpoolCallbackCleanupGroup(&T->Environment, T->Next, NULL);
  T->Work = CreateThreadpoolWork(onWork, T, &T->Environment);
}

void good_other_group(struct Twice *T) {
  CloseThreadpoolCleanupGroup(T->Group);
  CloseThreadpoolWork(T->Work);
}
