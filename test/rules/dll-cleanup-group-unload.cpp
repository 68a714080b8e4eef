// RUN: %check_rule dll-cleanup-group %s
//
// A COM server counts what is under way, and does not unload before.

#include <windows.h>

static volatile LONG Objects;

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                            PTP_WORK Work) {
  CloseThreadpoolWork(Work);
  InterlockedDecrement(&Objects);
}

extern "C" __declspec(dllexport) LONG DllCanUnloadNow() {
  return Objects == 0 ? 0 : 1;
}

void good_counted() {
  InterlockedIncrement(&Objects);
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, nullptr));
}

static VOID CALLBACK onOther(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                             PTP_WORK Work) {
  CloseThreadpoolWork(Work);
}

void bad_not_counted() {
  SubmitThreadpoolWork(CreateThreadpoolWork(onOther, nullptr, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this DLL creates a callback object without an environment{{.*}} [threadpool-dll-cleanup-group]
}

class ModuleReference {
public:
  ModuleReference();
  ~ModuleReference();
};

static VOID CALLBACK onReferenced(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                  PTP_WORK Work) {
  ModuleReference Taken;
  CloseThreadpoolWork(Work);
  delete static_cast<ModuleReference *>(Context);
}

void good_reference_to_the_module() {
  SubmitThreadpoolWork(
      CreateThreadpoolWork(onReferenced, new ModuleReference, nullptr));
}
