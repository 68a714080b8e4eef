// RUN: %check_rule io-buffer-lifetime %s
//
// A chain of operations ends with the one that is under way when the flag is
// set. The owner has to end that, too.

#include <stdlib.h>
#include <windows.h>

struct Feed {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
  int Stopping, Rounds;
};

VOID CALLBACK onFeed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  struct Feed *Self = Context;
  ++Self->Rounds;
  if (Self->Stopping)
    return;
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

void start(struct Feed *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onFeed, Self, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void bad_stop(struct Feed *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_stop' waits for the callbacks of 'Self->Io', but not for the operation that is under way: its memory is still in use, and 'onFeed' comes when it completes [threadpool-io-buffer-lifetime]
  CloseThreadpoolIo(Self->Io);
  free(Self);
}

void good_cancelled(struct Feed *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}
