// RUN: %check_rule dll-cleanup-group %s
//
// What is told: why it is a DLL, and where the environment comes from.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

static void prepare(PTP_CALLBACK_ENVIRON Environment) {
  InitializeThreadpoolEnvironment(Environment);
}

BOOL WINAPI DllMain(HINSTANCE, DWORD, LPVOID) { return TRUE; }

void bad_told(PTP_POOL Pool) {
  TP_CALLBACK_ENVIRON Environment;
  prepare(&Environment);
  SetThreadpoolCallbackPool(&Environment, Pool);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, &Environment));
  // CHECK-NOTES: :[[@LINE-1]]:24: warning: this DLL creates a callback object with an environment that has a pool, but neither a cleanup group nor a callback library; nothing keeps the DLL loaded, and no function of it waits for the callbacks [threadpool-dll-cleanup-group]
  // CHECK-NOTES: :[[@LINE-8]]:13: note: the code is part of a DLL: it has a DllMain
  // CHECK-NOTES: :[[@LINE-12]]:3: note: the environment is made here
  // CHECK-NOTES: :[[@LINE-4]]:24: note: when the DLL is unloaded, a callback that runs, or starts later, finds no code
  // CHECK-NOTES: :[[@LINE-5]]:24: note: to repair: give it an environment with a cleanup group, and close the group's members in a function that the user of the DLL calls before it is unloaded
}
