// RUN: %check_rule unchecked-create %s
//
// Members, smart pointers, templates, lambdas and macros.

#include <memory>
#include <windows.h>

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {}
static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

FILETIME Due;

class Saver {
public:
  void bad_start() {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: nothing tests whether 'CreateThreadpoolTimer' has failed before the timer is used
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }
  bool good_start() {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (!isReady())
      return false;
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    return true;
  }
  bool isReady() const { return Timer != nullptr; }

private:
  PTP_TIMER Timer = nullptr;
};

struct CloseWork {
  void operator()(PTP_WORK Work) const { CloseThreadpoolWork(Work); }
};
using WorkPtr = std::unique_ptr<TP_WORK, CloseWork>;

void bad_smart_pointer() {
  WorkPtr Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: nothing tests whether 'CreateThreadpoolWork' has failed before the work object is used
  SubmitThreadpoolWork(Work.get());
}

bool good_smart_pointer() {
  WorkPtr Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
  if (!Work)
    return false;
  SubmitThreadpoolWork(Work.get());
  return true;
}

// The deleter is not called with a null pointer.
void good_never_used() {
  WorkPtr Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
}

class Owner {
public:
  explicit Owner(PTP_WORK Work) : Work(Work) {
    if (!Work)
      throw 1;
  }
  PTP_WORK get() const { return Work; }

private:
  PTP_WORK Work;
};

void good_throwing_owner() {
  Owner Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
  SubmitThreadpoolWork(Work.get());
}

// The old object is closed, and the new one may be tested anywhere.
class Slot {
public:
  void reset(PTP_WORK New) {
    PTP_WORK Old = Work;
    Work = New;
    if (Old)
      CloseThreadpoolWork(Old);
  }
  void good_again() {
    reset(CreateThreadpoolWork(onWork, this, nullptr));
  }

private:
  PTP_WORK Work = nullptr;
};

#define THROW_IF_NULL(X)                                                       \
  do {                                                                         \
    if (!(X))                                                                  \
      throw 1;                                                                 \
  } while (0)

template <typename T> struct Task {
  static VOID CALLBACK run(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) { T(); }
  static void start() {
    PTP_WORK Work = CreateThreadpoolWork(run, nullptr, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: nothing tests whether 'CreateThreadpoolWork' has failed
    SubmitThreadpoolWork(Work);
  }
  static void startRight() {
    PTP_WORK Work = CreateThreadpoolWork(run, nullptr, nullptr);
    THROW_IF_NULL(Work);
    SubmitThreadpoolWork(Work);
  }
};

void bad_template() { Task<int>::start(); }
void good_template() { Task<int>::startRight(); }

#define MAKE() CreateThreadpoolWork(onWork, nullptr, nullptr)

void bad_macro() {
  PTP_WORK Work = MAKE();
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: nothing tests whether 'CreateThreadpoolWork' has failed
  SubmitThreadpoolWork(Work);
}

void good_tested_in_a_lambda() {
  PTP_WORK Work = MAKE();
  auto IsMade = [&] { return Work != nullptr; };
  if (IsMade())
    SubmitThreadpoolWork(Work);
}

void good_caught() {
  PTP_WORK Work = MAKE();
  try {
    THROW_IF_NULL(Work);
    SubmitThreadpoolWork(Work);
  } catch (...) {
  }
}
