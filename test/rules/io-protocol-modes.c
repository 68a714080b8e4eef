// RUN: %check_rule io-protocol %s
//
// What is done at once has no completion if the file says so, so the
// announcement is taken back then, too.

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
  SetFileCompletionNotificationModes(Self->File,
                                     FILE_SKIP_COMPLETION_PORT_ON_SUCCESS);
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
}

int good_done(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped)) {
    CancelThreadpoolIo(Self->Io);
    return 1;
  }
  if (GetLastError() == ERROR_IO_PENDING)
    return 0;
  CancelThreadpoolIo(Self->Io);
  return -1;
}

int good_not_pending(struct Reader *Self) {
  BOOL IsDone;
  StartThreadpoolIo(Self->Io);
  IsDone = ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  if (!IsDone && GetLastError() == ERROR_IO_PENDING)
    return 0;
  CancelThreadpoolIo(Self->Io);
  return 1;
}

int bad_pending(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  CancelThreadpoolIo(Self->Io);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_pending' calls CancelThreadpoolIo although 'ReadFile' may be pending: its completion comes unexpected [threadpool-io-protocol]
  return 1;
}
