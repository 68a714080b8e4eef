// RUN: %check_rule "*" %s
//
// Routines that wait for callbacks and leave the object open: wrong by
// themselves only where they wait for ever or free what a callback uses.

#include <stdlib.h>
#include <windows.h>

//===--- A work object that is flushed ------------------------------------===//

class Session {
public:
  bool start() {
    InitializeCriticalSection(&Lock);
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }

  void bad_flush_in_the_lock() {
    EnterCriticalSection(&Lock);
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Session::bad_flush_in_the_lock' waits for the callbacks of 'Work' under a lock that 'Session::onWork' takes [threadpool-lock-held-wait]
    Sent = 0;
    LeaveCriticalSection(&Lock);
  }

  void good_flush() {
    EnterCriticalSection(&Lock);
    Sent = 0;
    LeaveCriticalSection(&Lock);
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  }

  ~Session() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    DeleteCriticalSection(&Lock);
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Session *>(Context);
    EnterCriticalSection(&Self->Lock);
    ++Self->Sent;
    LeaveCriticalSection(&Self->Lock);
  }

  CRITICAL_SECTION Lock;
  PTP_WORK Work = nullptr;
  int Sent = 0;
};

//===--- Only where it is in use ------------------------------------------===//

enum class State { Stopped, Running };

class Feed {
public:
  bool start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (!Work)
      return false;
    Now = State::Running;
    SubmitThreadpoolWork(Work);
    return true;
  }

  void bad_wait_while_it_runs() {
    AcquireSRWLockExclusive(&Lock);
    if (Now == State::Running)
      WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Feed::bad_wait_while_it_runs' waits for the callbacks of 'Work' under a lock that 'Feed::onWork' takes [threadpool-lock-held-wait]
    ReleaseSRWLockExclusive(&Lock);
  }

  ~Feed() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Feed *>(Context);
    AcquireSRWLockExclusive(&Self->Lock);
    Self->Now = State::Stopped;
    ReleaseSRWLockExclusive(&Self->Lock);
  }

  SRWLOCK Lock = SRWLOCK_INIT;
  PTP_WORK Work = nullptr;
  State Now = State::Stopped;
};

//===--- Memory that the callback uses ------------------------------------===//

class Meter {
public:
  bool start(FILETIME *Due) {
    Last = static_cast<LONG *>(calloc(1, sizeof(LONG)));
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (!Timer)
      return false;
    SetThreadpoolTimer(Timer, Due, 1000, 0);
    return true;
  }

  void bad_pause() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    free(Last);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Meter::bad_pause' frees 'Last' before it has waited for the callbacks of 'Timer': 'Meter::onTimer' may still use it [threadpool-free-before-drain]
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    Last = nullptr;
  }

  void good_pause() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    free(Last);
    Last = nullptr;
  }

  // Whether it is still armed is for the callers to know.
  void good_barrier() { WaitForThreadpoolTimerCallbacks(Timer, FALSE); }

  void close() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++*static_cast<Meter *>(Context)->Last;
  }

  PTP_TIMER Timer = nullptr;
  LONG *Last = nullptr;
};

//===--- Another object of the class --------------------------------------===//

class Node {
public:
  bool start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    return Work != nullptr;
  }

  void kick() { SubmitThreadpoolWork(Work); }

  // The lock is the parent's, and the callback takes the child's.
  void good_flush_the_child() {
    AcquireSRWLockExclusive(&Lock);
    WaitForThreadpoolWorkCallbacks(Child->Work, FALSE);
    ReleaseSRWLockExclusive(&Lock);
  }

  ~Node() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Node *>(Context);
    AcquireSRWLockExclusive(&Self->Lock);
    ++Self->Hits;
    ReleaseSRWLockExclusive(&Self->Lock);
  }

  SRWLOCK Lock = SRWLOCK_INIT;
  PTP_WORK Work = nullptr;
  Node *Child = nullptr;
  int Hits = 0;
};
