#include <windows.h>

typedef struct Job {
  PTP_WORK Safe, Closed, Opaque, Leaked, Elsewhere, Shared;
  LONG Runs;
} Job;

void somethingElse(Job *J);
extern PTP_WORK_CALLBACK Others;

static void CALLBACK OnSafe(PTP_CALLBACK_INSTANCE I, void *Context,
                            PTP_WORK W) {
  ++((Job *)Context)->Runs;
}

static void CALLBACK OnClosed(PTP_CALLBACK_INSTANCE I, void *Context,
                              PTP_WORK W) {
  ++((Job *)Context)->Runs;
}

static void CALLBACK OnOpaque(PTP_CALLBACK_INSTANCE I, void *Context,
                              PTP_WORK W) {
  ++((Job *)Context)->Runs;
}

static void CALLBACK OnLeaked(PTP_CALLBACK_INSTANCE I, void *Context,
                              PTP_WORK W) {
  ++((Job *)Context)->Runs;
}

static void CALLBACK OnShared(PTP_CALLBACK_INSTANCE I, void *Context,
                              PTP_WORK W) {
  ((Job *)Context)->Shared = W;
}

BOOL start(Job *J) {
  J->Safe = CreateThreadpoolWork(OnSafe, J, NULL);
  J->Closed = CreateThreadpoolWork(OnClosed, J, NULL);
  J->Opaque = CreateThreadpoolWork(OnOpaque, J, NULL);
  J->Leaked = CreateThreadpoolWork(OnLeaked, J, NULL);
  J->Elsewhere = CreateThreadpoolWork(Others, J, NULL);
  J->Shared = CreateThreadpoolWork(OnShared, J, NULL);
  if (!J->Safe || !J->Closed || !J->Opaque || !J->Leaked || !J->Elsewhere ||
      !J->Shared)
    return FALSE;
  SubmitThreadpoolWork(J->Safe);
  SubmitThreadpoolWork(J->Closed);
  SubmitThreadpoolWork(J->Opaque);
  SubmitThreadpoolWork(J->Leaked);
  SubmitThreadpoolWork(J->Elsewhere);
  SubmitThreadpoolWork(J->Shared);
  return TRUE;
}

void stopSafe(Job *J) {
  WaitForThreadpoolWorkCallbacks(J->Safe, TRUE);
  CloseThreadpoolWork(J->Safe);
}

void stopClosed(Job *J) { CloseThreadpoolWork(J->Closed); }

void stopOpaque(Job *J) {
  somethingElse(J);
  CloseThreadpoolWork(J->Opaque);
}

void stopElsewhere(Job *J) {
  WaitForThreadpoolWorkCallbacks(J->Elsewhere, FALSE);
  CloseThreadpoolWork(J->Elsewhere);
}
