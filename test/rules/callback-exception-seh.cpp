// RUN: %check_rule callback-exception %s --config='{CheckOptions: {threadpool-callback-exception.Enabled: true}}' -- -fms-extensions -fexceptions -fcxx-exceptions
//
// Handlers of the system: which of them take a C++ exception, too.

#include <windows.h>

unsigned long GetExceptionCode();
int filter(unsigned long Code);

constexpr unsigned long AccessViolation = 0xC0000005;
constexpr unsigned long StackOverflow = 0xC00000FD;
constexpr unsigned long Cxx = 0xE06D7363;
enum { ContinueSearch = 0, ExecuteHandler = 1 };

static void fail() {
  throw 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'fail', called by the callback 'bad_overflow_only', throws an exception that leaves the callback [threadpool-callback-exception]
}

static VOID CALLBACK bad_overflow_only(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    fail();
  } __except (GetExceptionCode() == StackOverflow ? ExecuteHandler
                                                  : ContinueSearch) {
  }
}

static void failToo() {
  throw 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'failToo', called by the callback 'bad_two_codes', throws an exception that leaves the callback
}

static VOID CALLBACK bad_two_codes(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failToo();
  } __except (GetExceptionCode() == StackOverflow ||
              GetExceptionCode() == AccessViolation) {
  }
}

static void failElsewhere() { throw 1; }

static VOID CALLBACK good_all(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failElsewhere();
  } __except (ExecuteHandler) {
  }
}

static VOID CALLBACK good_but_one(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failElsewhere();
  } __except (GetExceptionCode() != StackOverflow ? ExecuteHandler
                                                  : ContinueSearch) {
  }
}

static VOID CALLBACK good_that_code(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failElsewhere();
  } __except (GetExceptionCode() == Cxx) {
  }
}

// What the filter says is not known.
static VOID CALLBACK good_filter(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failElsewhere();
  } __except (filter(GetExceptionCode())) {
  }
}

static VOID CALLBACK good_filter_for_others(PTP_CALLBACK_INSTANCE, PVOID) {
  __try {
    failElsewhere();
  } __except (GetExceptionCode() == StackOverflow ? ContinueSearch
                                                  : filter(0)) {
  }
}

void start() {
  TrySubmitThreadpoolCallback(bad_overflow_only, nullptr, nullptr);
  TrySubmitThreadpoolCallback(bad_two_codes, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_all, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_but_one, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_that_code, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_filter, nullptr, nullptr);
  TrySubmitThreadpoolCallback(good_filter_for_others, nullptr, nullptr);
}
