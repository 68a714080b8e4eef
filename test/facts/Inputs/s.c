#include <windows.h>

extern int Stop;
void other(void);
struct S { PTP_WAIT W; };

void CALLBACK onWait(PTP_CALLBACK_INSTANCE I, PVOID C, PTP_WAIT W,
                     TP_WAIT_RESULT R) {
  if (!Stop)
    SetThreadpoolWait(W, 0, 0);
  other();
}

static void make(struct S *P) { P->W = CreateThreadpoolWait(onWait, P, 0); }

void start(struct S *P) { make(P); }
