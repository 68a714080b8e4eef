// RUN: %check_rule "*" %s
//
// Guards that only C++ has.

#include <memory>
#include <windows.h>

//===--- A weak pointer ---------------------------------------------------===//

struct Session {
  int Hits = 0;
};

struct Weak {
  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::shared_ptr<Session> Owned;
  std::weak_ptr<Session> Seen;

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Weak *>(Context);
    if (auto Alive = Self->Seen.lock())
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_weak_pointer() {
    Owned.reset();
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }
};

//===--- A virtual function -----------------------------------------------===//

class Base {
public:
  virtual ~Base() = default;
  virtual bool isStopping() const = 0;
  virtual void setStopping() = 0;

  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_virtual_guard() {
    setStopping();
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Base *>(Context);
    if (!Self->isStopping())
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
};
