// RUN: %check_rule "*" %s --real --fixed-clean
//
// Behind an assertion that failed nothing goes on, though the C library does
// not say so: what is asserted holds.

#include <assert.h>
#include <stdlib.h>
#include <windows.h>

struct Codec {
  PTP_WORK Work;
  char *In, *Out, *Tables, *Planes[3];
  int Hits;
};

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Codec *Self = Context;
  assert(Self);
  ++Self->Hits;
}

int start(struct Codec *Self) {
  Self->Work = CreateThreadpoolWork(onWork, Self, NULL);
  if (!Self->Work)
    return 0;
  SubmitThreadpoolWork(Self->Work);
  return 1;
}

static void convert(struct Codec *Self, char *A, char *B, char *C, char *D,
                    char *E, char *F, char *G, char *H, char *K, char *L,
                    char *M, char *N) {
  assert(Self);
  assert(A);
  assert(B);
  assert(C);
  assert(D);
  assert(E);
  assert(F);
  assert(G);
  assert(H);
  assert(K);
  assert(L);
  assert(M);
  assert(N);
  *A = *B = *C = *D = *E = *F = *G = *H = *K = *L = *M = *N = 0;
}

void bad_all_arguments_asserted(struct Codec *Self, char *A, char *B, char *C,
                                char *D, char *E, char *F, char *G, char *H,
                                char *K, char *L, char *M, char *N) {
  convert(Self, A, B, C, D, E, F, G, H, K, L, M, N);
  CloseThreadpoolWork(Self->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_all_arguments_asserted' closes 'Self->Work' while 'onWork' may be queued or running [threadpool-close-before-wait]
  free(Self);
}
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(Self->Work);
void good_all_arguments_asserted(struct Codec *Self, char *A, char *B) {
  assert(Self);
  assert(A && B);
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}
void good_only_asserted(struct Codec *Self, int IsStopped) {
  if (!IsStopped) {
    assert(0);
    CloseThreadpoolWork(Self->Work);
  } else {
    WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
    CloseThreadpoolWork(Self->Work);
  }
  free(Self);
}

struct Filter {
  PTP_WORK Work;
  char *Input;
  int IsReady, Hits;
};

VOID CALLBACK onFilter(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Filter *Self = Context;
  assert(Self->Input || Self->IsReady);
  ++Self->Hits;
  SubmitThreadpoolWork(W);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'onFilter' submits its work object again and reads nothing that 'bad_assertion_is_no_guard' writes before it stops: the wait for callbacks may never end [threadpool-unguarded-rearm]
}
struct Filter *makeFilter(char *Input) {
  struct Filter *Self = calloc(1, sizeof(struct Filter));
  Self->Input = Input;
  Self->IsReady = 1;
  Self->Work = CreateThreadpoolWork(onFilter, Self, NULL);
  if (Self->Work)
    SubmitThreadpoolWork(Self->Work);
  return Self;
}
void bad_assertion_is_no_guard(struct Filter *Self) {
  Self->Input = NULL;
  Self->IsReady = 0;
  WaitForThreadpoolWorkCallbacks(Self->Work, FALSE);
  CloseThreadpoolWork(Self->Work);
  free(Self);
}
