// RUN: %check_rule "*" %s
//
// A handle class for any kind of object that closes whatever it holds.

#include <windows.h>

struct WorkTraits {
  using Pointer = PTP_WORK;
  static void close(PTP_WORK Work) { CloseThreadpoolWork(Work); }
  // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: {{.*}} is used after it was closed [threadpool-use-after-close]
};

template <class Traits> class Owner {
public:
  explicit Owner(typename Traits::Pointer Native) : Native(Native) {}
  ~Owner() {
    if (Native)
      Traits::close(Native);
  }
  typename Traits::Pointer get() const { return Native; }
  void clear() { Native = nullptr; }

private:
  typename Traits::Pointer Native;
};

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<int *>(Context);
}

int bad_closed_by_hand() {
  int Rounds = 0;
  Owner<WorkTraits> Work(CreateThreadpoolWork(onWork, &Rounds, nullptr));
  if (!Work.get())
    return -1;
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  CloseThreadpoolWork(Work.get());
  return Rounds;
}

int good_closed_by_hand_and_cleared() {
  int Rounds = 0;
  Owner<WorkTraits> Work(CreateThreadpoolWork(onWork, &Rounds, nullptr));
  if (!Work.get())
    return -1;
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  CloseThreadpoolWork(Work.get());
  Work.clear();
  return Rounds;
}
