//===- winsock2.h - The part of Winsock that the tests use ----------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_MOCK_WINSOCK2_H
#define THREADPOOL_TIDY_MOCK_WINSOCK2_H

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef ULONG_PTR SOCKET;

#define SOCKET_ERROR (-1)
#define WSA_IO_PENDING (ERROR_IO_PENDING)
#define WSAECONNRESET 10054

typedef struct _WSABUF {
  ULONG len;
  char *buf;
} WSABUF, *LPWSABUF;

typedef OVERLAPPED *LPWSAOVERLAPPED;
typedef VOID(WINAPI *LPWSAOVERLAPPED_COMPLETION_ROUTINE)(
    DWORD Error, DWORD Bytes, LPWSAOVERLAPPED Overlapped, DWORD Flags);

int WINAPI WSAGetLastError(void);
int WINAPI WSASend(SOCKET Socket, LPWSABUF Buffers, DWORD BufferCount,
                   LPDWORD BytesSent, DWORD Flags, LPWSAOVERLAPPED Overlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
int WINAPI WSARecv(SOCKET Socket, LPWSABUF Buffers, DWORD BufferCount,
                   LPDWORD BytesReceived, LPDWORD Flags,
                   LPWSAOVERLAPPED Overlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);

typedef WINBOOL(WINAPI *LPFN_CONNECTEX)(SOCKET Socket, const void *Name,
                                        int NameLength, PVOID SendBuffer,
                                        DWORD SendLength, LPDWORD BytesSent,
                                        LPOVERLAPPED Overlapped);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_MOCK_WINSOCK2_H
