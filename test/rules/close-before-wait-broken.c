// RUN: %check_rule "*" %s
//
// Code that does not compile.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Watch *Self = Context;
  ++Self->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_broken_here(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  waitSomehow(Self, MISSING_CONSTANT);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: call to undeclared function 'waitSomehow'{{.*}} [clang-diagnostic-implicit-function-declaration]
  // CHECK-MESSAGES: :[[@LINE-2]]:21: error: use of undeclared identifier 'MISSING_CONSTANT' [clang-diagnostic-error]
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void bad_whole(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_whole' closes 'Self->Wait' {{.*}} [threadpool-close-before-wait]
  free(Self);
}
