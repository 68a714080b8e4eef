// RUN: %check_rule "*" %s
//
// Freed if it is there. What the callback follows without asking is there.

#include <stdlib.h>
#include <windows.h>

struct Reader {
  PTP_WAIT Wait;
  char *Buffer;
  char *Spare;
  char *Maybe;
};

VOID CALLBACK onReady(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  struct Reader *Self = Context;
  Self->Buffer[0] = 'r';
  if (Self->Maybe)
    Self->Maybe[0] = 'm';
}

void start(struct Reader *Self, HANDLE Event) {
  Self->Buffer = malloc(100);
  Self->Wait = CreateThreadpoolWait(onReady, Self, NULL);
  SetThreadpoolWait(Self->Wait, Event, NULL);
}

void bad_tested(struct Reader *Self) {
  if (Self->Buffer) {
    free(Self->Buffer);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_tested' frees {{.*}} [threadpool-free-before-drain]
    Self->Buffer = NULL;
  }
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}

void good_tested_behind(struct Reader *Self) {
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
  if (Self->Buffer) {
    free(Self->Buffer);
    Self->Buffer = NULL;
  }
}

// The callback has nothing to do with the one, and asks for the other.
void good_others(struct Reader *Self) {
  if (Self->Spare) {
    free(Self->Spare);
    Self->Spare = NULL;
  }
  SetThreadpoolWait(Self->Wait, NULL, NULL);
  WaitForThreadpoolWaitCallbacks(Self->Wait, TRUE);
  CloseThreadpoolWait(Self->Wait);
}
