// RUN: %check_rule "*" %s
//
// A callback that uses its data only while a flag says so: who made the object
// has set the flag.

#include <stdlib.h>
#include <windows.h>

struct Table {
  int Count;
};

struct Poller {
  PTP_TIMER Timer;
  FILETIME Due;
  int Running;
  struct Table *Data;
};

VOID CALLBACK onPoller(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_TIMER Timer) {
  struct Poller *Self = Context;
  if (!Self->Running)
    return;
  ++Self->Data->Count;
}

void startPoller(struct Poller *Self) {
  Self->Running = 1;
  Self->Data = calloc(1, sizeof(struct Table));
  Self->Timer = CreateThreadpoolTimer(onPoller, Self, NULL);
  if (Self->Timer)
    SetThreadpoolTimer(Self->Timer, &Self->Due, 500, 0);
}

void bad_poller(struct Poller *Self) {
  Self->Running = 0;
  free(Self->Data);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_poller' frees 'Data' before {{.*}} [threadpool-free-before-drain]
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}

void good_poller(struct Poller *Self) {
  Self->Running = 0;
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  free(Self->Data);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}

//===--- A use that only the owner allows ---------------------------------===//

struct Lazy {
  PTP_TIMER Timer;
  FILETIME Due;
  int Flushes;
  struct Table *Data;
};

VOID CALLBACK onLazy(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_TIMER Timer) {
  struct Lazy *Self = Context;
  if (Self->Flushes)
    ++Self->Data->Count;
}

void startLazy(struct Lazy *Self) {
  Self->Flushes = 0;
  Self->Data = calloc(1, sizeof(struct Table));
  Self->Timer = CreateThreadpoolTimer(onLazy, Self, NULL);
  if (Self->Timer)
    SetThreadpoolTimer(Self->Timer, &Self->Due, 500, 0);
}

// Whether somebody has allowed it by now is not known.
void good_lazy(struct Lazy *Self) {
  free(Self->Data);
  SetThreadpoolTimer(Self->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Self->Timer, TRUE);
  CloseThreadpoolTimer(Self->Timer);
}

void allowLazy(struct Lazy *Self) { Self->Flushes = 1; }
