// RUN: %check_rule io-protocol %s
//
// The object comes from a function.

#include <windows.h>

struct Server {
  PTP_IO Io;
  HANDLE Queue;
};

Server *theServer();
PTP_IO theIo();

struct Request {
  OVERLAPPED Overlapped;
  char Buffer[64];
};

void good_twice_asked(Request *R) {
  StartThreadpoolIo(theServer()->Io);
  if (!ReadFile(theServer()->Queue, R->Buffer, 64, nullptr, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(theServer()->Io);
}

void good_direct(Request *R, HANDLE File) {
  StartThreadpoolIo(theIo());
  if (!ReadFile(File, R->Buffer, 64, nullptr, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(theIo());
}

void good_two(Request *R, Request *W, HANDLE File) {
  StartThreadpoolIo(theServer()->Io);
  const BOOL IsRead =
      ReadFile(File, R->Buffer, 64, nullptr, &R->Overlapped) ||
      GetLastError() == ERROR_IO_PENDING;
  StartThreadpoolIo(theIo());
  const BOOL IsWritten =
      WriteFile(File, W->Buffer, 64, nullptr, &W->Overlapped) ||
      GetLastError() == ERROR_IO_PENDING;
  if (!IsRead)
    CancelThreadpoolIo(theServer()->Io);
  if (!IsWritten)
    CancelThreadpoolIo(theIo());
}

void bad_failure(Request *R) {
  Server *S = theServer();
  StartThreadpoolIo(S->Io);
  if (!ReadFile(S->Queue, R->Buffer, 64, nullptr, &R->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING)
    return;
    // CHECK-MESSAGES: :[[@LINE-3]]:8: warning: 'bad_failure' does not call CancelThreadpoolIo where 'ReadFile' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}
