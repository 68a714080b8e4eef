// RUN: %check_rule io-protocol %s
//
// The announcement, or its end, is left to callers that are not here.

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

void openReader(struct Reader *Self, LPCWSTR Name) {
  Self->File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                           FILE_FLAG_OVERLAPPED, NULL);
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
}

void announce(struct Reader *Self) { StartThreadpoolIo(Self->Io); }
void takeBack(struct Reader *Self) { CancelThreadpoolIo(Self->Io); }

void good_read(struct Reader *Self) {
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
}

BOOL good_tell(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return FALSE;
  return TRUE;
}
