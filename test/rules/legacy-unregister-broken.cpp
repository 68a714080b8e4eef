// RUN: %check_rule legacy-unregister %s
//
// Code that does not compile.

#include <windows.h>

struct Watch {
  HANDLE Event, Wait;
  int Hits;
};

void start(Watch *Self) {
  RegisterWaitForSingleObject(
      &Self->Wait, Self->Event,
      [](PVOID Context, BOOLEAN) { ++static_cast<Watch *>(Context)->Hits; },
      Self, INFINITE, 0);
}

// What is not understood may wait.
void good_gap(Watch *Self) {
  UnregisterWait(Self->Wait);
  waitForAll(Unknown);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: error: use of undeclared identifier 'Unknown'
  delete Self;
}

void bad_whole(Watch *Self) {
  UnregisterWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_whole' ends the registered wait without waiting
  delete Self;
}
