/* Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The native API as far as programs use it that include nt.h, which comes with
 * no public SDK: what MinGW-w64 has of it under other names, and the commonest
 * macros and functions that it lacks. */

#ifndef THREADPOOL_TIDY_NT_H
#define THREADPOOL_TIDY_NT_H

#include <windows.h>
#include <winternl.h>

#include <ntdef.h>
#include <ntstatus.h>

#ifndef NT_SUCCESS
#define NT_SUCCESS(Status) ((Status) >= 0)
#endif
#ifndef NT_ASSERT
#define NT_ASSERT(Condition) ((void)0)
#endif
#ifndef ASSERT
#define ASSERT(Condition) ((void)0)
#endif

#ifndef MAXUCHAR
#define MAXUCHAR 0xff
#endif
#ifndef MAXUSHORT
#define MAXUSHORT 0xffff
#endif
#ifndef MAXULONG
#define MAXULONG 0xffffffff
#endif

#ifndef DPFLTR_ERROR_LEVEL
#define DPFLTR_ERROR_LEVEL 0
#define DPFLTR_WARNING_LEVEL 1
#define DPFLTR_TRACE_LEVEL 2
#define DPFLTR_INFO_LEVEL 3
#endif
#ifndef DPFLTR_DEFAULT_ID
#define DPFLTR_DEFAULT_ID 101
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _SECTION_INHERIT { ViewShare = 1, ViewUnmap = 2 } SECTION_INHERIT;

ULONG __cdecl DbgPrint(PCSTR Format, ...);
ULONG __cdecl DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...);

static inline void InitializeListHead(PLIST_ENTRY Head) {
  Head->Flink = Head->Blink = Head;
}

static inline BOOLEAN IsListEmpty(const LIST_ENTRY *Head) {
  return (BOOLEAN)(Head->Flink == Head);
}

static inline BOOLEAN RemoveEntryList(PLIST_ENTRY Entry) {
  PLIST_ENTRY Next = Entry->Flink;
  PLIST_ENTRY Previous = Entry->Blink;
  Previous->Flink = Next;
  Next->Blink = Previous;
  return (BOOLEAN)(Next == Previous);
}

static inline PLIST_ENTRY RemoveHeadList(PLIST_ENTRY Head) {
  PLIST_ENTRY Entry = Head->Flink;
  RemoveEntryList(Entry);
  return Entry;
}

static inline PLIST_ENTRY RemoveTailList(PLIST_ENTRY Head) {
  PLIST_ENTRY Entry = Head->Blink;
  RemoveEntryList(Entry);
  return Entry;
}

static inline void InsertHeadList(PLIST_ENTRY Head, PLIST_ENTRY Entry) {
  Entry->Flink = Head->Flink;
  Entry->Blink = Head;
  Head->Flink->Blink = Entry;
  Head->Flink = Entry;
}

static inline void InsertTailList(PLIST_ENTRY Head, PLIST_ENTRY Entry) {
  Entry->Flink = Head;
  Entry->Blink = Head->Blink;
  Head->Blink->Flink = Entry;
  Head->Blink = Entry;
}

#ifdef __cplusplus
}
#endif

#endif /* THREADPOOL_TIDY_NT_H */
