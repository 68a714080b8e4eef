// RUN: %check_rule dll-cleanup-group %s
//
// Who may know that the callbacks are done before the DLL goes.

#include <windows.h>
#include "Inputs/dll-globals.h"

#define EXPORT extern "C" __declspec(dllexport)

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}
static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}

//===--- Waited for -------------------------------------------------------===//

PTP_WORK SharedWork;
static PTP_WORK Waited;
static PTP_TIMER Ticking;

EXPORT void good_waited_for() {
  Waited = CreateThreadpoolWork(onWork, nullptr, nullptr);
  SubmitThreadpoolWork(Waited);
}

EXPORT void bad_another_is_waited_for() {
  Ticking = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: this DLL creates a callback object without an environment: no cleanup group, and no callback library; nothing keeps the DLL loaded, and no function of it waits for the callbacks [threadpool-dll-cleanup-group]
}

static void waitFor(PTP_WORK Work) {
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  CloseThreadpoolWork(Work);
}

EXPORT void stop() { waitFor(Waited); }

//===--- Known to other units ---------------------------------------------===//

EXPORT void good_others_may_wait() {
  SharedWork = CreateThreadpoolWork(onWork, nullptr, nullptr);
  SubmitThreadpoolWork(SharedWork);
}

PTP_TIMER good_returned() {
  return CreateThreadpoolTimer(onTimer, nullptr, nullptr);
}

bool good_given_out(PTP_TIMER *Out) {
  *Out = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  return *Out != nullptr;
}

void keepForShutdown(PTP_TIMER Timer);

void good_handed_on() {
  keepForShutdown(CreateThreadpoolTimer(onTimer, nullptr, nullptr));
}

// The holder's class is everybody's, but the member that holds it is not.
struct Owner {
  WorkHolder Own;
};

EXPORT void bad_in_a_member_of_this_unit(Owner *O) {
  O->Own.Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: this DLL creates a callback object {{.*}} [threadpool-dll-cleanup-group]
}

EXPORT void good_in_a_holder(WorkHolder *Holder) {
  Holder->Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
}

//===--- Callbacks that are not seen --------------------------------------===//

VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER);

void good_callback_elsewhere() {
  CreateThreadpoolTimer(onOther, nullptr, nullptr);
}

//===--- Callbacks that hold the DLL, or something that does ---------------===//

void good_reference_for_each_callback(HMODULE Self) {
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE Instance, PVOID Self, PTP_TIMER) {
        FreeLibraryWhenCallbackReturns(Instance, static_cast<HMODULE>(Self));
      },
      Self, nullptr);
}

struct Object {
  virtual unsigned long AddRef() = 0;
  virtual unsigned long Release() = 0;
};

void good_object_may_count(Object *O) {
  O->AddRef();
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID O, PTP_TIMER) {
        static_cast<Object *>(O)->Release();
      },
      O, nullptr);
}

static LONG UnderWay;

void good_counted() {
  InterlockedIncrement(&UnderWay);
  CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        InterlockedDecrement(&UnderWay);
      },
      nullptr, nullptr);
}

static HANDLE Done;

static VOID CALLBACK onSignalling(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  SetEvent(Done);
}

void good_signals_its_end() {
  CreateThreadpoolTimer(onSignalling, nullptr, nullptr);
}

EXPORT void awaitSignal() { WaitForSingleObject(Done, INFINITE); }

//===--- Callbacks without an object ---------------------------------------===//

static VOID CALLBACK onSimple(PTP_CALLBACK_INSTANCE, PVOID) {}

EXPORT void bad_simple() {
  TrySubmitThreadpoolCallback(onSimple, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this DLL submits a callback without an environment: no cleanup group, and no callback library; nothing keeps the DLL loaded, and no function of it can wait for the callback [threadpool-dll-cleanup-group]
}

EXPORT void good_simple(PTP_CLEANUP_GROUP Group) {
  TP_CALLBACK_ENVIRON Environment;
  InitializeThreadpoolEnvironment(&Environment);
  SetThreadpoolCallbackCleanupGroup(&Environment, Group, nullptr);
  TrySubmitThreadpoolCallback(onSimple, nullptr, &Environment);
}
