// RUN: %check_rule early-arm %s
//
// A wait for the end of an operation that is under way can come at once.

#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct Request {
  HANDLE File, Wait;
  OVERLAPPED Overlapped;
  char Buffer[64];
  const char *Path;
};

void use(const char *Path);
void start(HANDLE Event);

static VOID CALLBACK onDone(PVOID Context, BOOLEAN TimedOut) {
  struct Request *Self = Context;
  UnregisterWaitEx(Self->Wait, NULL);
  CloseHandle(Self->File);
  free(Self);
}
static VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Request *Self = Context;
  use(Self->Path);
}

void bad_file(LPCWSTR Name) {
  HANDLE File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
  struct Request *Self = calloc(1, sizeof *Self);
  DWORD Bytes;
  if (!DeviceIoControl(File, 1, NULL, 0, NULL, 0, &Bytes, &Self->Overlapped) &&
      GetLastError() == ERROR_IO_PENDING) {
    if (!RegisterWaitForSingleObject(&Self->Wait, File, onDone, Self, INFINITE,
                                     WT_EXECUTEONLYONCE))
      abort();
    // CHECK-MESSAGES: :[[@LINE-3]]:10: warning: 'bad_file' arms the registered wait before 'File', which 'onDone' reads, is written [threadpool-early-arm]
    Self->File = File;
  }
}

void bad_event(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
  SetThreadpoolWait(Wait, Self->Overlapped.hEvent, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_event' arms the wait before 'Path', which 'onRead' reads, is written
  Self->Path = Path;
}

void bad_kept_event(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  HANDLE Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = Done;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
  SetThreadpoolWait(Wait, Done, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_kept_event' arms the wait before 'Path', {{.*}}
  Self->Path = Path;
}

//===--- Nothing is under way ---------------------------------------------===//

void good_starts_later(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
  SetThreadpoolWait(Wait, Self->Overlapped.hEvent, NULL);
  Self->Path = Path;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
}

void good_starts_again(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
  ReadFile(File, Self->Buffer, 1, NULL, &Self->Overlapped);
  WaitForSingleObject(Self->Overlapped.hEvent, INFINITE);
  ResetEvent(Self->Overlapped.hEvent);
  SetThreadpoolWait(Wait, Self->Overlapped.hEvent, NULL);
  Self->Path = Path;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
}

// Another thread signals it from now on.
void good_reset(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  HANDLE Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = Done;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
  WaitForSingleObject(Done, INFINITE);
  ResetEvent(Done);
  SetThreadpoolWait(Wait, Done, NULL);
  Self->Path = Path;
}

void good_signals_itself(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  HANDLE Ready = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!Self || !Wait)
    return;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
  SetThreadpoolWait(Wait, Ready, NULL);
  Self->Path = Path;
  SetEvent(Ready);
}

void good_synchronous(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  DWORD Bytes;
  if (!Self || !Wait)
    return;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, &Bytes, NULL);
  SetThreadpoolWait(Wait, File, NULL);
  Self->Path = Path;
}

void good_goes_on(HANDLE File, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  PTP_WAIT Wait = CreateThreadpoolWait(onRead, Self, NULL);
  HANDLE Done = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (!Self || !Wait)
    return;
  Self->Overlapped.hEvent = Done;
  ReadFile(File, Self->Buffer, sizeof Self->Buffer, NULL, &Self->Overlapped);
  SetThreadpoolWait(Wait, Done, NULL);
  Self->Path = Path;
  start(Done);
}

// What the callback unregisters must be known by then.
static VOID CALLBACK onStopped(PVOID Context, BOOLEAN TimedOut) {
  struct Request *Self = Context;
  UnregisterWaitEx(Self->Wait, Self->Overlapped.hEvent);
  use(Self->Path);
}

void good_waits_first(HANDLE File, HANDLE Wait, const char *Path) {
  struct Request *Self = calloc(1, sizeof *Self);
  if (!Self)
    return;
  Self->Wait = Wait;
  if (!QueueUserWorkItem((LPTHREAD_START_ROUTINE)onStopped, Self, 0))
    return;
  Self->Path = Path;
}
