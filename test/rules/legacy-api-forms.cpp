// RUN: %check_rule legacy-api %s --config='{CheckOptions: {threadpool-legacy-api.Enabled: true}}'
//
// In classes, templates, lambdas and macros, beside code that does not compile,
// and functions of the program's own with the same names.

#include <windows.h>

#define SUBMIT(WORK, CONTEXT) QueueUserWorkItem(WORK, CONTEXT, 0)

static DWORD WINAPI onWork(PVOID) { return 0; }

bool bad_macro() {
  return SUBMIT(onWork, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: QueueUserWorkItem is of the old pool API
}

template <typename T> class Task {
public:
  bool bad_member() {
    return QueueUserWorkItem(run, this, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: QueueUserWorkItem is of the old pool API
  }

private:
  static DWORD WINAPI run(PVOID Self) {
    static_cast<Task *>(Self)->Value = T();
    return 0;
  }
  T Value;
};

// Two instances of one call are one finding.
bool use(Task<int> &A, Task<long> &B) { return A.bad_member() && B.bad_member(); }

auto bad_lambda() {
  return [](HANDLE Wait) { return UnregisterWait(Wait); };
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: UnregisterWait is of the old pool API
}

void bad_beside_an_error(HANDLE Wait) {
  undeclared();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: {{.*}}'undeclared'{{.*}}
  UnregisterWait(Wait);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: UnregisterWait is of the old pool API
}

struct Registry {
  bool UnregisterWait(HANDLE);
  bool good_own_member(HANDLE Wait) { return UnregisterWait(Wait); }
};

namespace own {
bool QueueUserWorkItem(DWORD (*)(PVOID), PVOID, int);
bool good_own_function() {
  return own::QueueUserWorkItem(nullptr, nullptr, 0);
}
} // namespace own
