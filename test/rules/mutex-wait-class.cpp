// RUN: %check_rule mutex-wait %s
//
// Members and lambdas, with the note that tells where the mutex comes from.

#include <windows.h>

class Turns {
public:
  Turns() : Turn(CreateMutexW(nullptr, FALSE, nullptr)) {
    // CHECK-NOTES: :[[@LINE+11]]:5: warning: the pool waits for a mutex: the thread that would own it is not the one that runs the callback, so nobody can release it; current Windows raises an exception here [threadpool-mutex-wait]
    // CHECK-NOTES: :[[@LINE-2]]:18: note: the handle is that of a mutex made here; wait for an event or a semaphore instead
  }

  void bad_start() {
    Wait = CreateThreadpoolWait(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT, TP_WAIT_RESULT) {
          ++static_cast<Turns *>(Context)->Taken;
        },
        this, nullptr);

    SetThreadpoolWait(Wait, Turn, nullptr);
  }

private:
  HANDLE Turn;
  PTP_WAIT Wait = nullptr;
  int Taken = 0;
};
