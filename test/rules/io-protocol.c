// RUN: %check_rule io-protocol %s
//
// One announcement for each operation, taken back where there is no completion.

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
  if (Self->File == INVALID_HANDLE_VALUE)
    return;
  Self->Io = CreateThreadpoolIo(Self->File, onRead, Self, NULL);
}

//===--- No announcement --------------------------------------------------===//

void bad_not_announced(struct Reader *Self) {
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_announced' calls 'ReadFile' on a file that is bound to the pool without StartThreadpoolIo before it: the pool does not expect the completion [threadpool-io-protocol]
}
// CHECK-FIXES: {{^}}  StartThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}  ReadFile(Self->File

//===--- Not taken back ---------------------------------------------------===//

void bad_not_asked(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_asked' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}

int bad_failure(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped)) {
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_failure' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    DWORD Error = GetLastError();
    if (Error != ERROR_IO_PENDING)
      return -1;
  }
  return 0;
}
// CHECK-FIXES: {{^}}    if (Error != ERROR_IO_PENDING) {
// CHECK-FIXES-NEXT: {{^}}      CancelThreadpoolIo(Self->Io);
// CHECK-FIXES-NEXT: {{^}}      return -1;

void bad_on_some_paths(struct Reader *Self) {
  BOOL IsDone;
  StartThreadpoolIo(Self->Io);
  IsDone = ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'bad_on_some_paths' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  if (!IsDone && GetLastError() != ERROR_IO_PENDING) {
    if (GetLastError() == ERROR_ACCESS_DENIED)
      return;
    CancelThreadpoolIo(Self->Io);
  }
}

void bad_loop(struct Reader *Self, int Times) {
  int I;
  for (I = 0; I < Times; ++I) {
    StartThreadpoolIo(Self->Io);
    ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_loop' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    WaitForSingleObject(Self->Overlapped.hEvent, INFINITE);
  }
}

//===--- Taken back once too often ----------------------------------------===//

void bad_pending(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_pending' calls CancelThreadpoolIo although 'ReadFile' may be pending: its completion comes unexpected [threadpool-io-protocol]
}

void bad_done(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) ||
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_done' calls CancelThreadpoolIo although 'ReadFile' may have been done at once: its completion comes unexpected [threadpool-io-protocol]
}

void bad_twice(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_twice' calls CancelThreadpoolIo twice for one StartThreadpoolIo [threadpool-io-protocol]
  }
}

//===--- Right ------------------------------------------------------------===//

void good_nested(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    if (GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Self->Io);
}

int good_locals(struct Reader *Self) {
  BOOL IsDone;
  DWORD Error;
  StartThreadpoolIo(Self->Io);
  IsDone = ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  Error = GetLastError();
  if (IsDone || Error == ERROR_IO_PENDING)
    return 1;
  CancelThreadpoolIo(Self->Io);
  return 0;
}

int good_switch(struct Reader *Self) {
  int Result = 0;
  StartThreadpoolIo(Self->Io);
  switch (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped)) {
  case FALSE:
    switch (GetLastError()) {
    case ERROR_IO_PENDING:
      break;
    case ERROR_ACCESS_DENIED:
      Result = 1;
      break;
    default:
      Result = 2;
      break;
    }
  }
  if (Result != 0)
    CancelThreadpoolIo(Self->Io);
  return Result;
}

int good_outcome(struct Reader *Self) {
  int IsUnderWay;
  StartThreadpoolIo(Self->Io);
  IsUnderWay =
      ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) ||
      GetLastError() == ERROR_IO_PENDING;
  if (!IsUnderWay)
    CancelThreadpoolIo(Self->Io);
  return IsUnderWay;
}

void good_loop(struct Reader *Self, int Times) {
  int I;
  for (I = 0; I < Times; ++I) {
    StartThreadpoolIo(Self->Io);
    if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) &&
        GetLastError() != ERROR_IO_PENDING) {
      CancelThreadpoolIo(Self->Io);
      break;
    }
    WaitForSingleObject(Self->Overlapped.hEvent, INFINITE);
  }
}

// What failed is tried again under the same announcement.
void good_again(struct Reader *Self) {
  int I;
  StartThreadpoolIo(Self->Io);
  for (I = 0; I < 3; ++I)
    if (ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped) ||
        GetLastError() == ERROR_IO_PENDING)
      return;
  CancelThreadpoolIo(Self->Io);
}
