// RUN: %check_rule "*" %s
//
// Of long template arguments a reader finds the beginning no more; what a
// holder inside of a holder calls its handle says nothing without the member.

#include <windows.h>

namespace library::details {
template <class Handle, void (*Close)(Handle)> struct policy_with_a_long_name {
  static void close(Handle Native) { Close(Native); }
};

template <class Policy> class storage {
public:
  ~storage() {
    if (ptr)
      Policy::close(ptr);
  }
  PTP_WAIT ptr = nullptr;
};

void closeWait(PTP_WAIT Wait) { CloseThreadpoolWait(Wait); }
// CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'library::watcher<...>::~watcher' closes 'wait.ptr' while 'library::watcher<...>::onSignal' may be queued or running [threadpool-close-before-wait]
// CHECK-FIXES: {{^}}void closeWait(PTP_WAIT Wait) { SetThreadpoolWait(Wait, nullptr, nullptr); WaitForThreadpoolWaitCallbacks(Wait, TRUE); CloseThreadpoolWait(Wait); }
} // namespace library::details

namespace library {
using unique_wait = details::storage<
    details::policy_with_a_long_name<PTP_WAIT, &details::closeWait>>;

template <class Storage> class watcher {
public:
  explicit watcher(HANDLE Event) {
    wait.ptr = CreateThreadpoolWait(onSignal, this, nullptr);
    SetThreadpoolWait(wait.ptr, Event, nullptr);
  }
  ~watcher() {}

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<watcher *>(Context)->hits;
  }

  int hits = 0;
  Storage wait;
};

template class watcher<unique_wait>;
} // namespace library
