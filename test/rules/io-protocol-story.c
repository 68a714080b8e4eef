// RUN: %check_rule io-protocol %s
//
// What the notes tell.

#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
};

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {}

void openReader(struct Reader *Self, LPCWSTR Name) {
  Self->File = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING,
                           FILE_FLAG_OVERLAPPED, NULL);
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
}

void bad_not_announced(struct Reader *Self) {
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_announced' calls 'ReadFile' on a file that is bound to the pool without StartThreadpoolIo before it: the pool does not expect the completion [threadpool-io-protocol]
  // CHECK-NOTES: :[[@LINE-6]]:14: note: the file is bound to the pool here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: call StartThreadpoolIo before it
}
// CHECK-FIXES: {{^}}  StartThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}  ReadFile(Self->File

static void announce(struct Reader *Self) { StartThreadpoolIo(Self->Io); }

void bad_not_taken_back(struct Reader *Self) {
  announce(Self);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_taken_back' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  // CHECK-NOTES: :[[@LINE-6]]:45: note: 1. 'bad_not_taken_back', in 'announce', announces one operation
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 2. 'ReadFile' fails, and not because it is pending: it has no completion
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: call CancelThreadpoolIo where it has failed
}

void bad_loop(struct Reader *Self) {
  for (;;) {
    StartThreadpoolIo(Self->Io);
    ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_loop' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    // CHECK-NOTES: :[[@LINE-3]]:5: note: 1. 'bad_loop' announces one operation
    // CHECK-NOTES: :[[@LINE-3]]:5: note: 2. 'ReadFile' fails, and not because it is pending: it has no completion
    // CHECK-NOTES: :[[@LINE-5]]:5: note: 3. 'bad_loop' announces the next operation; the first is not taken back
    // CHECK-NOTES: :[[@LINE-5]]:5: note: to repair: call CancelThreadpoolIo where it has failed
  }
}

void bad_pending(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_pending' calls CancelThreadpoolIo although 'ReadFile' may be pending: its completion comes unexpected [threadpool-io-protocol]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: 1. 'bad_pending' announces one operation
    // CHECK-NOTES: :[[@LINE-4]]:8: note: 2. 'ReadFile' goes on: its completion follows
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 3. 'bad_pending' takes the announcement back
    // CHECK-NOTES: :[[@LINE-5]]:5: note: to repair: call it only where the operation has failed
}

void bad_done(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_done' calls CancelThreadpoolIo although 'ReadFile' may have been done at once: its completion comes unexpected [threadpool-io-protocol]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: 1. 'bad_done' announces one operation
    // CHECK-NOTES: :[[@LINE-4]]:7: note: 2. 'ReadFile' is done at once: that has a completion, too
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 3. 'bad_done' takes the announcement back
    // CHECK-NOTES: :[[@LINE-5]]:5: note: to repair: call it only where the operation has failed
  else if (GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
}

void bad_twice(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_twice' calls CancelThreadpoolIo twice for one StartThreadpoolIo [threadpool-io-protocol]
    // CHECK-NOTES: :[[@LINE-6]]:3: note: 1. 'bad_twice' announces one operation
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 2. 'bad_twice' takes it back
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 3. 'bad_twice' takes it back once more
    // CHECK-NOTES: :[[@LINE-5]]:5: note: to repair: call it once
  }
}
