// RUN: %check_rule io-buffer-lifetime %s
//
// What is cancelled is not over yet, and a wait that drops callbacks does not
// wait for it.

#include <windows.h>

VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE, PVOID, PVOID, ULONG, ULONG_PTR,
                     PTP_IO);

struct Base {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped{};
  char Buffer[64];

  void open(HANDLE Of) {
    File = Of;
    Io = CreateThreadpoolIo(File, onRead, this, nullptr);
  }
};

struct bad_destructor : Base {
  ~bad_destructor() {
    CancelIoEx(File, &Overlapped);
    WaitForThreadpoolIoCallbacks(Io, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_destructor::~bad_destructor' waits for callbacks, but not for the operation that it has cancelled: that writes to its OVERLAPPED when it completes [threadpool-io-buffer-lifetime]
    CloseThreadpoolIo(Io);
    CloseHandle(File);
  }
};

struct good_destructor : Base {
  ~good_destructor() {
    DWORD Bytes;
    CancelIoEx(File, &Overlapped);
    GetOverlappedResult(File, &Overlapped, &Bytes, TRUE);
    WaitForThreadpoolIoCallbacks(Io, TRUE);
    CloseThreadpoolIo(Io);
    CloseHandle(File);
  }
};

// Only where there was nothing to cancel does it go on without a wait.
struct good_asks : Base {
  ~good_asks() {
    DWORD Bytes;
    if (CancelIoEx(File, &Overlapped) || GetLastError() != ERROR_NOT_FOUND)
      GetOverlappedResult(File, &Overlapped, &Bytes, TRUE);
    WaitForThreadpoolIoCallbacks(Io, TRUE);
    CloseThreadpoolIo(Io);
    CloseHandle(File);
  }
};

struct bad_asks : Base {
  ~bad_asks() {
    if (!CancelIoEx(File, &Overlapped) && GetLastError() == ERROR_NOT_FOUND)
      return;
    WaitForThreadpoolIoCallbacks(Io, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_asks::~bad_asks' waits for callbacks, but not for the operation that it has cancelled: that writes to its OVERLAPPED when it completes [threadpool-io-buffer-lifetime]
  }
};

void bad_delete(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  WaitForThreadpoolIoCallbacks(B->Io, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_delete' waits for callbacks, but not for the operation that it has cancelled: that writes to its OVERLAPPED when it completes [threadpool-io-buffer-lifetime]
  CloseThreadpoolIo(B->Io);
  delete B;
}

void good_waits_for_all(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  WaitForThreadpoolIoCallbacks(B->Io, FALSE);
  CloseThreadpoolIo(B->Io);
  delete B;
}

void good_closes(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  CloseHandle(B->File);
  WaitForThreadpoolIoCallbacks(B->Io, TRUE);
  delete B;
}

void good_stays(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  WaitForThreadpoolIoCallbacks(B->Io, TRUE);
}

void waitForEnd(Base *B);

void good_unknown(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  WaitForThreadpoolIoCallbacks(B->Io, TRUE);
  waitForEnd(B);
  delete B;
}

void good_event(Base *B) {
  CancelIoEx(B->File, &B->Overlapped);
  WaitForSingleObject(B->Overlapped.hEvent, INFINITE);
  WaitForThreadpoolIoCallbacks(B->Io, TRUE);
  delete B;
}

void use(bad_destructor *A, good_destructor *B, good_asks *C, bad_asks *D) {
  A->open(nullptr);
  B->open(nullptr);
  C->open(nullptr);
  D->open(nullptr);
}
