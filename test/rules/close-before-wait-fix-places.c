// RUN: %check_rule "*" %s --fixed-clean
//
// Where the added line goes: always before the whole statement, and on the same
// side of labels and preprocessor lines.

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

void bad_behind_a_label(struct Watch *Self, int Fast) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  if (Fast)
    goto Out;
  Self->Hits = 0;
Out:
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind_a_label' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_behind_a_label
// CHECK-FIXES: {{^}}Out:
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

void bad_on_the_line_of_a_label(struct Watch *Self, int Fast) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  if (Fast)
    goto Out;
  Self->Hits = 0;
Out: CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:6: warning: 'bad_on_the_line_of_a_label' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_on_the_line_of_a_label
// CHECK-FIXES: {{^}}Out: WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE); CloseThreadpoolWait(Self->Wait);

void bad_behind_an_else(struct Watch *Self, int Fast) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  if (Fast)
    Sleep(1);
  else
    Sleep(2);
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_behind_an_else' closes {{.*}} [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_behind_an_else
// CHECK-FIXES: {{^}}    Sleep(2);
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);


void bad_between_directives(struct Watch *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
#if 1
  CloseThreadpoolWait(Self->Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_between_directives' closes {{.*}} [threadpool-close-before-wait]
#endif
  free(Self);
}
// CHECK-FIXES-LABEL: void bad_between_directives
// CHECK-FIXES: {{^}}#if 1
// CHECK-FIXES-NEXT: {{^}}  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWait(Self->Wait);

void bad_with_tabs(struct Watch *Self)
{
	SetThreadpoolWait(Self->Wait, NULL, NULL);
	CloseThreadpoolWait(Self->Wait); /* no more signals */
	// CHECK-MESSAGES: :[[@LINE-1]]:2: warning: 'bad_with_tabs' closes {{.*}} [threadpool-close-before-wait]
	free(Self);
}
// CHECK-FIXES-LABEL: void bad_with_tabs
// CHECK-FIXES: {{^}}	WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
// CHECK-FIXES-NEXT: {{^}}	CloseThreadpoolWait(Self->Wait); /* no more signals */
