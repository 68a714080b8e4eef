// RUN: %check_rule "*" %s
//
// Programs that do many things, each of which may fail, before they make the
// object. None of that matters once it is there.

#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct Tool {
  HANDLE First, Second, Third;
  PTP_WORK Work;
  int *Hits;
};

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  ++*((struct Tool *)Context)->Hits;
}

static int prepare(struct Tool *Self, int Number, char **Names) {
  if (Number != 4)
    return 0;
  if (!GetModuleHandleA(Names[0]) || !GetModuleHandleA(Names[1]))
    return 0;
  Self->First = CreateEvent(NULL, TRUE, FALSE, NULL);
  if (!Self->First)
    return 0;
  Self->Second = CreateEvent(NULL, TRUE, FALSE, NULL);
  if (!Self->Second)
    return 0;
  Self->Third = CreateEvent(NULL, TRUE, FALSE, NULL);
  if (!Self->Third)
    return 0;
  if (!SetEvent(Self->First) || !SetEvent(Self->Second) ||
      !SetEvent(Self->Third))
    return 0;
  Self->Hits = malloc(sizeof(int));
  return Self->Hits != NULL;
}

static int makeWork(struct Tool *Self) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  return Self->Work != NULL;
}

static void cleanUp(struct Tool *Self) {
  if (Self->Work) {
    CloseThreadpoolWork(Self->Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_no_wait' {{.*}} [threadpool-close-before-wait]
    // CHECK-FIXES-LABEL: static void cleanUp
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Self->Work);
    Self->Work = NULL;
  }
  free(Self->Hits);
}

static void waitAndCleanUp(struct Tool *Self) {
  if (Self->Work) {
    WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
    CloseThreadpoolWork(Self->Work);
    Self->Work = NULL;
  }
  free(Self->Hits);
}

int bad_no_wait(int Number, char **Names) {
  struct Tool Self;
  memset(&Self, 0, sizeof(Self));
  if (!prepare(&Self, Number, Names) || !makeWork(&Self))
    goto done;
  SubmitThreadpoolWork(Self.Work);
done:
  cleanUp(&Self);
  return 0;
}

int good_waits(int Number, char **Names) {
  struct Tool Self;
  memset(&Self, 0, sizeof(Self));
  if (!prepare(&Self, Number, Names) || !makeWork(&Self))
    goto done;
  SubmitThreadpoolWork(Self.Work);
done:
  waitAndCleanUp(&Self);
  return 0;
}

// One check decides of the wait as well.
int good_checked_again(int Number, char **Names) {
  struct Tool Self;
  memset(&Self, 0, sizeof(Self));
  const int IsReady = prepare(&Self, Number, Names);
  if (!IsReady || !makeWork(&Self))
    return 1;
  SubmitThreadpoolWork(Self.Work);
  if (IsReady)
    WaitForThreadpoolWorkCallbacks(Self.Work, FALSE);
  CloseThreadpoolWork(Self.Work);
  free(Self.Hits);
  return 0;
}
