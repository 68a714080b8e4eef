// RUN: %check_rule "*" %s
//
// A wrong annotation is an error, and nothing is found in its unit.

#include <windows.h>

struct [[clang::annotate("threadpool::clock")]] Clock;
// CHECK-MESSAGES: :[[@LINE-1]]:10: error: unknown annotation 'threadpool::clock' on a class; expected one of guard, wait, timer, periodic-timer, work, io [threadpool-{{.*}}]

[[clang::annotate("threadpool::cansel")]] void cancelClock(Clock *);
// CHECK-MESSAGES: :[[@LINE-1]]:3: error: unknown annotation 'threadpool::cansel' on a function; expected one of create, arm, cancel, drain, close, lock, try-lock, unlock, set-flag, clear-flag, test-flag, source-off, nothing, result, wait, timer, periodic-timer, work, io [threadpool-{{.*}}]

[[clang::annotate("threadpool::drain")]] void drainClock(Clock *);
// CHECK-MESSAGES: :[[@LINE-1]]:3: error: 'drainClock': what kind of object is missing; expected one of wait, timer, periodic-timer, work, io [threadpool-{{.*}}]

void closeClock([[clang::annotate("threadpool::clock")]] Clock *);
// CHECK-MESSAGES: :[[@LINE-1]]:19: error: unknown annotation 'threadpool::clock' on a parameter; expected one of object, callback, context, handle, period [threadpool-{{.*}}]

[[clang::annotate("threadpool::set-flag")]] int Stopping;
// CHECK-MESSAGES: :[[@LINE-1]]:3: error: 'threadpool::set-flag' does not belong here; expected it on a function, a parameter or a class [threadpool-{{.*}}]

[[clang::annotate("threadpool::set-flag")]] void raise();
// CHECK-MESSAGES: :[[@LINE-1]]:50: error: 'raise': the function has no argument; expected 'result' as the object [threadpool-{{.*}}]

[[clang::annotate("threadpool::lock")]] void enter(int Flags, ...);

// Somebody else's annotations are nobody's business here.
[[clang::annotate("other::cansel")]] void other();

PTP_TIMER Timer;
static VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++*static_cast<int *>(Context);
}
void start(int *Ticks, FILETIME *Due) {
  Timer = CreateThreadpoolTimer(onTick, Ticks, nullptr);
  SetThreadpoolTimer(Timer, Due, 0, 0);
}
void bad_stop() { CloseThreadpoolTimer(Timer); }
