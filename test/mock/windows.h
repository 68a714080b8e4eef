//===- windows.h - The Windows API that the tests use ---------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declares what the tests use of the Windows headers, for C and C++ and for any
// target, in a fraction of their size. Names, types and linkage are those of
// the real headers, on which the same tests run too. Give its folder with
// -isystem, as one gives theirs.
//
// One file: what it stands for is one, and a test that needs less of it does
// not pay for the rest.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_TEST_MOCK_WINDOWS_H
#define THREADPOOL_TIDY_TEST_MOCK_WINDOWS_H

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Dialect
//===----------------------------------------------------------------------===//

#ifdef _WIN32
#define WINBASEAPI __declspec(dllimport)
#define TP_MOCK_LONG long
#else
// Other targets have neither the calling convention nor imports and exports,
// and their long may have 64 bits.
#define __stdcall
#define __declspec(Attribute)
#define WINBASEAPI
#define TP_MOCK_LONG int
#endif

#define WINAPI __stdcall
#define CALLBACK __stdcall
#define NTAPI __stdcall
#define APIENTRY WINAPI
#define CONST const
#define VOID void
#define FORCEINLINE                                                            \
  extern __inline__ __attribute__((__always_inline__, __gnu_inline__))
#define UNREFERENCED_PARAMETER(Parameter) ((void)(Parameter))

#undef NULL
#ifdef __cplusplus
#define NULL __null
#else
#define NULL ((void *)0)
#endif
#define FALSE 0
#define TRUE 1

//===----------------------------------------------------------------------===//
// Basic types
//===----------------------------------------------------------------------===//

typedef char CHAR;
typedef short SHORT;
typedef TP_MOCK_LONG LONG, *PLONG, *LPLONG;
typedef long long LONGLONG, LONG64, INT64, *PLONGLONG;
typedef unsigned char BYTE, BOOLEAN;
typedef unsigned short WORD;
typedef unsigned int UINT;
typedef unsigned TP_MOCK_LONG DWORD, ULONG, *LPDWORD, *PULONG;
typedef unsigned long long ULONGLONG, DWORD64, UINT64, *PULONGLONG;
typedef int INT, BOOL, WINBOOL;
typedef __INTPTR_TYPE__ LONG_PTR, INT_PTR;
typedef __UINTPTR_TYPE__ ULONG_PTR, DWORD_PTR, UINT_PTR, SIZE_T;
#ifdef __cplusplus
typedef wchar_t WCHAR;
#else
typedef __WCHAR_TYPE__ WCHAR;
#endif
typedef const CHAR *LPCSTR;
typedef const WCHAR *LPCWSTR;
typedef void *PVOID, *LPVOID;
typedef const void *LPCVOID;
typedef PVOID HANDLE, *PHANDLE;
typedef HANDLE HGLOBAL, HLOCAL;
typedef struct HINSTANCE__ {
  int unused;
} *HINSTANCE;
typedef HINSTANCE HMODULE;

typedef struct _FILETIME {
  DWORD dwLowDateTime;
  DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

typedef union _LARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    LONG HighPart;
  };
  struct {
    DWORD LowPart;
    LONG HighPart;
  } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef union _ULARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    DWORD HighPart;
  };
  struct {
    DWORD LowPart;
    DWORD HighPart;
  } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;

typedef struct _SYSTEMTIME {
  WORD wYear;
  WORD wMonth;
  WORD wDayOfWeek;
  WORD wDay;
  WORD wHour;
  WORD wMinute;
  WORD wSecond;
  WORD wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  WINBOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

typedef struct _OVERLAPPED {
  ULONG_PTR Internal;
  ULONG_PTR InternalHigh;
  __extension__ union {
    __extension__ struct {
      DWORD Offset;
      DWORD OffsetHigh;
    };
    PVOID Pointer;
  };
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

typedef struct _RTL_CRITICAL_SECTION_DEBUG *PRTL_CRITICAL_SECTION_DEBUG;

typedef struct _RTL_CRITICAL_SECTION {
  PRTL_CRITICAL_SECTION_DEBUG DebugInfo;
  LONG LockCount;
  LONG RecursionCount;
  HANDLE OwningThread;
  HANDLE LockSemaphore;
  ULONG_PTR SpinCount;
} RTL_CRITICAL_SECTION, *PRTL_CRITICAL_SECTION;
typedef RTL_CRITICAL_SECTION CRITICAL_SECTION;
typedef PRTL_CRITICAL_SECTION PCRITICAL_SECTION, LPCRITICAL_SECTION;

typedef struct _RTL_SRWLOCK {
  PVOID Ptr;
} RTL_SRWLOCK, *PRTL_SRWLOCK;
typedef RTL_SRWLOCK SRWLOCK, *PSRWLOCK;
#define SRWLOCK_INIT {0}

typedef struct _RTL_CONDITION_VARIABLE {
  PVOID Ptr;
} RTL_CONDITION_VARIABLE, *PRTL_CONDITION_VARIABLE;
typedef RTL_CONDITION_VARIABLE CONDITION_VARIABLE, *PCONDITION_VARIABLE;
#define CONDITION_VARIABLE_INIT {0}

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR) - 1)
#define INFINITE 0xffffffff
#define WAIT_OBJECT_0 ((DWORD)0)
#define WAIT_ABANDONED ((DWORD)0x80)
#define WAIT_TIMEOUT ((LONG)258)
#define WAIT_FAILED ((DWORD)0xffffffff)
#define ERROR_SUCCESS ((LONG)0)
#define ERROR_ACCESS_DENIED ((LONG)5)
#define ERROR_MORE_DATA ((LONG)234)
#define ERROR_PIPE_CONNECTED ((LONG)535)
#define ERROR_IO_PENDING ((LONG)997)
#define ERROR_NOT_FOUND ((LONG)1168)

//===----------------------------------------------------------------------===//
// Thread pool
//===----------------------------------------------------------------------===//

typedef DWORD TP_VERSION, *PTP_VERSION;
typedef DWORD TP_WAIT_RESULT;
typedef struct _TP_CALLBACK_INSTANCE TP_CALLBACK_INSTANCE,
    *PTP_CALLBACK_INSTANCE;
typedef struct _TP_POOL TP_POOL, *PTP_POOL;
typedef struct _TP_CLEANUP_GROUP TP_CLEANUP_GROUP, *PTP_CLEANUP_GROUP;
typedef struct _TP_WORK TP_WORK, *PTP_WORK;
typedef struct _TP_TIMER TP_TIMER, *PTP_TIMER;
typedef struct _TP_WAIT TP_WAIT, *PTP_WAIT;
typedef struct _TP_IO TP_IO, *PTP_IO;

typedef VOID(NTAPI *PTP_SIMPLE_CALLBACK)(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context);
typedef VOID(NTAPI *PTP_WORK_CALLBACK)(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work);
typedef VOID(NTAPI *PTP_TIMER_CALLBACK)(PTP_CALLBACK_INSTANCE Instance,
                                        PVOID Context, PTP_TIMER Timer);
typedef VOID(NTAPI *PTP_WAIT_CALLBACK)(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WAIT Wait,
                                       TP_WAIT_RESULT WaitResult);
typedef VOID(WINAPI *PTP_WIN32_IO_CALLBACK)(PTP_CALLBACK_INSTANCE Instance,
                                            PVOID Context, PVOID Overlapped,
                                            ULONG IoResult,
                                            ULONG_PTR NumberOfBytesTransferred,
                                            PTP_IO Io);
typedef VOID(NTAPI *PTP_CLEANUP_GROUP_CANCEL_CALLBACK)(PVOID ObjectContext,
                                                       PVOID CleanupContext);

typedef struct _TP_POOL_STACK_INFORMATION {
  SIZE_T StackReserve;
  SIZE_T StackCommit;
} TP_POOL_STACK_INFORMATION, *PTP_POOL_STACK_INFORMATION;

typedef enum _TP_CALLBACK_PRIORITY {
  TP_CALLBACK_PRIORITY_HIGH,
  TP_CALLBACK_PRIORITY_NORMAL,
  TP_CALLBACK_PRIORITY_LOW,
  TP_CALLBACK_PRIORITY_INVALID,
  TP_CALLBACK_PRIORITY_COUNT = TP_CALLBACK_PRIORITY_INVALID
} TP_CALLBACK_PRIORITY;

typedef struct _TP_CALLBACK_ENVIRON_V3 {
  TP_VERSION Version;
  PTP_POOL Pool;
  PTP_CLEANUP_GROUP CleanupGroup;
  PTP_CLEANUP_GROUP_CANCEL_CALLBACK CleanupGroupCancelCallback;
  PVOID RaceDll;
  struct _ACTIVATION_CONTEXT *ActivationContext;
  PTP_SIMPLE_CALLBACK FinalizationCallback;
  union {
    DWORD Flags;
    struct {
      DWORD LongFunction : 1;
      DWORD Persistent : 1;
      DWORD Private : 30;
    } s;
  } u;
  TP_CALLBACK_PRIORITY CallbackPriority;
  DWORD Size;
} TP_CALLBACK_ENVIRON_V3;
typedef TP_CALLBACK_ENVIRON_V3 TP_CALLBACK_ENVIRON, *PTP_CALLBACK_ENVIRON;

WINBASEAPI PTP_WAIT WINAPI CreateThreadpoolWait(PTP_WAIT_CALLBACK Callback,
                                                PVOID Context,
                                                PTP_CALLBACK_ENVIRON Environ);
WINBASEAPI VOID WINAPI SetThreadpoolWait(PTP_WAIT Wait, HANDLE Object,
                                         PFILETIME Timeout);
WINBASEAPI WINBOOL WINAPI SetThreadpoolWaitEx(PTP_WAIT Wait, HANDLE Object,
                                              PFILETIME Timeout,
                                              PVOID Reserved);
WINBASEAPI VOID WINAPI WaitForThreadpoolWaitCallbacks(PTP_WAIT Wait,
                                                      WINBOOL CancelPending);
WINBASEAPI VOID WINAPI CloseThreadpoolWait(PTP_WAIT Wait);

WINBASEAPI PTP_TIMER WINAPI CreateThreadpoolTimer(PTP_TIMER_CALLBACK Callback,
                                                  PVOID Context,
                                                  PTP_CALLBACK_ENVIRON Environ);
WINBASEAPI VOID WINAPI SetThreadpoolTimer(PTP_TIMER Timer, PFILETIME DueTime,
                                          DWORD Period, DWORD WindowLength);
WINBASEAPI WINBOOL WINAPI SetThreadpoolTimerEx(PTP_TIMER Timer,
                                               PFILETIME DueTime, DWORD Period,
                                               DWORD WindowLength);
WINBASEAPI WINBOOL WINAPI IsThreadpoolTimerSet(PTP_TIMER Timer);
WINBASEAPI VOID WINAPI WaitForThreadpoolTimerCallbacks(PTP_TIMER Timer,
                                                       WINBOOL CancelPending);
WINBASEAPI VOID WINAPI CloseThreadpoolTimer(PTP_TIMER Timer);

WINBASEAPI PTP_WORK WINAPI CreateThreadpoolWork(PTP_WORK_CALLBACK Callback,
                                                PVOID Context,
                                                PTP_CALLBACK_ENVIRON Environ);
WINBASEAPI VOID WINAPI SubmitThreadpoolWork(PTP_WORK Work);
WINBASEAPI VOID WINAPI WaitForThreadpoolWorkCallbacks(PTP_WORK Work,
                                                      WINBOOL CancelPending);
WINBASEAPI VOID WINAPI CloseThreadpoolWork(PTP_WORK Work);
WINBASEAPI WINBOOL WINAPI TrySubmitThreadpoolCallback(
    PTP_SIMPLE_CALLBACK Callback, PVOID Context, PTP_CALLBACK_ENVIRON Environ);

WINBASEAPI PTP_IO WINAPI CreateThreadpoolIo(HANDLE File,
                                            PTP_WIN32_IO_CALLBACK Callback,
                                            PVOID Context,
                                            PTP_CALLBACK_ENVIRON Environ);
WINBASEAPI VOID WINAPI StartThreadpoolIo(PTP_IO Io);
WINBASEAPI VOID WINAPI CancelThreadpoolIo(PTP_IO Io);
WINBASEAPI VOID WINAPI WaitForThreadpoolIoCallbacks(PTP_IO Io,
                                                    WINBOOL CancelPending);
WINBASEAPI VOID WINAPI CloseThreadpoolIo(PTP_IO Io);

WINBASEAPI PTP_CLEANUP_GROUP WINAPI CreateThreadpoolCleanupGroup(VOID);
WINBASEAPI VOID WINAPI CloseThreadpoolCleanupGroupMembers(
    PTP_CLEANUP_GROUP Group, WINBOOL CancelPending, PVOID CleanupContext);
WINBASEAPI VOID WINAPI CloseThreadpoolCleanupGroup(PTP_CLEANUP_GROUP Group);

WINBASEAPI PTP_POOL WINAPI CreateThreadpool(PVOID Reserved);
WINBASEAPI VOID WINAPI SetThreadpoolThreadMaximum(PTP_POOL Pool, DWORD Most);
WINBASEAPI WINBOOL WINAPI SetThreadpoolThreadMinimum(PTP_POOL Pool,
                                                     DWORD Least);
WINBASEAPI WINBOOL WINAPI SetThreadpoolStackInformation(
    PTP_POOL Pool, PTP_POOL_STACK_INFORMATION Information);
WINBASEAPI WINBOOL WINAPI QueryThreadpoolStackInformation(
    PTP_POOL Pool, PTP_POOL_STACK_INFORMATION Information);
WINBASEAPI VOID WINAPI CloseThreadpool(PTP_POOL Pool);

WINBASEAPI WINBOOL WINAPI CallbackMayRunLong(PTP_CALLBACK_INSTANCE Instance);
WINBASEAPI VOID WINAPI
DisassociateCurrentThreadFromCallback(PTP_CALLBACK_INSTANCE Instance);
WINBASEAPI VOID WINAPI
SetEventWhenCallbackReturns(PTP_CALLBACK_INSTANCE Instance, HANDLE Event);
WINBASEAPI VOID WINAPI ReleaseSemaphoreWhenCallbackReturns(
    PTP_CALLBACK_INSTANCE Instance, HANDLE Semaphore, DWORD Count);
WINBASEAPI VOID WINAPI
ReleaseMutexWhenCallbackReturns(PTP_CALLBACK_INSTANCE Instance, HANDLE Mutex);
WINBASEAPI VOID WINAPI LeaveCriticalSectionWhenCallbackReturns(
    PTP_CALLBACK_INSTANCE Instance, PCRITICAL_SECTION Section);
WINBASEAPI VOID WINAPI
FreeLibraryWhenCallbackReturns(PTP_CALLBACK_INSTANCE Instance, HMODULE Module);

FORCEINLINE VOID InitializeThreadpoolEnvironment(PTP_CALLBACK_ENVIRON Environ) {
  Environ->Version = 3;
  Environ->Pool = NULL;
  Environ->CleanupGroup = NULL;
  Environ->CleanupGroupCancelCallback = NULL;
  Environ->RaceDll = NULL;
  Environ->ActivationContext = NULL;
  Environ->FinalizationCallback = NULL;
  Environ->u.Flags = 0;
  Environ->CallbackPriority = TP_CALLBACK_PRIORITY_NORMAL;
  Environ->Size = sizeof(TP_CALLBACK_ENVIRON);
}

FORCEINLINE VOID SetThreadpoolCallbackPool(PTP_CALLBACK_ENVIRON Environ,
                                           PTP_POOL Pool) {
  Environ->Pool = Pool;
}

FORCEINLINE VOID SetThreadpoolCallbackCleanupGroup(
    PTP_CALLBACK_ENVIRON Environ, PTP_CLEANUP_GROUP Group,
    PTP_CLEANUP_GROUP_CANCEL_CALLBACK Callback) {
  Environ->CleanupGroup = Group;
  Environ->CleanupGroupCancelCallback = Callback;
}

FORCEINLINE VOID SetThreadpoolCallbackRunsLong(PTP_CALLBACK_ENVIRON Environ) {
  Environ->u.s.LongFunction = 1;
}

FORCEINLINE VOID SetThreadpoolCallbackLibrary(PTP_CALLBACK_ENVIRON Environ,
                                              PVOID Module) {
  Environ->RaceDll = Module;
}

FORCEINLINE VOID SetThreadpoolCallbackPriority(PTP_CALLBACK_ENVIRON Environ,
                                               TP_CALLBACK_PRIORITY Priority) {
  Environ->CallbackPriority = Priority;
}

FORCEINLINE VOID DestroyThreadpoolEnvironment(PTP_CALLBACK_ENVIRON Environ) {
  UNREFERENCED_PARAMETER(Environ);
}

//===----------------------------------------------------------------------===//
// The legacy pool
//===----------------------------------------------------------------------===//

typedef VOID(NTAPI *WAITORTIMERCALLBACKFUNC)(PVOID, BOOLEAN);
typedef WAITORTIMERCALLBACKFUNC WAITORTIMERCALLBACK;
typedef DWORD(WINAPI *LPTHREAD_START_ROUTINE)(LPVOID Parameter);
typedef VOID(WINAPI *LPOVERLAPPED_COMPLETION_ROUTINE)(DWORD Error, DWORD Bytes,
                                                      LPOVERLAPPED Overlapped);

#define WT_EXECUTEDEFAULT 0x00000000
#define WT_EXECUTEINIOTHREAD 0x00000001
#define WT_EXECUTEINWAITTHREAD 0x00000004
#define WT_EXECUTEONLYONCE 0x00000008
#define WT_EXECUTELONGFUNCTION 0x00000010
#define WT_EXECUTEINTIMERTHREAD 0x00000020
#define WT_EXECUTEINPERSISTENTTHREAD 0x00000080
#define WT_TRANSFER_IMPERSONATION 0x00000100

WINBASEAPI WINBOOL WINAPI RegisterWaitForSingleObject(
    PHANDLE NewWaitObject, HANDLE Object, WAITORTIMERCALLBACK Callback,
    PVOID Context, ULONG Milliseconds, ULONG Flags);
WINBASEAPI WINBOOL WINAPI UnregisterWait(HANDLE WaitHandle);
WINBASEAPI WINBOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle,
                                           HANDLE CompletionEvent);
WINBASEAPI HANDLE WINAPI CreateTimerQueue(VOID);
WINBASEAPI WINBOOL WINAPI DeleteTimerQueue(HANDLE TimerQueue);
WINBASEAPI WINBOOL WINAPI DeleteTimerQueueEx(HANDLE TimerQueue,
                                             HANDLE CompletionEvent);
WINBASEAPI WINBOOL WINAPI CreateTimerQueueTimer(PHANDLE NewTimer,
                                                HANDLE TimerQueue,
                                                WAITORTIMERCALLBACK Callback,
                                                PVOID Parameter, DWORD DueTime,
                                                DWORD Period, ULONG Flags);
WINBASEAPI WINBOOL WINAPI ChangeTimerQueueTimer(HANDLE TimerQueue, HANDLE Timer,
                                                ULONG DueTime, ULONG Period);
WINBASEAPI WINBOOL WINAPI DeleteTimerQueueTimer(HANDLE TimerQueue, HANDLE Timer,
                                                HANDLE CompletionEvent);
WINBASEAPI WINBOOL WINAPI QueueUserWorkItem(LPTHREAD_START_ROUTINE Function,
                                            PVOID Context, ULONG Flags);
WINBASEAPI WINBOOL WINAPI BindIoCompletionCallback(
    HANDLE File, LPOVERLAPPED_COMPLETION_ROUTINE Function, ULONG Flags);

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

WINBASEAPI VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION Section);
WINBASEAPI WINBOOL WINAPI InitializeCriticalSectionAndSpinCount(
    LPCRITICAL_SECTION Section, DWORD SpinCount);
WINBASEAPI WINBOOL WINAPI InitializeCriticalSectionEx(
    LPCRITICAL_SECTION Section, DWORD SpinCount, DWORD Flags);
WINBASEAPI VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION Section);
WINBASEAPI WINBOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION Section);
WINBASEAPI VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION Section);
WINBASEAPI VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION Section);

WINBASEAPI VOID WINAPI InitializeSRWLock(PSRWLOCK Lock);
VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK Lock);
VOID WINAPI AcquireSRWLockShared(PSRWLOCK Lock);
WINBASEAPI BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK Lock);
WINBASEAPI BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK Lock);
VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK Lock);
VOID WINAPI ReleaseSRWLockShared(PSRWLOCK Lock);

WINBASEAPI VOID WINAPI
InitializeConditionVariable(PCONDITION_VARIABLE Variable);
WINBASEAPI VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE Variable);
WINBASEAPI WINBOOL WINAPI WaitOnAddress(volatile VOID *Address,
                                        PVOID CompareAddress,
                                        SIZE_T AddressSize, DWORD Milliseconds);
WINBASEAPI VOID WINAPI WakeByAddressSingle(PVOID Address);
WINBASEAPI WINBOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE Variable,
                                                   PCRITICAL_SECTION Section,
                                                   DWORD Milliseconds);
WINBASEAPI WINBOOL WINAPI
SleepConditionVariableSRW(PCONDITION_VARIABLE Variable, PSRWLOCK Lock,
                          DWORD Milliseconds, ULONG Flags);

//===----------------------------------------------------------------------===//
// Kernel objects
//===----------------------------------------------------------------------===//

WINBASEAPI HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES Attributes,
                                      WINBOOL ManualReset, WINBOOL InitialState,
                                      LPCSTR Name);
WINBASEAPI HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES Attributes,
                                      WINBOOL ManualReset, WINBOOL InitialState,
                                      LPCWSTR Name);
WINBASEAPI HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES Attributes,
                                        LPCSTR Name, DWORD Flags,
                                        DWORD DesiredAccess);
WINBASEAPI HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES Attributes,
                                        LPCWSTR Name, DWORD Flags,
                                        DWORD DesiredAccess);
WINBASEAPI HANDLE WINAPI OpenEventA(DWORD DesiredAccess, WINBOOL InheritHandle,
                                    LPCSTR Name);
WINBASEAPI HANDLE WINAPI OpenEventW(DWORD DesiredAccess, WINBOOL InheritHandle,
                                    LPCWSTR Name);
WINBASEAPI WINBOOL WINAPI SetEvent(HANDLE Event);
WINBASEAPI WINBOOL WINAPI ResetEvent(HANDLE Event);

WINBASEAPI HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES Attributes,
                                      WINBOOL InitialOwner, LPCSTR Name);
WINBASEAPI HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES Attributes,
                                      WINBOOL InitialOwner, LPCWSTR Name);
WINBASEAPI HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES Attributes,
                                        LPCSTR Name, DWORD Flags,
                                        DWORD DesiredAccess);
WINBASEAPI HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES Attributes,
                                        LPCWSTR Name, DWORD Flags,
                                        DWORD DesiredAccess);
WINBASEAPI HANDLE WINAPI OpenMutexA(DWORD DesiredAccess, WINBOOL InheritHandle,
                                    LPCSTR Name);
WINBASEAPI HANDLE WINAPI OpenMutexW(DWORD DesiredAccess, WINBOOL InheritHandle,
                                    LPCWSTR Name);
WINBASEAPI WINBOOL WINAPI ReleaseMutex(HANDLE Mutex);

WINBASEAPI HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES Attributes,
                                          LONG InitialCount, LONG MaximumCount,
                                          LPCSTR Name);
WINBASEAPI HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES Attributes,
                                          LONG InitialCount, LONG MaximumCount,
                                          LPCWSTR Name);
WINBASEAPI WINBOOL WINAPI ReleaseSemaphore(HANDLE Semaphore, LONG ReleaseCount,
                                           LPLONG PreviousCount);

WINBASEAPI DWORD WINAPI WaitForSingleObject(HANDLE Handle, DWORD Milliseconds);
WINBASEAPI DWORD WINAPI WaitForSingleObjectEx(HANDLE Handle, DWORD Milliseconds,
                                              WINBOOL Alertable);
WINBASEAPI WINBOOL WINAPI CloseHandle(HANDLE Object);

#define MUTEX_ALL_ACCESS ((LONG)0x1F0001)
#define EVENT_ALL_ACCESS ((LONG)0x1F0003)
#define SYNCHRONIZE ((LONG)0x00100000)

#ifdef UNICODE
#define CreateEvent CreateEventW
#define CreateEventEx CreateEventExW
#define OpenEvent OpenEventW
#define CreateMutex CreateMutexW
#define CreateMutexEx CreateMutexExW
#define OpenMutex OpenMutexW
#define CreateSemaphore CreateSemaphoreW
#define CreateFile CreateFileW
#define GetModuleHandle GetModuleHandleW
#else
#define CreateEvent CreateEventA
#define CreateEventEx CreateEventExA
#define OpenEvent OpenEventA
#define CreateMutex CreateMutexA
#define CreateMutexEx CreateMutexExA
#define OpenMutex OpenMutexA
#define CreateSemaphore CreateSemaphoreA
#define CreateFile CreateFileA
#define GetModuleHandle GetModuleHandleA
#endif

//===----------------------------------------------------------------------===//
// Files and I/O
//===----------------------------------------------------------------------===//

#define GENERIC_READ ((DWORD)0x80000000)
#define GENERIC_WRITE ((LONG)0x40000000)
#define FILE_SHARE_READ 0x00000001
#define OPEN_EXISTING 3
#define FILE_FLAG_OVERLAPPED 0x40000000

WINBASEAPI HANDLE WINAPI CreateFileA(LPCSTR FileName, DWORD DesiredAccess,
                                     DWORD ShareMode,
                                     LPSECURITY_ATTRIBUTES Attributes,
                                     DWORD CreationDisposition, DWORD Flags,
                                     HANDLE TemplateFile);
WINBASEAPI HANDLE WINAPI CreateFileW(LPCWSTR FileName, DWORD DesiredAccess,
                                     DWORD ShareMode,
                                     LPSECURITY_ATTRIBUTES Attributes,
                                     DWORD CreationDisposition, DWORD Flags,
                                     HANDLE TemplateFile);
WINBASEAPI WINBOOL WINAPI ReadFile(HANDLE File, LPVOID Buffer,
                                   DWORD BytesToRead, LPDWORD BytesRead,
                                   LPOVERLAPPED Overlapped);
WINBASEAPI WINBOOL WINAPI WriteFile(HANDLE File, LPCVOID Buffer,
                                    DWORD BytesToWrite, LPDWORD BytesWritten,
                                    LPOVERLAPPED Overlapped);
WINBASEAPI WINBOOL WINAPI GetOverlappedResult(HANDLE File,
                                              LPOVERLAPPED Overlapped,
                                              LPDWORD BytesTransferred,
                                              WINBOOL Wait);
#define FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 0x1
#define FILE_NOTIFY_CHANGE_FILE_NAME 0x00000001

WINBASEAPI WINBOOL WINAPI SetFileCompletionNotificationModes(HANDLE File,
                                                             BYTE Flags);
WINBASEAPI WINBOOL WINAPI ReadDirectoryChangesW(
    HANDLE Directory, LPVOID Buffer, DWORD Length, WINBOOL WatchSubtree,
    DWORD NotifyFilter, LPDWORD BytesReturned, LPOVERLAPPED Overlapped,
    LPOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
WINBASEAPI WINBOOL WINAPI DeviceIoControl(HANDLE Device, DWORD IoControlCode,
                                          LPVOID InBuffer, DWORD InSize,
                                          LPVOID OutBuffer, DWORD OutSize,
                                          LPDWORD BytesReturned,
                                          LPOVERLAPPED Overlapped);
#define PIPE_ACCESS_DUPLEX 0x00000003
#define PIPE_UNLIMITED_INSTANCES 255
WINBASEAPI HANDLE WINAPI CreateNamedPipeW(LPCWSTR Name, DWORD OpenMode,
                                          DWORD PipeMode, DWORD MaxInstances,
                                          DWORD OutBufferSize,
                                          DWORD InBufferSize,
                                          DWORD DefaultTimeOut,
                                          LPSECURITY_ATTRIBUTES Attributes);
WINBASEAPI WINBOOL WINAPI ConnectNamedPipe(HANDLE Pipe,
                                           LPOVERLAPPED Overlapped);
#define NMPWAIT_WAIT_FOREVER 0xffffffff
#define NMPWAIT_USE_DEFAULT_WAIT 0x00000000
WINBASEAPI WINBOOL WINAPI WaitNamedPipeW(LPCWSTR Name, DWORD TimeOut);
WINBASEAPI WINBOOL WINAPI CancelSynchronousIo(HANDLE Thread);

#define THREAD_TERMINATE 0x0001
#define DUPLICATE_SAME_ACCESS 0x00000002

WINBASEAPI HANDLE WINAPI OpenThread(DWORD DesiredAccess, WINBOOL InheritHandle,
                                    DWORD ThreadId);
WINBASEAPI WINBOOL WINAPI DuplicateHandle(HANDLE SourceProcess, HANDLE Source,
                                          HANDLE TargetProcess, HANDLE *Target,
                                          DWORD DesiredAccess,
                                          WINBOOL InheritHandle, DWORD Options);
WINBASEAPI WINBOOL WINAPI CancelIo(HANDLE File);
WINBASEAPI WINBOOL WINAPI CancelIoEx(HANDLE File, LPOVERLAPPED Overlapped);

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

#define HEAP_ZERO_MEMORY 0x00000008
#define LMEM_FIXED 0x0
#define GMEM_FIXED 0x0
#define MEM_COMMIT 0x1000
#define MEM_RELEASE 0x8000
#define PAGE_READWRITE 0x04

WINBASEAPI HANDLE WINAPI GetProcessHeap(VOID);
WINBASEAPI LPVOID WINAPI HeapAlloc(HANDLE Heap, DWORD Flags, SIZE_T Bytes);
WINBASEAPI WINBOOL WINAPI HeapFree(HANDLE Heap, DWORD Flags, LPVOID Memory);
WINBASEAPI HLOCAL WINAPI LocalAlloc(UINT Flags, SIZE_T Bytes);
WINBASEAPI HLOCAL WINAPI LocalFree(HLOCAL Memory);
WINBASEAPI HGLOBAL WINAPI GlobalAlloc(UINT Flags, SIZE_T Bytes);
WINBASEAPI HGLOBAL WINAPI GlobalFree(HGLOBAL Memory);
WINBASEAPI LPVOID WINAPI VirtualAlloc(LPVOID Address, SIZE_T Size, DWORD Type,
                                      DWORD Protect);
WINBASEAPI WINBOOL WINAPI VirtualFree(LPVOID Address, SIZE_T Size, DWORD Type);
WINBASEAPI LPVOID WINAPI CoTaskMemAlloc(SIZE_T Bytes);
WINBASEAPI void WINAPI CoTaskMemFree(LPVOID Memory);

//===----------------------------------------------------------------------===//
// Interlocked variables: macros for the compiler's own functions, as in the
// real headers.
//===----------------------------------------------------------------------===//

LONG _InterlockedExchange(LONG volatile *Target, LONG Value);
LONG _InterlockedExchangeAdd(LONG volatile *Addend, LONG Value);
LONG _InterlockedCompareExchange(LONG volatile *Destination, LONG Exchange,
                                 LONG Comparand);
LONG _InterlockedIncrement(LONG volatile *Addend);
LONG _InterlockedDecrement(LONG volatile *Addend);
LONG _InterlockedAnd(LONG volatile *Destination, LONG Value);
LONG _InterlockedOr(LONG volatile *Destination, LONG Value);
LONG _InterlockedXor(LONG volatile *Destination, LONG Value);
// Where they are built in, their 64-bit types depend on the target.
#if !__has_builtin(_InterlockedExchange64)
LONGLONG _InterlockedExchange64(LONGLONG volatile *Target, LONGLONG Value);
LONGLONG _InterlockedExchangeAdd64(LONGLONG volatile *Addend, LONGLONG Value);
LONGLONG _InterlockedCompareExchange64(LONGLONG volatile *Destination,
                                       LONGLONG Exchange, LONGLONG Comparand);
#endif
PVOID _InterlockedExchangePointer(PVOID volatile *Target, PVOID Value);
PVOID _InterlockedCompareExchangePointer(PVOID volatile *Destination,
                                         PVOID Exchange, PVOID Comparand);

#define InterlockedExchange _InterlockedExchange
#define InterlockedExchangeAdd _InterlockedExchangeAdd
#define InterlockedCompareExchange _InterlockedCompareExchange
#define InterlockedIncrement _InterlockedIncrement
#define InterlockedDecrement _InterlockedDecrement
#define InterlockedAnd _InterlockedAnd
#define InterlockedOr _InterlockedOr
#define InterlockedXor _InterlockedXor
#define InterlockedExchange64 _InterlockedExchange64
#define InterlockedExchangeAdd64 _InterlockedExchangeAdd64
#define InterlockedCompareExchange64 _InterlockedCompareExchange64
#define InterlockedExchangePointer _InterlockedExchangePointer
#define InterlockedCompareExchangePointer _InterlockedCompareExchangePointer

//===----------------------------------------------------------------------===//
// Modules, threads, time
//===----------------------------------------------------------------------===//

#define DLL_PROCESS_DETACH 0
#define DLL_PROCESS_ATTACH 1
#define DLL_THREAD_ATTACH 2
#define DLL_THREAD_DETACH 3
#define GET_MODULE_HANDLE_EX_FLAG_PIN (0x1)
#define GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT (0x2)
#define GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS (0x4)

WINBASEAPI HMODULE WINAPI GetModuleHandleA(LPCSTR ModuleName);
WINBASEAPI HMODULE WINAPI GetModuleHandleW(LPCWSTR ModuleName);
WINBASEAPI WINBOOL WINAPI GetModuleHandleExA(DWORD Flags, LPCSTR ModuleName,
                                             HMODULE *Module);
WINBASEAPI WINBOOL WINAPI GetModuleHandleExW(DWORD Flags, LPCWSTR ModuleName,
                                             HMODULE *Module);
WINBASEAPI DWORD WINAPI GetModuleFileNameW(HMODULE Module, WCHAR *Name,
                                           DWORD Size);
WINBASEAPI HMODULE WINAPI LoadLibraryW(LPCWSTR Name);
WINBASEAPI WINBOOL WINAPI FreeLibrary(HMODULE Module);
typedef INT_PTR(WINAPI *FARPROC)(void);
WINBASEAPI FARPROC WINAPI GetProcAddress(HMODULE Module, LPCSTR Name);
WINBASEAPI LPVOID WINAPI TlsGetValue(DWORD Index);
WINBASEAPI WINBOOL WINAPI TlsSetValue(DWORD Index, LPVOID Value);
WINBASEAPI WINBOOL WINAPI TlsFree(DWORD Index);
WINBASEAPI WINBOOL WINAPI FlsFree(DWORD Index);
WINBASEAPI WINBOOL WINAPI DisableThreadLibraryCalls(HMODULE Module);

WINBASEAPI HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES Attributes,
                                      SIZE_T StackSize,
                                      LPTHREAD_START_ROUTINE Start,
                                      LPVOID Parameter, DWORD Flags,
                                      LPDWORD ThreadId);
WINBASEAPI DWORD WINAPI GetLastError(VOID);
WINBASEAPI HANDLE WINAPI GetCurrentProcess(VOID);
WINBASEAPI DWORD WINAPI GetCurrentThreadId(VOID);
WINBASEAPI HANDLE WINAPI GetCurrentThread(VOID);
WINBASEAPI VOID WINAPI Sleep(DWORD Milliseconds);
WINBASEAPI DWORD WINAPI SleepEx(DWORD Milliseconds, WINBOOL Alertable);
__attribute__((noreturn)) WINBASEAPI VOID WINAPI ExitThread(DWORD ExitCode);
__attribute__((noreturn)) WINBASEAPI VOID WINAPI
FreeLibraryAndExitThread(HMODULE Module, DWORD ExitCode);
WINBASEAPI WINBOOL WINAPI TerminateThread(HANDLE Thread, DWORD ExitCode);
typedef VOID(NTAPI *PAPCFUNC)(ULONG_PTR Parameter);
WINBASEAPI DWORD WINAPI QueueUserAPC(PAPCFUNC Function, HANDLE Thread,
                                     ULONG_PTR Data);
WINBASEAPI WINBOOL WINAPI TerminateProcess(HANDLE Process, UINT ExitCode);
WINBASEAPI DWORD WINAPI WaitForMultipleObjects(DWORD Count,
                                               CONST HANDLE *Handles,
                                               WINBOOL WaitAll,
                                               DWORD Milliseconds);
WINBASEAPI DWORD WINAPI WaitForMultipleObjectsEx(DWORD Count,
                                                 CONST HANDLE *Handles,
                                                 WINBOOL WaitAll,
                                                 DWORD Milliseconds,
                                                 WINBOOL Alertable);
WINBASEAPI DWORD WINAPI SignalObjectAndWait(HANDLE Signaled, HANDLE Waited,
                                            DWORD Milliseconds,
                                            WINBOOL Alertable);
#define MWMO_WAITALL 0x1
#define MWMO_ALERTABLE 0x2
#define QS_ALLINPUT 0x4ff
DWORD WINAPI MsgWaitForMultipleObjectsEx(DWORD Count, CONST HANDLE *Handles,
                                         DWORD Milliseconds, DWORD WakeMask,
                                         DWORD Flags);
WINBASEAPI WINBOOL WINAPI ReadFileEx(HANDLE File, LPVOID Buffer, DWORD Count,
                                     LPOVERLAPPED Overlapped,
                                     LPOVERLAPPED_COMPLETION_ROUTINE Routine);
WINBASEAPI WINBOOL WINAPI WriteFileEx(HANDLE File, LPCVOID Buffer, DWORD Count,
                                      LPOVERLAPPED Overlapped,
                                      LPOVERLAPPED_COMPLETION_ROUTINE Routine);
typedef VOID(CALLBACK *PTIMERAPCROUTINE)(LPVOID Parameter, DWORD Low,
                                         DWORD High);
WINBASEAPI WINBOOL WINAPI SetWaitableTimer(HANDLE Timer,
                                           CONST LARGE_INTEGER *DueTime,
                                           LONG Period,
                                           PTIMERAPCROUTINE Routine,
                                           LPVOID Parameter, WINBOOL Resume);
WINBASEAPI DWORD WINAPI GetTickCount(VOID);
WINBASEAPI ULONGLONG WINAPI GetTickCount64(VOID);
WINBASEAPI VOID WINAPI GetSystemTime(LPSYSTEMTIME SystemTime);
WINBASEAPI VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME FileTime);
WINBASEAPI WINBOOL WINAPI SystemTimeToFileTime(CONST SYSTEMTIME *SystemTime,
                                               LPFILETIME FileTime);

#define THREAD_PRIORITY_LOWEST (-2)
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_MODE_BACKGROUND_BEGIN 0x00010000
#define THREAD_MODE_BACKGROUND_END 0x00020000
#define MAXIMUM_PROCESSORS 64
typedef struct _GROUP_AFFINITY {
  ULONG_PTR Mask;
  WORD Group;
  WORD Reserved[3];
} GROUP_AFFINITY, *PGROUP_AFFINITY;
WINBASEAPI int WINAPI GetThreadPriority(HANDLE Thread);
WINBASEAPI WINBOOL WINAPI SetThreadPriority(HANDLE Thread, int Priority);
WINBASEAPI WINBOOL WINAPI SetThreadPriorityBoost(HANDLE Thread,
                                                 WINBOOL Disable);
WINBASEAPI DWORD_PTR WINAPI SetThreadAffinityMask(HANDLE Thread,
                                                  DWORD_PTR Mask);
WINBASEAPI WINBOOL WINAPI SetThreadGroupAffinity(HANDLE Thread,
                                                 CONST GROUP_AFFINITY *Affinity,
                                                 PGROUP_AFFINITY Previous);
WINBASEAPI DWORD WINAPI SetThreadIdealProcessor(HANDLE Thread, DWORD Processor);
WINBASEAPI WINBOOL WINAPI GetProcessAffinityMask(HANDLE Process,
                                                 DWORD_PTR *ProcessMask,
                                                 DWORD_PTR *SystemMask);

//===----------------------------------------------------------------------===//
// Impersonation and languages
//===----------------------------------------------------------------------===//

#define TOKEN_IMPERSONATE 0x0004
typedef enum _SECURITY_IMPERSONATION_LEVEL {
  SecurityAnonymous,
  SecurityIdentification,
  SecurityImpersonation,
  SecurityDelegation
} SECURITY_IMPERSONATION_LEVEL;
WINBASEAPI WINBOOL WINAPI ImpersonateLoggedOnUser(HANDLE Token);
WINBASEAPI WINBOOL WINAPI ImpersonateNamedPipeClient(HANDLE Pipe);
WINBASEAPI WINBOOL WINAPI ImpersonateSelf(SECURITY_IMPERSONATION_LEVEL Level);
WINBASEAPI WINBOOL WINAPI RevertToSelf(VOID);
WINBASEAPI WINBOOL WINAPI SetThreadToken(PHANDLE Thread, HANDLE Token);
WINBASEAPI WINBOOL WINAPI OpenThreadToken(HANDLE Thread, DWORD Access,
                                          WINBOOL AsSelf, PHANDLE Token);

typedef DWORD LCID;
typedef WORD LANGID;
#define MUI_LANGUAGE_NAME 0x8
#define LOCALE_USER_DEFAULT 0x400
WINBASEAPI WINBOOL WINAPI SetThreadPreferredUILanguages(DWORD Flags,
                                                        LPCWSTR Languages,
                                                        PULONG Count);
WINBASEAPI LANGID WINAPI SetThreadUILanguage(LANGID Language);
WINBASEAPI LCID WINAPI GetThreadLocale(VOID);
WINBASEAPI WINBOOL WINAPI SetThreadLocale(LCID Locale);

//===----------------------------------------------------------------------===//
// COM and the registry
//===----------------------------------------------------------------------===//

typedef TP_MOCK_LONG HRESULT;
typedef enum tagCOINIT {
  COINIT_APARTMENTTHREADED = 0x2,
  COINIT_MULTITHREADED = 0x0,
  COINIT_DISABLE_OLE1DDE = 0x4,
  COINIT_SPEED_OVER_MEMORY = 0x8
} COINIT;
HRESULT WINAPI CoInitialize(LPVOID Reserved);
HRESULT WINAPI CoInitializeEx(LPVOID Reserved, DWORD Flags);
VOID WINAPI CoUninitialize(VOID);
HRESULT WINAPI CoImpersonateClient(VOID);
HRESULT WINAPI CoRevertToSelf(VOID);
#define S_OK ((HRESULT)0)
#define S_FALSE ((HRESULT)1)
#define RPC_E_CHANGED_MODE ((HRESULT)0x80010106)
#define SUCCEEDED(Result) (((HRESULT)(Result)) >= 0)
#define FAILED(Result) (((HRESULT)(Result)) < 0)
HRESULT WINAPI OleInitialize(LPVOID Reserved);
VOID WINAPI OleUninitialize(VOID);

typedef struct HKEY__ *HKEY;
#define REG_NOTIFY_CHANGE_LAST_SET 0x4
#define REG_NOTIFY_THREAD_AGNOSTIC 0x10000000
TP_MOCK_LONG WINAPI RegNotifyChangeKeyValue(HKEY Key, WINBOOL Subtree,
                                            DWORD Filter, HANDLE Event,
                                            WINBOOL Asynchronous);

#ifdef __cplusplus
}
#endif

#endif // THREADPOOL_TIDY_TEST_MOCK_WINDOWS_H
