// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}' -- -fexceptions -fcxx-exceptions
//
// Exceptions that leave callbacks, and those that do not.

#include <windows.h>

struct Error {
  explicit Error(int Code) : Code(Code) {}
  int Code;
};
struct Timeout : Error {
  using Error::Error;
};
struct Other {};

int Count;
void work();

static VOID CALLBACK bad_throw(PTP_CALLBACK_INSTANCE, PVOID) {
  if (Count > 3)
    throw Error(Count);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_throw', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

static void check(int Code) {
  if (Code != 0)
    throw Timeout(Code);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'check', called by the callback 'bad_helper', throws an exception that leaves the callback [threadpool-callback-exception]
}
static void checkAll() { check(Count); }

// Catches something else.
static VOID CALLBACK bad_helper(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    checkAll();
  } catch (const Other &) {
    ++Count;
  } catch (int) {
    ++Count;
  }
}

static VOID CALLBACK bad_rethrow(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    work();
  } catch (...) {
    ++Count;
    throw;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_rethrow', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
  }
}

static VOID CALLBACK bad_in_handler(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    work();
  } catch (...) {
    throw Error(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_in_handler', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
  }
}

static DWORD WINAPI bad_legacy(LPVOID) {
  throw 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_legacy', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

struct Job {
  Job() {
    if (Count > 3)
      throw Other();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Job::Job', called by the callback 'bad_constructor', throws an exception that leaves the callback [threadpool-callback-exception]
  }
  void run() {
    if (Count > 3)
      throw Other();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Job::run', called by the callback 'lambda in submitThem', throws an exception that leaves the callback [threadpool-callback-exception]
  }
};
static VOID CALLBACK bad_constructor(PTP_CALLBACK_INSTANCE, PVOID) {
  Job J;
  ++Count;
}

template <class T> struct Task {
  static VOID CALLBACK bad_task(PTP_CALLBACK_INSTANCE, PVOID Context) {
    static_cast<T *>(Context)->print();
    throw Other();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Task<Print>::bad_task', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
  }
  void submit() { TrySubmitThreadpoolCallback(bad_task, this, nullptr); }
};
struct Print : Task<Print> {
  void print() { ++Count; }
};
void print(Print &P) { P.submit(); }

#define REQUIRE(C) if (!(C)) throw Error(__LINE__)
static VOID CALLBACK bad_macro(PTP_CALLBACK_INSTANCE, PVOID) {
  REQUIRE(Count > 3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_macro', a callback of the pool, throws an exception that leaves it [threadpool-callback-exception]
}

//===--- What is caught ---------------------------------------------------===//

static VOID CALLBACK good_all(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    checkAll();
    throw 1;
  } catch (...) {
    ++Count;
  }
}

static VOID CALLBACK good_base(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    checkAll();
  } catch (const Error &E) {
    Count += E.Code;
  }
}

static VOID CALLBACK good_function(PTP_CALLBACK_INSTANCE, PVOID) try {
  checkAll();
} catch (...) {
}

static VOID CALLBACK good_inner(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    try {
      work();
    } catch (...) {
      throw;
    }
  } catch (...) {
  }
}

static VOID CALLBACK good_pointer(PTP_CALLBACK_INSTANCE, PVOID) {
  try {
    throw static_cast<Timeout *>(nullptr);
  } catch (const Error *) {
  }
}

// These end the program where they are, and there it is seen.
static VOID CALLBACK good_noexcept(PTP_CALLBACK_INSTANCE, PVOID) noexcept {
  throw Error(1);
}
static void checkHere() noexcept { check(Count); }
static VOID CALLBACK good_noexcept_helper(PTP_CALLBACK_INSTANCE, PVOID) {
  checkHere();
}

// Runs elsewhere, or not at all.
static VOID CALLBACK good_lambda(PTP_CALLBACK_INSTANCE, PVOID Context) {
  *static_cast<void (**)()>(Context) = [] { throw Error(1); };
  Count += noexcept(check(1));
  if constexpr (sizeof(void *) == 2)
    throw Error(1);
  work();
}

// Nobody gives it to the pool.
VOID CALLBACK good_alone(PTP_CALLBACK_INSTANCE, PVOID) { throw Error(1); }

void submitThem(Job *J) {
  TrySubmitThreadpoolCallback(bad_throw, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_helper, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_rethrow, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_in_handler, nullptr, nullptr);
  QueueUserWorkItem(bad_legacy, nullptr, WT_EXECUTEDEFAULT);
  TrySubmitThreadpoolCallback(bad_constructor, nullptr, nullptr);
  TrySubmitThreadpoolCallback(
      [](PTP_CALLBACK_INSTANCE, PVOID Context) {
        static_cast<Job *>(Context)->run();
      },
      J, nullptr);
  TrySubmitThreadpoolCallback(bad_macro, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_all, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_base, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_function, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_inner, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_pointer, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_noexcept, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_noexcept_helper, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_lambda, nullptr, nullptr);
}
