// RUN: %check_rule io-protocol %s
//
// Classes, templates, lambdas and exceptions.

#include <windows.h>

VOID CALLBACK onDone(PTP_CALLBACK_INSTANCE, PVOID, PVOID, ULONG, ULONG_PTR,
                     PTP_IO);

class Watcher {
public:
  explicit Watcher(LPCWSTR Folder)
      : Directory(CreateFileW(Folder, GENERIC_READ, FILE_SHARE_READ, nullptr,
                              OPEN_EXISTING, FILE_FLAG_OVERLAPPED, nullptr)),
        Io(CreateThreadpoolIo(Directory, onDone, this, nullptr)) {}

  bool bad_start() {
    StartThreadpoolIo(Io);
    if (!ReadDirectoryChangesW(Directory, Buffer, sizeof(Buffer), TRUE,
                               FILE_NOTIFY_CHANGE_FILE_NAME, nullptr,
                               &Overlapped, nullptr))
      return false;
      // CHECK-MESSAGES: :[[@LINE-4]]:10: warning: 'Watcher::bad_start' does not call CancelThreadpoolIo where 'ReadDirectoryChangesW' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    return true;
  }

  bool good_start() {
    StartThreadpoolIo(Io);
    const bool IsStarted = ReadDirectoryChangesW(
        Directory, Buffer, sizeof(Buffer), TRUE, FILE_NOTIFY_CHANGE_FILE_NAME,
        nullptr, &Overlapped, nullptr);
    if (!IsStarted)
      CancelThreadpoolIo(Io);
    return IsStarted;
  }

  void bad_silent_start() {
    ReadDirectoryChangesW(Directory, Buffer, sizeof(Buffer), TRUE,
                          FILE_NOTIFY_CHANGE_FILE_NAME, nullptr, &Overlapped,
                          nullptr);
                          // CHECK-MESSAGES: :[[@LINE-3]]:5: warning: 'Watcher::bad_silent_start' calls 'ReadDirectoryChangesW' on a file that is bound to the pool without StartThreadpoolIo before it: the pool does not expect the completion [threadpool-io-protocol]
  }

private:
  HANDLE Directory;
  PTP_IO Io;
  OVERLAPPED Overlapped{};
// CHECK-FIXES: {{^}}                               &Overlapped, nullptr)) {
// CHECK-FIXES-NEXT: {{^}}      CancelThreadpoolIo(Io);
// CHECK-FIXES: void bad_silent_start() {
// CHECK-FIXES-NEXT: {{^}}    StartThreadpoolIo(Io);
// CHECK-FIXES-NEXT: {{^}}    ReadDirectoryChangesW(
  char Buffer[4096];
};

struct Sender {
  PTP_IO Io;
  HANDLE Pipe;
  OVERLAPPED Overlapped;
};

//===--- Templates --------------------------------------------------------===//

template <typename Operation> struct Issuer {
  PTP_IO Io;
  HANDLE File;

  bool issue(OVERLAPPED *Overlapped) {
    StartThreadpoolIo(Io);
    if (!Operation()(File, Overlapped) && GetLastError() != ERROR_IO_PENDING) {
      CancelThreadpoolIo(Io);
      return false;
    }
    return true;
  }

  bool issueBadly(OVERLAPPED *Overlapped) {
    StartThreadpoolIo(Io);
    if (!Operation()(File, Overlapped)) {
      CancelThreadpoolIo(Io);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Issuer<Lock>::issueBadly' calls CancelThreadpoolIo although 'ConnectNamedPipe' may be pending: its completion comes unexpected [threadpool-io-protocol]
      return false;
    }
    return true;
  }
};

struct Lock {
  BOOL operator()(HANDLE File, OVERLAPPED *Overlapped) {
    return ConnectNamedPipe(File, Overlapped);
  }
};

bool good_issue(Issuer<Lock> &I, OVERLAPPED *Overlapped) {
  return I.issue(Overlapped);
}

bool bad_issue(Issuer<Lock> &I, OVERLAPPED *Overlapped) {
  return I.issueBadly(Overlapped);
}

//===--- Lambdas and exceptions -------------------------------------------===//

void good_throw(Sender &S) {
  StartThreadpoolIo(S.Io);
  if (!WriteFile(S.Pipe, "", 1, nullptr, &S.Overlapped)) {
    const DWORD Error = GetLastError();
    if (Error != ERROR_IO_PENDING) {
      CancelThreadpoolIo(S.Io);
      throw Error;
    }
  }
}

void bad_lambda(Sender &S) {
  auto Send = [&S] {
    return WriteFile(S.Pipe, "", 1, nullptr, &S.Overlapped) != FALSE ||
           GetLastError() == ERROR_IO_PENDING;
           // CHECK-MESSAGES: :[[@LINE-2]]:12: warning: 'lambda in bad_lambda' does not call CancelThreadpoolIo where 'WriteFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
  };
  StartThreadpoolIo(S.Io);
  if (!Send())
    return;
}
