//===- string.h - The part of the C library that the tests use ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_STRING_H
#define THREADPOOL_TIDY_TEST_MOCK_STRING_H

#ifdef __cplusplus
extern "C" {
#endif

void *memcpy(void *To, const void *From, __SIZE_TYPE__ Size);
void *memset(void *To, int Value, __SIZE_TYPE__ Size);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_TEST_MOCK_STRING_H
