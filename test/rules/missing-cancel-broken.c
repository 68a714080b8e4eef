// RUN: %check_rule "*" %s
//
// Code that does not compile: an undeclared identifier, an undeclared type.

#include <stdlib.h>
#include <windows.h>

struct Watch {
  PTP_WAIT Wait;
  int Hits;
};

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                       PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  ++((struct Watch *)Context)->Hits;
}

void start(struct Watch *Self, HANDLE Event) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void good_owner_is_broken(struct Watch *Self) {
  Self->Hits = UnknownConstant;
  // CHECK-MESSAGES: :[[@LINE-1]]:16: error: use of undeclared identifier 'UnknownConstant' [clang-diagnostic-error]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  free(Self);
}

void good_unknown_type(UnknownType *Self) {
  // CHECK-MESSAGES: :[[@LINE-1]]:24: error: unknown type name 'UnknownType' [clang-diagnostic-error]
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}
