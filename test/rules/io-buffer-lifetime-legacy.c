// RUN: %check_rule io-buffer-lifetime %s
//
// The legacy API knows no announcement: who has found an operation to be pending
// knows that it goes on.

#include <stdlib.h>
#include <windows.h>

struct Request {
  OVERLAPPED Overlapped;
  char Text[64];
};

void announce(struct Request *R);

VOID CALLBACK onRead(DWORD Error, DWORD Bytes, LPOVERLAPPED Overlapped) {
  free(Overlapped);
}

BOOL openFile(HANDLE File) { return BindIoCompletionCallback(File, onRead, 0); }

int bad_cleared(HANDLE File) {
  int Result = 0;
  struct Request *R = malloc(sizeof(struct Request));
  if (!R)
    return 1;
  if (!ReadFile(File, R->Text, 64, NULL, &R->Overlapped)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_cleared' frees the OVERLAPPED of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
    DWORD Error = GetLastError();
    if (Error != ERROR_IO_PENDING) {
      Result = 1;
      goto cleanup;
    }
  }
cleanup:
  if (R)
    free(R);
  return Result;
}

int good_cleared(HANDLE File) {
  int Result = 0;
  struct Request *R = malloc(sizeof(struct Request));
  if (!R)
    return 1;
  if (!ReadFile(File, R->Text, 64, NULL, &R->Overlapped)) {
    DWORD Error = GetLastError();
    if (Error != ERROR_IO_PENDING) {
      Result = 1;
      goto cleanup;
    }
  }
  R = NULL;
cleanup:
  if (R)
    free(R);
  return Result;
}

void bad_variable(HANDLE File, char *Text) {
  OVERLAPPED Overlapped = {0};
  if (!ReadFile(File, Text, 64, NULL, &Overlapped) &&
      // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the OVERLAPPED of 'ReadFile' is a local variable of 'bad_variable', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
      GetLastError() == ERROR_IO_PENDING)
    return;
}

void good_waits(HANDLE File, char *Text) {
  OVERLAPPED Overlapped = {0};
  DWORD Bytes;
  if (!ReadFile(File, Text, 64, NULL, &Overlapped) &&
      GetLastError() == ERROR_IO_PENDING)
    GetOverlappedResult(File, &Overlapped, &Bytes, TRUE);
}
