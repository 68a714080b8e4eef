// RUN: %check_rule legacy-handle %s
//
// Members, templates, macros and lambdas.

#include <windows.h>

#define ONCE (WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD)
#define CLOSE_AND_CLEAR(Handle)                                                \
  do {                                                                         \
    if (Handle)                                                                \
      CloseHandle(Handle);                                                     \
    Handle = nullptr;                                                          \
  } while (0)

class Watch {
public:
  bool start(HANDLE Event) {
    return RegisterWaitForSingleObject(
        &Wait, Event,
        [](PVOID Self, BOOLEAN) { ++static_cast<Watch *>(Self)->Seen; }, this,
        INFINITE, WT_EXECUTEDEFAULT);
  }
  ~Watch() { CLOSE_AND_CLEAR(Wait); }
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: CloseHandle does not end a registered wait

private:
  HANDLE Wait = nullptr;
  int Seen = 0;
};

class RightWatch {
public:
  explicit RightWatch(HANDLE Event)
      : Done(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {
    RegisterWaitForSingleObject(
        &Wait, Event,
        [](PVOID Self, BOOLEAN) {
          SetEvent(static_cast<RightWatch *>(Self)->Done);
        },
        this, INFINITE, ONCE);
  }
  ~RightWatch() {
    UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
    CLOSE_AND_CLEAR(Done);
  }

private:
  HANDLE Done, Wait = nullptr;
};

// A class for handles of any kind.
class Owner {
public:
  ~Owner() {
    if (Held)
      CloseHandle(Held);
  }
  void set(HANDLE What) { Held = What; }
  HANDLE take() {
    HANDLE What = Held;
    Held = nullptr;
    return What;
  }

private:
  HANDLE Held = nullptr;
};

void good_owner(HANDLE Event) {
  Owner Handle;
  Handle.set(Event);
}

template <unsigned Period> void makeTimer(PHANDLE Timer, WAITORTIMERCALLBACK Do) {
  CreateTimerQueueTimer(Timer, nullptr, Do, nullptr, 100, Period, ONCE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a timer that is to fire once has a period
}

void bad_template(PHANDLE Timer, WAITORTIMERCALLBACK Do) {
  makeTimer<1000>(Timer, Do);
}

template <unsigned Period>
void makeOneShot(PHANDLE Timer, WAITORTIMERCALLBACK Do) {
  CreateTimerQueueTimer(Timer, nullptr, Do, nullptr, 100, Period, ONCE);
}

void good_template(PHANDLE Timer, WAITORTIMERCALLBACK Do) {
  makeOneShot<0>(Timer, Do);
}

void bad_lambda(HANDLE Process) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, [](PVOID, BOOLEAN) {}, nullptr,
                              INFINITE, ONCE);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: the registered wait is never ended
}

auto good_captured(HANDLE Process) {
  HANDLE Wait;
  RegisterWaitForSingleObject(&Wait, Process, [](PVOID, BOOLEAN) {}, nullptr,
                              INFINITE, ONCE);
  return [=] { UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE); };
}
