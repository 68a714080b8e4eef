/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for WIL's error macros where there is no WIL: what they test and
 * how they leave, without the telling of what went wrong. */

#ifndef THREADPOOL_TIDY_WIL_RESULTS_H
#define THREADPOOL_TIDY_WIL_RESULTS_H

#include <windows.h>

#define WI_NODISCARD
#define WI_NOEXCEPT noexcept
#define WI_ASSERT(condition) ((void)0)
#define WI_ASSERT_MSG(condition, ...) ((void)0)
#define WI_VERIFY(condition) ((void)(condition))
#define WI_VERIFY_SUCCEEDED(hr) ((void)(hr))

#define WI_IsFlagSet(value, flag) (((value) & (flag)) != 0)
#define WI_IsFlagClear(value, flag) (((value) & (flag)) == 0)
#define WI_IsAnyFlagSet(value, flags) (((value) & (flags)) != 0)
#define WI_AreAllFlagsSet(value, flags) (((value) & (flags)) == (flags))
#define WI_AreAllFlagsClear(value, flags) (((value) & (flags)) == 0)
#define WI_SetFlag(value, flag) ((value) |= (flag))
#define WI_ClearFlag(value, flag) ((value) &= ~(flag))
#define WI_SetAllFlags(value, flags) ((value) |= (flags))
#define WI_ClearAllFlags(value, flags) ((value) &= ~(flags))

#ifdef __cplusplus

namespace wil {

class ResultException {
public:
  explicit ResultException(HRESULT);
  HRESULT GetErrorCode() const;
};

class DiagnosticsInfo {};
#define WI_DIAGNOSTICS_INFO wil::DiagnosticsInfo()
#define WI_DIAGNOSTICS_NAME(name) wil::DiagnosticsInfo()

HRESULT ResultFromCaughtException() noexcept;
void SetResultLoggingCallback(void *);

namespace details {

[[noreturn]] void Throw_Failure(HRESULT);
[[noreturn]] void failFast(HRESULT);
inline HRESULT lastError() { return HRESULT_FROM_WIN32(::GetLastError()); }

/* A failure leaves by Leave, any other value comes back. */
template <void (*Leave)(HRESULT)> HRESULT ifFailed(HRESULT Result) {
  if (FAILED(Result))
    Leave(Result);
  return Result;
}

template <void (*Leave)(HRESULT)> BOOL ifFalse(BOOL Value) {
  if (!Value)
    Leave(lastError());
  return Value;
}

template <void (*Leave)(HRESULT)> DWORD ifError(DWORD Code) {
  if (Code != ERROR_SUCCESS)
    Leave(HRESULT_FROM_WIN32(Code));
  return Code;
}

template <void (*Leave)(HRESULT)> bool ifTrue(HRESULT Result, bool Value) {
  if (Value)
    Leave(Result);
  return Value;
}

template <void (*Leave)(HRESULT), class T> T *ifNull(HRESULT Result, T *Value) {
  if (Value == nullptr)
    Leave(Result);
  return Value;
}

template <void (*Leave)(HRESULT), class T>
void ifNull(HRESULT Result, const T &Value) {
  if (Value == nullptr)
    Leave(Result);
}

} // namespace details
} // namespace wil

#define THREADPOOL_TIDY_RETURN_IF(condition, result)                           \
  do {                                                                         \
    if (condition)                                                             \
      return (result);                                                         \
  } while (0)

#define RETURN_HR(hr) return (hr)
#define RETURN_HR_MSG(hr, ...) return (hr)
#define RETURN_WIN32(code) return HRESULT_FROM_WIN32(code)
#define RETURN_LAST_ERROR() return wil::details::lastError()
#define RETURN_LAST_ERROR_MSG(...) return wil::details::lastError()
#define RETURN_IF_FAILED(hr)                                                   \
  do {                                                                         \
    const HRESULT ThreadpoolTidyResult = (hr);                                 \
    if (FAILED(ThreadpoolTidyResult))                                          \
      return ThreadpoolTidyResult;                                             \
  } while (0)
#define RETURN_IF_FAILED_EXPECTED(hr) RETURN_IF_FAILED(hr)
#define RETURN_IF_FAILED_MSG(hr, ...) RETURN_IF_FAILED(hr)
#define RETURN_IF_WIN32_ERROR(code)                                            \
  do {                                                                         \
    const DWORD ThreadpoolTidyCode = (code);                                   \
    if (ThreadpoolTidyCode != ERROR_SUCCESS)                                   \
      return HRESULT_FROM_WIN32(ThreadpoolTidyCode);                           \
  } while (0)
#define RETURN_IF_WIN32_ERROR_EXPECTED(code) RETURN_IF_WIN32_ERROR(code)
#define RETURN_IF_WIN32_ERROR_MSG(code, ...) RETURN_IF_WIN32_ERROR(code)
#define RETURN_IF_WIN32_BOOL_FALSE(value)                                      \
  THREADPOOL_TIDY_RETURN_IF(!(value), wil::details::lastError())
#define RETURN_IF_WIN32_BOOL_FALSE_EXPECTED(value)                             \
  RETURN_IF_WIN32_BOOL_FALSE(value)
#define RETURN_IF_WIN32_BOOL_FALSE_MSG(value, ...)                             \
  RETURN_IF_WIN32_BOOL_FALSE(value)
#define RETURN_IF_NULL_ALLOC(pointer)                                          \
  THREADPOOL_TIDY_RETURN_IF((pointer) == nullptr, E_OUTOFMEMORY)
#define RETURN_IF_NULL_ALLOC_EXPECTED(pointer) RETURN_IF_NULL_ALLOC(pointer)
#define RETURN_IF_NULL_ALLOC_MSG(pointer, ...) RETURN_IF_NULL_ALLOC(pointer)
#define RETURN_HR_IF(hr, condition) THREADPOOL_TIDY_RETURN_IF(condition, hr)
#define RETURN_HR_IF_EXPECTED(hr, condition) RETURN_HR_IF(hr, condition)
#define RETURN_HR_IF_MSG(hr, condition, ...) RETURN_HR_IF(hr, condition)
#define RETURN_HR_IF_NULL(hr, pointer)                                         \
  THREADPOOL_TIDY_RETURN_IF((pointer) == nullptr, hr)
#define RETURN_HR_IF_NULL_EXPECTED(hr, pointer) RETURN_HR_IF_NULL(hr, pointer)
#define RETURN_HR_IF_NULL_MSG(hr, pointer, ...) RETURN_HR_IF_NULL(hr, pointer)
#define RETURN_LAST_ERROR_IF(condition)                                        \
  THREADPOOL_TIDY_RETURN_IF(condition, wil::details::lastError())
#define RETURN_LAST_ERROR_IF_EXPECTED(condition) RETURN_LAST_ERROR_IF(condition)
#define RETURN_LAST_ERROR_IF_MSG(condition, ...) RETURN_LAST_ERROR_IF(condition)
#define RETURN_LAST_ERROR_IF_NULL(pointer)                                     \
  RETURN_LAST_ERROR_IF((pointer) == nullptr)
#define RETURN_LAST_ERROR_IF_NULL_EXPECTED(pointer)                            \
  RETURN_LAST_ERROR_IF_NULL(pointer)
#define RETURN_LAST_ERROR_IF_NULL_MSG(pointer, ...)                            \
  RETURN_LAST_ERROR_IF_NULL(pointer)

#define LOG_HR(hr) (hr)
#define LOG_HR_MSG(hr, ...) (hr)
#define LOG_WIN32(code) (code)
#define LOG_LAST_ERROR() ((void)0)
#define LOG_LAST_ERROR_MSG(...) ((void)0)
#define LOG_IF_FAILED(hr) (hr)
#define LOG_IF_FAILED_MSG(hr, ...) (hr)
#define LOG_IF_WIN32_ERROR(code) (code)
#define LOG_IF_WIN32_BOOL_FALSE(value) (value)
#define LOG_IF_WIN32_BOOL_FALSE_MSG(value, ...) (value)
#define LOG_IF_NULL_ALLOC(pointer) (pointer)
#define LOG_HR_IF(hr, condition) (condition)
#define LOG_HR_IF_MSG(hr, condition, ...) (condition)
#define LOG_HR_IF_NULL(hr, pointer) (pointer)
#define LOG_LAST_ERROR_IF(condition) (condition)
#define LOG_LAST_ERROR_IF_MSG(condition, ...) (condition)
#define LOG_LAST_ERROR_IF_NULL(pointer) (pointer)
#define LOG_CAUGHT_EXCEPTION() ((void)0)

#define THROW_HR(hr) wil::details::Throw_Failure(hr)
#define THROW_HR_MSG(hr, ...) wil::details::Throw_Failure(hr)
#define THROW_WIN32(code) wil::details::Throw_Failure(HRESULT_FROM_WIN32(code))
#define THROW_LAST_ERROR()                                                     \
  wil::details::Throw_Failure(wil::details::lastError())
#define THROW_LAST_ERROR_MSG(...) THROW_LAST_ERROR()
#define THROW_IF_FAILED(hr)                                                    \
  wil::details::ifFailed<wil::details::Throw_Failure>(hr)
#define THROW_IF_FAILED_MSG(hr, ...) THROW_IF_FAILED(hr)
#define THROW_IF_WIN32_ERROR(code)                                             \
  wil::details::ifError<wil::details::Throw_Failure>(code)
#define THROW_IF_WIN32_ERROR_MSG(code, ...) THROW_IF_WIN32_ERROR(code)
#define THROW_IF_WIN32_BOOL_FALSE(value)                                       \
  wil::details::ifFalse<wil::details::Throw_Failure>(value)
#define THROW_IF_WIN32_BOOL_FALSE_MSG(value, ...)                              \
  THROW_IF_WIN32_BOOL_FALSE(value)
#define THROW_IF_NULL_ALLOC(pointer)                                           \
  wil::details::ifNull<wil::details::Throw_Failure>(E_OUTOFMEMORY, pointer)
#define THROW_IF_NULL_ALLOC_MSG(pointer, ...) THROW_IF_NULL_ALLOC(pointer)
#define THROW_HR_IF(hr, condition)                                             \
  wil::details::ifTrue<wil::details::Throw_Failure>(hr, condition)
#define THROW_HR_IF_MSG(hr, condition, ...) THROW_HR_IF(hr, condition)
#define THROW_HR_IF_NULL(hr, pointer)                                          \
  wil::details::ifNull<wil::details::Throw_Failure>(hr, pointer)
#define THROW_HR_IF_NULL_MSG(hr, pointer, ...) THROW_HR_IF_NULL(hr, pointer)
#define THROW_LAST_ERROR_IF(condition)                                         \
  THROW_HR_IF(wil::details::lastError(), condition)
#define THROW_LAST_ERROR_IF_MSG(condition, ...) THROW_LAST_ERROR_IF(condition)
#define THROW_LAST_ERROR_IF_NULL(pointer)                                      \
  THROW_HR_IF_NULL(wil::details::lastError(), pointer)
#define THROW_LAST_ERROR_IF_NULL_MSG(pointer, ...)                             \
  THROW_LAST_ERROR_IF_NULL(pointer)

#define FAIL_FAST() wil::details::failFast(E_FAIL)
#define FAIL_FAST_MSG(...) FAIL_FAST()
#define FAIL_FAST_HR(hr) wil::details::failFast(hr)
#define FAIL_FAST_LAST_ERROR() FAIL_FAST_HR(wil::details::lastError())
#define FAIL_FAST_IF(condition)                                                \
  wil::details::ifTrue<wil::details::failFast>(E_FAIL, condition)
#define FAIL_FAST_IF_MSG(condition, ...) FAIL_FAST_IF(condition)
#define FAIL_FAST_IF_NULL(pointer)                                             \
  wil::details::ifNull<wil::details::failFast>(E_FAIL, pointer)
#define FAIL_FAST_IF_FAILED(hr)                                                \
  wil::details::ifFailed<wil::details::failFast>(hr)
#define FAIL_FAST_IF_FAILED_MSG(hr, ...) FAIL_FAST_IF_FAILED(hr)
#define FAIL_FAST_IF_WIN32_ERROR(code)                                         \
  wil::details::ifError<wil::details::failFast>(code)
#define FAIL_FAST_IF_WIN32_BOOL_FALSE(value)                                   \
  wil::details::ifFalse<wil::details::failFast>(value)
#define FAIL_FAST_IF_NULL_ALLOC(pointer) FAIL_FAST_IF_NULL(pointer)
#define FAIL_FAST_HR_IF(hr, condition) FAIL_FAST_IF(condition)
#define FAIL_FAST_HR_IF_NULL(hr, pointer) FAIL_FAST_IF_NULL(pointer)
#define FAIL_FAST_LAST_ERROR_IF(condition) FAIL_FAST_IF(condition)
#define FAIL_FAST_LAST_ERROR_IF_NULL(pointer) FAIL_FAST_IF_NULL(pointer)
#define FAIL_FAST_IMMEDIATE() FAIL_FAST()
#define FAIL_FAST_IMMEDIATE_IF(condition) FAIL_FAST_IF(condition)
#define FAIL_FAST_IMMEDIATE_IF_FAILED(hr) FAIL_FAST_IF_FAILED(hr)
#define FAIL_FAST_IMMEDIATE_IF_NULL(pointer) FAIL_FAST_IF_NULL(pointer)

#define CATCH_RETURN()                                                         \
  catch (...) {                                                                \
    return wil::ResultFromCaughtException();                                   \
  }
#define CATCH_LOG()                                                            \
  catch (...) {                                                                \
  }
#define CATCH_FAIL_FAST()                                                      \
  catch (...) {                                                                \
    FAIL_FAST();                                                               \
  }
#define CATCH_LOG_RETURN()                                                     \
  catch (...) {                                                                \
    return;                                                                    \
  }
#define CATCH_LOG_RETURN_HR(hr)                                                \
  catch (...) {                                                                \
    return (hr);                                                               \
  }

#endif

#endif
