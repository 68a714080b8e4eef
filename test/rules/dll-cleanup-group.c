// RUN: %check_rule dll-cleanup-group %s
//
// A DLL by its DllMain: objects in no group and with no callback library.

#include <windows.h>

static volatile LONG Count;

VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WORK Work) {
  InterlockedIncrement(&Count);
}
VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                      PTP_TIMER Timer) {
  InterlockedIncrement(&Count);
}
VOID CALLBACK onWait(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                     PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  InterlockedIncrement(&Count);
}
VOID CALLBACK onIo(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                   PVOID Overlapped, ULONG Result, ULONG_PTR Bytes, PTP_IO Io) {
  InterlockedIncrement(&Count);
}

BOOL WINAPI DllMain(HINSTANCE Module, DWORD Reason, LPVOID Reserved) {
  return TRUE;
}

void bad_no_environment(HANDLE Event, HANDLE File, FILETIME *Due) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
  PTP_WAIT Wait = CreateThreadpoolWait(onWait, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
  PTP_IO Io = CreateThreadpoolIo(File, onIo, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
  SubmitThreadpoolWork(Work);
  SetThreadpoolTimer(Timer, Due, 0, 0);
  SetThreadpoolWait(Wait, Event, NULL);
  StartThreadpoolIo(Io);
}

static TP_CALLBACK_ENVIRON PoolOnly;

void bad_environment_with_a_pool_alone(PTP_POOL Pool) {
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&PoolOnly);
  SetThreadpoolCallbackPool(&PoolOnly, Pool);
  Work = CreateThreadpoolWork(onWork, NULL, &PoolOnly);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this DLL creates a callback object with an environment that has a pool, but neither a cleanup group nor a callback library; nothing keeps the DLL loaded, and no function of it waits for the callbacks [threadpool-dll-cleanup-group]
  SubmitThreadpoolWork(Work);
}

void bad_local_environment(void) {
  TP_CALLBACK_ENVIRON Environment;
  PTP_WORK Work;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackRunsLong(&Environment);
  Work = CreateThreadpoolWork(onWork, NULL, &Environment);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: this DLL creates a callback object with an environment that has neither {{.*}} [threadpool-dll-cleanup-group]
  SubmitThreadpoolWork(Work);
  DestroyThreadpoolEnvironment(&Environment);
}

//===--- With a group -----------------------------------------------------===//

static TP_CALLBACK_ENVIRON WithGroup;
static PTP_CLEANUP_GROUP Group;

void good_group(void) {
  Group = CreateThreadpoolCleanupGroup();
  InitializeThreadpoolEnvironment(&WithGroup);
  SetThreadpoolCallbackCleanupGroup(&WithGroup, Group, NULL);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, &WithGroup));
}

void closeGroup(void) {
  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Group);
}

//===--- With a callback library ------------------------------------------===//

void good_callback_library(HMODULE Self) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackLibrary(&Environment, Self);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, &Environment));
  DestroyThreadpoolEnvironment(&Environment);
}

//===--- With an environment from elsewhere -------------------------------===//

void good_environment_from_elsewhere(PTP_CALLBACK_ENVIRON Environment) {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, Environment));
}

void prepare(PTP_CALLBACK_ENVIRON Environment);

void good_environment_prepared_elsewhere(void) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  prepare(&Environment);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, NULL, &Environment));
}

//===--- Drained by the DLL itself ----------------------------------------===//

static PTP_TIMER Own;

void startOwn(FILETIME *Due) {
  Own = CreateThreadpoolTimer(onTimer, NULL, NULL);
  SetThreadpoolTimer(Own, Due, 1000, 0);
}

void good_drained_by_the_dll(void) {
  SetThreadpoolTimer(Own, NULL, 0, 0);
  WaitForThreadpoolTimerCallbacks(Own, TRUE);
  CloseThreadpoolTimer(Own);
}
