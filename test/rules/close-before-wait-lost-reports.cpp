// RUN: %check_rule "*" %s -- -ferror-limit=0
//
// Macros that report through a library which is not there leave empty blocks.
// What they report is no concern of the pool; what else they may do is.

#include <windows.h>

#define WIDE2(Text) L##Text
#define WIDE(Text) WIDE2(Text)
#define REPORT(Text, ...)                                                      \
  {                                                                            \
    Library::Log::write(WIDE(Text), __VA_ARGS__);                              \
  }
#define ACT(...)                                                               \
  {                                                                            \
    Library::act(1, __VA_ARGS__);                                              \
  }

void report();

struct Job {
  PTP_WORK Work;
  int Rounds;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Job *>(Context)->Rounds;
}

void start(Job *Self) {
  Self->Work = CreateThreadpoolWork(onJob, Self, nullptr);
  SubmitThreadpoolWork(Self->Work);
}

void bad_reports_first(Job *Self) {
  REPORT("stopping", 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Library'
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_reports_first' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
}

void bad_reports_in_a_handler(Job *Self) {
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_reports_in_a_handler' closes 'Self->Work' {{.*}} [threadpool-close-before-wait]
  delete Self;
  try {
    report();
  } catch (...) {
    ACT(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Library'
    return;
  }
}

void good_reports_with_the_object(Job *Self) {
  REPORT("stopping", Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Library'
  CloseThreadpoolWork(Self->Work);
  delete Self;
}

void good_acts_first(Job *Self) {
  ACT(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Library'
  CloseThreadpoolWork(Self->Work);
  delete Self;
}
