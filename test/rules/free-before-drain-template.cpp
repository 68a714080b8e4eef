// RUN: %check_rule free-before-drain %s
//
// Templates and macros.

#include <stdlib.h>
#include <windows.h>

#define DELETE_AND_FORGET(Pointer)                                             \
  do {                                                                         \
    free(Pointer);                                                             \
    (Pointer) = nullptr;                                                       \
  } while (0)

template <class Payload> class Watch {
public:
  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    DELETE_AND_FORGET(Data);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'use' frees 'Data' before it has waited for the callbacks of 'Wait'
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

private:
  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    static_cast<Watch *>(Context)->Data->touch();
  }

  PTP_WAIT Wait;
  Payload *Data;
};

struct First {
  void touch() { ++Count; }
  int Count;
};

struct Second : First {};

void use(Watch<First> &A, Watch<Second> &B, HANDLE Event) {
  A.start(Event);
  A.bad_stop();
  B.start(Event);
  B.bad_stop();
}
