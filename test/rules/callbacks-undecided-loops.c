// RUN: %check_rule "close-before-wait,free-before-drain" %s
//
// How often a callback goes round a loop is not known. What it does on the way
// is, and nothing of that stops the object or tells the owner of its end.

#include <stdlib.h>
#include <windows.h>

BOOL next(HANDLE Source, HANDLE *Items, DWORD *Count);
void use(HANDLE Item);

struct Reader {
  HANDLE Source, Signal;
  char *Position, *Scratch;
  volatile LONG Stop;
  DWORD Error;
};

static VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  struct Reader *Self = Context;
  HANDLE Items[16];
  DWORD Count;
  while (!Self->Stop) {
    while (next(Self->Source, Items, &Count)) {
      for (DWORD I = 0; I < Count; ++I)
        use(Items[I]);
      if (Self->Stop)
        return;
    }
    Self->Scratch[0] = 0;
    if (WaitForSingleObject(Self->Signal, INFINITE) != WAIT_OBJECT_0) {
      Self->Error = GetLastError();
      break;
    }
  }
  if (Self->Position) {
    free(Self->Position);
    Self->Position = NULL;
  }
  Self->Position = malloc(32);
}

void bad_no_wait(HANDLE Source, HANDLE Signal) {
  struct Reader Self = {Source, Signal, NULL, malloc(32), FALSE, 0};
  PTP_WORK Work = CreateThreadpoolWork(onRead, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  Sleep(1000);
  Self.Stop = TRUE;
  SetEvent(Signal);
  CloseThreadpoolWork(Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_no_wait' closes 'Work' while 'onRead' may be queued or running [threadpool-close-before-wait]
  if (Self.Position)
    free(Self.Position);
}

void bad_freed_before(HANDLE Source, HANDLE Signal) {
  struct Reader Self = {Source, Signal, NULL, malloc(32), FALSE, 0};
  PTP_WORK Work = CreateThreadpoolWork(onRead, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  Sleep(1000);
  Self.Stop = TRUE;
  SetEvent(Signal);
  free(Self.Scratch);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freed_before' frees 'Scratch' before it has waited for the callbacks of 'Work': 'onRead' may still use it [threadpool-free-before-drain]
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  CloseThreadpoolWork(Work);
}

void good_waits(HANDLE Source, HANDLE Signal) {
  struct Reader Self = {Source, Signal, NULL, malloc(32), FALSE, 0};
  PTP_WORK Work = CreateThreadpoolWork(onRead, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  Sleep(1000);
  Self.Stop = TRUE;
  SetEvent(Signal);
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  CloseThreadpoolWork(Work);
  if (Self.Position)
    free(Self.Position);
}

//===--- Unknown code may be the end of it --------------------------------===//

struct Feed {
  HANDLE Source;
  volatile LONG Stop;
  void (*Finish)(struct Feed *);
};

static VOID CALLBACK onFeed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  struct Feed *Self = Context;
  HANDLE Items[16];
  DWORD Count;
  while (!Self->Stop && next(Self->Source, Items, &Count))
    for (DWORD I = 0; I < Count; ++I)
      use(Items[I]);
  Self->Finish(Self);
}

void waitForFinish(struct Feed *Self);

void good_finished_unseen(HANDLE Source, void (*Finish)(struct Feed *)) {
  struct Feed Self = {Source, FALSE, Finish};
  PTP_WORK Work = CreateThreadpoolWork(onFeed, &Self, NULL);
  if (!Work)
    return;
  SubmitThreadpoolWork(Work);
  Self.Stop = TRUE;
  waitForFinish(&Self);
  CloseThreadpoolWork(Work);
}
