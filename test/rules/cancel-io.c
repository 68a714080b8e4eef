// RUN: %check_rule cancel-io %s --fixed-clean
//
// Cancelled by thread, or all at once.

#include <stdlib.h>
#include <windows.h>

struct Link {
  PTP_IO Io;
  HANDLE Pipe;
  OVERLAPPED Read, Write;
  char Buffer[64];
  BOOL IsClosing;
};

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  struct Link *Self = Context;
  if (Self->IsClosing)
    return;
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->Pipe, Self->Buffer, 64, NULL, &Self->Read) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

void openLink(struct Link *Self, HANDLE Pipe) {
  Self->Pipe = Pipe;
  Self->Io = CreateThreadpoolIo(Pipe, onDone, Self, NULL);
}

//===--- By thread --------------------------------------------------------===//

// The callbacks have started it.
void bad_thread(struct Link *Self) {
  Self->IsClosing = TRUE;
  CancelIo(Self->Pipe);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_thread' cancels the I/O that its own thread has started on the file: what the pool's threads have started goes on [threadpool-cancel-io]
}

// Its own.
void good_own(struct Link *Self, HANDLE Event) {
  StartThreadpoolIo(Self->Io);
  if (WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) ||
      GetLastError() == ERROR_IO_PENDING) {
    if (WaitForSingleObject(Event, 1000) != WAIT_OBJECT_0)
      CancelIo(Self->Pipe);
  } else {
    CancelThreadpoolIo(Self->Io);
  }
}

// A file that has nothing to do with the pool.
void good_other(HANDLE Port) { CancelIo(Port); }

//===--- All at once ------------------------------------------------------===//

void bad_all(struct Link *Self, HANDLE Event) {
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  if (WaitForSingleObject(Event, 1000) != WAIT_OBJECT_0)
    CancelIoEx(Self->Pipe, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_all' cancels every operation on the file, also those that other threads have started [threadpool-cancel-io]
}
// CHECK-FIXES: {{^}}    CancelIoEx(Self->Pipe, &Self->Write);

void good_one(struct Link *Self, HANDLE Event) {
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  if (WaitForSingleObject(Event, 1000) != WAIT_OBJECT_0)
    CancelIoEx(Self->Pipe, &Self->Write);
}

// The end of all I/O.
void good_stop(struct Link *Self) {
  Self->IsClosing = TRUE;
  CancelIoEx(Self->Pipe, NULL);
}

void good_close(struct Link *Self) {
  CancelIoEx(Self->Pipe, NULL);
  WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
  CloseThreadpoolIo(Self->Io);
}

void good_locked(struct Link *Self, CRITICAL_SECTION *Lock) {
  EnterCriticalSection(Lock);
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  CancelIoEx(Self->Pipe, NULL);
  LeaveCriticalSection(Lock);
}

// That one has failed says nothing of the others.
void bad_failed(struct Link *Self) {
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    CancelIoEx(Self->Pipe, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_failed' cancels every operation on the file, also those that other threads have started [threadpool-cancel-io]
  }
}
// CHECK-FIXES: {{^}}    CancelIoEx(Self->Pipe, &Self->Write);

void disconnect(struct Link *Self);

void good_gives_up(struct Link *Self) {
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    CancelIoEx(Self->Pipe, NULL);
    disconnect(Self);
  }
}

// A lock that is free by then keeps nobody out.
void bad_unlocked(struct Link *Self, CRITICAL_SECTION *Lock) {
  EnterCriticalSection(Lock);
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &Self->Write) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  LeaveCriticalSection(Lock);
  CancelIoEx(Self->Pipe, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_unlocked' cancels every operation on the file, also those that other threads have started [threadpool-cancel-io]
}
// CHECK-FIXES: {{^}}  CancelIoEx(Self->Pipe, &Self->Write);

// What is kept about one operation is no flag, and its memory not the file's.
struct Message {
  OVERLAPPED Overlapped;
  int IsClosing;
};

void bad_message(struct Link *Self) {
  struct Message *M = malloc(sizeof(struct Message));
  M->IsClosing = 0;
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->Pipe, "?", 1, NULL, &M->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    CancelIoEx(Self->Pipe, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_message' cancels every operation on the file, also those that other threads have started [threadpool-cancel-io]
    free(M);
  }
}

int isClosing(struct Message *M) { return M->IsClosing ? 1 : 0; }

//===--- The only operation on a file -------------------------------------===//

struct Single {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
};

void good_single(struct Single *Self, HANDLE Event) {
  Self->Io = CreateThreadpoolIo(Self->File, onDone, Self, NULL);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    return;
  }
  if (WaitForSingleObject(Event, 1000) != WAIT_OBJECT_0)
    CancelIoEx(Self->File, NULL);
}
