/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Stands in for the header of the user-mode driver framework: its handles, its
 * requests and its queues. Locks, timers and work items are left out: nothing
 * is known of a call that is not declared, but a declared one does nothing
 * that matters. */

#ifndef THREADPOOL_TIDY_WDF_H
#define THREADPOOL_TIDY_WDF_H

#include <threadpool-tidy-nt.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef HANDLE WDFOBJECT;
typedef struct WDFDRIVER__ *WDFDRIVER;
typedef struct WDFDEVICE__ *WDFDEVICE;
typedef struct WDFQUEUE__ *WDFQUEUE;
typedef struct WDFREQUEST__ *WDFREQUEST;
typedef struct WDFFILEOBJECT__ *WDFFILEOBJECT;
typedef struct WDFMEMORY__ *WDFMEMORY;
typedef struct WDFDEVICE_INIT *PWDFDEVICE_INIT;

#define WDF_NO_HANDLE NULL
#define WDF_NO_OBJECT_ATTRIBUTES NULL

typedef enum _WDF_EXECUTION_LEVEL {
  WdfExecutionLevelInvalid,
  WdfExecutionLevelInheritFromParent,
  WdfExecutionLevelPassive,
  WdfExecutionLevelDispatch
} WDF_EXECUTION_LEVEL;

typedef enum _WDF_SYNCHRONIZATION_SCOPE {
  WdfSynchronizationScopeInvalid,
  WdfSynchronizationScopeInheritFromParent,
  WdfSynchronizationScopeDevice,
  WdfSynchronizationScopeQueue,
  WdfSynchronizationScopeNone
} WDF_SYNCHRONIZATION_SCOPE;

typedef struct _WDF_OBJECT_ATTRIBUTES {
  ULONG Size;
  void (*EvtCleanupCallback)(WDFOBJECT Object);
  void (*EvtDestroyCallback)(WDFOBJECT Object);
  WDF_EXECUTION_LEVEL ExecutionLevel;
  WDF_SYNCHRONIZATION_SCOPE SynchronizationScope;
  WDFOBJECT ParentObject;
} WDF_OBJECT_ATTRIBUTES, *PWDF_OBJECT_ATTRIBUTES;

static inline void WDF_OBJECT_ATTRIBUTES_INIT(PWDF_OBJECT_ATTRIBUTES It) {
  ZeroMemory(It, sizeof(*It));
  It->Size = sizeof(*It);
}

typedef enum _WDF_IO_QUEUE_DISPATCH_TYPE {
  WdfIoQueueDispatchInvalid,
  WdfIoQueueDispatchSequential,
  WdfIoQueueDispatchParallel,
  WdfIoQueueDispatchManual
} WDF_IO_QUEUE_DISPATCH_TYPE;

typedef enum _WDF_IO_QUEUE_STATE {
  WdfIoQueueAcceptRequests = 1,
  WdfIoQueueDispatchRequests = 2,
  WdfIoQueueNoRequests = 4,
  WdfIoQueueDriverNoRequests = 8,
  WdfIoQueuePnpHeld = 16
} WDF_IO_QUEUE_STATE;

static inline BOOLEAN WDF_IO_QUEUE_READY(WDF_IO_QUEUE_STATE State) {
  const int Ready = WdfIoQueueAcceptRequests | WdfIoQueueDispatchRequests;
  return (BOOLEAN)((State & Ready) == Ready);
}

typedef struct _WDF_IO_QUEUE_CONFIG {
  ULONG Size;
  WDF_IO_QUEUE_DISPATCH_TYPE DispatchType;
  BOOLEAN DefaultQueue;
  void (*EvtIoDefault)(WDFQUEUE, WDFREQUEST);
  void (*EvtIoRead)(WDFQUEUE, WDFREQUEST, size_t Length);
  void (*EvtIoWrite)(WDFQUEUE, WDFREQUEST, size_t Length);
  void (*EvtIoDeviceControl)(WDFQUEUE, WDFREQUEST, size_t OutputLength,
                             size_t InputLength, ULONG Code);
  void (*EvtIoStop)(WDFQUEUE, WDFREQUEST, ULONG Flags);
} WDF_IO_QUEUE_CONFIG, *PWDF_IO_QUEUE_CONFIG;

static inline void
WDF_IO_QUEUE_CONFIG_INIT(PWDF_IO_QUEUE_CONFIG It,
                         WDF_IO_QUEUE_DISPATCH_TYPE DispatchType) {
  ZeroMemory(It, sizeof(*It));
  It->Size = sizeof(*It);
  It->DispatchType = DispatchType;
}

static inline void
WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(PWDF_IO_QUEUE_CONFIG It,
                                       WDF_IO_QUEUE_DISPATCH_TYPE Type) {
  WDF_IO_QUEUE_CONFIG_INIT(It, Type);
  It->DefaultQueue = TRUE;
}

NTSTATUS WdfIoQueueCreate(WDFDEVICE, PWDF_IO_QUEUE_CONFIG,
                          PWDF_OBJECT_ATTRIBUTES, WDFQUEUE *Queue);
WDFDEVICE WdfIoQueueGetDevice(WDFQUEUE);
WDF_IO_QUEUE_STATE WdfIoQueueGetState(WDFQUEUE, PULONG QueueRequests,
                                      PULONG DriverRequests);
void WdfIoQueueStart(WDFQUEUE);
NTSTATUS WdfIoQueueRetrieveNextRequest(WDFQUEUE, WDFREQUEST *Request);
NTSTATUS WdfRequestForwardToIoQueue(WDFREQUEST, WDFQUEUE);
void WdfRequestComplete(WDFREQUEST, NTSTATUS);
void WdfRequestCompleteWithInformation(WDFREQUEST, NTSTATUS,
                                       ULONG_PTR Information);
void WdfRequestSetInformation(WDFREQUEST, ULONG_PTR Information);
WDFQUEUE WdfRequestGetIoQueue(WDFREQUEST);
WDFFILEOBJECT WdfRequestGetFileObject(WDFREQUEST);
NTSTATUS WdfRequestRetrieveInputBuffer(WDFREQUEST, size_t MinimumLength,
                                       PVOID *Buffer, size_t *Length);
NTSTATUS WdfRequestRetrieveOutputBuffer(WDFREQUEST, size_t MinimumLength,
                                        PVOID *Buffer, size_t *Length);

#ifdef __cplusplus
}
#endif

#endif /* THREADPOOL_TIDY_WDF_H */
