// RUN: %check_rule io-protocol %s
//
// Files and objects that a routine has for itself.

#include <windows.h>

struct Block {
  OVERLAPPED Overlapped;
  char Buffer[64];
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

void bad_not_announced(LPCWSTR Name) {
  struct Block B = {{0}};
  HANDLE File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
  PTP_IO Io = CreateThreadpoolIo(File, onRead, NULL, NULL);
  ReadFile(File, B.Buffer, 64, NULL, &B.Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_announced' calls 'ReadFile' on a file that is bound to the pool without StartThreadpoolIo before it: the pool does not expect the completion [threadpool-io-protocol]
  WaitForThreadpoolIoCallbacks(Io, FALSE);
  CloseHandle(File);
  CloseThreadpoolIo(Io);
}

void good_bound_later(LPCWSTR Name) {
  struct Block B = {{0}};
  DWORD Bytes;
  HANDLE File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
  PTP_IO Io;
  ReadFile(File, B.Buffer, 64, NULL, &B.Overlapped);
  GetOverlappedResult(File, &B.Overlapped, &Bytes, TRUE);
  Io = CreateThreadpoolIo(File, onRead, NULL, NULL);
  CloseHandle(File);
  CloseThreadpoolIo(Io);
}

void good(LPCWSTR Name) {
  struct Block B = {{0}};
  HANDLE File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
  PTP_IO Io = CreateThreadpoolIo(File, onRead, NULL, NULL);
  StartThreadpoolIo(Io);
  if (!ReadFile(File, B.Buffer, 64, NULL, &B.Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
  WaitForThreadpoolIoCallbacks(Io, FALSE);
  CloseHandle(File);
  CloseThreadpoolIo(Io);
}
