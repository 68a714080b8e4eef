// RUN: %check_rule "*" %s
//
// A routine that a base class calls for the callback is no owner of its own: it
// stops what is over, or itself.

#include <windows.h>

class Operation {
public:
  void complete(int Result);
  void *self();

protected:
  virtual void onCompleted();
};

class Wait : public Operation {
public:
  void start(HANDLE Event) {
    Object = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Object, Event, nullptr);
  }

private:
  void onCompleted() {
    if (Object)
      CloseThreadpoolWait(Object);
    Object = nullptr;
    ++Count;
  }
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Wait *>(Context)->complete(0);
    ++static_cast<Wait *>(Context)->Count;
  }
  PTP_WAIT Object = nullptr;
  int Count = 0;
};

// The same, and nobody but the owner calls it.
class Plain : public Operation {
public:
  void start(HANDLE Event) {
    Object = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Object, Event, nullptr);
  }
  ~Plain() {
    SetThreadpoolWait(Object, nullptr, nullptr);
    CloseThreadpoolWait(Object);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Plain::~Plain' closes 'Object' while 'Plain::onSignal' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWaitCallbacks(Object, TRUE);
  }

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Plain *>(Context)->complete(0);
  }
  PTP_WAIT Object = nullptr;
};
