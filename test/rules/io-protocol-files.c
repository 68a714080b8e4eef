// RUN: %check_rule io-protocol %s
//
// The modes of files that come from elsewhere may have been set there, and the
// event of an operation may keep its completion from the pool.

#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

void adopt(struct Reader *Self, HANDLE File, HANDLE Event) {
  Self->File = File;
  Self->Io = CreateThreadpoolIo(File, onRead, Self, NULL);
  // No completion is told to the pool.
  Self->Overlapped.hEvent = (HANDLE)((ULONG_PTR)Event | 1);
}

void good_hidden(struct Reader *Self) {
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

void good_done(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) ||
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}
