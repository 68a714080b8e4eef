// RUN: %check_rule "*" %s --fixed-clean
//
// A handle class for any kind of object, whose traits close and no more.

#include <windows.h>

template <class Traits> class Unique {
public:
  using Pointer = typename Traits::Pointer;

  explicit Unique(Pointer Native = nullptr) : Native(Native) {}
  Unique(const Unique &) = delete;
  Unique &operator=(const Unique &) = delete;
  ~Unique() {
    if (Native)
      Traits::close(Native);
  }

  Pointer get() const { return Native; }

private:
  Pointer Native;
};

struct ClosingTraits {
  using Pointer = PTP_WAIT;
  static void close(PTP_WAIT Wait) { CloseThreadpoolWait(Wait); }
  // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'bad_traits_close' closes {{.*}} while 'onSignal' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  static void close(PTP_WAIT Wait) { SetThreadpoolWait(Wait, nullptr, nullptr); WaitForThreadpoolWaitCallbacks(Wait, TRUE); CloseThreadpoolWait(Wait); }
};

struct StoppingTraits {
  using Pointer = PTP_WAIT;
  static void close(PTP_WAIT Wait) {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                              TP_WAIT_RESULT) {
  ++*static_cast<int *>(Context);
}

int bad_traits_close(HANDLE Event) {
  int Hits = 0;
  Unique<ClosingTraits> Wait(CreateThreadpoolWait(onSignal, &Hits, nullptr));
  if (!Wait.get())
    return -1;
  SetThreadpoolWait(Wait.get(), Event, nullptr);
  Sleep(1000);
  return Hits;
}

int good_traits_stop(HANDLE Event) {
  int Hits = 0;
  Unique<StoppingTraits> Wait(CreateThreadpoolWait(onSignal, &Hits, nullptr));
  if (!Wait.get())
    return -1;
  SetThreadpoolWait(Wait.get(), Event, nullptr);
  Sleep(1000);
  return Hits;
}
