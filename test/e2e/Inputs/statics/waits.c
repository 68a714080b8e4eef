#include <stdlib.h>

#include <windows.h>

struct Job {
  PTP_WORK Work;
  LONG Count;
};

static VOID CALLBACK OnWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  InterlockedIncrement(&((struct Job *)Context)->Count);
}

static void Stop(struct Job *Job) {
  WaitForThreadpoolWorkCallbacks(Job->Work, TRUE);
  CloseThreadpoolWork(Job->Work);
  free(Job);
}

int RunWaits(void) {
  struct Job *Job = (struct Job *)calloc(1, sizeof(struct Job));
  if (!Job)
    return 1;
  Job->Work = CreateThreadpoolWork(OnWork, Job, NULL);
  if (!Job->Work) {
    free(Job);
    return 1;
  }
  SubmitThreadpoolWork(Job->Work);
  Stop(Job);
  return 0;
}
