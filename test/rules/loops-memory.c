// RUN: %check_rule "close-before-wait" %s
//
// A loop that works with memory alone waits for nobody, whatever it looks for;
// one that calls something, or reads what is volatile, may wait for the callback.

#include <windows.h>
#include <stdlib.h>

struct Entry {
  struct Entry *Next;
  LONG Done;
  volatile LONG Seen;
};

struct Saver {
  PTP_TIMER Timer;
  struct Entry *Mine;
  int Count;
};

struct Entry *AllEntries, Head;

static void CALLBACK onDue(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                           PTP_TIMER Timer) {
  struct Saver *Self = Context;
  ++Self->Count;
}

struct Saver *create(FILETIME Due) {
  struct Saver *Self = malloc(sizeof(struct Saver));
  Self->Timer = CreateThreadpoolTimer(onDue, Self, NULL);
  SetThreadpoolTimer(Self->Timer, &Due, 0, 0);
  return Self;
}

static int isListed(struct Entry *Wanted) {
  int Found = 0;
  for (struct Entry *E = Head.Next; !Found && E != &Head; E = E->Next)
    Found = E == Wanted;
  return Found;
}

void bad_looksThroughAList(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  if (isListed(Self->Mine))
    Self->Mine->Next = NULL;
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_looksThroughAList' closes 'Self->Timer' while 'onDue' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);

void bad_freesAList(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  while (AllEntries) {
    struct Entry *Next = AllEntries->Next;
    free(AllEntries);
    AllEntries = Next;
  }
  CloseThreadpoolTimer(Self->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freesAList' closes 'Self->Timer'
  free(Self);
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Self->Timer);

// Somebody may set what is asked for when the callback is over.
void good_sleeps(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  while (!AllEntries->Done)
    Sleep(1);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

void good_volatile(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  while (!AllEntries->Seen)
    ;
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

void good_goto(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
Again:
  if (!AllEntries->Done) {
    Sleep(1);
    goto Again;
  }
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

// The loop in isListed() waits for nobody, but this one does.
void good_asksAgain(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  while (isListed(Self->Mine))
    Sleep(1);
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}

void good_asksInBetween(struct Saver *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  for (;;) {
    struct Entry *E = AllEntries;
    while (E && !E->Done)
      E = E->Next;
    if (!E)
      break;
    Sleep(1);
  }
  CloseThreadpoolTimer(Self->Timer);
  free(Self);
}
