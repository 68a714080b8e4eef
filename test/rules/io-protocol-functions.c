// RUN: %check_rule io-protocol %s
//
// Each function has its own way to say that an operation failed at once.

#include <http.h>
#include <windows.h>
#include <winsock2.h>

struct Link {
  PTP_IO Io;
  HANDLE File;
  SOCKET Socket;
  OVERLAPPED Overlapped;
  WSABUF Pieces[2];
  char Buffer[64];
  PHTTP_REQUEST Request;
};

//===--- Directories: TRUE is pending -------------------------------------===//

void bad_directory(struct Link *L) {
  StartThreadpoolIo(L->Io);
  if (ReadDirectoryChangesW(L->File, L->Buffer, 64, TRUE,
                            FILE_NOTIFY_CHANGE_FILE_NAME, NULL, &L->Overlapped,
                            NULL))
    CancelThreadpoolIo(L->Io);
    // CHECK-MESSAGES: :[[@LINE-4]]:7: warning: 'bad_directory' does not call CancelThreadpoolIo where 'ReadDirectoryChangesW' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    // CHECK-MESSAGES: :[[@LINE-2]]:5: warning: 'bad_directory' calls CancelThreadpoolIo although 'ReadDirectoryChangesW' may be pending: its completion comes unexpected [threadpool-io-protocol]
}

void good_directory(struct Link *L) {
  StartThreadpoolIo(L->Io);
  if (!ReadDirectoryChangesW(L->File, L->Buffer, 64, TRUE,
                             FILE_NOTIFY_CHANGE_FILE_NAME, NULL, &L->Overlapped,
                             NULL))
    CancelThreadpoolIo(L->Io);
}

//===--- Pipes: never TRUE; a client who was first has no completion ------===//

void bad_pipe(struct Link *L) {
  StartThreadpoolIo(L->Io);
  if (!ConnectNamedPipe(L->File, &L->Overlapped) &&
      GetLastError() != ERROR_IO_PENDING &&
      GetLastError() != ERROR_PIPE_CONNECTED)
    CancelThreadpoolIo(L->Io);
    // CHECK-MESSAGES: :[[@LINE-4]]:8: warning: 'bad_pipe' does not call CancelThreadpoolIo where 'ConnectNamedPipe' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}

void good_pipe(struct Link *L) {
  StartThreadpoolIo(L->Io);
  ConnectNamedPipe(L->File, &L->Overlapped);
  if (GetLastError() == ERROR_PIPE_CONNECTED)
    CancelThreadpoolIo(L->Io);
  else if (GetLastError() != ERROR_IO_PENDING)
    CancelThreadpoolIo(L->Io);
}

//===--- Devices ----------------------------------------------------------===//

void bad_device(struct Link *L) {
  StartThreadpoolIo(L->Io);
  DeviceIoControl(L->File, 1, NULL, 0, L->Buffer, 64, NULL, &L->Overlapped);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_device' does not call CancelThreadpoolIo where 'DeviceIoControl' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
}

void good_device(struct Link *L) {
  StartThreadpoolIo(L->Io);
  if (FALSE == DeviceIoControl(L->File, 1, NULL, 0, L->Buffer, 64, NULL,
                               &L->Overlapped)) {
    const DWORD Error = GetLastError();
    if (ERROR_IO_PENDING != Error)
      CancelThreadpoolIo(L->Io);
  }
}

//===--- Sockets: SOCKET_ERROR --------------------------------------------===//

void bad_send(struct Link *L) {
  StartThreadpoolIo(L->Io);
  if (WSASend(L->Socket, L->Pieces, 2, NULL, 0, &L->Overlapped, NULL) ==
      SOCKET_ERROR)
    CancelThreadpoolIo(L->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_send' calls CancelThreadpoolIo although 'WSASend' may be pending: its completion comes unexpected [threadpool-io-protocol]
}

int bad_receive(struct Link *L) {
  DWORD Flags = 0;
  StartThreadpoolIo(L->Io);
  if (WSARecv(L->Socket, L->Pieces, 2, NULL, &Flags, &L->Overlapped, NULL) < 0)
    switch (WSAGetLastError()) {
    // CHECK-MESSAGES: :[[@LINE-2]]:7: warning: 'bad_receive' does not call CancelThreadpoolIo where 'WSARecv' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    case WSA_IO_PENDING:
      return 0;
    case WSAECONNRESET:
      return 1;
    default:
      CancelThreadpoolIo(L->Io);
      return 2;
    }
  return 0;
}

int good_send(struct Link *L) {
  int Result;
  StartThreadpoolIo(L->Io);
  Result = WSASend(L->Socket, L->Pieces, 2, NULL, 0, &L->Overlapped, NULL);
  switch (Result) {
  default:
    CancelThreadpoolIo(L->Io);
    break;
  case 0:
    break;
  case SOCKET_ERROR:
    Result = WSAGetLastError();
    if (Result == WSA_IO_PENDING)
      return 0;
    CancelThreadpoolIo(L->Io);
    break;
  }
  return Result;
}

int good_receive(struct Link *L) {
  DWORD Flags = 0;
  int Result, Error;
  StartThreadpoolIo(L->Io);
  Result = WSARecv(L->Socket, L->Pieces, 2, NULL, &Flags, &L->Overlapped, NULL);
  if (Result != 0 && Result != SOCKET_ERROR) {
    CancelThreadpoolIo(L->Io);
    return 1;
  }
  if (Result == SOCKET_ERROR && (Error = WSAGetLastError()) != WSA_IO_PENDING) {
    CancelThreadpoolIo(L->Io);
    return Error;
  }
  return 0;
}

// As HRESULT_FROM_WIN32 asks it.
int bad_converted(struct Link *L) {
  DWORD Flags = 0;
  int Error = 0;
  StartThreadpoolIo(L->Io);
  if (WSARecv(L->Socket, L->Pieces, 2, NULL, &Flags, &L->Overlapped, NULL)) {
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_converted' does not call CancelThreadpoolIo where 'WSARecv' fails at once: the I/O object waits for a completion that never comes [threadpool-io-protocol]
    Error = WSAGetLastError();
    if (Error == WSA_IO_PENDING)
      return 0;
    Error = Error <= 0 ? Error : (Error & 0xffff) | 0x70000;
  }
  return Error;
}
// CHECK-FIXES: {{^}}    if (Error == WSA_IO_PENDING)
// CHECK-FIXES-NEXT: {{^}}      return 0;
// CHECK-FIXES-NEXT: {{^}}    CancelThreadpoolIo(L->Io);
// CHECK-FIXES-NEXT: {{^}}    Error = Error <= 0

// The completion routine takes the pool's place.
void good_routine(struct Link *L, LPWSAOVERLAPPED_COMPLETION_ROUTINE Routine) {
  WSASend(L->Socket, L->Pieces, 2, NULL, 0, &L->Overlapped, Routine);
}

// The function comes from the socket.
void bad_connect(struct Link *L, LPFN_CONNECTEX ConnectEx, void *Name) {
  StartThreadpoolIo(L->Io);
  if (!ConnectEx(L->Socket, Name, 16, NULL, 0, NULL, &L->Overlapped))
    CancelThreadpoolIo(L->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_connect' calls CancelThreadpoolIo although 'ConnectEx' may be pending: its completion comes unexpected [threadpool-io-protocol]
}

void good_connect(struct Link *L, LPFN_CONNECTEX ConnectEx, void *Name) {
  StartThreadpoolIo(L->Io);
  if (!ConnectEx(L->Socket, Name, 16, NULL, 0, NULL, &L->Overlapped) &&
      WSAGetLastError() != WSA_IO_PENDING)
    CancelThreadpoolIo(L->Io);
}

//===--- HTTP: the error code ---------------------------------------------===//

void bad_request(struct Link *L) {
  ULONG Error;
  StartThreadpoolIo(L->Io);
  Error = HttpReceiveHttpRequest(L->File, 0, 0, L->Request, 64, NULL,
                                 &L->Overlapped);
  if (Error != NO_ERROR)
    CancelThreadpoolIo(L->Io);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_request' calls CancelThreadpoolIo although 'HttpReceiveHttpRequest' may be pending: its completion comes unexpected [threadpool-io-protocol]
}

void good_request(struct Link *L) {
  ULONG Error;
  StartThreadpoolIo(L->Io);
  Error = HttpReceiveHttpRequest(L->File, 0, 0, L->Request, 64, NULL,
                                 &L->Overlapped);
  if (Error != ERROR_IO_PENDING && Error != NO_ERROR)
    CancelThreadpoolIo(L->Io);
}

// A part of the message was read: who knows whether that has a completion.
void good_part(struct Link *L) {
  ULONG Error;
  StartThreadpoolIo(L->Io);
  Error = HttpReceiveHttpRequest(L->File, 0, 0, L->Request, 64, NULL,
                                 &L->Overlapped);
  if (Error == ERROR_MORE_DATA)
    return;
  if (Error != ERROR_IO_PENDING && Error != NO_ERROR)
    CancelThreadpoolIo(L->Io);
}
