// RUN: %check_rule io-protocol %s --fixed-clean
//
// Calls that can be put in.

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
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'bad_not_announced' calls 'ReadFile' on a file that is bound to the pool without StartThreadpoolIo before it: the pool does not expect the completion [threadpool-io-protocol]
}
// CHECK-FIXES: {{^}}  StartThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}  if (!ReadFile(

int bad_return(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return 1;
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'bad_return' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  return 0;
}
// CHECK-FIXES: {{^}}      GetLastError() != ERROR_IO_PENDING) {
// CHECK-FIXES-NEXT: {{^}}    CancelThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}    return 1;

int bad_block(struct Reader *Self) {
  int Result = 0;
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped)) {
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_block' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    const DWORD Error = GetLastError();
    if (Error != ERROR_IO_PENDING) {
      Self->Buffer[0] = 0;
      Result = 1;
    }
  }
  return Result;
}
// CHECK-FIXES: {{^}}    if (Error != ERROR_IO_PENDING) {
// CHECK-FIXES-NEXT: {{^}}      CancelThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}      Self->Buffer[0] = 0;

// The branch is for pending operations, too.
int bad_mixed(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    return 1;
    // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: 'bad_mixed' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  return 0;
}

// The last error is asked for behind the place.
DWORD bad_error(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return GetLastError();
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'bad_error' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  return 0;
}

// One of two ways.
int bad_two_ways(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    switch (GetLastError()) {
    // CHECK-MESSAGES: :[[@LINE-2]]:8: warning: 'bad_two_ways' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    case ERROR_IO_PENDING:
      break;
    case ERROR_ACCESS_DENIED:
      return 1;
    default:
      return 2;
    }
  return 0;
}
