//===- ThreadpoolApi.h - The API functions the checker knows --------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What ThreadpoolApi.def says about a function, found by its name. A name alone
// proves nothing: programs have members, functions and macros of their own with
// the same names. The caller looks up the name of a declaration that it knows
// to be a global one with C linkage.
//
// "Page" below is the function's page under
// https://learn.microsoft.com/windows/win32/api/, for instance
// threadpoolapiset/nf-threadpoolapiset-setthreadpoolwait.
//
//===----------------------------------------------------------------------===//

#ifndef THREADPOOL_TIDY_FACTS_THREADPOOLAPI_H
#define THREADPOOL_TIDY_FACTS_THREADPOOLAPI_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cassert>
#include <cstdint>

namespace threadpool::facts {

/// The part of Windows that a function belongs to.
enum class ApiFamily : std::uint8_t {
  /// The thread-pool API of Windows Vista and later: threadpoolapiset.h, and
  /// the inline environment functions of winbase.h.
  Win32,
  /// The thread-pool API before it: threadpoollegacyapiset.h and winbase.h.
  Legacy,
  /// Exports of ntdll.dll that do the same. Mostly undocumented.
  Native,
  /// Not the thread pool: locks, flags, handles and memory. A program that
  /// calls nothing else has nothing to check.
  Support,
};

/// What a function acts on.
enum class ApiObject : std::uint8_t {
  /// PTP_WAIT. Page createthreadpoolwait.
  Wait,
  /// PTP_TIMER. Page createthreadpooltimer.
  Timer,
  /// PTP_WORK. Page createthreadpoolwork.
  Work,
  /// PTP_IO. Page createthreadpoolio. For BindIo there is no object.
  Io,
  /// A callback without an object of its own. Pages trysubmitthreadpoolcallback
  /// and queueuserworkitem.
  Simple,
  /// PTP_CLEANUP_GROUP. Page createthreadpoolcleanupgroup.
  Group,
  /// PTP_CALLBACK_ENVIRON. Page winbase/initializethreadpoolenvironment.
  Environment,
  /// PTP_POOL. Page createthreadpool.
  Pool,
  /// PTP_CALLBACK_INSTANCE: the callback that is running. Page
  /// callbackmayrunlong.
  Instance,
  /// What RegisterWaitForSingleObject yields. Page
  /// winbase/registerwaitforsingleobject.
  Registration,
  /// Page threadpoollegacyapiset/createtimerqueue.
  TimerQueue,
  /// Page threadpoollegacyapiset/createtimerqueuetimer.
  TimerQueueTimer,
  /// CRITICAL_SECTION. Page synchapi/entercriticalsection.
  CriticalSection,
  /// SRWLOCK. Page synchapi/acquiresrwlockexclusive.
  SrwLock,
  /// The handle of a mutex. Page synchapi/createmutexw.
  Mutex,
  /// The handle of an event. Page synchapi/createeventw.
  Event,
  /// The handle of a thread. Page processthreadsapi/createthread.
  Thread,
  /// A handle of any kind. Page handleapi/closehandle.
  Handle,
  /// A loaded DLL. Page libloaderapi/freelibrary.
  Module,
  /// An index of thread-local storage. Page processthreadsapi/tlsalloc.
  Slot,
  /// Memory of any allocator.
  Memory,
  /// A variable that the Interlocked functions work on. Page
  /// winnt/interlockedexchange.
  Variable,
};

/// Whether the pool calls a callback for objects of \p Kind, which are created,
/// drained and closed alike.
constexpr bool isCallbackObject(ApiObject Kind) {
  return Kind == ApiObject::Wait || Kind == ApiObject::Timer ||
         Kind == ApiObject::Work || Kind == ApiObject::Io;
}

/// The flag WT_EXECUTEONLYONCE of registered waits and timers of the old API:
/// after one callback the pool waits no longer. Page
/// winbase/nf-winbase-registerwaitforsingleobject.
inline constexpr std::int64_t ExecuteOnlyOnce = 8;

/// WT_EXECUTELONGFUNCTION: the callback may wait for long.
inline constexpr std::int64_t ExecuteLongFunction = 0x10;

/// The flags of the old API that ask for a thread which stays, or may stay:
/// WT_EXECUTEINIOTHREAD, WT_EXECUTEINWAITTHREAD, WT_EXECUTEINTIMERTHREAD and
/// WT_EXECUTEINPERSISTENTTHREAD, beside one that is not documented. Page
/// threadpoollegacyapiset/nf-threadpoollegacyapiset-queueuserworkitem.
inline constexpr std::int64_t ExecuteInStayingThread =
    0x1 | 0x4 | 0x20 | 0x40 | 0x80;

/// What a function does with its object.
enum class ApiRole : std::uint8_t {
  /// Yields a new object; null or a failure status if there is none.
  Create,
  /// Arms or, if armingArgument() is null, cancels. Returns nothing. Pages
  /// setthreadpoolwait and setthreadpooltimer.
  Set,
  /// The same, and returns TRUE if it cancelled a callback that was set. Pages
  /// setthreadpoolwaitex and setthreadpooltimerex.
  SetResult,
  /// A new due time, which is a number: none of its values cancels. Page
  /// changetimerqueuetimer.
  Reschedule,
  /// Queues one callback. Pages submitthreadpoolwork,
  /// trysubmitthreadpoolcallback and queueuserworkitem.
  Submit,
  /// Announces one asynchronous operation. Page startthreadpoolio.
  StartIo,
  /// Takes one announcement back; cancels no I/O. Page cancelthreadpoolio.
  CancelIo,
  /// Routes the completions of a file to a callback; nothing can drain it.
  /// Page winbase/bindiocompletioncallback.
  BindIo,
  /// Waits for the object's queued and running callbacks, and first drops the
  /// queued ones if CancelPending is TRUE. Does not disarm. Page
  /// waitforthreadpoolwaitcallbacks and its like.
  Drain,
  /// Gives the object back without waiting for anything. Page
  /// closethreadpoolwait and its like.
  Close,
  /// Waits for every member of a group, as a drain, and closes it. Page
  /// closethreadpoolcleanupgroupmembers.
  GroupMembersClose,
  /// Ends a registration of the legacy API. Waits if CompletionEvent is
  /// INVALID_HANDLE_VALUE, and for nothing if it is NULL or absent. Pages
  /// unregisterwaitex and deletetimerqueuetimer.
  Unregister,
  /// Asks, and changes nothing. Page isthreadpooltimerset.
  Query,
  /// Makes the memory at Object a fresh environment or lock. Page
  /// winbase/initializethreadpoolenvironment.
  Initialize,
  /// Ends an environment. Page winbase/destroythreadpoolenvironment.
  Destroy,
  /// Objects made with this environment run in the pool Value. Page
  /// winbase/setthreadpoolcallbackpool.
  BindPool,
  /// Objects made with this environment join the group Value; Callback is
  /// called for each that the group cancels. Page
  /// winbase/setthreadpoolcallbackcleanupgroup.
  BindGroup,
  /// Callbacks of objects made with this environment run on threads that stay.
  /// Page winbase/setthreadpoolcallbackpersistent.
  Persist,
  /// The module Value stays loaded while callbacks are outstanding. Page
  /// winbase/setthreadpoolcallbacklibrary.
  BindLibrary,
  /// Callbacks may block for long. Pages winbase/setthreadpoolcallbackrunslong
  /// and callbackmayrunlong.
  RunsLong,
  /// Some other property, without a meaning for any rule.
  Configure,
  /// A drain no longer waits for this callback. Page
  /// disassociatecurrentthreadfromcallback.
  Disassociate,
  /// Done by the pool after the callback returned. Page
  /// seteventwhencallbackreturns.
  SetEventOnReturn,
  /// As above. Page releasesemaphorewhencallbackreturns.
  ReleaseSemaphoreOnReturn,
  /// As above. Page releasemutexwhencallbackreturns.
  ReleaseMutexOnReturn,
  /// As above; the lock is Value. Page leavecriticalsectionwhencallbackreturns.
  LeaveCriticalSectionOnReturn,
  /// As above; the module is Value. Page freelibrarywhencallbackreturns.
  FreeLibraryOnReturn,
  /// Enters a lock, alone. Page synchapi/entercriticalsection.
  Acquire,
  /// The same, if it is free; the result says whether it was.
  TryAcquire,
  /// Leaves a lock that was entered alone.
  Release,
  /// Enters a lock together with other readers. Page
  /// synchapi/acquiresrwlockshared.
  AcquireShared,
  /// The same, if no writer is inside; the result says whether it was done.
  TryAcquireShared,
  /// Leaves a lock that was entered with other readers.
  ReleaseShared,
  /// Signals an event. Page synchapi/setevent.
  Signal,
  /// Takes the signal back. Page synchapi/resetevent.
  Reset,
  /// Waits for a handle; DueTime in milliseconds, 0 to ask only. Page
  /// synchapi/waitforsingleobject.
  Block,
  /// The memory, handle, lock or module is gone afterwards.
  Free,
  /// Stores Value. Page winnt/interlockedexchange.
  AtomicExchange,
  /// Stores Value if the variable equals Comparand. Page
  /// winnt/interlockedcompareexchange.
  AtomicCompareExchange,
  /// Adds Value. Page winnt/interlockedexchangeadd.
  AtomicAdd,
  /// Adds 1. Page winnt/interlockedincrement.
  AtomicIncrement,
  /// Subtracts 1. Page winnt/interlockeddecrement.
  AtomicDecrement,
  /// Stores the bitwise and with Value. Page winnt/interlockedand.
  AtomicAnd,
  /// Stores the bitwise or with Value. Page winnt/interlockedor.
  AtomicOr,
  /// Stores the bitwise exclusive or with Value. Page winnt/interlockedxor.
  AtomicXor,
};

/// Where a thing stands in a call.
class ApiPlace {
public:
  /// Nowhere: the function has no such argument.
  constexpr ApiPlace() = default;
  /// Argument \p Index, counted from 0.
  constexpr ApiPlace(std::uint8_t Index) : Where(Kind::Argument), At(Index) {}
  /// What the argument \p Index points to.
  static constexpr ApiPlace out(std::uint8_t Index) {
    return ApiPlace(Kind::Out, Index);
  }
  /// The result of the call.
  static constexpr ApiPlace returned() { return ApiPlace(Kind::Returned, 0); }

  constexpr bool isPresent() const { return Where != Kind::Absent; }
  constexpr bool isArgument() const { return Where == Kind::Argument; }
  constexpr bool isOut() const { return Where == Kind::Out; }
  constexpr bool isReturned() const { return Where == Kind::Returned; }

  /// The position of the argument, or of the pointer to it.
  constexpr unsigned index() const {
    assert((isArgument() || isOut()) && "not in the argument list");
    return At;
  }

private:
  enum class Kind : std::uint8_t { Absent, Argument, Out, Returned };
  constexpr ApiPlace(Kind Where, std::uint8_t At) : Where(Where), At(At) {}

  Kind Where = Kind::Absent;
  std::uint8_t At = 0;
};

/// The arguments of a function by what they mean.
struct ApiArguments {
  /// What the function acts on, of the kind ApiFunction::Object.
  ApiPlace Object;
  /// The function that the pool will call.
  ApiPlace Callback;
  /// The pointer that the callback will get.
  ApiPlace Context;
  /// The PTP_CALLBACK_ENVIRON that a new object or callback is made with; NULL
  /// for the default pool, no group and no library.
  ApiPlace Environment;
  /// The waited handle, the file of an I/O object, or the event, semaphore or
  /// mutex to touch when a callback returns.
  ApiPlace Handle;
  /// When to fire: a pointer to a FILETIME in the Win32 API, to a
  /// LARGE_INTEGER in the native one, else milliseconds.
  ApiPlace DueTime;
  /// Milliseconds between callbacks; 0 to fire once.
  ApiPlace Period;
  /// Milliseconds that a timer may be late.
  ApiPlace Window;
  /// TRUE: drop what is queued.
  ApiPlace CancelPending;
  /// The event to signal at the end of an unregistration.
  ApiPlace CompletionEvent;
  /// The timer queue that a timer belongs to.
  ApiPlace Queue;
  /// WT_EXECUTE... flags.
  ApiPlace Flags;
  /// What is stored, bound or set; see the role.
  ApiPlace Value;
  /// The lowest bit: the event stays signaled until it is reset.
  ApiPlace ManualReset;
  /// What the variable is compared with.
  ApiPlace Comparand;
};

/// One row of ThreadpoolApi.def.
struct ApiFunction {
  llvm::StringLiteral Name;
  ApiFamily Family;
  ApiObject Object;
  ApiRole Role;
  ApiArguments Args;

  /// Whether it arms or cancels a wait or timer.
  constexpr bool isSet() const {
    return Role == ApiRole::Set || Role == ApiRole::SetResult;
  }
  /// The argument of Set and SetResult that is null in a cancel and not null
  /// in an arm: the handle of a wait, the due time of a timer.
  constexpr ApiPlace armingArgument() const {
    return Object == ApiObject::Wait ? Args.Handle : Args.DueTime;
  }
};

/// All rows, sorted by name.
llvm::ArrayRef<ApiFunction> apiFunctions();

/// The row of the function called \p Name, or null. Callable from any thread.
const ApiFunction *lookupApi(llvm::StringRef Name);

/// Whether \p Text, of a source file, has the name of something of the thread
/// pool, be it in a comment.
bool namesThreadpool(llvm::StringRef Text);

/// The first function of \p Family that plays \p Role for \p Object, or null.
const ApiFunction *findApi(ApiFamily Family, ApiObject Object, ApiRole Role);

} // namespace threadpool::facts

#endif // THREADPOOL_TIDY_FACTS_THREADPOOLAPI_H
