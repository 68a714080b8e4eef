//===- resource.h - The part of <wil/resource.h> that is used ---*- C++ -*-===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_WIL_RESOURCE_H
#define THREADPOOL_TIDY_TEST_MOCK_WIL_RESOURCE_H

#include <utility>

namespace wil {
namespace details {

template <class Fn> class lambda_call {
public:
  explicit lambda_call(Fn &&F) noexcept : F(std::move(F)) {}
  lambda_call(lambda_call &&Other) noexcept : F(std::move(Other.F)) {
    Other.Call = false;
  }
  lambda_call(const lambda_call &) = delete;
  ~lambda_call() noexcept { reset(); }

  void release() noexcept { Call = false; }
  void reset() noexcept {
    if (Call) {
      Call = false;
      F();
    }
  }
  explicit operator bool() const noexcept { return Call; }

private:
  Fn F;
  bool Call = true;
};

} // namespace details

template <class Fn> [[nodiscard]] auto scope_exit(Fn &&F) noexcept {
  return details::lambda_call<Fn>(std::forward<Fn>(F));
}

#ifdef WINBASEAPI
/// The owner of a handle, and how it gets one.
class unique_handle {
public:
  unique_handle() = default;
  explicit unique_handle(HANDLE Given) : Held(Given) {}
  unique_handle(unique_handle &&Other) : Held(Other.release()) {}
  ~unique_handle() { reset(); }

  HANDLE get() const { return Held; }
  void reset(HANDLE Given = nullptr) {
    if (Held)
      CloseHandle(Held);
    Held = Given;
  }
  HANDLE release() {
    HANDLE Given = Held;
    Held = nullptr;
    return Given;
  }

private:
  HANDLE Held = nullptr;
};

class unique_mutex : public unique_handle {
public:
  unique_mutex() = default;
  explicit unique_mutex(const wchar_t *Name) { create(Name); }
  void create(const wchar_t *Name = nullptr) {
    reset(CreateMutexExW(nullptr, Name, 0, MUTEX_ALL_ACCESS));
  }
};

class unique_event : public unique_handle {
public:
  unique_event() = default;
  void create() { reset(CreateEventW(nullptr, FALSE, FALSE, nullptr)); }
};
#endif

} // namespace wil

#endif // THREADPOOL_TIDY_TEST_MOCK_WIL_RESOURCE_H
