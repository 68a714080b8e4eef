// RUN: %check_rule dirty-thread %s
//
// Each state of a thread, left changed and given back.

#include <windows.h>

void work(void *Item);

typedef struct {
  HANDLE Token, Pipe, Worker;
  int Priority;
} Request;


//===--- COM --------------------------------------------------------------===//

static VOID CALLBACK bad_com(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_com', a callback of the pool, initializes COM and returns without uninitializing it: whatever the pool runs next on the thread is in its apartment [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK good_com(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  work(Context);
  CoUninitialize();
}

//===--- Impersonation ----------------------------------------------------===//

static VOID CALLBACK bad_user(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  Request *Own = Context;
  if (!ImpersonateLoggedOnUser(Own->Token))
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_user', a callback of the pool, impersonates somebody and returns without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
    return;
  work(Own);
}

static VOID CALLBACK bad_token(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  Request *Own = Context;
  SetThreadToken(NULL, Own->Token);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_token', a callback of the pool, impersonates somebody and returns without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  work(Own);
}

static VOID CALLBACK bad_token_of_other(PTP_CALLBACK_INSTANCE Instance,
                                        PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  HANDLE Token;
  if (!OpenThreadToken(Own->Worker, TOKEN_IMPERSONATE, TRUE, &Token))
    return;
  SetThreadToken(NULL, Token);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_token_of_other', a callback of the pool, impersonates somebody and returns without reverting: whatever the pool runs next on the thread acts as that one [threadpool-dirty-thread]
  work(Own);
}

static VOID CALLBACK good_client(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  Request *Own = Context;
  if (!ImpersonateNamedPipeClient(Own->Pipe))
    return;
  work(Own);
  RevertToSelf();
}

static VOID CALLBACK good_token(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  Request *Own = Context;
  SetThreadToken(NULL, Own->Token);
  work(Own);
  SetThreadToken(NULL, NULL);
}

static VOID CALLBACK good_token_restored(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context, PTP_WORK Work) {
  HANDLE Before = NULL;
  OpenThreadToken(GetCurrentThread(), TOKEN_IMPERSONATE, TRUE, &Before);
  ImpersonateSelf(SecurityImpersonation);
  work(Context);
  SetThreadToken(NULL, Before);
}

static VOID CALLBACK good_token_of_other(PTP_CALLBACK_INSTANCE Instance,
                                         PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  SetThreadToken(&Own->Worker, Own->Token);
}

//===--- Priority ---------------------------------------------------------===//

static VOID CALLBACK bad_priority(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_WORK Work) {
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_priority', a callback of the pool, changes the priority of its thread and returns without restoring it: whatever the pool runs next on the thread has that priority [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK bad_priority_of_item(PTP_CALLBACK_INSTANCE Instance,
                                          PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  HANDLE Thread = GetCurrentThread();
  SetThreadPriority(Thread, Own->Priority);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_priority_of_item', a callback of the pool, changes the priority of its thread and returns without restoring it: whatever the pool runs next on the thread has that priority [threadpool-dirty-thread]
  work(Own);
}

static VOID CALLBACK bad_background(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WORK Work) {
  SetThreadPriority(GetCurrentThread(), THREAD_MODE_BACKGROUND_BEGIN);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_background', a callback of the pool, puts its thread in background mode and returns without ending that: whatever the pool runs next on the thread is slow [threadpool-dirty-thread]
  work(Context);
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_NORMAL);
}

static VOID CALLBACK bad_boost(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  SetThreadPriorityBoost(GetCurrentThread(), TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_boost', a callback of the pool, turns off that the priority of its thread is raised and returns without turning it on again: whatever the pool runs next on the thread goes without [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK good_priority(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK Work) {
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  work(Context);
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_NORMAL);
}

static VOID CALLBACK good_priority_restored(PTP_CALLBACK_INSTANCE Instance,
                                            PVOID Context, PTP_WORK Work) {
  const int Before = GetThreadPriority(GetCurrentThread());
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
  work(Context);
  SetThreadPriority(GetCurrentThread(), Before);
}

static VOID CALLBACK good_priority_of_other(PTP_CALLBACK_INSTANCE Instance,
                                            PVOID Context, PTP_WORK Work) {
  Request *Own = Context;
  SetThreadPriority(Own->Worker, THREAD_PRIORITY_HIGHEST);
}

static VOID CALLBACK good_background(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  SetThreadPriority(GetCurrentThread(), THREAD_MODE_BACKGROUND_BEGIN);
  work(Context);
  SetThreadPriority(GetCurrentThread(), THREAD_MODE_BACKGROUND_END);
}

//===--- Processors -------------------------------------------------------===//

static VOID CALLBACK bad_mask(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK Work) {
  SetThreadAffinityMask(GetCurrentThread(), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_mask', a callback of the pool, changes the processors that its thread may run on and returns without restoring them: whatever the pool runs next on the thread is bound to them [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK bad_group(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  GROUP_AFFINITY Wanted = {1, 0};
  SetThreadGroupAffinity(GetCurrentThread(), &Wanted, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_group', a callback of the pool, changes the processors that its thread may run on and returns without restoring them: whatever the pool runs next on the thread is bound to them [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK bad_ideal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  SetThreadIdealProcessor(GetCurrentThread(), 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_ideal', a callback of the pool, changes the ideal processor of its thread and returns without restoring it: whatever the pool runs next on the thread goes there as well [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK good_mask(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  const DWORD_PTR Before = SetThreadAffinityMask(GetCurrentThread(), 1);
  work(Context);
  SetThreadAffinityMask(GetCurrentThread(), Before);
}

static VOID CALLBACK good_mask_tested(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context, PTP_WORK Work) {
  const DWORD_PTR Before = SetThreadAffinityMask(GetCurrentThread(), 1);
  work(Before ? Context : NULL);
  SetThreadAffinityMask(GetCurrentThread(), Before);
}

static VOID CALLBACK good_mask_of_process(PTP_CALLBACK_INSTANCE Instance,
                                          PVOID Context, PTP_WORK Work) {
  DWORD_PTR Own, All;
  GetProcessAffinityMask(GetCurrentProcess(), &Own, &All);
  SetThreadAffinityMask(GetCurrentThread(), 1);
  work(Context);
  SetThreadAffinityMask(GetCurrentThread(), Own);
}

static VOID CALLBACK good_group(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  GROUP_AFFINITY Wanted = {1, 0}, Before;
  SetThreadGroupAffinity(GetCurrentThread(), &Wanted, &Before);
  work(Context);
  SetThreadGroupAffinity(GetCurrentThread(), &Before, NULL);
}

static VOID CALLBACK good_ideal(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  const DWORD Before = SetThreadIdealProcessor(GetCurrentThread(), 0);
  work(Context);
  SetThreadIdealProcessor(GetCurrentThread(), Before);
}

static VOID CALLBACK good_question(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK Work) {
  SetThreadIdealProcessor(GetCurrentThread(), MAXIMUM_PROCESSORS);
}

//===--- Languages --------------------------------------------------------===//

static VOID CALLBACK bad_languages(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK Work) {
  ULONG Count;
  SetThreadPreferredUILanguages(MUI_LANGUAGE_NAME, L"de-DE\0", &Count);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_languages', a callback of the pool, changes the languages of its thread and returns without restoring them: whatever the pool runs next on the thread speaks them [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK bad_locale(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  SetThreadLocale(0x407);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_locale', a callback of the pool, changes the locale of its thread and returns without restoring it: whatever the pool runs next on the thread formats by it [threadpool-dirty-thread]
  work(Context);
}

static VOID CALLBACK good_languages(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WORK Work) {
  ULONG Count;
  SetThreadPreferredUILanguages(MUI_LANGUAGE_NAME, L"de-DE\0", &Count);
  work(Context);
  SetThreadPreferredUILanguages(0, NULL, &Count);
}

static VOID CALLBACK good_locale(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  const LCID Before = GetThreadLocale();
  SetThreadLocale(0x407);
  work(Context);
  SetThreadLocale(Before);
}

PTP_WORK Works[40];

void makeThem(void *Item) {
  Works[0] = CreateThreadpoolWork(bad_com, Item, NULL);
  Works[1] = CreateThreadpoolWork(good_com, Item, NULL);
  Works[2] = CreateThreadpoolWork(bad_user, Item, NULL);
  Works[3] = CreateThreadpoolWork(bad_token, Item, NULL);
  Works[4] = CreateThreadpoolWork(good_client, Item, NULL);
  Works[5] = CreateThreadpoolWork(good_token, Item, NULL);
  Works[6] = CreateThreadpoolWork(good_token_restored, Item, NULL);
  Works[7] = CreateThreadpoolWork(good_token_of_other, Item, NULL);
  Works[8] = CreateThreadpoolWork(bad_priority, Item, NULL);
  Works[9] = CreateThreadpoolWork(bad_priority_of_item, Item, NULL);
  Works[10] = CreateThreadpoolWork(bad_background, Item, NULL);
  Works[11] = CreateThreadpoolWork(bad_boost, Item, NULL);
  Works[12] = CreateThreadpoolWork(good_priority, Item, NULL);
  Works[13] = CreateThreadpoolWork(good_priority_restored, Item, NULL);
  Works[14] = CreateThreadpoolWork(good_priority_of_other, Item, NULL);
  Works[15] = CreateThreadpoolWork(good_background, Item, NULL);
  Works[16] = CreateThreadpoolWork(bad_mask, Item, NULL);
  Works[17] = CreateThreadpoolWork(bad_group, Item, NULL);
  Works[18] = CreateThreadpoolWork(bad_ideal, Item, NULL);
  Works[19] = CreateThreadpoolWork(good_mask, Item, NULL);
  Works[20] = CreateThreadpoolWork(good_mask_of_process, Item, NULL);
  Works[21] = CreateThreadpoolWork(good_group, Item, NULL);
  Works[22] = CreateThreadpoolWork(good_ideal, Item, NULL);
  Works[23] = CreateThreadpoolWork(good_question, Item, NULL);
  Works[24] = CreateThreadpoolWork(bad_languages, Item, NULL);
  Works[25] = CreateThreadpoolWork(bad_locale, Item, NULL);
  Works[26] = CreateThreadpoolWork(good_languages, Item, NULL);
  Works[28] = CreateThreadpoolWork(good_mask_tested, Item, NULL);
  Works[29] = CreateThreadpoolWork(bad_token_of_other, Item, NULL);
  Works[27] = CreateThreadpoolWork(good_locale, Item, NULL);
}

void good_program_itself(void) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_LOWEST);
}
