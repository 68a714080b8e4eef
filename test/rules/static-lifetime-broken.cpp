// RUN: %check_rule static-lifetime %s
//
// Code that does not compile.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

class Whole {
public:
  ~Whole() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
Whole bad_whole;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'bad_whole' has static storage, {{.*}} [threadpool-static-lifetime]

class Broken {
public:
  ~Broken() {
    if (isEnding(Unknown))
      // CHECK-MESSAGES: :[[@LINE-1]]:18: error: use of undeclared identifier 'Unknown'{{.*}}
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
Broken good_broken;

Missing good_of_unknown_type;
// CHECK-MESSAGES: :[[@LINE-1]]:1: error: unknown type name 'Missing'{{.*}}

extern "C" __declspec(dllexport) void run() {}
