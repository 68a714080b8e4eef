// RUN: %check_rule "*" %s
//
// A function object that is emptied is as good a flag as any other.

#include <functional>
#include <mutex>
#include <windows.h>

struct Guarded {
  PTP_TIMER Timer = nullptr;
  FILETIME Due = {};
  std::mutex Mutex;
  std::function<void()> OnTick;
  int Ticks = 0;
};

static VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER Timer) {
  auto *Self = static_cast<Guarded *>(Context);
  ++Self->Ticks;
  if (Self->OnTick)
    SetThreadpoolTimer(Timer, &Self->Due, 0, 0);
}

void startGuarded(Guarded *G, std::function<void()> OnTick) {
  G->OnTick = std::move(OnTick);
  G->Timer = CreateThreadpoolTimer(onGuarded, G, nullptr);
  SetThreadpoolTimer(G->Timer, &G->Due, 0, 0);
}

void good_emptied_first(Guarded *G) {
  G->OnTick = nullptr;
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

void good_given_an_empty_one(Guarded *G) {
  G->OnTick = {};
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

void good_taken_out(Guarded *G) {
  std::function<void()> Last = std::exchange(G->OnTick, nullptr);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

void good_swapped_out(Guarded *G) {
  std::function<void()> Last;
  Last.swap(G->OnTick);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

// What is left in it then is the library's affair.
void good_moved_out(Guarded *G) {
  std::function<void()> Last = std::move(G->OnTick);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

// Somebody else may empty it.
void empty(std::function<void()> &Function);
void good_lent(Guarded *G) {
  empty(G->OnTick);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

void bad_one_wait(Guarded *G) {
  G->OnTick = nullptr;
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_one_wait' waits for the callbacks of 'G->Timer' too few times: {{.*}} [threadpool-missing-second-wait]
  // CHECK-FIXES: {{^}}void bad_one_wait
  // CHECK-FIXES: {{^}}  G->OnTick = nullptr;
  // CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  // CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

void bad_replaced(Guarded *G) {
  G->OnTick = [] {};
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_replaced' does not set the flag that stops 'onGuarded' before it stops 'G->Timer' [threadpool-stop-flag-order]
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  SetThreadpoolTimer(G->Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(G->Timer, TRUE);
  CloseThreadpoolTimer(G->Timer);
  delete G;
}

//===--- Copied under a lock, and called outside of it --------------------===//

class Notifier {
public:
  void start(std::function<void()> Given) {
    OnTick = std::move(Given);
    Hits = new LONG(0);
    Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  }
  void arm() {
    std::lock_guard<std::mutex> Guard(Mutex);
    if (OnTick != nullptr)
      SetThreadpoolTimer(Timer, &Due, 0, 0);
  }
  void good_stop() {
    disarm();
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    delete Hits;
    CloseThreadpoolTimer(Timer);
  }
  void bad_stop() {
    disarm();
    delete Hits;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Notifier::bad_stop' frees 'Hits' before it has waited for the callbacks of 'Timer': 'Notifier::onTick' may still use it [threadpool-free-before-drain]
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  void disarm() {
    std::lock_guard<std::mutex> Guard(Mutex);
    OnTick = nullptr;
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
  }
  static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
    auto *Self = static_cast<Notifier *>(Context);
    std::function<void()> Copy;
    {
      std::lock_guard<std::mutex> Guard(Self->Mutex);
      if (Self->OnTick == nullptr)
        return;
      Copy = Self->OnTick;
    }
    InterlockedIncrement(Self->Hits);
    Copy();
  }

  std::mutex Mutex;
  std::function<void()> OnTick;
  LONG *Hits = nullptr;
  FILETIME Due = {};
  PTP_TIMER Timer = nullptr;
};
