// RUN: %check_rule lock-held-wait %s
//
// The whole story: each waits for the other.

#include <mutex>
#include <windows.h>

class Watch {
public:
  void start() {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    std::lock_guard<std::mutex> Guard(Mutex);
    Stopping = true;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    std::lock_guard<std::mutex> Guard(Self->Mutex);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  std::mutex Mutex;
  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  bool Stopping = false;
};

// CHECK-NOTES: :[[@LINE-19]]:5: warning: 'Watch::bad_stop' waits for the callbacks of 'Wait' under a lock that 'Watch::onSignal' takes [threadpool-lock-held-wait]
// CHECK-NOTES: :[[@LINE-15]]:24: note: 1. the handle is signaled; the pool starts callback 1, 'Watch::onSignal'
// CHECK-NOTES: :[[@LINE-24]]:33: note: 2. 'Watch::bad_stop' takes the lock
// CHECK-NOTES: :[[@LINE-24]]:5: note: 3. 'Watch::bad_stop' writes 'Stopping'
// CHECK-NOTES: :[[@LINE-24]]:5: note: 4. 'Watch::bad_stop' cancels the wait; what is queued or running goes on
// CHECK-NOTES: :[[@LINE-24]]:5: note: 5. 'Watch::bad_stop' waits for callbacks
// CHECK-NOTES: :[[@LINE-17]]:33: note: 6. callback 1 ('Watch::onSignal') waits for the lock: deadlock
// CHECK-NOTES: :[[@LINE-26]]:5: note: to repair: release the lock before this wait: the callbacks need it to return
