//===- process.h - The C library's threads, as far as the tests use them --===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_PROCESS_H
#define THREADPOOL_TIDY_TEST_MOCK_PROCESS_H

#ifdef __cplusplus
extern "C" {
#endif

void _endthread(void);
void _endthreadex(unsigned ExitCode);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_TEST_MOCK_PROCESS_H
