// RUN: %check_rule "*" %s
//
// A server that keeps several requests under way, until one cannot be started
// or somebody tells it to stop.

#include <http.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct Server {
  HANDLE Queue;
  PTP_IO Io;
};

struct Request {
  OVERLAPPED Overlapped;
  char Buffer[64];
};

static SRWLOCK Lock = SRWLOCK_INIT;
static int *Served;

VOID CALLBACK onLocked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                       PTP_IO Io) {
  AcquireSRWLockExclusive(&Lock);
  ReleaseSRWLockExclusive(&Lock);
  free(Overlapped);
}

VOID CALLBACK onCounted(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                        PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                        PTP_IO Io) {
  ++*Served;
  free(Overlapped);
}

static int startAll(struct Server *Self) {
  int Left;
  for (Left = 8; Left > 0; --Left) {
    struct Request *R = malloc(sizeof(*R));
    ULONG Result;
    if (!R)
      return 0;
    memset(&R->Overlapped, 0, sizeof(R->Overlapped));
    StartThreadpoolIo(Self->Io);
    Result = HttpReceiveHttpRequest(Self->Queue, 0, 0, (PHTTP_REQUEST)R->Buffer,
                                    64, NULL, &R->Overlapped);
    if (Result != ERROR_IO_PENDING && Result != NO_ERROR) {
      CancelThreadpoolIo(Self->Io);
      free(R);
      return 0;
    }
  }
  return 1;
}

int bad_under_lock(HANDLE Queue) {
  struct Server Self = {Queue};
  Self.Io = CreateThreadpoolIo(Queue, onLocked, NULL, NULL);
  if (!Self.Io)
    return 1;
  if (startAll(&Self))
    Sleep(1000);
  HttpShutdownRequestQueue(Queue);
  AcquireSRWLockExclusive(&Lock);
  WaitForThreadpoolIoCallbacks(Self.Io, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_under_lock' waits for the callbacks of {{.*}} under a lock that 'onLocked' takes [threadpool-lock-held-wait]
  ReleaseSRWLockExclusive(&Lock);
  CloseThreadpoolIo(Self.Io);
  return 0;
}

int bad_freed_early(HANDLE Queue) {
  struct Server Self = {Queue};
  Self.Io = CreateThreadpoolIo(Queue, onCounted, NULL, NULL);
  if (!Self.Io)
    return 1;
  Served = malloc(sizeof(int));
  if (startAll(&Self))
    Sleep(1000);
  HttpShutdownRequestQueue(Queue);
  free(Served);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freed_early' frees 'Served' before it has waited for the callbacks {{.*}} [threadpool-free-before-drain]
  WaitForThreadpoolIoCallbacks(Self.Io, FALSE);
  CloseThreadpoolIo(Self.Io);
  return 0;
}

int good_ended(HANDLE Queue) {
  struct Server Self = {Queue};
  Self.Io = CreateThreadpoolIo(Queue, onCounted, NULL, NULL);
  if (!Self.Io)
    return 1;
  Served = malloc(sizeof(int));
  if (startAll(&Self))
    Sleep(1000);
  HttpShutdownRequestQueue(Queue);
  WaitForThreadpoolIoCallbacks(Self.Io, FALSE);
  CloseThreadpoolIo(Self.Io);
  free(Served);
  return 0;
}

// The operation that failed was the only one.
int good_nothing_started(HANDLE Queue) {
  static OVERLAPPED Overlapped;
  ULONG Result;
  PTP_IO Io = CreateThreadpoolIo(Queue, onCounted, NULL, NULL);
  if (!Io)
    return 1;
  Served = malloc(sizeof(int));
  StartThreadpoolIo(Io);
  Result = HttpReceiveHttpRequest(Queue, 0, 0, NULL, 0, NULL, &Overlapped);
  if (Result != ERROR_IO_PENDING && Result != NO_ERROR) {
    CancelThreadpoolIo(Io);
    CloseThreadpoolIo(Io);
    free(Served);
    return 1;
  }
  return 0;
}
