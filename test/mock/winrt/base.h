//===- base.h - C++/WinRT, as far as the tests use it ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_WINRT_BASE_H
#define THREADPOOL_TIDY_TEST_MOCK_WINRT_BASE_H

namespace winrt {

enum class apartment_type : int { multi_threaded, single_threaded };

inline void
init_apartment(apartment_type Type = apartment_type::multi_threaded) {}
inline void uninit_apartment() {}

} // namespace winrt

#endif // THREADPOOL_TIDY_TEST_MOCK_WINRT_BASE_H
