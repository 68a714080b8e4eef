// RUN: %check_rule "*" %s
//
// A structure that is a part of one other only: who makes the object reaches it
// through the whole, who stops it through the part.

#include <stdlib.h>
#include <windows.h>

struct BadPart {
  PTP_TIMER Timer;
  LONG Ticks;
};

struct BadWhole {
  LONG References;
  void (*Dispose)(struct BadPart *);
  struct BadPart Data;
};

static VOID CALLBACK onBadTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_TIMER Timer) {
  ++((struct BadPart *)Context)->Ticks;
}

static void bad_dispose(struct BadPart *Part) {
  SetThreadpoolTimer(Part->Timer, NULL, 0, 0);
  CloseThreadpoolTimer(Part->Timer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_dispose' closes 'Part->Timer' while 'onBadTick' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolTimerCallbacks(Part->Timer, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolTimer(Part->Timer);
}

struct BadPart *bad_make(FILETIME *Due) {
  struct BadWhole *Whole = malloc(sizeof *Whole);
  if (!Whole)
    return NULL;
  Whole->References = 1;
  Whole->Dispose = bad_dispose;
  Whole->Data.Ticks = 0;
  Whole->Data.Timer = CreateThreadpoolTimer(onBadTick, &Whole->Data, NULL);
  if (!Whole->Data.Timer) {
    free(Whole);
    return NULL;
  }
  SetThreadpoolTimer(Whole->Data.Timer, Due, 0, 0);
  return &Whole->Data;
}

struct GoodPart {
  PTP_TIMER Timer;
  LONG Ticks;
};

struct GoodWhole {
  LONG References;
  void (*Dispose)(struct GoodPart *);
  struct GoodPart Data;
};

static VOID CALLBACK onGoodTick(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_TIMER Timer) {
  ++((struct GoodPart *)Context)->Ticks;
}

static void good_dispose(struct GoodPart *Part) {
  SetThreadpoolTimer(Part->Timer, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Part->Timer, TRUE);
  CloseThreadpoolTimer(Part->Timer);
}

struct GoodPart *good_make(FILETIME *Due) {
  struct GoodWhole *Whole = malloc(sizeof *Whole);
  if (!Whole)
    return NULL;
  Whole->References = 1;
  Whole->Dispose = good_dispose;
  Whole->Data.Ticks = 0;
  Whole->Data.Timer = CreateThreadpoolTimer(onGoodTick, &Whole->Data, NULL);
  if (!Whole->Data.Timer) {
    free(Whole);
    return NULL;
  }
  SetThreadpoolTimer(Whole->Data.Timer, Due, 0, 0);
  return &Whole->Data;
}

// The pointer to the whole is computed from that to the part.
struct Job {
  PTP_WORK Work;
};

struct Request {
  LONG Runs;
  struct Job Job;
};

static VOID CALLBACK onRequest(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  struct Request *R =
      (struct Request *)((char *)Context -
                         (ULONG_PTR)&((struct Request *)0)->Job);
  ++R->Runs;
}

struct Request *newRequest(void) {
  struct Request *R = malloc(sizeof *R);
  if (!R)
    return NULL;
  R->Runs = 0;
  R->Job.Work = CreateThreadpoolWork(onRequest, &R->Job, NULL);
  return R;
}

void submitJob(struct Job *J) { SubmitThreadpoolWork(J->Work); }

void bad_freeJob(struct Job *J) {
  struct Request *R =
      (struct Request *)((char *)J - (ULONG_PTR)&((struct Request *)0)->Job);
  CloseThreadpoolWork(R->Job.Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_freeJob' closes 'R->Job.Work' while 'onRequest' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(R->Job.Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(R->Job.Work);
  free(R);
}

void good_freeJob(struct Job *J) {
  struct Request *R =
      (struct Request *)((char *)J - (ULONG_PTR)&((struct Request *)0)->Job);
  WaitForThreadpoolWorkCallbacks(J->Work, FALSE);
  CloseThreadpoolWork(R->Job.Work);
  free(R);
}

// Of two parts one alone is stopped here; the other may be another's.
struct Pair {
  struct Half {
    PTP_WORK Work;
    LONG Runs;
  } Left, Right;
};

static VOID CALLBACK onHalf(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  ++((struct Half *)Context)->Runs;
}

void good_halfMade(struct Pair *P) {
  P->Left.Work = CreateThreadpoolWork(onHalf, &P->Left, NULL);
  SubmitThreadpoolWork(P->Left.Work);
}

void good_halfClosed(struct Half *H) { CloseThreadpoolWork(H->Work); }
