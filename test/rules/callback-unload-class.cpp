// RUN: %check_rule callback-unload %s --fixed-clean
//
// Classes, templates, macros, lambdas, and __ImageBase.

#include <windows.h>

extern "C" char __ImageBase;
#define OWN_MODULE() ((HMODULE)&__ImageBase)
#define LEAVE_MODULE() FreeLibrary(OWN_MODULE())

int Count;

class Watcher {
public:
  explicit Watcher(HMODULE Module) : Module(Module) {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                              PTP_WORK) {
    static_cast<Watcher *>(Context)->bad_member();
  }
  void bad_member() {
    ++Count;
    FreeLibrary(Module);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watcher::bad_member', called by the callback 'Watcher::onWork', frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  }

  HMODULE Module;
  PTP_WORK Work;
};

Watcher *watch() { return new Watcher(OWN_MODULE()); }

template <class T> struct Task {
  static VOID CALLBACK bad_task(PTP_CALLBACK_INSTANCE Instance, PVOID Context) {
    static_cast<T *>(Context)->run();
    FreeLibrary(OWN_MODULE());
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Task<Print>::bad_task', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
  }
  void submit() { TrySubmitThreadpoolCallback(bad_task, this, nullptr); }
};

struct Print : Task<Print> {
  void run() { ++Count; }
};
void print(Print &P) { P.submit(); }

static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE Instance, PVOID) {
  LEAVE_MODULE();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
}

// There is no instance to give it to.
static VOID CALLBACK bad_unnamed(PTP_CALLBACK_INSTANCE, PVOID) {
  FreeLibrary(reinterpret_cast<HMODULE>(&__ImageBase));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_unnamed', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
}

void submitThem() {
  TrySubmitThreadpoolCallback(bad_macro, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_unnamed, nullptr, nullptr);
  TrySubmitThreadpoolCallback(
      [](PTP_CALLBACK_INSTANCE Call, PVOID) {
        ++Count;
        FreeLibrary(reinterpret_cast<HMODULE>(&__ImageBase));
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'lambda in submitThem', a callback of the pool, frees the module that it is in itself, and has still to return [threadpool-callback-unload]
        // CHECK-FIXES: {{^}}        FreeLibraryWhenCallbackReturns(Call, reinterpret_cast<HMODULE>(&__ImageBase));
      },
      nullptr, nullptr);
}
