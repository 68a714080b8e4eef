// RUN: %check_rule "*" %s
//
// Stop flags that are taken away: the pointer to the object itself, a stop
// token, a flag of which only the first owner stops anything.

#include <atomic>
#include <stop_token>
#include <utility>
#include <windows.h>

//===--- The object's pointer is nulled -----------------------------------===//

template <class Tag> class Nulled {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

protected:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Nulled *>(Context);
    if (Self->Wait)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
};

template class Nulled<struct ByHand>;
template class Nulled<struct Interlocked>;
template class Nulled<struct Library>;

struct ByHand : Nulled<ByHand> {
  void good_nulled() {
    PTP_WAIT Old = Wait;
    Wait = nullptr;
    if (Old) {
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      SetThreadpoolWait(Old, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      CloseThreadpoolWait(Old);
    }
    delete this;
  }

  void bad_nulled() {
    PTP_WAIT Old = Wait;
    Wait = nullptr;
    if (Old) {
      SetThreadpoolWait(Old, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'ByHand::bad_nulled' waits {{.*}} [threadpool-missing-second-wait]
      CloseThreadpoolWait(Old);
    }
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_nulled()
  // CHECK-FIXES: WaitForThreadpoolWaitCallbacks({{Wait|Old}}, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait({{Wait|Old}}, nullptr, nullptr);
};

struct Interlocked : Nulled<Interlocked> {
  PTP_WAIT take() {
    return static_cast<PTP_WAIT>(InterlockedExchangePointer(
        reinterpret_cast<PVOID volatile *>(&Wait), nullptr));
  }

  void good_exchanged() {
    if (PTP_WAIT Old = take()) {
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      SetThreadpoolWait(Old, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      CloseThreadpoolWait(Old);
    }
    delete this;
  }

  void bad_exchanged() {
    if (PTP_WAIT Old = take()) {
      SetThreadpoolWait(Old, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Old, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Interlocked::bad_exchanged' waits {{.*}} [threadpool-missing-second-wait]
      CloseThreadpoolWait(Old);
    }
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_exchanged()
  // CHECK-FIXES: WaitForThreadpoolWaitCallbacks({{Wait|Old}}, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait({{Wait|Old}}, nullptr, nullptr);
};

struct Library : Nulled<Library> {
  void bad_library_exchange() {
    PTP_WAIT Old = std::exchange(Wait, nullptr);
    SetThreadpoolWait(Old, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Old, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Library::bad_library_exchange' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Old);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_library_exchange()
  // CHECK-FIXES: WaitForThreadpoolWaitCallbacks({{Wait|Old}}, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait({{Wait|Old}}, nullptr, nullptr);
};

//===--- A stop source ----------------------------------------------------===//

class Source {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_stop() {
    Stop.request_stop();
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  void bad_stop() {
    Stop.request_stop();
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Source::bad_stop' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_stop()
  // CHECK-FIXES: WaitForThreadpoolWaitCallbacks({{Wait|Old}}, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait({{Wait|Old}}, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Source *>(Context);
    if (!Self->Stop.get_token().stop_requested())
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::stop_source Stop;
};

//===--- A token that comes from elsewhere --------------------------------===//

class Token {
public:
  explicit Token(std::stop_token Stop) : Stop(Stop) {}

  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_token() {
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<Token *>(Context);
    if (!Self->Stop.stop_requested())
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::stop_token Stop;
};

//===--- Only the first owner stops ---------------------------------------===//

class First {
public:
  void start() {
    Wait = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void good_first() {
    if (Stopping.exchange(true))
      return;
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    delete this;
  }

  // Setting the flag before the exchange would leave nobody to stop the object.
  void bad_first() {
    if (Stopping.exchange(true))
      return;
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'First::bad_first' waits {{.*}} [threadpool-missing-second-wait]
    CloseThreadpoolWait(Wait);
    delete this;
  }
  // CHECK-FIXES-LABEL: void bad_first()
  // CHECK-FIXES: WaitForThreadpoolWaitCallbacks({{Wait|Old}}, TRUE);
  // CHECK-FIXES-NEXT: SetThreadpoolWait({{Wait|Old}}, nullptr, nullptr);

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *Self = static_cast<First *>(Context);
    if (!Self->Stopping)
      SetThreadpoolWait(Wait, Self->Event, nullptr);
  }

  PTP_WAIT Wait = nullptr;
  HANDLE Event = nullptr;
  std::atomic<bool> Stopping{false};
};
