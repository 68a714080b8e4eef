// RUN: %check_rule callback-unload %s --fixed-clean
//
// Callbacks that free the module which they are in.

#include <stdlib.h>
#include <windows.h>

extern int Count;
static HMODULE Self, Other;

typedef struct {
  HMODULE Module;
  HMODULE Plugin;
  int Hits;
} Job;

static void leave(HMODULE Module) {
  FreeLibrary(Module);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'leave', called by the callback 'bad_in_helper', frees the module that it is in itself, and has still to return [threadpool-callback-unload]
}

static VOID CALLBACK bad_global(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++Count;
  FreeLibrary(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_global', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  // CHECK-FIXES: {{^}}  FreeLibraryWhenCallbackReturns(Instance, Self);
}

static VOID CALLBACK bad_member(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                PTP_WORK Work) {
  Job *J = Context;
  HMODULE Module = J->Module;
  free(J);
  FreeLibrary(Module);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_member', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  // CHECK-FIXES: {{^}}  FreeLibraryWhenCallbackReturns(Instance, Module);
}

static VOID CALLBACK bad_context(PTP_CALLBACK_INSTANCE Instance,
                                 PVOID Context) {
  ++Count;
  FreeLibrary((HMODULE)Context);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  // CHECK-FIXES: {{^}}  FreeLibraryWhenCallbackReturns(Instance, (HMODULE)Context);
  return;
}

// More may be done behind it than is good; the fix would change the order.
static VOID CALLBACK bad_not_last(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  FreeLibrary(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_not_last', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  ++Count;
}

static VOID CALLBACK bad_in_helper(PTP_CALLBACK_INSTANCE Instance,
                                   PVOID Context) {
  leave(Self);
}

static DWORD WINAPI bad_legacy(LPVOID Context) {
  FreeLibrary(Self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_legacy', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  return 0;
}

static HMODULE thisModule(void) {
  HMODULE Module;
  if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                              GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                          L"", &Module))
    return NULL;
  return Module;
}

static HMODULE anyModule(void) { return Count ? Self : Other; }

static VOID CALLBACK bad_returned(PTP_CALLBACK_INSTANCE Instance,
                                  PVOID Context) {
  ++Count;
  FreeLibrary(thisModule());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_returned', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  // CHECK-FIXES: {{^}}  FreeLibraryWhenCallbackReturns(Instance, thisModule());
}

static VOID CALLBACK good_any(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++Count;
  FreeLibrary(anyModule());
}

static VOID CALLBACK good_left(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  ++Count;
  FreeLibraryWhenCallbackReturns(Instance, Self);
}

static VOID CALLBACK good_other(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  Job *J = Context;
  FreeLibrary(J->Plugin);
  FreeLibrary(Other);
}

// The pool holds the module.
static VOID CALLBACK good_held(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
  FreeLibrary(Self);
}

// Who stops it is no callback.
void shutDown(void) { FreeLibrary(Self); }

void submitThem(PTP_CALLBACK_ENVIRON Unseen) {
  HMODULE Module;
  TP_CALLBACK_ENVIRON Held;
  InitializeThreadpoolEnvironment(&Held);
  SetThreadpoolCallbackLibrary(&Held, Self);
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)&bad_context, &Module);
  Job *J = malloc(sizeof(*J));
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     (LPCWSTR)bad_member, &J->Module);
  GetModuleHandleExW(0, L"plugin.dll", &J->Plugin);
  Other = GetModuleHandleW(L"other.dll");

  TrySubmitThreadpoolCallback(bad_global, NULL, NULL);
  SubmitThreadpoolWork(CreateThreadpoolWork(bad_member, J, NULL));
  TrySubmitThreadpoolCallback(bad_context, Module, NULL);
  TrySubmitThreadpoolCallback(bad_not_last, NULL, NULL);
  TrySubmitThreadpoolCallback(bad_in_helper, NULL, NULL);
  QueueUserWorkItem(bad_legacy, NULL, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(bad_returned, NULL, NULL);
  TrySubmitThreadpoolCallback(good_any, NULL, NULL);
  TrySubmitThreadpoolCallback(good_left, NULL, NULL);
  TrySubmitThreadpoolCallback(good_other, J, NULL);
  TrySubmitThreadpoolCallback(good_held, NULL, &Held);
}

BOOL WINAPI DllMain(HINSTANCE Instance, DWORD Reason, LPVOID Reserved) {
  if (Reason == DLL_PROCESS_ATTACH)
    Self = Instance;
  return TRUE;
}
