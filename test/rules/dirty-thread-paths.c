// RUN: %check_rule dirty-thread %s
//
// On which ways the state is given back.

#include <windows.h>

void work(void *Item);
BOOL isIdle(void);
BOOL isImpersonating(void);
void read(HANDLE File, DWORD *Count);
void endImpersonation(void);
void report(const char *Text);

typedef struct {
  HANDLE Token, File;
  BOOL IsCancelled, Impersonates;
  int Kind;
} Request;

static VOID CALLBACK bad_case(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  Request *Own = Context;
  if (!ImpersonateLoggedOnUser(Own->Token))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_case', a callback of the pool, impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+214]]:14: note: CreateThreadpoolWork gives 'bad_case' to the pool
  // CHECK-NOTES: :[[@LINE+8]]:5: note: 'bad_case' returns here impersonating
  // CHECK-NOTES: :[[@LINE-4]]:8: note: to repair: revert on every way out
    return;
  switch (Own->Kind) {
  case 1:
    work(Own);
    break;
  case 2:
    return;
  default:
    report("unknown");
  }
  RevertToSelf();
}

static VOID CALLBACK bad_loop(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  Request *Own = Context;
  SetThreadPriority(GetCurrentThread(), THREAD_MODE_BACKGROUND_BEGIN);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_loop', a callback of the pool, puts its thread in background mode and can return without ending that: whatever the pool runs next on the thread is slow [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+194]]:14: note: CreateThreadpoolWork gives 'bad_loop' to the pool
  // CHECK-NOTES: :[[@LINE+4]]:7: note: 'bad_loop' returns here in background mode
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: set THREAD_MODE_BACKGROUND_END on every way out
  while (!isIdle()) {
    if (Own->IsCancelled)
      return;
    work(Own);
  }
  SetThreadPriority(GetCurrentThread(), THREAD_MODE_BACKGROUND_END);
}

static VOID CALLBACK bad_label(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  Request *Own = Context;
  if (!ImpersonateLoggedOnUser(Own->Token))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_label', a callback of the pool, impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+179]]:14: note: CreateThreadpoolWork gives 'bad_label' to the pool
  // CHECK-NOTES: :[[@LINE+9]]:1: note: 'bad_label' returns here impersonating
  // CHECK-NOTES: :[[@LINE-4]]:8: note: to repair: revert on every way out
    goto Exit;
  if (isIdle())
    goto Exit;
  work(Own);
  RevertToSelf();
Exit:
  report("done");
}

static VOID CALLBACK bad_read(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  Request *Own = Context;
  DWORD Count = 0;
  if (!ImpersonateLoggedOnUser(Own->Token))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_read', a callback of the pool, impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+162]]:14: note: CreateThreadpoolWork gives 'bad_read' to the pool
  // CHECK-NOTES: :[[@LINE+5]]:5: note: 'bad_read' returns here impersonating
  // CHECK-NOTES: :[[@LINE-4]]:8: note: to repair: revert on every way out
    return;
  read(Own->File, &Count);
  if (Count == 0)
    return;
  RevertToSelf();
}

static VOID CALLBACK bad_open(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  Request *Own = Context;
  HANDLE Token;
  if (!ImpersonateNamedPipeClient(Own->File))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'bad_open', a callback of the pool, impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+155]]:15: note: CreateThreadpoolWork gives 'bad_open' to the pool
  // CHECK-NOTES: :[[@LINE+4]]:5: note: 'bad_open' returns here impersonating
  // CHECK-NOTES: :[[@LINE-4]]:8: note: to repair: revert on every way out
    return;
  if (!OpenThreadToken(GetCurrentThread(), TOKEN_IMPERSONATE, TRUE, &Token))
    return;
  RevertToSelf();
}

static VOID CALLBACK bad_processors(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WORK Work) {
  DWORD_PTR Own, All;
  GetProcessAffinityMask(GetCurrentProcess(), &Own, &All);
  SetThreadAffinityMask(GetCurrentThread(), Own & 1);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_processors', a callback of the pool, changes the processors that its thread may run on and can return without restoring them: whatever the pool runs next on the thread is bound to them [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+141]]:15: note: CreateThreadpoolWork gives 'bad_processors' to the pool
  // CHECK-NOTES: :[[@LINE+3]]:5: note: 'bad_processors' returns here bound to those processors
  // CHECK-NOTES: :[[@LINE-4]]:3: note: to repair: set the old processors on every way out
  if (isIdle())
    return;
  SetThreadAffinityMask(GetCurrentThread(), Own);
}

static BOOL prepare(Request *Own) {
  if (!ImpersonateLoggedOnUser(Own->Token))
  // CHECK-NOTES: :[[@LINE-1]]:8: warning: 'prepare', called by the callback 'bad_helper', impersonates somebody and can return without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  // CHECK-NOTES: :[[@LINE+121]]:14: note: CreateThreadpoolWork gives 'bad_helper' to the pool
  // CHECK-NOTES: :[[@LINE+9]]:8: note: 'bad_helper' calls 'prepare'
  // CHECK-NOTES: :[[@LINE+9]]:5: note: 'bad_helper' returns here impersonating
  // CHECK-NOTES: :[[@LINE-5]]:8: note: to repair: revert on every way out
    return FALSE;
  return !isIdle();
}

static VOID CALLBACK bad_helper(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  if (!prepare(Context))
    return;
  work(Context);
  RevertToSelf();
}

static VOID CALLBACK good_label(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  Request *Own = Context;
  if (!ImpersonateLoggedOnUser(Own->Token))
    goto Exit;
  if (isIdle())
    goto Revert;
  work(Own);
Revert:
  RevertToSelf();
Exit:
  report("done");
}

static VOID CALLBACK good_flag(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  Request *Own = Context;
  BOOL Impersonates = FALSE;
  if (Own->Token)
    Impersonates = ImpersonateLoggedOnUser(Own->Token);
  if (!isIdle())
    work(Own);
  if (Impersonates)
    RevertToSelf();
}

static VOID CALLBACK good_flag_of_item(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  if (ImpersonateLoggedOnUser(Own->Token))
    Own->Impersonates = TRUE;
  work(Own);
  if (Own->Impersonates) {
    RevertToSelf();
    Own->Impersonates = FALSE;
  }
}

static VOID CALLBACK good_kind(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  Request *Own = Context;
  if (Own->Kind == 1 || Own->Kind == 2)
    ImpersonateLoggedOnUser(Own->Token);
  work(Own);
  switch (Own->Kind) {
  case 2:
    report("second");
    RevertToSelf();
    break;
  case 1:
    RevertToSelf();
    break;
  default:
    break;
  }
}

// By their names these may ask for the state, or give it back.
static VOID CALLBACK good_asked(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  Request *Own = Context;
  ImpersonateLoggedOnUser(Own->Token);
  work(Own);
  if (isImpersonating())
    RevertToSelf();
}

static VOID CALLBACK good_out_of_sight(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  ImpersonateLoggedOnUser(Own->Token);
  if (isIdle()) {
    endImpersonation();
    return;
  }
  RevertToSelf();
}

static VOID CALLBACK good_in_a_loop(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  for (int I = 0; I < Own->Kind; ++I) {
    if (!ImpersonateLoggedOnUser(Own->Token))
      continue;
    work(Own);
    RevertToSelf();
  }
}

static void revert(void) { RevertToSelf(); }

static VOID CALLBACK good_helper(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  if (prepare(Context))
    work(Context);
  revert();
}

PTP_WORK Works[20];

void makeThem(void *Given) {
  Works[0] = CreateThreadpoolWork(bad_case, Given, NULL);
  Works[1] = CreateThreadpoolWork(bad_loop, Given, NULL);
  Works[2] = CreateThreadpoolWork(bad_label, Given, NULL);
  Works[3] = CreateThreadpoolWork(bad_read, Given, NULL);
  Works[4] = CreateThreadpoolWork(bad_helper, Given, NULL);
  Works[5] = CreateThreadpoolWork(good_label, Given, NULL);
  Works[6] = CreateThreadpoolWork(good_flag, Given, NULL);
  Works[7] = CreateThreadpoolWork(good_flag_of_item, Given, NULL);
  Works[8] = CreateThreadpoolWork(good_kind, Given, NULL);
  Works[9] = CreateThreadpoolWork(good_asked, Given, NULL);
  Works[10] = CreateThreadpoolWork(good_out_of_sight, Given, NULL);
  Works[11] = CreateThreadpoolWork(good_in_a_loop, Given, NULL);
  Works[13] = CreateThreadpoolWork(bad_open, Given, NULL);
  Works[14] = CreateThreadpoolWork(bad_processors, Given, NULL);
  Works[12] = CreateThreadpoolWork(good_helper, Given, NULL);
}
