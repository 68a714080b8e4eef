// RUN: %check_rule free-before-drain,close-before-wait %s
//
// Early frees that no callback can notice.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  HANDLE Event;
  HANDLE Duplicate;
  int *Buffer;
  int *Unused;
  struct Watch *Next;
  CRITICAL_SECTION Lock;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  EnterCriticalSection(&Self->Lock);
  if (Self->Buffer)
    ++*Self->Buffer;
  LeaveCriticalSection(&Self->Lock);
}

void start(struct Watch *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Self->Event, NULL);
}

static void stop(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void good_unused(struct Watch *Self) {
  free(Self->Unused);
  stop(Self);
}

// The handle that the wait has is another one, or the wait has let go of it.
void good_duplicate(struct Watch *Self) {
  CloseHandle(Self->Duplicate);
  stop(Self);
}

void good_replacedHandle(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseHandle(Self->Event);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void good_afterDrainBeforeClose(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  free(Self->Buffer);
  CloseHandle(Self->Event);
  CloseThreadpoolWait(Self->Wait);
}

// What another structure of the type holds.
void good_otherInstance(struct Watch *Self, struct Watch *Other) {
  free(Other->Buffer);
  free(Self->Next->Buffer);
  CloseHandle(Other->Event);
  DeleteCriticalSection(&Other->Lock);
  stop(Self);
}

// The callback is told under the lock that the buffer is gone.
void good_takenAway(struct Watch *Self) {
  EnterCriticalSection(&Self->Lock);
  free(Self->Buffer);
  Self->Buffer = NULL;
  LeaveCriticalSection(&Self->Lock);
  stop(Self);
}

// The callback frees what it was given.
struct Job {
  PTP_WORK Work;
  int *Input;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                    PTP_WORK Work) {
  struct Job *Self = Context;
  free(Self->Input);
  free(Self);
  CloseThreadpoolWork(Work);
}

void startJob(struct Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, NULL);
  SubmitThreadpoolWork(Self->Work);
}

// The file of an I/O object is closed first by design.
struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Bytes[64];
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG IoResult,
                     ULONG_PTR NumberOfBytesTransferred, PTP_IO Io) {
  struct Reader *Self = Context;
  if (IoResult != 0)
    return;
  StartThreadpoolIo(Io);
  ReadFile(Self->File, Self->Bytes, 64, NULL, &Self->Overlapped);
}

void startReader(struct Reader *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
  StartThreadpoolIo(Self->Io);
  ReadFile(Self->File, Self->Bytes, 64, NULL, &Self->Overlapped);
}

void good_fileFirst(struct Reader *Self) {
  CloseHandle(Self->File);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
}
