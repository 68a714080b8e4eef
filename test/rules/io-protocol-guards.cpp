// RUN: %check_rule io-protocol %s
//
// A guard announces, and takes it back.

#include <windows.h>

struct Announced {
  explicit Announced(PTP_IO Io) : Io(Io) { StartThreadpoolIo(Io); }
  ~Announced() {
    if (Io)
      CancelThreadpoolIo(Io);
  }
  void keep() { Io = nullptr; }
  PTP_IO Io;
};

struct Sender {
  PTP_IO Io;
  HANDLE Pipe;
  OVERLAPPED Overlapped;

  bool good_guarded(const void *Data, DWORD Size) {
    Announced One(Io);
    if (!WriteFile(Pipe, Data, Size, nullptr, &Overlapped) &&
        GetLastError() != ERROR_IO_PENDING)
      return false;
    One.keep();
    return true;
  }
};
