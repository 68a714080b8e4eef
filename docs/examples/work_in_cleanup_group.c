//===- work_in_cleanup_group.c --------------------------------------------===//
//
// Part of Threadpool Tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows: a pool, an environment and a cleanup group for one work object that is
// submitted ten times. Closing the members of the group waits for the callbacks
// and closes the work object, so nothing else has to.
//
// Source: "Developing with Thread Pool Enhancements", Microsoft, Windows Server
// 2008 documentation, no author or date given.
//
// The tool says: nothing.
//
//===----------------------------------------------------------------------===//

#include <windows.h>

struct Counter {
  volatile LONG Done;
};

static VOID CALLBACK OnWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  struct Counter *Count = Context;
  UNREFERENCED_PARAMETER(Instance);
  UNREFERENCED_PARAMETER(Work);

  InterlockedIncrement(&Count->Done);
}

LONG WorkDemo(void) {
  struct Counter Count = {0};
  TP_CALLBACK_ENVIRON Environment;
  PTP_CLEANUP_GROUP Group;
  PTP_WORK Work;
  int I;
  PTP_POOL Pool = CreateThreadpool(NULL);
  if (!Pool)
    return -1;
  SetThreadpoolThreadMaximum(Pool, 3);
  if (!SetThreadpoolThreadMinimum(Pool, 1)) {
    CloseThreadpool(Pool);
    return -1;
  }

  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackPool(&Environment, Pool);
  Group = CreateThreadpoolCleanupGroup();
  if (!Group) {
    DestroyThreadpoolEnvironment(&Environment);
    CloseThreadpool(Pool);
    return -1;
  }
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, NULL);

  Work = CreateThreadpoolWork(OnWork, &Count, &Environment);
  if (Work) {
    for (I = 0; I < 10; ++I)
      SubmitThreadpoolWork(Work);
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
  }

  CloseThreadpoolCleanupGroupMembers(Group, TRUE, NULL);
  CloseThreadpoolCleanupGroup(Group);
  DestroyThreadpoolEnvironment(&Environment);
  CloseThreadpool(Pool);
  return Count.Done;
}
