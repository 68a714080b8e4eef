//===- roapi.h - The Windows Runtime, as far as the tests use it ----------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_ROAPI_H
#define THREADPOOL_TIDY_TEST_MOCK_ROAPI_H

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum RO_INIT_TYPE {
  RO_INIT_SINGLETHREADED = 0,
  RO_INIT_MULTITHREADED = 1
} RO_INIT_TYPE;
HRESULT WINAPI RoInitialize(RO_INIT_TYPE Type);
VOID WINAPI RoUninitialize(VOID);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_TEST_MOCK_ROAPI_H
