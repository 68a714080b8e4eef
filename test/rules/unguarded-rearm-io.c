// RUN: %check_rule "*" %s
//
// I/O whose callback starts the next operation. Nothing can be drained while an
// operation is in flight, so the chain has to be cut by a flag or with the file.

#include <stdlib.h>
#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[512];
  int Stopping;
  int Rounds;
};

static void readOn(struct Reader *Self, PTP_IO Io) {
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

//===--- Nothing is read on the way ---------------------------------------===//

VOID CALLBACK onChain(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                      PTP_IO Io) {
  struct Reader *Self = Context;
  ++Self->Rounds;
  if (Result == ERROR_SUCCESS && Bytes > 0) {
    StartThreadpoolIo(Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'onChain' starts its next operation and reads nothing that 'bad_chain' writes before it stops: a callback can come after 'bad_chain' has closed 'Self->Io' [threadpool-unguarded-rearm]
    if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                  &Self->Overlapped) &&
        GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Io);
  }
}

void startChain(struct Reader *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onChain, Self, NULL);
  readOn(Self, Self->Io);
}

void bad_chain(struct Reader *Self) {
  WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}

//===--- The file goes first, or its I/O ----------------------------------===//

struct Closed {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[512];
  int Rounds;
};

VOID CALLBACK onClosed(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                       PTP_IO Io) {
  struct Closed *Self = Context;
  ++Self->Rounds;
  if (Result != ERROR_SUCCESS)
    return;
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

void startClosed(struct Closed *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onClosed, Self, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void good_file_closed_first(struct Closed *Self) {
  CloseHandle(Self->File);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}

void good_cancelled_first(struct Closed *Self) {
  CancelIoEx(Self->File, &Self->Overlapped);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}

//===--- A flag -----------------------------------------------------------===//

struct Guarded {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[512];
  volatile LONG Stopping;
};

VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                        PTP_IO Io) {
  struct Guarded *Self = Context;
  if (Self->Stopping)
    return;
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

void startGuarded(struct Guarded *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onGuarded, Self, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, sizeof(Self->Buffer), NULL,
                &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void good_flag(struct Guarded *Self) {
  Self->Stopping = 1;
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}

//===--- One operation at a time, started by the owner --------------------===//

struct Single {
  PTP_IO Io;
  HANDLE File;
  int Rounds;
};

VOID CALLBACK onSingle(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                       PTP_IO Io) {
  struct Single *Self = Context;
  ++Self->Rounds;
}

void startSingle(struct Single *Self, void *Buffer, OVERLAPPED *Overlapped) {
  Self->Io = CreateThreadpoolIo(Self->File, onSingle, Self, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Buffer, 1, NULL, Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void good_single(struct Single *Self) {
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  free(Self);
}
