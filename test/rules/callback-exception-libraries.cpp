// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}' -- -fexceptions -fcxx-exceptions
//
// Functions of libraries that throw.

#include <windows.h>

namespace std {
class exception {};
class bad_alloc : public exception {};
class exception_ptr {};
[[noreturn]] void rethrow_exception(exception_ptr Pointer);
} // namespace std

namespace wil {
class ResultException : public std::exception {};
namespace details {
inline namespace in1diag3 {
long Throw_IfFailed(long Result);
}
} // namespace details
} // namespace wil
#define THROW_IF_FAILED(H) wil::details::in1diag3::Throw_IfFailed(H)

namespace winrt {
void check_hresult(long Result);
}

long work();
int Count;

static VOID CALLBACK bad_rethrown(PTP_CALLBACK_INSTANCE, PVOID Context) {
  std::rethrow_exception(*static_cast<std::exception_ptr *>(Context));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_rethrown', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

static VOID CALLBACK bad_wil(PTP_CALLBACK_INSTANCE, PVOID) {
  THROW_IF_FAILED(work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_wil', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

static VOID CALLBACK bad_winrt(PTP_CALLBACK_INSTANCE, PVOID) {
  winrt::check_hresult(work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_winrt', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

static VOID CALLBACK bad_other(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    THROW_IF_FAILED(work());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_other', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
  } catch (const std::bad_alloc &) {
    ++Count;
  }
}

static VOID CALLBACK good_wil(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    THROW_IF_FAILED(work());
  } catch (const wil::ResultException &) {
    ++Count;
  }
}

static VOID CALLBACK good_base(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    THROW_IF_FAILED(work());
  } catch (const std::exception &) {
    ++Count;
  }
}

// It may be caught.
static VOID CALLBACK good_some(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    winrt::check_hresult(work());
  } catch (const std::bad_alloc &) {
    ++Count;
  }
}

static VOID CALLBACK good_unknown(PTP_CALLBACK_INSTANCE, PVOID) { work(); }

void submitThem() {
  TrySubmitThreadpoolCallback(bad_rethrown, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_wil, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_winrt, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_other, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_wil, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_base, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_some, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_unknown, nullptr, nullptr);
}
