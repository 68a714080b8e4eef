// RUN: %check_rule "*" %s
//
// What a stop asks, sets and counts only for its own sake says nothing about the
// callback, however much of it there is and whatever is stored there.

#include <windows.h>

void close(void *Part);
int numberLeft();

struct Device {
  PTP_WORK Work;
  void *A, *B, *C, *D, *E, *F, *G, *H, *I;
  int Left;
  bool Stopping;
  int Value;
};

static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
  static_cast<Device *>(Context)->Value++;
}

void start(Device *D) {
  D->Work = CreateThreadpoolWork(onWork, D, nullptr);
  if (D->Work)
    SubmitThreadpoolWork(D->Work);
}

static void release(void *&Part) {
  if (Part) {
    close(Part);
    Part = nullptr;
  }
}

static void releaseAll(Device *D) {
  release(D->A);
  release(D->B);
  release(D->C);
  release(D->D);
  release(D->E);
  release(D->F);
  release(D->G);
  release(D->H);
  release(D->I);
}

void bad_many_parts(Device *D) {
  releaseAll(D);
  releaseAll(D);
  CloseThreadpoolWork(D->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_many_parts' closes {{.*}} [threadpool-close-before-wait]
  delete D;
}
// CHECK-FIXES-LABEL: void bad_many_parts(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(D->Work, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(D->Work);

void good_many_parts(Device *D) {
  releaseAll(D);
  WaitForThreadpoolWorkCallbacks(D->Work, TRUE);
  releaseAll(D);
  CloseThreadpoolWork(D->Work);
  delete D;
}

void bad_number_that_nobody_knows(Device *D) {
  D->Left = numberLeft();
  if (D->Left == 0)
    D->Stopping = true;
  CloseThreadpoolWork(D->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_number_that_nobody_knows' closes {{.*}} [threadpool-close-before-wait]
  delete D;
}
// CHECK-FIXES-LABEL: void bad_number_that_nobody_knows(
// CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(D->Work, TRUE);
// CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(D->Work);

// Here it decides whether the stop waits.
void good_number_that_decides(Device *D) {
  D->Left = numberLeft();
  if (D->Left != 0)
    WaitForThreadpoolWorkCallbacks(D->Work, TRUE);
  CloseThreadpoolWork(D->Work);
  delete D;
}

// The parts decide of a flag, and the flag of the wait.
void good_flag_that_decides_in_the_end(Device *D) {
  if (D->A)
    D->Stopping = true;
  if (D->Stopping)
    WaitForThreadpoolWorkCallbacks(D->Work, TRUE);
  CloseThreadpoolWork(D->Work);
  delete D;
}
