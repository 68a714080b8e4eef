// RUN: %check_rule cleanup-group-order %s
//
// Groups whose members are made elsewhere, closed before them.

#include <windows.h>

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);

struct Pool {
  PTP_CLEANUP_GROUP Group;
  TP_CALLBACK_ENVIRON Environment;
  Pool *Next;
};

void bad_stop(Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_stop' closes the members of the cleanup group after the group [threadpool-cleanup-group-order]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the group is closed here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: close the group's members before the group
  DestroyThreadpoolEnvironment(&P->Environment);
}

void bad_parameter(PTP_CLEANUP_GROUP Group, HANDLE Done) {
  SetEvent(Done);
  if (Group) {
    CloseThreadpoolCleanupGroup(Group);
    CloseThreadpoolCleanupGroupMembers(Group, TRUE, nullptr);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'bad_parameter' closes the members of the cleanup group after the group
    // CHECK-NOTES: :[[@LINE-3]]:5: note: the group is closed here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair
  }
}

static void endMembers(Pool *P) {
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'endMembers' closes the members of the cleanup group after the group
  // CHECK-NOTES: :[[@LINE+7]]:3: note: the group is closed here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair
}

static void endGroup(Pool *P) { CloseThreadpoolCleanupGroup(P->Group); }

void bad_helpers(Pool *P) {
  endGroup(P);
  endMembers(P);
}

void good_stop(Pool *P) {
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
  CloseThreadpoolCleanupGroup(P->Group);
}

// The second call is for another group.
void good_two(Pool *P, Pool *Q) {
  CloseThreadpoolCleanupGroup(P->Group);
  CloseThreadpoolCleanupGroupMembers(Q->Group, FALSE, nullptr);
  CloseThreadpoolCleanupGroup(Q->Group);
}

// Nothing was made yet.
void good_early(Pool *P, bool IsEmpty) {
  if (IsEmpty)
    CloseThreadpoolCleanupGroup(P->Group);
  if (!IsEmpty)
    CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

void good_next(Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  P->Group = CreateThreadpoolCleanupGroup();
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

void restart(Pool *P);

void good_restart(Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  restart(P);
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

void good_list(Pool *P) {
  while (P) {
    CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
    CloseThreadpoolCleanupGroup(P->Group);
    P = P->Next;
  }
}

void good_array(Pool *P, int Count) {
  for (int I = 0; I < Count; ++I) {
    CloseThreadpoolCleanupGroupMembers(P[I].Group, FALSE, nullptr);
    CloseThreadpoolCleanupGroup(P[I].Group);
  }
}

void good_first_is_empty(Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  for (P = P->Next; P; P = P->Next)
    CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

void good_step(Pool *P) {
  CloseThreadpoolCleanupGroup(P->Group);
  ++P;
  CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

struct Walk {
  Pool *At;
  void good_member() {
    CloseThreadpoolCleanupGroup(At->Group);
    At++;
    CloseThreadpoolCleanupGroupMembers(At->Group, FALSE, nullptr);
  }
};

void good_index(Pool *P, int I) {
  CloseThreadpoolCleanupGroup(P[I].Group);
  I += 2;
  CloseThreadpoolCleanupGroupMembers(P[I].Group, FALSE, nullptr);
  CloseThreadpoolCleanupGroup(P[0].Group);
  CloseThreadpoolCleanupGroupMembers(P[1].Group, FALSE, nullptr);
}

void good_first_of_the_array_is_empty(Pool *P, int Count) {
  CloseThreadpoolCleanupGroup(P->Group);
  for (++P; --Count > 0; ++P)
    CloseThreadpoolCleanupGroupMembers(P->Group, FALSE, nullptr);
}

//===--- Owners -----------------------------------------------------------===//

class GroupOwner {
public:
  ~GroupOwner() { reset(); }
  PTP_CLEANUP_GROUP get() const { return Held; }
  void reset(PTP_CLEANUP_GROUP Other = nullptr) {
    if (Held)
      CloseThreadpoolCleanupGroup(Held);
    Held = Other;
  }

private:
  PTP_CLEANUP_GROUP Held = nullptr;
};

class Queue {
public:
  void bad_reset() {
    Group.reset();
    CloseThreadpoolCleanupGroupMembers(Group.get(), FALSE, nullptr);
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Queue::bad_reset' closes the members of the cleanup group after the group [threadpool-cleanup-group-order]
    // CHECK-NOTES: :[[@LINE-3]]:5: note: the group is closed here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: to repair
  }

  void good_refill() {
    Group.reset();
    Group.reset(CreateThreadpoolCleanupGroup());
    CloseThreadpoolCleanupGroupMembers(Group.get(), FALSE, nullptr);
  }

  void good_reset_later() {
    CloseThreadpoolCleanupGroupMembers(Group.get(), FALSE, nullptr);
    Group.reset();
  }

  // What the other owner holds is not known.
  void good_other_owner() {
    Group.reset();
    CloseThreadpoolCleanupGroupMembers(Other.get(), FALSE, nullptr);
  }

private:
  GroupOwner Group, Other;
};
