// RUN: %check_rule thread-affinity %s
//
// Winsock, lambdas, templates and macros.

#include <winsock2.h>

#include <windows.h>

#define PAUSE() SleepEx(10, TRUE)

SOCKET Socket;
WSABUF Buffer;
OVERLAPPED Operation;
DWORD Flags;

static VOID CALLBACK onSent(DWORD, DWORD, LPOVERLAPPED, DWORD) {}

static VOID CALLBACK bad_socket(PTP_CALLBACK_INSTANCE, PVOID) {
  WSASend(Socket, &Buffer, 1, nullptr, 0, &Operation, onSent);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_socket', a callback of the pool, asks for an APC on a thread of the pool, which may end, or not wait alertably, before it is due [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+52]]:3: note: TrySubmitThreadpoolCallback gives 'bad_socket' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: give no completion routine; let an object of the pool call back: an I/O object, a wait or a timer
}

static VOID CALLBACK good_socket(PTP_CALLBACK_INSTANCE, PVOID) {
  WSASend(Socket, &Buffer, 1, nullptr, 0, &Operation, nullptr);
}

static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE, PVOID) {
  PAUSE();
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+43]]:3: note: TrySubmitThreadpoolCallback gives 'bad_macro' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
}

template <BOOL IsAlertable> void pause() { SleepEx(10, IsAlertable); }
// CHECK-NOTES: :[[@LINE-1]]:44: warning: 'pause', called by the callback 'bad_template', waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
// CHECK-NOTES: :[[@LINE+38]]:3: note: TrySubmitThreadpoolCallback gives 'bad_template' to the pool
// CHECK-NOTES: :[[@LINE+5]]:3: note: 'bad_template' calls 'pause'
// CHECK-NOTES: :[[@LINE-4]]:44: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
template <BOOL IsAlertable> void rest() { SleepEx(10, IsAlertable); }

static VOID CALLBACK bad_template(PTP_CALLBACK_INSTANCE, PVOID) {
  pause<TRUE>();
}

static VOID CALLBACK good_template(PTP_CALLBACK_INSTANCE, PVOID) {
  rest<FALSE>();
}

struct Worker {
  bool Runs = true;
  HANDLE Wake;
  void start() {
    QueueUserWorkItem(
        [](LPVOID Context) -> DWORD {
          static_cast<Worker *>(Context)->bad_loop();
          return 0;
        },
        this, WT_EXECUTEDEFAULT);
  }
  void bad_loop() {
    while (Runs && WaitForSingleObjectEx(Wake, 1000, TRUE) != WAIT_OBJECT_0)
    // CHECK-NOTES: :[[@LINE-1]]:20: warning: 'Worker::bad_loop', called by the callback 'lambda in Worker::start', waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
    // CHECK-NOTES: :[[@LINE-10]]:5: note: QueueUserWorkItem gives 'lambda in Worker::start' to the pool
    // CHECK-NOTES: :[[@LINE-9]]:11: note: 'lambda in Worker::start' calls 'Worker::bad_loop'
    // CHECK-NOTES: :[[@LINE-4]]:20: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
      ;
  }
};

void startThem(Worker &W) {
  TrySubmitThreadpoolCallback(bad_socket, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_socket, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_macro, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_template, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_template, nullptr, nullptr);
  W.start();
}
