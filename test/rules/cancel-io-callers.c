// RUN: %check_rule cancel-io %s
//
// Who cancels by thread has started nothing itself: the operations are those of
// whoever calls.

#include <windows.h>

struct File {
  PTP_IO Io;
  HANDLE Handle;
  OVERLAPPED Overlapped;
};

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

int openFile(struct File *F, HANDLE Handle) {
  F->Io = CreateThreadpoolIo(Handle, onDone, NULL, NULL);
  F->Handle = Handle;
  return F->Io != NULL;
}

void writeFile(struct File *F, const char *Text, DWORD Size) {
  StartThreadpoolIo(F->Io);
  if (!WriteFile(F->Handle, Text, Size, NULL, &F->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(F->Io);
}

// The wait behind it is for what was not cancelled.
void bad_close(struct File *F) {
  CancelIo(F->Handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_close' cancels the I/O that its own thread has started on the file: what other threads have started goes on [threadpool-cancel-io]
  WaitForThreadpoolIoCallbacks(F->Io, FALSE);
  CloseThreadpoolIo(F->Io);
  CloseHandle(F->Handle);
}

// The file is closed in any case: that ends all operations.
void good_close(struct File *F) {
  CancelIo(F->Handle);
  CloseHandle(F->Handle);
  WaitForThreadpoolIoCallbacks(F->Io, FALSE);
  CloseThreadpoolIo(F->Io);
}

void good_all(struct File *F) {
  CancelIoEx(F->Handle, NULL);
  WaitForThreadpoolIoCallbacks(F->Io, FALSE);
  CloseThreadpoolIo(F->Io);
}

// It may start operations, too.
void copyFile(struct File *F);

void good_unknown(struct File *F) {
  copyFile(F);
  CancelIo(F->Handle);
}

static void cancel(struct File *F) { CancelIo(F->Handle); }

void good_own(struct File *F, HANDLE Done) {
  writeFile(F, "text", 4);
  if (WaitForSingleObject(Done, 100) == WAIT_TIMEOUT)
    cancel(F);
}

//===--- A wrapper whose callers start the operations ---------------------===//

struct Wrapper {
  PTP_IO Io;
  HANDLE Handle;
};

void openWrapper(struct Wrapper *W, HANDLE Handle) {
  W->Handle = Handle;
  W->Io = CreateThreadpoolIo(W->Handle, onDone, NULL, NULL);
}

void reopenWrapper(struct Wrapper *W) {
  W->Io = CreateThreadpoolIo(W->Handle, onDone, NULL, NULL);
}

void bad_wrapper(struct Wrapper *W) {
  CancelIo(W->Handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wrapper' cancels the I/O that its own thread has started on the file: what other threads have started goes on [threadpool-cancel-io]
  WaitForThreadpoolIoCallbacks(W->Io, FALSE);
}

//===--- The legacy API ---------------------------------------------------===//

struct Legacy {
  HANDLE Handle;
};

VOID CALLBACK onLegacy(DWORD Error, DWORD Bytes, LPOVERLAPPED Overlapped) {}

BOOL openLegacy(struct Legacy *L) {
  return BindIoCompletionCallback(L->Handle, onLegacy, 0);
}

void bad_legacy(struct Legacy *L) {
  CancelIo(L->Handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_legacy' cancels the I/O that its own thread has started on the file: what other threads have started goes on [threadpool-cancel-io]
}

//===--- A file that the pool has nothing to do with ----------------------===//

struct Other {
  HANDLE Handle;
};

void good_other(struct Other *O) { CancelIo(O->Handle); }
