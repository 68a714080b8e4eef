// RUN: %check_rule cancel-io %s
//
// Code that does not compile.

#include <windows.h>

struct Link {
  PTP_IO Io;
  HANDLE Pipe;
  OVERLAPPED Read;
  char Buffer[64];
};

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  struct Link *Self = Context;
  StartThreadpoolIo(Io);
  if (!ReadFile(Self->Pipe, Self->Buffer, 64, NULL, &Self->Read) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Io);
}

void openLink(struct Link *Self, HANDLE Pipe) {
  Self->Pipe = Pipe;
  Self->Io = CreateThreadpoolIo(Pipe, onDone, Self, NULL);
}

void bad_stop(struct Link *Self) {
  CancelIo(Self->Pipe);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_stop' cancels the I/O that its own thread has started on the file: what the pool's threads have started goes on [threadpool-cancel-io]
  missing = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'missing' [clang-diagnostic-error]
}

void good_unknown(struct Missing *Self) {
  CancelIo(Self->Pipe);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: error: incomplete definition of type 'struct Missing' [clang-diagnostic-error]
}
