// RUN: %check_rule "*" %s
//
// Code that does not compile.

#include <windows.h>

struct Reader {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];
};

void unsure(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped))
    whoKnows(Self, missing);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: call to undeclared function 'whoKnows'; ISO C99 and later do not support implicit function declarations [clang-diagnostic-implicit-function-declaration]
    // CHECK-MESSAGES: :[[@LINE-2]]:20: error: use of undeclared identifier 'missing' [clang-diagnostic-error]
}

void alsoUnsure(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  if (missing.Start(Self))
    ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
    // CHECK-MESSAGES: :[[@LINE-2]]:7: error: use of undeclared identifier 'missing' [clang-diagnostic-error]
}

void bad_before(struct Reader *Self) {
  StartThreadpoolIo(Self->Io);
  ReadFile(Self->File, Self->Buffer, 64, NULL, &Self->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_before' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  StartThreadpoolIo(Self->Io);
  missing(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: call to undeclared function 'missing'; ISO C99 and later do not support implicit function declarations [clang-diagnostic-implicit-function-declaration]
}
