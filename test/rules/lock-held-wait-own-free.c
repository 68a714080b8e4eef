// RUN: %check_rule "*" %s
//
// Memory goes back through a function of the program's own, behind the close.

#include <windows.h>

struct Pump {
  HANDLE File;
  PTP_IO Io;
};

void pool_free(void *Memory);

static SRWLOCK Lock = SRWLOCK_INIT;
static int Rounds;

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  AcquireSRWLockExclusive(&Lock);
  ++Rounds;
  ReleaseSRWLockExclusive(&Lock);
}

void read(struct Pump *Self, void *Buffer, OVERLAPPED *Overlapped) {
  Self->Io = CreateThreadpoolIo(Self->File, onRead, NULL, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Buffer, 64, NULL, Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void bad_under_lock(struct Pump *Self) {
  AcquireSRWLockExclusive(&Lock);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_under_lock' waits for the callbacks of 'Self->Io' under a lock that 'onRead' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Lock);
  CloseThreadpoolIo(Self->Io);
  pool_free(Self);
}

void good_behind_lock(struct Pump *Self) {
  AcquireSRWLockExclusive(&Lock);
  ++Rounds;
  ReleaseSRWLockExclusive(&Lock);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
  pool_free(Self);
}
