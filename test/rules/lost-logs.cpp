// RUN: %check_rule "*" %s -- -ferror-limit=0
//
// A log whose headers are missing, in the callback and in its owner: neither
// waits for the other by it. Any other unknown call may take a lock there.

#include <windows.h>

#define LOG_INFO(Text, ...)                                                    \
  {                                                                            \
    Framework::Log::Comment(Text, __VA_ARGS__);                                \
  }
#define PUSH(Text, ...)                                                        \
  {                                                                            \
    Framework::Queue::push(Text, __VA_ARGS__);                                 \
  }

void report();

static PTP_TIMER Timer;
static LONG *Hits;
static PTP_TIMER Other;

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(Hits);
  LOG_INFO("tick", 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'
}

VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(Hits);
  PUSH("tick", 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'
}

void start(FILETIME *Due) {
  Hits = new LONG(0);
  Timer = CreateThreadpoolTimer(onTick, nullptr, nullptr);
  SetThreadpoolTimer(Timer, Due, 0, 0);
  Other = CreateThreadpoolTimer(onOther, nullptr, nullptr);
  SetThreadpoolTimer(Other, Due, 0, 0);
}

void good_stop() {
  LOG_INFO("stopping", 2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'
  if (Timer != nullptr) {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete Hits;
  }
}

void bad_stop() {
  LOG_INFO("stopping", 3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'
  if (Timer != nullptr) {
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_stop' waits for the callbacks of 'Timer' while it is still armed: 'onTick' can be called after the wait [threadpool-missing-cancel]
    // CHECK-FIXES: {{^}}    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    // CHECK-FIXES-NEXT: {{^}}    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
    delete Hits;
  }
}

void good_queue_may_wait() {
  PUSH("stopping", 2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Framework'
  WaitForThreadpoolTimerCallbacks(Other, TRUE);
  CloseThreadpoolTimer(Other);
  delete Hits;
}

//===--- What is not known comes behind the close -------------------------===//

static PTP_WORK Work;
static LONG *Rounds;

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {
  InterlockedIncrement(Rounds);
}

void startWork() {
  Rounds = new LONG(0);
  Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  SubmitThreadpoolWork(Work);
}

void bad_unknown_behind() {
  if (Work) {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_unknown_behind' closes 'Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
    delete Rounds;
  }
  FINISH;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'FINISH'
  report();
}

void good_unknown_before_free() {
  if (Work)
    CloseThreadpoolWork(Work);
  FINISH;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'FINISH'
  delete Rounds;
}

void good_unknown_before() {
  FINISH;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'FINISH'
  if (Work) {
    CloseThreadpoolWork(Work);
    delete Rounds;
  }
}

void good_known_stop() {
  if (Work) {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
    delete Rounds;
  }
  FINISH;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'FINISH'
  report();
}
