/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for WIL's owners of handles where there is no WIL: what they close,
 * how, and when. */

#ifndef THREADPOOL_TIDY_WIL_HANDLES_H
#define THREADPOOL_TIDY_WIL_HANDLES_H

#include <windows.h>

#ifdef __cplusplus

#include <memory>
#include <type_traits>
#include <utility>

namespace wistd {
using std::forward;
using std::move;
using std::nullptr_t;
using std::swap;
using std::unique_ptr;
} // namespace wistd

namespace wil {
namespace details {

using pointer_access_all = std::integral_constant<int, 0>;
using pointer_access_noaddress = std::integral_constant<int, 1>;
using pointer_access_none = std::integral_constant<int, 2>;

template <class Handle, class CloseType, CloseType Close, class Access,
          class Stored, class InvalidType, InvalidType Invalid>
struct resource_policy {
  using pointer = Handle;
  using pointer_storage = Stored;
  static Stored invalid_value() { return (Handle)Invalid; }
  static bool is_valid(Stored Value) {
    return static_cast<Handle>(Value) != (Handle)Invalid;
  }
  static void close(Stored Value) { Close(Value); }
};

/* A handle that is invalid in one way or the other is not closed. An empty
 * owner holds INVALID_HANDLE_VALUE or null. */
template <class CloseType, CloseType Close, bool IsMinusOne>
struct handle_policy {
  using pointer = HANDLE;
  using pointer_storage = HANDLE;
  static HANDLE invalid_value() {
    return IsMinusOne ? INVALID_HANDLE_VALUE : nullptr;
  }
  static bool is_valid(HANDLE Value) {
    return Value != nullptr && Value != INVALID_HANDLE_VALUE;
  }
  static void close(HANDLE Value) { Close(Value); }
};

template <class Policy> class unique_storage {
public:
  using policy = Policy;
  using pointer = typename Policy::pointer;
  using pointer_storage = typename Policy::pointer_storage;
  using base_storage = unique_storage;

  unique_storage() : Held(Policy::invalid_value()) {}
  explicit unique_storage(pointer_storage Given) : Held(Given) {}
  unique_storage(unique_storage &&Other) : Held(Other.Held) {
    Other.Held = Policy::invalid_value();
  }
  ~unique_storage() {
    if (Policy::is_valid(Held))
      Policy::close(Held);
  }

  bool is_valid() const { return Policy::is_valid(Held); }
  pointer get() const { return static_cast<pointer>(Held); }
  pointer_storage *addressof() { return &Held; }
  void reset(pointer_storage Given = Policy::invalid_value()) {
    if (Policy::is_valid(Held))
      Policy::close(Held);
    Held = Given;
  }
  void reset(std::nullptr_t) { reset(); }
  pointer_storage release() {
    pointer_storage Given = Held;
    Held = Policy::invalid_value();
    return Given;
  }

protected:
  void replace(unique_storage &&Other) {
    reset(Other.Held);
    Other.Held = Policy::invalid_value();
  }

private:
  pointer_storage Held;
};

} // namespace details

template <class Storage> class unique_any_t : public Storage {
public:
  using pointer = typename Storage::pointer;
  using pointer_storage = typename Storage::pointer_storage;

  unique_any_t() = default;
  unique_any_t(std::nullptr_t) {}
  template <class First, class... Rest>
  explicit unique_any_t(First &&Given, Rest &&...Further)
      : Storage(std::forward<First>(Given), std::forward<Rest>(Further)...) {}
  unique_any_t(const unique_any_t &) = delete;
  unique_any_t &operator=(const unique_any_t &) = delete;
  unique_any_t(unique_any_t &&Other) : Storage(std::move(Other)) {}
  unique_any_t &operator=(unique_any_t &&Other) {
    Storage::replace(
        std::move(static_cast<typename Storage::base_storage &>(Other)));
    return *this;
  }
  unique_any_t &operator=(std::nullptr_t) {
    Storage::reset();
    return *this;
  }

  void swap(unique_any_t &Other) {
    unique_any_t Mine(std::move(*this));
    operator=(std::move(Other));
    Other = std::move(Mine);
  }
  explicit operator bool() const { return Storage::is_valid(); }
  pointer_storage *put() {
    Storage::reset();
    return Storage::addressof();
  }
  pointer_storage *operator&() { return put(); }

  friend bool operator==(const unique_any_t &A, std::nullptr_t) {
    return !A.is_valid();
  }
  friend bool operator!=(const unique_any_t &A, std::nullptr_t) {
    return A.is_valid();
  }
  friend bool operator==(const unique_any_t &A, const unique_any_t &B) {
    return A.get() == B.get();
  }
  friend bool operator!=(const unique_any_t &A, const unique_any_t &B) {
    return A.get() != B.get();
  }
};

template <class Handle, class CloseType, CloseType Close,
          class Access = details::pointer_access_all, class Stored = Handle,
          class InvalidType = Handle, InvalidType Invalid = InvalidType{},
          class InvalidPointer = std::nullptr_t>
using unique_any =
    unique_any_t<details::unique_storage<details::resource_policy<
        Handle, CloseType, Close, Access, Stored, InvalidType, Invalid>>>;

template <class CloseType, CloseType Close>
using unique_any_handle_invalid = unique_any_t<
    details::unique_storage<details::handle_policy<CloseType, Close, true>>>;
template <class CloseType, CloseType Close>
using unique_any_handle_null = unique_any_t<
    details::unique_storage<details::handle_policy<CloseType, Close, false>>>;
template <class CloseType, CloseType Close>
using unique_any_handle_null_only = unique_any<HANDLE, CloseType, Close>;

using unique_handle =
    unique_any_handle_null<decltype(&::CloseHandle), ::CloseHandle>;
using unique_hfile =
    unique_any_handle_invalid<decltype(&::CloseHandle), ::CloseHandle>;
using unique_process_handle =
    unique_any_handle_null_only<decltype(&::CloseHandle), ::CloseHandle>;
using unique_tool_help_snapshot = unique_hfile;
using unique_hfind =
    unique_any_handle_invalid<decltype(&::FindClose), ::FindClose>;
using unique_hfind_change =
    unique_any_handle_invalid<decltype(&::FindCloseChangeNotification),
                              ::FindCloseChangeNotification>;
using unique_hmodule =
    unique_any<HMODULE, decltype(&::FreeLibrary), ::FreeLibrary>;
using unique_hkey = unique_any<HKEY, decltype(&::RegCloseKey), ::RegCloseKey>;
using unique_hwnd =
    unique_any<HWND, decltype(&::DestroyWindow), ::DestroyWindow>;
using unique_hlocal = unique_any<HLOCAL, decltype(&::LocalFree), ::LocalFree>;
using unique_hlocal_string =
    unique_any<PWSTR, decltype(&::LocalFree), ::LocalFree>;
using unique_hglobal =
    unique_any<HGLOBAL, decltype(&::GlobalFree), ::GlobalFree>;

namespace details {

enum class pending { cancel, wait, close_only };

template <pending How> void closeWait(PTP_WAIT Wait) {
  if constexpr (How != pending::close_only) {
    ::SetThreadpoolWait(Wait, nullptr, nullptr);
    ::WaitForThreadpoolWaitCallbacks(Wait, How == pending::cancel);
  }
  ::CloseThreadpoolWait(Wait);
}

template <pending How> void closeTimer(PTP_TIMER Timer) {
  if constexpr (How != pending::close_only) {
    ::SetThreadpoolTimer(Timer, nullptr, 0, 0);
    ::WaitForThreadpoolTimerCallbacks(Timer, How == pending::cancel);
  }
  ::CloseThreadpoolTimer(Timer);
}

template <pending How> void closeWork(PTP_WORK Work) {
  if constexpr (How != pending::close_only)
    ::WaitForThreadpoolWorkCallbacks(Work, How == pending::cancel);
  ::CloseThreadpoolWork(Work);
}

template <pending How> void closeIo(PTP_IO Io) {
  if constexpr (How != pending::close_only)
    ::WaitForThreadpoolIoCallbacks(Io, How == pending::cancel);
  ::CloseThreadpoolIo(Io);
}

template <pending How>
using unique_wait = unique_any<PTP_WAIT, void (*)(PTP_WAIT), closeWait<How>>;
template <pending How>
using unique_timer =
    unique_any<PTP_TIMER, void (*)(PTP_TIMER), closeTimer<How>>;
template <pending How>
using unique_work = unique_any<PTP_WORK, void (*)(PTP_WORK), closeWork<How>>;
template <pending How>
using unique_io = unique_any<PTP_IO, void (*)(PTP_IO), closeIo<How>>;

} // namespace details

using unique_threadpool_wait = details::unique_wait<details::pending::cancel>;
using unique_threadpool_wait_nocancel =
    details::unique_wait<details::pending::wait>;
using unique_threadpool_wait_nowait =
    details::unique_wait<details::pending::close_only>;
using unique_threadpool_timer = details::unique_timer<details::pending::cancel>;
using unique_threadpool_timer_nocancel =
    details::unique_timer<details::pending::wait>;
using unique_threadpool_timer_nowait =
    details::unique_timer<details::pending::close_only>;
using unique_threadpool_work = details::unique_work<details::pending::cancel>;
using unique_threadpool_work_nocancel =
    details::unique_work<details::pending::wait>;
using unique_threadpool_work_nowait =
    details::unique_work<details::pending::close_only>;
using unique_threadpool_io = details::unique_io<details::pending::cancel>;
using unique_threadpool_io_nocancel =
    details::unique_io<details::pending::wait>;
using unique_threadpool_io_nowait =
    details::unique_io<details::pending::close_only>;

namespace details {

/// Destroys each kind, so that what their destructors do is known where a
/// header by itself destroys nothing.
struct every_threadpool_owner {
  ~every_threadpool_owner() {}

  unique_threadpool_wait Wait;
  unique_threadpool_wait_nocancel WaitNoCancel;
  unique_threadpool_wait_nowait WaitNoWait;
  unique_threadpool_timer Timer;
  unique_threadpool_timer_nocancel TimerNoCancel;
  unique_threadpool_timer_nowait TimerNoWait;
  unique_threadpool_work Work;
  unique_threadpool_work_nocancel WorkNoCancel;
  unique_threadpool_work_nowait WorkNoWait;
  unique_threadpool_io Io;
  unique_threadpool_io_nocancel IoNoCancel;
  unique_threadpool_io_nowait IoNoWait;
};

} // namespace details

} // namespace wil

#endif

#endif
