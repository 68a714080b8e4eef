// RUN: %check_rule null-handle-timeout %s --fixed-clean
//
// In classes and templates.

#include <windows.h>

struct NoHandle {
  static constexpr HANDLE get() { return nullptr; }
};
struct SomeHandle {
  static HANDLE get();
};

template <class Source> class Listener {
public:
  void good_start(FILETIME Due) {
    SetThreadpoolWait(Wait, Source::get(), &Due);
  }
  void bad_stop(FILETIME Due) {
    SetThreadpoolWait(Wait, nullptr, &Due);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} sets the wait to no handle, which cancels it: the timeout is ignored [threadpool-null-handle-timeout]
    // CHECK-FIXES: {{^}}    SetThreadpoolWait(Wait, nullptr, nullptr);
  }

private:
  PTP_WAIT Wait;
};
template class Listener<SomeHandle>;

namespace own {
void SetThreadpoolWait(PTP_WAIT, HANDLE, FILETIME *);
void good_own_function(PTP_WAIT Wait, FILETIME Due) {
  own::SetThreadpoolWait(Wait, nullptr, &Due);
}
} // namespace own
