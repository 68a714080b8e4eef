// RUN: %check_rule "*" %s
//
// The second pair of cancel and drain is the handle class's own.

#include <memory>
#include <windows.h>

//===--- A handle class of the program's own ------------------------------===//

class UniqueWait {
public:
  UniqueWait() = default;
  explicit UniqueWait(PTP_WAIT Native) : Native(Native) {}
  UniqueWait(const UniqueWait &) = delete;
  UniqueWait &operator=(const UniqueWait &) = delete;
  ~UniqueWait() { reset(nullptr); }

  void reset(PTP_WAIT Other) {
    if (Native) {
      SetThreadpoolWait(Native, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Native, TRUE);
      CloseThreadpoolWait(Native);
    }
    Native = Other;
  }
  PTP_WAIT get() const { return Native; }

private:
  PTP_WAIT Native = nullptr;
};

class Watch {
public:
  explicit Watch(HANDLE Event) : Event(Event) {
    Wait.reset(CreateThreadpoolWait(&Watch::onSignal, this, nullptr));
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }

  void good_stop() {
    Stopping = true;
    SetThreadpoolWait(Wait.get(), nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait.get(), TRUE);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Watch *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  HANDLE Event;
  bool Stopping = false;
  UniqueWait Wait;
};

//===--- unique_ptr with a deleter ----------------------------------------===//

struct WaitDeleter {
  void operator()(TP_WAIT *Wait) const {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }
};

class Listener {
public:
  explicit Listener(HANDLE Event) : Event(Event) {
    Wait.reset(CreateThreadpoolWait(&Listener::onSignal, this, nullptr));
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }

  void good_stop() {
    Stopping = true;
    WaitForThreadpoolWaitCallbacks(Wait.get(), TRUE);
    Wait.reset();
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Listener *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  HANDLE Event;
  bool Stopping = false;
  std::unique_ptr<TP_WAIT, WaitDeleter> Wait;
};

//===--- The destructor's pair alone is one too few -----------------------===//

class Hasty {
public:
  explicit Hasty(HANDLE Event) : Event(Event) {
    Wait = CreateThreadpoolWait(&Hasty::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }
  ~Hasty() { close(); }

  void bad_stop() {
    Stopping = true;
    delete this;
  }

private:
  void close() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Hasty::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    // CHECK-FIXES-LABEL: {{^}}  void close() {
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);
    CloseThreadpoolWait(Wait);
  }

  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Hasty *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  HANDLE Event;
  bool Stopping = false;
  PTP_WAIT Wait;
};
