// RUN: %check_rule "*" %s
//
// C functions of other units that take and release a lock, known by their
// names and by the type of their argument.

#include <windows.h>

typedef struct app_lock_tag APP_LOCK;
struct app_lock_tag {
  void *Content;
};

void app_lock_init(APP_LOCK *Lock);
void app_lock_acquire_exclusive(APP_LOCK *Lock);
void app_lock_release_exclusive(APP_LOCK *Lock);
void init_lock(APP_LOCK *Lock);

struct Beat {
  PTP_TIMER Timer;
  APP_LOCK Lock;
  int Count;
};

static VOID CALLBACK onBeat(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_TIMER Timer) {
  struct Beat *Self = Context;
  app_lock_acquire_exclusive(&Self->Lock);
  ++Self->Count;
  app_lock_release_exclusive(&Self->Lock);
}

BOOL start(struct Beat *Self, FILETIME *Due) {
  app_lock_init(&Self->Lock);
  Self->Timer = CreateThreadpoolTimer(onBeat, Self, NULL);
  if (!Self->Timer)
    return FALSE;
  SetThreadpoolTimer(Self->Timer, Due, 1000, 0);
  return TRUE;
}

void bad_pause(struct Beat *Self) {
  app_lock_acquire_exclusive(&Self->Lock);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_pause' waits for the callbacks of 'Self->Timer' under a lock that 'onBeat' takes [threadpool-lock-held-wait]
  app_lock_release_exclusive(&Self->Lock);
}

void good_pause(struct Beat *Self) {
  app_lock_acquire_exclusive(&Self->Lock);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  app_lock_release_exclusive(&Self->Lock);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void good_another_verb(struct Beat *Self) {
  init_lock(&Self->Lock);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
}

void stop(struct Beat *Self) {
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}
