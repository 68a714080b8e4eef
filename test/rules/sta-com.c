// RUN: %check_rule sta-com %s
//
// A callback makes its thread a single-threaded apartment.

#include <roapi.h>
#include <windows.h>

static VOID CALLBACK bad_initialize(PTP_CALLBACK_INSTANCE Instance,
                                    PVOID Context, PTP_WORK Work) {
  CoInitialize(NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_initialize', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+6]]:10: note: CreateThreadpoolWork gives 'bad_initialize' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
  CoUninitialize();
}

PTP_WORK makeWork(void) {
  return CreateThreadpoolWork(bad_initialize, NULL, NULL);
}

static VOID CALLBACK bad_flag(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  if (CoInitializeEx(NULL, COINIT_APARTMENTTHREADED) < 0)
  // CHECK-NOTES: :[[@LINE-1]]:7: warning: 'bad_flag', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+58]]:3: note: TrySubmitThreadpoolCallback gives 'bad_flag' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:7: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
    return;
  CoUninitialize();
}

static VOID CALLBACK bad_flags(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  DWORD Flags = COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE;
  CoInitializeEx(NULL, Flags);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_flags', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+49]]:3: note: TrySubmitThreadpoolCallback gives 'bad_flags' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
  CoUninitialize();
}

static DWORD WINAPI bad_ole(LPVOID Context) {
  OleInitialize(NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_ole', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+42]]:3: note: QueueUserWorkItem gives 'bad_ole' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
  OleUninitialize();
  return 0;
}

// Here 0 is the single-threaded apartment.
static VOID CALLBACK bad_runtime(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  RoInitialize(RO_INIT_SINGLETHREADED);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_runtime', a callback of the pool, makes a thread of the pool a single-threaded apartment [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+32]]:3: note: TrySubmitThreadpoolCallback gives 'bad_runtime' to the pool
  // CHECK-NOTES: :[[@LINE-3]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
}

static VOID CALLBACK good_multithreaded(PTP_CALLBACK_INSTANCE Instance,
                                        PVOID Context) {
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  CoUninitialize();
}

static VOID CALLBACK good_other_flags(PTP_CALLBACK_INSTANCE Instance,
                                      PVOID Context) {
  CoInitializeEx(NULL, COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY);
  CoUninitialize();
}

static VOID CALLBACK good_runtime(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  RoInitialize(RO_INIT_MULTITHREADED);
}

// Who made the context knows.
static VOID CALLBACK good_unknown(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  CoInitializeEx(NULL, *(DWORD *)Context);
  CoUninitialize();
}

void submitThem(DWORD *Flags) {
  TrySubmitThreadpoolCallback(bad_flag, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_flags, NULL, NULL);
  QueueUserWorkItem(bad_ole, NULL, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(bad_runtime, NULL, NULL);
  TrySubmitThreadpoolCallback(good_multithreaded, NULL, NULL);
  TrySubmitThreadpoolCallback(good_other_flags, NULL, NULL);
  TrySubmitThreadpoolCallback(good_runtime, NULL, NULL);
  TrySubmitThreadpoolCallback(good_unknown, Flags, NULL);
}

//===--- Both ways --------------------------------------------------------===//

static void enter(DWORD Kind) {
  CoInitializeEx(NULL, Kind);
}

static VOID CALLBACK onJob(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  enter(COINIT_MULTITHREADED);
}

void good_of_the_program(void) {
  enter(COINIT_APARTMENTTHREADED);
  TrySubmitThreadpoolCallback(onJob, NULL, NULL);
}

static void bad_everywhere(void) {
  CoInitialize(NULL);
  // CHECK-NOTES: :[[@LINE-1]]:3: warning: 'bad_everywhere', called by the callback 'onOther', makes a thread of the pool a single-threaded apartment; it also runs elsewhere [threadpool-sta-com]
  // CHECK-NOTES: :[[@LINE+13]]:3: note: TrySubmitThreadpoolCallback gives 'onOther' to the pool
  // CHECK-NOTES: :[[@LINE+6]]:3: note: 'onOther' calls 'bad_everywhere'
  // CHECK-NOTES: :[[@LINE+9]]:3: note: 'good_program_itself' calls 'bad_everywhere', too
  // CHECK-NOTES: :[[@LINE-5]]:3: note: to repair: join the multithreaded apartment, and leave what needs another to a thread of your own, which handles its messages
}

static VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  bad_everywhere();
}

void good_program_itself(void) {
  bad_everywhere();
  CoInitialize(NULL);
  TrySubmitThreadpoolCallback(onOther, NULL, NULL);
}
