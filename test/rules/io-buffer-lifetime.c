// RUN: %check_rule io-buffer-lifetime %s
//
// A wait for callbacks does not end operations, so their memory has to stay.

#include <stdlib.h>
#include <windows.h>

struct Link {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
  int Stopping, Rounds;
};

void finish(struct Link *Self);

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

//===--- Variables of the routine -----------------------------------------===//

void bad_overlapped(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the OVERLAPPED of 'ReadFile' is a local variable of 'bad_overlapped', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
  WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
}

void bad_buffer(struct Link *Self) {
  char Buffer[16];
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Buffer, sizeof(Buffer), NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the buffer of 'ReadFile' is a local variable of 'bad_buffer', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}

int bad_some_paths(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  DWORD Bytes;
  StartThreadpoolIo(Self->Io);
  if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped))
    return GetOverlappedResult(Self->File, &Overlapped, &Bytes, TRUE);
    // CHECK-MESSAGES: :[[@LINE-2]]:7: warning: the OVERLAPPED of 'ReadFile' is a local variable of 'bad_some_paths', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
  if (GetLastError() == ERROR_IO_PENDING)
    return 1;
  CancelThreadpoolIo(Self->Io);
  return 0;
}

void good_waits(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  DWORD Bytes;
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  CancelIoEx(Self->File, &Overlapped);
  GetOverlappedResult(Self->File, &Overlapped, &Bytes, TRUE);
  WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
}

void good_drains_all(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
}

void good_waits_for_event(struct Link *Self, HANDLE Done) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  else
    WaitForSingleObject(Done, INFINITE);
}

void good_member(struct Link *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void good_static(struct Link *Self) {
  static OVERLAPPED Overlapped;
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void good_unknown(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  finish(Self);
}

void good_polls(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  while (Self->Rounds == 0)
    ;
}

// A connection that has failed is not pending.
void good_not_pending(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ConnectNamedPipe(Self->File, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  WaitForSingleObject(Overlapped.hEvent, INFINITE);
}

// Without the pool it is another matter.
void good_not_announced(HANDLE File, char *Buffer) {
  OVERLAPPED Overlapped = {0};
  ReadFile(File, Buffer, 64, NULL, &Overlapped);
}

int main(void) {
  struct Link Self = {0};
  OVERLAPPED Overlapped = {0};
  Self.Io = CreateThreadpoolIo(Self.File, onDone, NULL, NULL);
  StartThreadpoolIo(Self.Io);
  if (!ReadFile(Self.File, Self.Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self.Io);
  return 0;
}
