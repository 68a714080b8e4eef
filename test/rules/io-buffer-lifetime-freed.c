// RUN: %check_rule io-buffer-lifetime %s
//
// A routine frees what its own operation uses.

#include <stdlib.h>
#include <windows.h>

struct Link {
  PTP_IO Io;
  HANDLE File;
  int Rounds;
};

struct Request {
  OVERLAPPED Overlapped;
  struct Link *Of;
  struct Request *Next;
  char Text[64];
};

void *pool_malloc(unsigned Size);
void pool_free(void *Memory);
void count(struct Link *Self);
void finish(struct Request *R);

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PVOID Overlapped, ULONG Result, ULONG_PTR Bytes,
                     PTP_IO Io) {
  free(Overlapped);
}

void openLink(struct Link *Self) {
  Self->Io = CreateThreadpoolIo(Self->File, onDone, NULL, NULL);
}

//===--- Where it may be pending ------------------------------------------===//

// The flag that keeps it is forgotten on the way that matters.
void bad_flag(struct Link *Self) {
  BOOL IsHandedOver = FALSE;
  struct Request *R = malloc(sizeof(struct Request));
  if (!R)
    return;
  R->Overlapped.hEvent = CreateEventW(NULL, FALSE, FALSE, NULL);
  StartThreadpoolIo(Self->Io);
  if (WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) == FALSE) {
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_flag' frees the OVERLAPPED of 'WriteFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
    if (GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Self->Io);
  } else {
    IsHandedOver = TRUE;
  }
  if (!IsHandedOver) {
    CloseHandle(R->Overlapped.hEvent);
    free(R);
  }
}

void good_flag(struct Link *Self) {
  BOOL IsHandedOver = FALSE;
  struct Request *R = malloc(sizeof(struct Request));
  if (!R)
    return;
  R->Overlapped.hEvent = CreateEventW(NULL, FALSE, FALSE, NULL);
  StartThreadpoolIo(Self->Io);
  if (WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) == FALSE) {
    if (GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Self->Io);
    else
      IsHandedOver = TRUE;
  } else {
    IsHandedOver = TRUE;
  }
  if (!IsHandedOver) {
    CloseHandle(R->Overlapped.hEvent);
    free(R);
  }
}

// The wait drops callbacks; it does not end the operation.
void bad_drained(struct Link *Self) {
  struct Request *R = pool_malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_drained' frees the OVERLAPPED of 'WriteFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
    if (GetLastError() == ERROR_IO_PENDING)
      WaitForThreadpoolIoCallbacks(Self->Io, TRUE);
    else
      CancelThreadpoolIo(Self->Io);
    pool_free(R);
  }
}

void good_drained(struct Link *Self) {
  struct Request *R = pool_malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped)) {
    if (GetLastError() == ERROR_IO_PENDING)
      WaitForThreadpoolIoCallbacks(Self->Io, FALSE);
    else
      CancelThreadpoolIo(Self->Io);
    pool_free(R);
  }
}

void bad_buffer(struct Link *Self, OVERLAPPED *Where) {
  char *Text = malloc(64);
  StartThreadpoolIo(Self->Io);
  if (!ReadFile(Self->File, Text, 64, NULL, Where) &&
      // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_buffer' frees the buffer of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  free(Text);
}

//===--- Where it has failed, or is over ----------------------------------===//

void good_failed(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(Self->Io);
    free(R);
  }
}

// What is done at once has no completion here.
void good_skips(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped)) {
    CancelThreadpoolIo(Self->Io);
    free(R);
  }
}

void good_waits(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  DWORD Bytes;
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  else
    GetOverlappedResult(Self->File, &R->Overlapped, &Bytes, TRUE);
  free(R);
}

// Closing the file ends the operation.
void good_closes(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  CloseHandle(Self->File);
  free(R);
}

//===--- What is not known ------------------------------------------------===//

void good_unknown(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  finish(R);
  free(R);
}

// The condition may be about the outcome.
void good_condition(struct Link *Self) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  BOOL IsDone = WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped);
  int Code = IsDone ? 0 : (int)GetLastError() - ERROR_IO_PENDING;
  if (Code > 0)
    free(R);
}

void good_counted(struct Link *Self, LONG *References) {
  struct Request *R = malloc(sizeof(struct Request));
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  if (InterlockedDecrement(References) == 0)
    free(R);
}

//===--- Loops ------------------------------------------------------------===//

// Each round has memory of its own, and only what has failed is freed.
int good_rounds(struct Link *Self) {
  for (int I = 0; I < Self->Rounds; ++I) {
    struct Request *R = malloc(sizeof(struct Request));
    StartThreadpoolIo(Self->Io);
    if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
        GetLastError() != ERROR_IO_PENDING) {
      CancelThreadpoolIo(Self->Io);
      free(R);
      return 0;
    }
  }
  return 1;
}

int good_list(struct Link *Self, struct Request *R) {
  while (R) {
    struct Request *Next = R->Next;
    StartThreadpoolIo(Self->Io);
    if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
        GetLastError() != ERROR_IO_PENDING) {
      CancelThreadpoolIo(Self->Io);
      free(R);
    }
    R = Next;
  }
  return 1;
}

void good_others(struct Link *Self, struct Request *R) {
  struct Request *Old = R->Next;
  StartThreadpoolIo(Self->Io);
  if (!WriteFile(Self->File, R->Text, 64, NULL, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(Self->Io);
  free(Old);
}

//===--- Without an announcement ------------------------------------------===//

// It was found to be pending.
void bad_pending(HANDLE File) {
  struct Request *R = malloc(sizeof(struct Request));
  DWORD Error;
  if (!ReadFile(File, R->Text, 64, NULL, &R->Overlapped)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_pending' frees the OVERLAPPED of 'ReadFile' while the operation may be pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
    Error = GetLastError();
    if (Error == ERROR_IO_PENDING)
      Error = 0;
  }
  free(R);
}

// The file may be one that has no pending operations.
void good_synchronous(HANDLE File) {
  struct Request *R = malloc(sizeof(struct Request));
  ReadFile(File, R->Text, 64, NULL, &R->Overlapped);
  free(R);
}
