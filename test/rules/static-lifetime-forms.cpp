// RUN: %check_rule static-lifetime %s
//
// Templates and macros.

#include <windows.h>

#define EXPORT extern "C" __declspec(dllexport)
#define DRAIN(WORK) WaitForThreadpoolWorkCallbacks(WORK, TRUE)
#define GLOBAL(TYPE, NAME) static TYPE NAME

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

template <void (*Function)()> class Later {
public:
  Later() : Work(CreateThreadpoolWork(onWork, this, nullptr)) {}
  ~Later() {
    DRAIN(Work);
    CloseThreadpoolWork(Work);
  }
  void submit() { SubmitThreadpoolWork(Work); }

private:
  PTP_WORK Work;
};

void refresh() {}

static Later<refresh> bad_template;
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'bad_template' has static storage, {{.*}} [threadpool-static-lifetime]

GLOBAL(Later<refresh>, bad_macro);
// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: 'bad_macro' has static storage, {{.*}} [threadpool-static-lifetime]

template <class T> T &instance() {
  static T bad_singleton;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'bad_singleton' has static storage, {{.*}} [threadpool-static-lifetime]
  return bad_singleton;
}

EXPORT void submit() { instance<Later<refresh>>().submit(); }
