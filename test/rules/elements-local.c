// RUN: %check_rule "*" %s --fixed-clean
//
// Objects that a routine makes, waits for and closes itself.

#include <stdlib.h>
#include <windows.h>

struct Job {
  int Value;
};

VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE I, PVOID Context, PTP_WORK W) {
  struct Job *J = Context;
  J->Value *= 2;
}
void good_local(unsigned Count) {
  PTP_WORK Works[16];
  struct Job Jobs[16];
  for (unsigned i = 0; i < Count; ++i) {
    Works[i] = CreateThreadpoolWork(onJob, &Jobs[i], NULL);
    SubmitThreadpoolWork(Works[i]);
  }
  for (unsigned i = 0; i < Count; ++i) {
    WaitForThreadpoolWorkCallbacks(Works[i], FALSE);
    CloseThreadpoolWork(Works[i]);
  }
}
void bad_local(unsigned Count) {
  PTP_WORK Works[16];
  struct Job *Jobs = calloc(Count, sizeof(struct Job));
  for (unsigned i = 0; i < Count; ++i) {
    Works[i] = CreateThreadpoolWork(onJob, &Jobs[i], NULL);
    SubmitThreadpoolWork(Works[i]);
  }
  for (unsigned i = 0; i < Count; ++i)
    CloseThreadpoolWork(Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_local' closes 'Works[i]' while 'onJob' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Works[i], TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Works[i]);
  free(Jobs);
}
void bad_heap(unsigned Count) {
  PTP_WORK *Works = calloc(Count, sizeof(PTP_WORK));
  struct Job *Jobs = calloc(Count, sizeof(struct Job));
  for (unsigned i = 0; i < Count; ++i) {
    Works[i] = CreateThreadpoolWork(onJob, &Jobs[i], NULL);
    SubmitThreadpoolWork(Works[i]);
  }
  for (unsigned i = 0; i < Count; ++i)
    CloseThreadpoolWork(Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_heap' closes 'Works[i]' while 'onJob' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Works[i], TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Works[i]);
  free(Jobs);
}
int bad_heap_error_path(unsigned Count) {
  PTP_WORK *Works = calloc(Count, sizeof(PTP_WORK));
  struct Job *Jobs = calloc(Count, sizeof(struct Job));
  int Ok = 0;
  unsigned Made = 0;
  for (unsigned i = 0; i < Count; ++i) {
    Works[i] = CreateThreadpoolWork(onJob, &Jobs[i], NULL);
    if (!Works[i])
      goto fail;
    SubmitThreadpoolWork(Works[i]);
    Made = i + 1;
  }
  for (unsigned i = 0; i < Made; ++i) {
    WaitForThreadpoolWorkCallbacks(Works[i], FALSE);
    CloseThreadpoolWork(Works[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_heap_error_path' closes 'Works[i]' while 'onJob' may be queued or running [threadpool-close-before-wait]
  }
  Ok = 1;
fail:
  free(Jobs);
  free(Works);
  return Ok;
}
int good_heap_error_path(unsigned Count) {
  PTP_WORK *Works = calloc(Count, sizeof(PTP_WORK));
  struct Job *Jobs = calloc(Count, sizeof(struct Job));
  int Ok = 1;
  unsigned Made = 0;
  for (unsigned i = 0; i < Count; ++i) {
    if (!(Works[i] = CreateThreadpoolWork(onJob, &Jobs[i], NULL))) {
      Ok = 0;
      break;
    }
    SubmitThreadpoolWork(Works[i]);
    Made = i + 1;
  }
  for (unsigned i = 0; i < Made; ++i) {
    WaitForThreadpoolWorkCallbacks(Works[i], FALSE);
    CloseThreadpoolWork(Works[i]);
  }
  free(Jobs);
  free(Works);
  return Ok;
}
