/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for WIL's scope guards, locks, events and mutexes where there is no
 * WIL. */

#ifndef THREADPOOL_TIDY_WIL_SCOPES_H
#define THREADPOOL_TIDY_WIL_SCOPES_H

#include "threadpool-tidy-handles.h"
#include "threadpool-tidy-results.h"

#ifdef __cplusplus

namespace wil {
namespace details {

template <class Lambda> class lambda_call {
public:
  explicit lambda_call(Lambda &&Given) : Body(std::move(Given)) {}
  lambda_call(lambda_call &&Other)
      : Body(std::move(Other.Body)), IsDue(Other.IsDue) {
    Other.IsDue = false;
  }
  lambda_call(const lambda_call &) = delete;
  ~lambda_call() { reset(); }
  void release() { IsDue = false; }
  void reset() {
    if (IsDue) {
      IsDue = false;
      Body();
    }
  }
  explicit operator bool() const { return IsDue; }

private:
  Lambda Body;
  bool IsDue = true;
};

inline void setEvent(HANDLE Event) { ::SetEvent(Event); }
inline void resetEvent(HANDLE Event) { ::ResetEvent(Event); }
inline void releaseMutex(HANDLE Mutex) { ::ReleaseMutex(Mutex); }

} // namespace details

template <class Lambda> auto scope_exit(Lambda &&Body) {
  return details::lambda_call<Lambda>(std::forward<Lambda>(Body));
}

template <class Lambda>
auto scope_exit_log(const DiagnosticsInfo &, Lambda &&Body) {
  return details::lambda_call<Lambda>(std::forward<Lambda>(Body));
}

template <class CallType, CallType Call> class unique_call {
public:
  unique_call() = default;
  explicit unique_call(bool IsDue) : IsDue(IsDue) {}
  unique_call(unique_call &&Other) : IsDue(Other.IsDue) { Other.IsDue = false; }
  ~unique_call() { reset(); }
  void activate() { IsDue = true; }
  void release() { IsDue = false; }
  void reset() {
    if (IsDue) {
      IsDue = false;
      Call();
    }
  }
  explicit operator bool() const { return IsDue; }

private:
  bool IsDue = true;
};

using rwlock_release_exclusive_scope_exit =
    unique_any<SRWLOCK *, decltype(&::ReleaseSRWLockExclusive),
               ::ReleaseSRWLockExclusive, details::pointer_access_noaddress>;
using rwlock_release_shared_scope_exit =
    unique_any<SRWLOCK *, decltype(&::ReleaseSRWLockShared),
               ::ReleaseSRWLockShared, details::pointer_access_noaddress>;
using cs_leave_scope_exit =
    unique_any<CRITICAL_SECTION *, decltype(&::LeaveCriticalSection),
               ::LeaveCriticalSection, details::pointer_access_noaddress>;
using event_set_scope_exit =
    unique_any<HANDLE, decltype(&details::setEvent), details::setEvent,
               details::pointer_access_noaddress>;
using event_reset_scope_exit =
    unique_any<HANDLE, decltype(&details::resetEvent), details::resetEvent,
               details::pointer_access_noaddress>;
using mutex_release_scope_exit =
    unique_any<HANDLE, decltype(&details::releaseMutex), details::releaseMutex,
               details::pointer_access_none>;

inline rwlock_release_exclusive_scope_exit
AcquireSRWLockExclusive(SRWLOCK *Lock) {
  ::AcquireSRWLockExclusive(Lock);
  return rwlock_release_exclusive_scope_exit(Lock);
}
inline rwlock_release_shared_scope_exit AcquireSRWLockShared(SRWLOCK *Lock) {
  ::AcquireSRWLockShared(Lock);
  return rwlock_release_shared_scope_exit(Lock);
}
inline rwlock_release_exclusive_scope_exit
TryAcquireSRWLockExclusive(SRWLOCK *Lock) {
  return rwlock_release_exclusive_scope_exit(
      ::TryAcquireSRWLockExclusive(Lock) ? Lock : nullptr);
}
inline rwlock_release_shared_scope_exit TryAcquireSRWLockShared(SRWLOCK *Lock) {
  return rwlock_release_shared_scope_exit(
      ::TryAcquireSRWLockShared(Lock) ? Lock : nullptr);
}
inline cs_leave_scope_exit EnterCriticalSection(CRITICAL_SECTION *Section) {
  ::EnterCriticalSection(Section);
  return cs_leave_scope_exit(Section);
}
inline cs_leave_scope_exit TryEnterCriticalSection(CRITICAL_SECTION *Section) {
  return cs_leave_scope_exit(::TryEnterCriticalSection(Section) ? Section
                                                                : nullptr);
}

class srwlock {
public:
  srwlock() = default;
  srwlock(const srwlock &) = delete;
  rwlock_release_exclusive_scope_exit lock_exclusive() {
    return wil::AcquireSRWLockExclusive(&Lock);
  }
  rwlock_release_exclusive_scope_exit try_lock_exclusive() {
    return wil::TryAcquireSRWLockExclusive(&Lock);
  }
  rwlock_release_shared_scope_exit lock_shared() {
    return wil::AcquireSRWLockShared(&Lock);
  }
  rwlock_release_shared_scope_exit try_lock_shared() {
    return wil::TryAcquireSRWLockShared(&Lock);
  }

private:
  SRWLOCK Lock = SRWLOCK_INIT;
};

class critical_section {
public:
  critical_section(DWORD = 0) { ::InitializeCriticalSection(&Section); }
  critical_section(const critical_section &) = delete;
  ~critical_section() { ::DeleteCriticalSection(&Section); }
  cs_leave_scope_exit lock() { return wil::EnterCriticalSection(&Section); }
  cs_leave_scope_exit try_lock() {
    return wil::TryEnterCriticalSection(&Section);
  }

private:
  CRITICAL_SECTION Section;
};

enum class EventType { AutoReset, ManualReset };
enum class EventOptions { None, ManualReset, Signaled };

namespace details {

/* What follows from a failure to make an event or a mutex. */
struct returns {
  using result = HRESULT;
  static HRESULT done(HRESULT Result) { return Result; }
};
struct throws {
  using result = void;
  static void done(HRESULT Result) { ifFailed<Throw_Failure>(Result); }
};
struct fails_fast {
  using result = void;
  static void done(HRESULT Result) { ifFailed<failFast>(Result); }
};

template <class Policy>
class event
    : public unique_storage<
          handle_policy<decltype(&::CloseHandle), ::CloseHandle, false>> {
public:
  using Base = unique_storage<
      handle_policy<decltype(&::CloseHandle), ::CloseHandle, false>>;
  using Base::Base;
  event() = default;
  explicit event(EventType Type) { create(Type); }
  explicit event(EventOptions Options) { create(Options); }

  typename Policy::result create(EventType Type = EventType::AutoReset,
                                 LPCWSTR Name = nullptr) {
    Base::reset(
        ::CreateEventW(nullptr, Type == EventType::ManualReset, FALSE, Name));
    return Policy::done(Base::is_valid() ? S_OK : lastError());
  }
  typename Policy::result create(EventOptions Options, LPCWSTR Name = nullptr) {
    Base::reset(::CreateEventW(nullptr, Options == EventOptions::ManualReset,
                               Options == EventOptions::Signaled, Name));
    return Policy::done(Base::is_valid() ? S_OK : lastError());
  }
  void SetEvent() const { ::SetEvent(Base::get()); }
  void ResetEvent() const { ::ResetEvent(Base::get()); }
  event_set_scope_exit SetEvent_scope_exit() const {
    return event_set_scope_exit(Base::get());
  }
  event_reset_scope_exit ResetEvent_scope_exit() const {
    return event_reset_scope_exit(Base::get());
  }
  bool is_signaled() const {
    return ::WaitForSingleObject(Base::get(), 0) == WAIT_OBJECT_0;
  }
  bool wait(DWORD Milliseconds = INFINITE, BOOL IsAlertable = FALSE) const {
    return ::WaitForSingleObjectEx(Base::get(), Milliseconds, IsAlertable) ==
           WAIT_OBJECT_0;
  }
};

template <class Policy>
class mutex
    : public unique_storage<
          handle_policy<decltype(&::CloseHandle), ::CloseHandle, false>> {
public:
  using Base = unique_storage<
      handle_policy<decltype(&::CloseHandle), ::CloseHandle, false>>;
  using Base::Base;
  mutex() = default;
  explicit mutex(LPCWSTR Name) { create(Name); }

  typename Policy::result create(LPCWSTR Name = nullptr, DWORD Flags = 0,
                                 DWORD Access = MUTEX_ALL_ACCESS) {
    Base::reset(::CreateMutexExW(nullptr, Name, Flags, Access));
    return Policy::done(Base::is_valid() ? S_OK : lastError());
  }
  typename Policy::result open(LPCWSTR Name, DWORD Access = MUTEX_ALL_ACCESS) {
    Base::reset(::OpenMutexW(Access, FALSE, Name));
    return Policy::done(Base::is_valid() ? S_OK : lastError());
  }
  void ReleaseMutex() const { ::ReleaseMutex(Base::get()); }
  mutex_release_scope_exit ReleaseMutex_scope_exit() const {
    return mutex_release_scope_exit(Base::get());
  }
  mutex_release_scope_exit acquire(DWORD * /*Status*/ = nullptr,
                                   DWORD Milliseconds = INFINITE) const {
    const DWORD Result = ::WaitForSingleObject(Base::get(), Milliseconds);
    return mutex_release_scope_exit(Result == WAIT_OBJECT_0 ? Base::get()
                                                            : nullptr);
  }
};

} // namespace details

using unique_mutex = unique_any_t<details::mutex<details::throws>>;
using unique_mutex_nothrow = unique_any_t<details::mutex<details::returns>>;
using unique_mutex_failfast = unique_any_t<details::mutex<details::fails_fast>>;
using unique_event = unique_any_t<details::event<details::throws>>;
using unique_event_nothrow = unique_any_t<details::event<details::returns>>;
using unique_event_failfast = unique_any_t<details::event<details::fails_fast>>;

} // namespace wil

#endif

#endif
