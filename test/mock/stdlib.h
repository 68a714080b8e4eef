//===- stdlib.h - The part of the C library that the tests use ------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_STDLIB_H
#define THREADPOOL_TIDY_TEST_MOCK_STDLIB_H

#ifdef __cplusplus
extern "C" {
#endif

void *malloc(__SIZE_TYPE__ Size);
void *calloc(__SIZE_TYPE__ Count, __SIZE_TYPE__ Size);
void free(void *Memory);
int rand(void);
__attribute__((__noreturn__)) void abort(void);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_TEST_MOCK_STDLIB_H
