// RUN: %check_rule "*" %s --fixed-clean
//
// One array for objects of several callbacks, one of which is chosen at run
// time. Whatever an element holds, it is stopped by who stops that element; and
// what another routine kept there before is gone when this one begins.

#include <stdlib.h>
#include <windows.h>

struct Codec {
  PTP_WORK Works[16];
  int Hits;
};

VOID CALLBACK onEncode(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Codec *Self = Context;
  ++Self->Hits;
}
VOID CALLBACK onDecode(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Codec *Self = Context;
  ++Self->Hits;
}
VOID CALLBACK onFast(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Codec *Self = Context;
  Self->Hits += 2;
}

static void submit(struct Codec *Self, PTP_WORK_CALLBACK Callback) {
  for (unsigned i = 0; i < 16; ++i) {
    Self->Works[i] = CreateThreadpoolWork(Callback, Self, NULL);
    if (Self->Works[i])
      SubmitThreadpoolWork(Self->Works[i]);
  }
}
static void drain(struct Codec *Self) {
  for (unsigned i = 0; i < 16; ++i) {
    if (!Self->Works[i])
      continue;
    WaitForThreadpoolWorkCallbacks(Self->Works[i], FALSE);
    CloseThreadpoolWork(Self->Works[i]);
    Self->Works[i] = NULL;
  }
}

void good_chosen(struct Codec *Self, int IsFast) {
  submit(Self, IsFast ? onFast : onEncode);
  drain(Self);
}
void good_one_behind_the_other(struct Codec *Self) {
  submit(Self, onEncode);
  drain(Self);
  submit(Self, onDecode);
  drain(Self);
}
void bad_the_second(struct Codec *Self) {
  submit(Self, onEncode);
  drain(Self);
  submit(Self, onDecode);
  for (unsigned i = 0; i < 16; ++i) {
    if (!Self->Works[i])
      continue;
    CloseThreadpoolWork(Self->Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_the_second' closes 'Self->Works[i]' while 'onDecode' may be queued or running [threadpool-close-before-wait]
    Self->Works[i] = NULL;
  }
}
// CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Self->Works[i], FALSE);
// CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Self->Works[i]);
