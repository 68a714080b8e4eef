// RUN: %check_rule long-callback %s
//
// What tells the pool that callbacks run long, and what does not.

#include <windows.h>

extern HANDLE Done;
extern int Count;
void prepare(PTP_CALLBACK_INSTANCE Instance);
void configure(PTP_CALLBACK_ENVIRON Environment);

//===--- The callback itself ----------------------------------------------===//

static VOID CALLBACK good_hint(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  CallbackMayRunLong(Instance);
  WaitForSingleObject(Done, INFINITE);
}

static void giveHint(PTP_CALLBACK_INSTANCE Instance) {
  if (!CallbackMayRunLong(Instance))
    ++Count;
}
static VOID CALLBACK good_helper(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  giveHint(Instance);
  WaitForSingleObject(Done, INFINITE);
}

// It may have been given.
static VOID CALLBACK good_sometimes(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context) {
  if (Count > 3)
    CallbackMayRunLong(Instance);
  WaitForSingleObject(Done, INFINITE);
}

static VOID CALLBACK good_unseen(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  prepare(Instance);
  WaitForSingleObject(Done, INFINITE);
}

typedef struct {
  PTP_CALLBACK_INSTANCE Instance;
} Call;
void prepareCall(Call *C);
static VOID CALLBACK good_stored(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  Call *C = Context;
  C->Instance = Instance;
  prepareCall(C);
  WaitForSingleObject(Done, INFINITE);
}

// Too late; and so a second one is no repair.
static VOID CALLBACK bad_late(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  WaitForSingleObject(Done, INFINITE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_late', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-NOTES: :[[@LINE+89]]:3: note: TrySubmitThreadpoolCallback gives 'bad_late' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: call CallbackMayRunLong first, or SetThreadpoolCallbackRunsLong for the environment; or let an object of the pool wait instead
  CallbackMayRunLong(Instance);
}

// Says something else.
static VOID CALLBACK bad_dissociated(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context) {
  (void)Instance;
  DisassociateCurrentThreadFromCallback(Instance);
  Sleep(INFINITE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_dissociated', a callback of the pool, sleeps for ever and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-NOTES: :[[@LINE+78]]:3: note: TrySubmitThreadpoolCallback gives 'bad_dissociated' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: call CallbackMayRunLong first, or SetThreadpoolCallbackRunsLong for the environment; or let an object of the pool wait instead
  CallbackMayRunLong(Instance);
}

//===--- The environment --------------------------------------------------===//

static VOID CALLBACK good_environment(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context) {
  Sleep(5000);
}
static VOID CALLBACK good_pool(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Sleep(5000);
}
static VOID CALLBACK good_unseen_environment(PTP_CALLBACK_INSTANCE Instance,
                                             PVOID Context) {
  Sleep(5000);
}
static VOID CALLBACK good_configured(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context) {
  Sleep(5000);
}
static VOID CALLBACK bad_priority(PTP_CALLBACK_INSTANCE Unused, PVOID Context) {
  CallbackMayRunLong(Unused);
}
static VOID CALLBACK bad_environment(PTP_CALLBACK_INSTANCE Unused,
                                     PVOID Context) {
  Sleep(5000);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_environment', a callback of the pool, sleeps for 5000 ms and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-NOTES: :[[@LINE+54]]:3: note: TrySubmitThreadpoolCallback gives 'bad_environment' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: call CallbackMayRunLong first, or SetThreadpoolCallbackRunsLong for the environment; or let an object of the pool wait instead
  bad_priority(Unused, Context);
}

//===--- Flags of the old API ---------------------------------------------===//

static DWORD WINAPI good_flag(LPVOID Context) {
  WaitForSingleObject(Done, INFINITE);
  return 0;
}
static DWORD WINAPI good_unknown_flag(LPVOID Context) {
  WaitForSingleObject(Done, INFINITE);
  return 0;
}
static DWORD WINAPI bad_flag(LPVOID Context) {
  WaitForSingleObject(Done, INFINITE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_flag', a callback of the pool, waits for a signal without a time limit and has not told the pool that it may run long [threadpool-long-callback]
  // CHECK-NOTES: :[[@LINE+39]]:3: note: QueueUserWorkItem gives 'bad_flag' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: give WT_EXECUTELONGFUNCTION to QueueUserWorkItem, or let an object of the pool wait instead
  return 0;
}

// It is signaled already.
static VOID CALLBACK good_cause(PVOID Context, BOOLEAN IsTimeout) {
  WaitForSingleObject(Done, INFINITE);
  ++Count;
}

//===----------------------------------------------------------------------===//

void submitThem(DWORD Flags, PTP_CALLBACK_ENVIRON Unseen, PTP_POOL Pool,
                HANDLE *Wait) {
  TP_CALLBACK_ENVIRON Long, Private, Configured, Plain;
  InitializeThreadpoolEnvironment(&Long);
  SetThreadpoolCallbackRunsLong(&Long);
  InitializeThreadpoolEnvironment(&Private);
  SetThreadpoolCallbackPool(&Private, Pool);
  InitializeThreadpoolEnvironment(&Configured);
  configure(&Configured);
  InitializeThreadpoolEnvironment(&Plain);
  SetThreadpoolCallbackPriority(&Plain, TP_CALLBACK_PRIORITY_LOW);

  TrySubmitThreadpoolCallback(good_hint, NULL, NULL);
  TrySubmitThreadpoolCallback(good_helper, NULL, NULL);
  TrySubmitThreadpoolCallback(good_sometimes, NULL, NULL);
  TrySubmitThreadpoolCallback(good_unseen, NULL, NULL);
  TrySubmitThreadpoolCallback(good_stored, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_late, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_dissociated, NULL, NULL);
  TrySubmitThreadpoolCallback(good_environment, NULL, &Long);
  TrySubmitThreadpoolCallback(good_pool, NULL, &Private);
  TrySubmitThreadpoolCallback(good_unseen_environment, NULL, Unseen);
  TrySubmitThreadpoolCallback(good_configured, NULL, &Configured);
  TrySubmitThreadpoolCallback(bad_environment, NULL, &Plain);
  QueueUserWorkItem(good_flag, NULL, WT_EXECUTELONGFUNCTION);
  QueueUserWorkItem(good_unknown_flag, NULL, Flags);
  QueueUserWorkItem(bad_flag, NULL, WT_EXECUTEDEFAULT);
  RegisterWaitForSingleObject(Wait, Done, good_cause, NULL, INFINITE,
                              WT_EXECUTEONLYONCE);
}
