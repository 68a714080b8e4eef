// RUN: %check_rule "*" %s --fixed-clean
//
// Objects that are members of the elements of an array.

#include <stdlib.h>
#include <windows.h>
struct Slot {
  PTP_WAIT Wait;
  HANDLE Event;
  volatile LONG Stop;
  int Hits;
  int Id;
  int InUse;
  CRITICAL_SECTION Lock;
};
struct Table {
  struct Slot Slots[16];
  struct Slot *More;
  struct Slot *Ptrs[4];
  int Count;
  int Total;
};
VOID CALLBACK onSlot(PTP_CALLBACK_INSTANCE I, PVOID C, PTP_WAIT W,
                     TP_WAIT_RESULT R) {
  struct Slot *S = C;
  ++S->Hits;
  if (!S->Stop)
    SetThreadpoolWait(W, S->Event, NULL);
}
int open1(struct Table *T, int i) {
  T->Slots[i].Wait = CreateThreadpoolWait(onSlot, &T->Slots[i], NULL);
  if (!T->Slots[i].Wait)
    return 0;
  SetThreadpoolWait(T->Slots[i].Wait, T->Slots[i].Event, NULL);
  return 1;
}
void bad_close_one(struct Table *T, int i) {
  T->Slots[i].Stop = 1;
  SetThreadpoolWait(T->Slots[i].Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_close_one' waits for the callbacks of 'T->Slots[i].Wait' too few times: 'onSlot' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
  CloseThreadpoolWait(T->Slots[i].Wait);
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(T->Slots[i].Wait, NULL, NULL);
void good_close_one(struct Table *T, int i) {
  T->Slots[i].Stop = 1;
  WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
  SetThreadpoolWait(T->Slots[i].Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
  CloseThreadpoolWait(T->Slots[i].Wait);
}
void bad_close_found(struct Table *T, int Id) {
  int i;
  for (i = 0; i < 16; i++)
    if (T->Slots[i].Id == Id)
      break;
  if (i == 16)
    return;
  struct Slot *S = &T->Slots[i];
  S->Stop = 1;
  SetThreadpoolWait(S->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_close_found' waits for the callbacks of 'S->Wait' too few times: 'onSlot' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
  CloseThreadpoolWait(S->Wait);
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  SetThreadpoolWait(S->Wait, NULL, NULL);
void good_close_found(struct Table *T, int Id) {
  int i;
  for (i = 0; i < 16; i++)
    if (T->Slots[i].Id == Id)
      break;
  if (i == 16)
    return;
  struct Slot *S = &T->Slots[i];
  S->Stop = 1;
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  SetThreadpoolWait(S->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  CloseThreadpoolWait(S->Wait);
}
static void stopSlot(struct Slot *S) {
  S->Stop = 1;
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  SetThreadpoolWait(S->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  CloseThreadpoolWait(S->Wait);
  S->Wait = NULL;
}
static void dropSlot(struct Slot *S) {
  S->Stop = 1;
  SetThreadpoolWait(S->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_all' waits for the callbacks of 'Wait' too few times: 'onSlot' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
  CloseThreadpoolWait(S->Wait);
  S->Wait = NULL;
}
void good_all(struct Table *T) {
  for (int i = 0; i < T->Count; ++i)
    if (T->Slots[i].Wait)
      stopSlot(&T->Slots[i]);
  free(T);
}
void bad_all(struct Table *T) {
  for (int i = 0; i < T->Count; ++i)
    if (T->Slots[i].Wait)
      dropSlot(T->Slots + i);
  free(T);
}
void bad_all_pointer(struct Table *T) {
  for (struct Slot *S = T->Slots; S != T->Slots + 16; ++S)
    dropSlot(S);
  free(T);
}
void good_all_pointer(struct Table *T) {
  for (struct Slot *S = T->Slots; S < T->Slots + 16; S++)
    stopSlot(S);
  free(T);
}
void good_in_use(struct Table *T) {
  int i = T->Count;
  while (i-- > 0) {
    if (!T->Slots[i].InUse)
      continue;
    stopSlot(&T->Slots[i]);
  }
  free(T);
}
void unknown_first_only(struct Table *T) { dropSlot(&T->Slots[0]); }
void bad_never_told(struct Table *T) {
  for (int i = 1; i < T->Count; ++i)
    SetThreadpoolWait(T->Slots[i].Wait, NULL, NULL);
  for (int i = 0; i < T->Count; ++i) {
    WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
    CloseThreadpoolWait(T->Slots[i].Wait);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_never_told' does not set the flag that stops 'onSlot' before it stops 'T->Slots[i].Wait' [threadpool-stop-flag-order]
  }
}
void good_twice(struct Table *T) {
  for (int i = 0; i < T->Count; ++i)
    InterlockedExchange(&T->Slots[i].Stop, 1);
  for (int pass = 0; pass < 2; ++pass)
    for (int i = 0; i < T->Count; ++i) {
      SetThreadpoolWait(T->Slots[i].Wait, NULL, NULL);
      WaitForThreadpoolWaitCallbacks(T->Slots[i].Wait, TRUE);
    }
  for (int i = 0; i < T->Count; ++i)
    CloseThreadpoolWait(T->Slots[i].Wait);
}
