// RUN: %check_rule dirty-thread %s
//
// Thread local storage: what is left there must outlive the callback.

#include <stdlib.h>
#include <windows.h>

void work(void);

typedef struct {
  BOOL IsCancelled;
} Item;

DWORD Slot, OtherSlot;
Item Shared;

static VOID CALLBACK bad_context(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  TlsSetValue(Slot, Context);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context', a callback of the pool, leaves a pointer to what is its own in a slot of its thread and returns without taking it away: what the pool runs next on the thread finds a pointer to what is gone [threadpool-dirty-thread]
  work();
}

static VOID CALLBACK bad_variable(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  Item Own = {FALSE};
  TlsSetValue(Slot, &Own);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_variable', a callback of the pool, leaves a pointer to what is its own in a slot of its thread and returns without taking it away: what the pool runs next on the thread finds a pointer to what is gone [threadpool-dirty-thread]
  work();
}

static VOID CALLBACK bad_early_return(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context) {
  Item *Own = (Item *)Context;
  TlsSetValue(Slot, Own);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_early_return', a callback of the pool, leaves a pointer to what is its own in a slot of its thread and can return without taking it away: what the pool runs next on the thread finds a pointer to what is gone [threadpool-dirty-thread]
  if (Own->IsCancelled)
    return;
  work();
  TlsSetValue(Slot, NULL);
}

static VOID CALLBACK bad_other_slot(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context) {
  TlsSetValue(Slot, Context);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_other_slot', a callback of the pool, leaves a pointer to what is its own in a slot of its thread and can return without taking it away: what the pool runs next on the thread finds a pointer to what is gone [threadpool-dirty-thread]
  work();
  TlsSetValue(OtherSlot, NULL);
}

static VOID CALLBACK good_taken_away(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context) {
  TlsSetValue(Slot, Context);
  work();
  TlsSetValue(Slot, NULL);
}

static VOID CALLBACK good_restored(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  void *Before = TlsGetValue(Slot);
  TlsSetValue(Slot, Context);
  work();
  TlsSetValue(Slot, Before);
}

// Freed when the thread ends.
static VOID CALLBACK good_cache(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (!TlsGetValue(Slot))
    TlsSetValue(Slot, malloc(16));
  work();
}

static VOID CALLBACK good_global(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  TlsSetValue(Slot, &Shared);
  work();
}

static VOID CALLBACK good_number(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  TlsSetValue(Slot, (void *)1);
  work();
}

void submitThem(Item *Given) {
  TrySubmitThreadpoolCallback(bad_context, Given, NULL);
  TrySubmitThreadpoolCallback(bad_variable, Given, NULL);
  TrySubmitThreadpoolCallback(bad_early_return, Given, NULL);
  TrySubmitThreadpoolCallback(bad_other_slot, Given, NULL);
  TrySubmitThreadpoolCallback(good_taken_away, Given, NULL);
  TrySubmitThreadpoolCallback(good_restored, Given, NULL);
  TrySubmitThreadpoolCallback(good_cache, Given, NULL);
  TrySubmitThreadpoolCallback(good_global, Given, NULL);
  TrySubmitThreadpoolCallback(good_number, Given, NULL);
}
