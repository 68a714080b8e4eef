// RUN: %check_rule "*" %s --fixed-clean
//
// Routines with so many paths that their states are merged. Numbers become
// unknown then, and so does where in a list a loop is; what names objects does
// not.

#include <stdlib.h>
#include <windows.h>

struct Node {
  struct Node *Next;
  int Key;
};

struct Server {
  PTP_TIMER Timer;
  PTP_WORK Work;
  struct Node *First;
  int Hits;
};

int openSocket(void);
int openPipe(void);
int openFile(void);
int useAll(int, int, int, int, int, int, int, int, int);
int useNodes(struct Node *, struct Node *, struct Node *, struct Node *);

VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_TIMER T) {
  struct Server *Self = Context;
  ++Self->Hits;
}
VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Server *Self = Context;
  ++Self->Hits;
}

void start(struct Server *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTimer, Self, NULL);
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  if (!Self->Timer || !Self->Work)
    return;
  SetThreadpoolTimer(Self->Timer, Due, 0, 0);
  SubmitThreadpoolWork(Self->Work);
}

#define OPEN(Result, Kind)                                                     \
  int Result;                                                                  \
  if (Kind == 1)                                                               \
    Result = openSocket();                                                     \
  else if (Kind == 2)                                                          \
    Result = openPipe();                                                       \
  else                                                                         \
    Result = openFile();

static void work(int K) {
  OPEN(A, K)
  OPEN(B, K + 1)
  OPEN(C, K + 2)
  OPEN(D, K + 3)
  OPEN(E, K + 4)
  OPEN(F, K + 5)
  OPEN(G, K + 6)
  OPEN(H, K + 7)
  OPEN(J, K + 8)
  useAll(A, B, C, D, E, F, G, H, J);
}

void bad_many_results(struct Server *Self, int K) {
  work(K);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_many_results' waits for the callbacks of 'Self->Timer' while it is still armed: 'onTimer' can be called after the wait [threadpool-missing-cancel]
  CloseThreadpoolTimer(Self->Timer);
}
// CHECK-FIXES: {{^}}  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
void good_many_results(struct Server *Self, int K) {
  work(K);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}

static void find(struct Server *Self, int K) {
  struct Node *A = Self->First;
  while (A && A->Key != K)
    A = A->Next;
  struct Node *B = Self->First;
  while (B && B->Key != K + 1)
    B = B->Next;
  struct Node *C = Self->First;
  while (C && C->Key != K + 2)
    C = C->Next;
  struct Node *D = Self->First;
  while (D && D->Key != K + 3)
    D = D->Next;
  useNodes(A, B, C, D);
}

void bad_many_places_in_a_list(struct Server *Self, int K) {
  find(Self, K);
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_many_places_in_a_list' closes 'Self->Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Self->Work);
void good_many_places_in_a_list(struct Server *Self, int K) {
  find(Self, K);
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
}
