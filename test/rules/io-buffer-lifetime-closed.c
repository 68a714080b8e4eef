// RUN: %check_rule io-buffer-lifetime %s
//
// Another routine ends the I/O, and who calls both is not here.

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

void closeFile(struct Feed *Self) { CloseHandle(Self->File); }

void good_stop(struct Feed *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}
