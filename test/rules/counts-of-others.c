// RUN: %check_rule "*" %s
//
// An owner that waits until a count of calls is down to 0. If each function that
// counts down has counted up before, that is not a wait for callbacks.

#define _WIN32_WINNT 0x0602
#include <stdlib.h>
#include <windows.h>

void log_error(const char *Text, void *What);

static SRWLOCK Lock = SRWLOCK_INIT;

struct Socket {
  HANDLE File;
  PTP_IO Io;
  volatile LONG Calls;
};

typedef VOID (*Done)(void *);

struct Request {
  OVERLAPPED Overlapped;
  Done Callback;
  void *Data;
  char Buffer[64];
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  struct Request *R = Overlapped;
  R->Callback(R->Data);
  AcquireSRWLockExclusive(&Lock);
  ReleaseSRWLockExclusive(&Lock);
  free(R);
}

int begin(struct Socket *Self) {
  if (!Self->File)
    log_error("no file", Self);
  Self->Io = CreateThreadpoolIo(Self->File, onRead, NULL, NULL);
  return Self->Io != NULL;
}

void read(struct Socket *Self, struct Request *R) {
  InterlockedIncrement(&Self->Calls);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, R->Buffer, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  InterlockedDecrement(&Self->Calls);
  WakeByAddressSingle((PVOID)&Self->Calls);
}

void bad_under_lock(struct Socket *Self) {
  do {
    LONG Now = InterlockedCompareExchange(&Self->Calls, 0, 0);
    if (Now == 0)
      break;
    WaitOnAddress(&Self->Calls, &Now, sizeof(Now), INFINITE);
  } while (1);
  CancelIoEx(Self->File, NULL);
  AcquireSRWLockExclusive(&Lock);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_under_lock' waits for the callbacks of 'Self->Io' under a lock that 'onRead' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Lock);
  CloseThreadpoolIo(Self->Io);
}

//===--- Who is told that an operation is over counts it down -------------===//

struct Counted {
  HANDLE File;
  PTP_IO Io;
  volatile LONG Operations;
};

static int *Total;

VOID CALLBACK onCounted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                        PTP_IO Io) {
  struct Request *R = Overlapped;
  ++*Total;
  R->Callback(R->Data);
}

int beginCounted(struct Counted *Self) {
  Total = malloc(sizeof(int));
  Self->Io = CreateThreadpoolIo(Self->File, onCounted, NULL, NULL);
  return Self->Io != NULL;
}

void readCounted(struct Counted *Self, struct Request *R) {
  InterlockedIncrement(&Self->Operations);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, R->Buffer, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void operationIsOver(struct Counted *Self) {
  InterlockedDecrement(&Self->Operations);
  WakeByAddressSingle((PVOID)&Self->Operations);
}

void good_waits_for_operations(struct Counted *Self) {
  do {
    LONG Now = InterlockedCompareExchange(&Self->Operations, 0, 0);
    if (Now == 0)
      break;
    WaitOnAddress(&Self->Operations, &Now, sizeof(Now), INFINITE);
  } while (1);
  CancelIoEx(Self->File, NULL);
  CloseThreadpoolIo(Self->Io);
  free(Total);
}
