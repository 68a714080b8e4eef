//===- http.h - The part of the HTTP server API that the tests use --------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_MOCK_HTTP_H
#define THREADPOOL_TIDY_MOCK_HTTP_H

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NO_ERROR ((LONG)0)

typedef ULONGLONG HTTP_REQUEST_ID;
typedef struct _HTTP_REQUEST *PHTTP_REQUEST;

ULONG WINAPI HttpReceiveHttpRequest(HANDLE RequestQueue,
                                    HTTP_REQUEST_ID RequestId, ULONG Flags,
                                    PHTTP_REQUEST RequestBuffer,
                                    ULONG RequestBufferLength,
                                    PULONG BytesReturned,
                                    LPOVERLAPPED Overlapped);
ULONG WINAPI HttpShutdownRequestQueue(HANDLE RequestQueue);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_MOCK_HTTP_H
