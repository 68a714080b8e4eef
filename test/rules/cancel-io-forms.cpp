// RUN: %check_rule cancel-io %s
//
// Macros, templates and wrappers around the calls.

#include <windows.h>

#define STOP_READING(Self) CancelIo((Self)->File)

template <typename Owner> struct Feed {
  PTP_IO Io;
  HANDLE File;
  OVERLAPPED Overlapped;
  char Buffer[64];

  static VOID CALLBACK onRead(PTP_CALLBACK_INSTANCE, PVOID Context, PVOID,
                              ULONG, ULONG_PTR, PTP_IO) {
    static_cast<Feed *>(Context)->next();
  }

  void open(HANDLE Of) {
    File = Of;
    Io = CreateThreadpoolIo(Of, onRead, this, nullptr);
  }

  void next() {
    StartThreadpoolIo(Io);
    if (!ReadFile(File, Buffer, 64, nullptr, &Overlapped) &&
        GetLastError() != ERROR_IO_PENDING)
      CancelThreadpoolIo(Io);
  }

  void stop() {
    CancelIo(File);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Feed<Screen>::stop' cancels the I/O that its own thread has started on the file: what the pool's threads have started goes on [threadpool-cancel-io]
  }

  void stopRight() { CancelIoEx(File, &Overlapped); }
};

struct Screen {};

void start(Feed<Screen> *F, HANDLE File) { F->open(File); }
void bad_template(Feed<Screen> *F) { F->stop(); }
void good_template(Feed<Screen> *F) { F->stopRight(); }

void bad_macro(Feed<Screen> *F) {
  STOP_READING(F);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro' cancels the I/O that its own thread has started on the file: what the pool's threads have started goes on [threadpool-cancel-io]
}

// Two functions of the program's own have the names of the system's.
namespace own {
void CancelIo(HANDLE);
void good_name(Feed<Screen> *F) { CancelIo(F->File); }
} // namespace own
