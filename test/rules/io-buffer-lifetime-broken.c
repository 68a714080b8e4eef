// RUN: %check_rule io-buffer-lifetime %s
//
// Code that does not compile.

#include <windows.h>

struct Link {
  PTP_IO Io;
  HANDLE File;
  char Buffer[64];
};

void good_unsure(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  finish(Self, missing);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: call to undeclared function 'finish'; ISO C99 and later do not support implicit function declarations [clang-diagnostic-implicit-function-declaration]
  // CHECK-MESSAGES: :[[@LINE-2]]:16: error: use of undeclared identifier 'missing' [clang-diagnostic-error]
}

void other(int Error) { missing = Error; }
// CHECK-MESSAGES: :[[@LINE-1]]:25: error: use of undeclared identifier 'missing' [clang-diagnostic-error]

void bad_beside(struct Link *Self) {
  OVERLAPPED Overlapped = {0};
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the OVERLAPPED of 'ReadFile' is a local variable of 'bad_beside', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}
