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

} // namespace wil

#endif // THREADPOOL_TIDY_TEST_MOCK_WIL_RESOURCE_H
