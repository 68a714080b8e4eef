// RUN: %check_rule thread-affinity %s
//
// What comes back to a thread, asked for on one of the pool.

#include <windows.h>

HANDLE Signal, Other, File, Timer;
HANDLE Several[2];
HKEY Key;
char Buffer[64];
OVERLAPPED Operation;
LARGE_INTEGER Due;

static VOID NTAPI onApc(ULONG_PTR Data) {}
static VOID CALLBACK onDue(LPVOID Context, DWORD Low, DWORD High) {}
static VOID CALLBACK onRead(DWORD Error, DWORD Bytes, LPOVERLAPPED Own) {}

//===--- APCs -------------------------------------------------------------===//

static VOID CALLBACK bad_apc(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {
  QueueUserAPC(onApc, GetCurrentThread(), 0);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_apc', a callback of the pool, queues an APC to a thread of the pool, which may end before it runs, or run it in somebody else's wait [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+123]]:14: note: CreateThreadpoolWork gives 'bad_apc' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: submit what is to be done later to the pool
}

static VOID CALLBACK good_apc_elsewhere(PTP_CALLBACK_INSTANCE Instance,
                                        PVOID Thread, PTP_WORK Work) {
  QueueUserAPC(onApc, (HANDLE)Thread, 0);
}

//===--- Alertable waits --------------------------------------------------===//

static VOID CALLBACK bad_waits(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                               PTP_WORK Work) {
  SleepEx(10, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_waits', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+110]]:14: note: CreateThreadpoolWork gives 'bad_waits' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  WaitForSingleObjectEx(Signal, INFINITE, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_waits', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+106]]:14: note: CreateThreadpoolWork gives 'bad_waits' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  WaitForMultipleObjectsEx(2, Several, FALSE, INFINITE, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_waits', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+102]]:14: note: CreateThreadpoolWork gives 'bad_waits' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  SignalObjectAndWait(Signal, Other, INFINITE, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_waits', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+98]]:14: note: CreateThreadpoolWork gives 'bad_waits' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
  MsgWaitForMultipleObjectsEx(2, Several, INFINITE, QS_ALLINPUT,
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_waits', a callback of the pool, waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+94]]:14: note: CreateThreadpoolWork gives 'bad_waits' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
                              MWMO_WAITALL | MWMO_ALERTABLE);
}

static VOID CALLBACK good_waits(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  SleepEx(10, FALSE);
  WaitForSingleObjectEx(Signal, INFINITE, FALSE);
  WaitForMultipleObjectsEx(2, Several, FALSE, INFINITE, FALSE);
  SignalObjectAndWait(Signal, Other, INFINITE, FALSE);
  MsgWaitForMultipleObjectsEx(2, Several, INFINITE, QS_ALLINPUT, MWMO_WAITALL);
}

static VOID CALLBACK good_not_constant(PTP_CALLBACK_INSTANCE Instance,
                                       PVOID Context, PTP_WORK Work) {
  SleepEx(10, *(BOOL *)Context);
}

static DWORD waitFor(HANDLE Handle, BOOL IsAlertable) {
  return WaitForSingleObjectEx(Handle, INFINITE, IsAlertable);
}

static VOID CALLBACK good_helper(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                 PTP_WORK Work) {
  waitFor(Signal, FALSE);
}

static DWORD pause(HANDLE Handle, BOOL IsAlertable) {
  return WaitForSingleObjectEx(Handle, INFINITE, IsAlertable);
  // CHECK-NOTES: :[[@LINE-1]]:10: warning: 'pause', called by the callback 'bad_helper', waits alertably on a thread of the pool, where APCs of others may run and its own need not [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+67]]:14: note: CreateThreadpoolWork gives 'bad_helper' to the pool
  // CHECK-NOTES: :[[@LINE+6]]:3: note: 'bad_helper' calls 'pause'
  // CHECK-NOTES: :[[@LINE-4]]:10: note: to repair: wait without being alertable; let the pool wait for the handle, where something is to be done then
}

static VOID CALLBACK bad_helper(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  pause(Signal, TRUE);
}

//===--- Completion by APC ------------------------------------------------===//

static VOID CALLBACK bad_routines(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_WORK Work) {
  ReadFileEx(File, Buffer, sizeof(Buffer), &Operation, onRead);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_routines', a callback of the pool, asks for an APC on a thread of the pool, which may end, or not wait alertably, before it is due [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+52]]:14: note: CreateThreadpoolWork gives 'bad_routines' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: give no completion routine; let an object of the pool call back: an I/O object, a wait or a timer
  WriteFileEx(File, Buffer, sizeof(Buffer), &Operation, onRead);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_routines', a callback of the pool, asks for an APC on a thread of the pool, which may end, or not wait alertably, before it is due [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+48]]:14: note: CreateThreadpoolWork gives 'bad_routines' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: give no completion routine; let an object of the pool call back: an I/O object, a wait or a timer
  SetWaitableTimer(Timer, &Due, 0, onDue, NULL, FALSE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_routines', a callback of the pool, asks for an APC on a thread of the pool, which may end, or not wait alertably, before it is due [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+44]]:14: note: CreateThreadpoolWork gives 'bad_routines' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: give no completion routine; let an object of the pool call back: an I/O object, a wait or a timer
}

static VOID CALLBACK good_no_routine(PTP_CALLBACK_INSTANCE Instance,
                                     PVOID Context, PTP_WORK Work) {
  SetWaitableTimer(Timer, &Due, 0, NULL, NULL, FALSE);
  SetWaitableTimer(Timer, &Due, 0, *(PTIMERAPCROUTINE *)Context, NULL, FALSE);
}

//===--- Notifications of a thread ----------------------------------------===//

static VOID CALLBACK bad_notify(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WAIT Wait, TP_WAIT_RESULT Result) {
  RegNotifyChangeKeyValue(Key, TRUE, REG_NOTIFY_CHANGE_LAST_SET, Signal, TRUE);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_notify', a callback of the pool, asks to be notified for as long as a thread of the pool lives, which nobody knows [threadpool-thread-affinity]
  // CHECK-NOTES: :[[@LINE+32]]:11: note: CreateThreadpoolWait gives 'bad_notify' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: add REG_NOTIFY_THREAD_AGNOSTIC: then it does not depend on the thread
  SetThreadpoolWait(Wait, Signal, NULL);
}

static VOID CALLBACK good_agnostic(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context, PTP_WORK Work) {
  RegNotifyChangeKeyValue(
      Key, TRUE, REG_NOTIFY_CHANGE_LAST_SET | REG_NOTIFY_THREAD_AGNOSTIC,
      Signal, TRUE);
}

static VOID CALLBACK good_synchronous(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context, PTP_WORK Work) {
  RegNotifyChangeKeyValue(Key, TRUE, REG_NOTIFY_CHANGE_LAST_SET, NULL, FALSE);
}

PTP_WORK Works[16];
PTP_WAIT Watch;

void makeThem(void *Context) {
  Works[0] = CreateThreadpoolWork(bad_apc, NULL, NULL);
  Works[1] = CreateThreadpoolWork(good_apc_elsewhere, Context, NULL);
  Works[2] = CreateThreadpoolWork(bad_waits, NULL, NULL);
  Works[3] = CreateThreadpoolWork(good_waits, NULL, NULL);
  Works[4] = CreateThreadpoolWork(good_not_constant, Context, NULL);
  Works[5] = CreateThreadpoolWork(good_helper, NULL, NULL);
  Works[6] = CreateThreadpoolWork(bad_helper, NULL, NULL);
  Works[7] = CreateThreadpoolWork(bad_routines, NULL, NULL);
  Works[8] = CreateThreadpoolWork(good_no_routine, Context, NULL);
  Works[9] = CreateThreadpoolWork(good_agnostic, NULL, NULL);
  Works[10] = CreateThreadpoolWork(good_synchronous, NULL, NULL);
  Watch = CreateThreadpoolWait(bad_notify, NULL, NULL);
}

void good_program_itself(void) {
  SleepEx(10, TRUE);
  RegNotifyChangeKeyValue(Key, TRUE, REG_NOTIFY_CHANGE_LAST_SET, Signal, TRUE);
}
