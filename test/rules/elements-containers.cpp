// RUN: %check_rule "*" %s --fixed-clean
//
// Elements of containers, reached by range-based loops, iterators and indices.

#include <array>
#include <vector>
#include <windows.h>
struct Slot {
  PTP_TIMER Timer = nullptr;
  bool Stop = false;
  int Hits = 0;
  FILETIME *Due = nullptr;
};
VOID CALLBACK onSlot(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T) {
  auto *Self = static_cast<Slot *>(Context);
  ++Self->Hits;
  if (!Self->Stop)
    SetThreadpoolTimer(T, Self->Due, 0, 0);
}
class Set {
public:
  void start() {
    for (Slot &S : Slots) {
      S.Timer = CreateThreadpoolTimer(onSlot, &S, nullptr);
      SetThreadpoolTimer(S.Timer, S.Due, 0, 0);
    }
  }
  void bad_stop() {
    for (Slot &S : Slots) {
      S.Stop = true;
      SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(S.Timer, TRUE);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Set::bad_stop' waits for the callbacks of 'S.Timer' too few times: 'onSlot' can arm it again between the flag and the cancel, and one callback slips through [threadpool-missing-second-wait]
      CloseThreadpoolTimer(S.Timer);
    }
  }
  // CHECK-FIXES: {{^}}      WaitForThreadpoolTimerCallbacks(S.Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}      SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
  void good_stop() {
    for (Slot &S : Slots)
      S.Stop = true;
    for (Slot &S : Slots)
      WaitForThreadpoolTimerCallbacks(S.Timer, TRUE);
    for (Slot &S : Slots) {
      SetThreadpoolTimer(S.Timer, nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(S.Timer, TRUE);
      CloseThreadpoolTimer(S.Timer);
    }
  }

private:
  Slot Slots[4];
};
class Works {
public:
  static VOID CALLBACK run(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Works *>(Context)->Count;
  }
  void start() {
    for (int i = 0; i < 4; ++i) {
      PTP_WORK W = CreateThreadpoolWork(run, this, nullptr);
      if (!W)
        continue;
      Items.push_back(W);
      SubmitThreadpoolWork(W);
    }
  }
  void bad_close() {
    for (PTP_WORK W : Items)
      CloseThreadpoolWork(W);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Works::bad_close' closes 'W' while 'Works::run' may be queued or running [threadpool-close-before-wait]
    delete this;
  }
  void bad_close_iterated() {
    for (auto It = Items.begin(); It != Items.end(); ++It)
      CloseThreadpoolWork(*It);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Works::bad_close_iterated' closes '*It' while 'Works::run' may be queued or running [threadpool-close-before-wait]
    delete this;
  }
  void good_close() {
    for (auto It = Items.begin(); It != Items.end(); ++It) {
      WaitForThreadpoolWorkCallbacks(*It, TRUE);
      CloseThreadpoolWork(*It);
    }
    Items.clear();
    delete this;
  }
  void bad_close_indexed() {
    for (unsigned i = 0; i < Items.size(); ++i)
      CloseThreadpoolWork(Items[i]);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Works::bad_close_indexed' closes 'Items[i]' while 'Works::run' may be queued or running [threadpool-close-before-wait]
    delete this;
  }

private:
  std::vector<PTP_WORK> Items;
  int Count = 0;
};
