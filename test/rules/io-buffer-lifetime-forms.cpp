// RUN: %check_rule io-buffer-lifetime %s
//
// Classes, templates, macros and destructors.

#include <windows.h>

struct Pipe {
  PTP_IO Io;
  HANDLE File;
};

struct Request {
  OVERLAPPED Overlapped{};
  char Text[16]{};
};

void bad_part(Pipe &P) {
  Request R;
  StartThreadpoolIo(P.Io);
  if (!WriteFile(P.File, R.Text, sizeof(R.Text), nullptr, &R.Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the OVERLAPPED of 'WriteFile' is a local variable of 'bad_part', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}

void good_allocated(Pipe &P) {
  auto *R = new Request;
  StartThreadpoolIo(P.Io);
  if (!WriteFile(P.File, R->Text, sizeof(R->Text), nullptr, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING) {
    CancelThreadpoolIo(P.Io);
    delete R;
  }
}

//===--- A helper that has the memory of its caller -----------------------===//

static void send(Pipe &P, Request &R) {
  StartThreadpoolIo(P.Io);
  if (!WriteFile(P.File, R.Text, sizeof(R.Text), nullptr, &R.Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the OVERLAPPED of 'WriteFile' is a local variable of 'bad_caller', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}

void bad_caller(Pipe &P) {
  Request R;
  send(P, R);
}

void good_caller(Pipe &P) {
  Request R;
  send(P, R);
  WaitForThreadpoolIoCallbacks(P.Io, FALSE);
}

//===--- The destructor of the request waits ------------------------------===//

struct Waiting : Request {
  explicit Waiting(HANDLE File) : File(File) {}
  ~Waiting() {
    DWORD Bytes;
    CancelIoEx(File, &Overlapped);
    GetOverlappedResult(File, &Overlapped, &Bytes, TRUE);
  }
  HANDLE File;
};

void good_destructor(Pipe &P) {
  Waiting R(P.File);
  send(P, R);
}

struct Unknown : Request {
  ~Unknown();
};

void good_unknown_destructor(Pipe &P) {
  Unknown R;
  send(P, R);
}

//===--- Templates and macros ---------------------------------------------===//

template <unsigned Size> void sendAll(Pipe &P) {
  char Text[Size] = {};
  OVERLAPPED Overlapped{};
  StartThreadpoolIo(P.Io);
  if (!WriteFile(P.File, Text, Size, nullptr, &Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(P.Io);
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: the OVERLAPPED of 'WriteFile' is a local variable of 'sendAll', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}

void bad_template(Pipe &P) { sendAll<4>(P); }

#define SEND(P, Text, Overlapped)                                              \
  StartThreadpoolIo((P).Io);                                                   \
  if (!WriteFile((P).File, Text, sizeof(Text), nullptr, Overlapped) &&         \
      GetLastError() != ERROR_IO_PENDING)                                      \
  CancelThreadpoolIo((P).Io)

void bad_macro(Pipe &P) {
  OVERLAPPED Overlapped{};
  SEND(P, "text", &Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the OVERLAPPED of 'WriteFile' is a local variable of 'bad_macro', which may return while the operation is pending: what completes it writes to memory that is gone [threadpool-io-buffer-lifetime]
}
