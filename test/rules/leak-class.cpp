// RUN: %check_rule leak %s
//
// Members, smart pointers, guards, lambdas, containers and templates.

#include <memory>
#include <vector>
#include <windows.h>

static int Count;
static FILETIME Due;

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  ++Count;
}
static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) { ++Count; }

bool isReady();
HANDLE openLog();

class Saver {
public:
  bool bad_start() {
    PTP_TIMER New = CreateThreadpoolTimer(onTimer, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Saver::bad_start' can return without having closed the timer or handed it on: then it is never closed
    if (!New)
      return false;
    Log = openLog();
    if (Log == INVALID_HANDLE_VALUE)
      return false;
    Timer = New;
    return true;
  }
  bool good_start() {
    PTP_TIMER New = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (!New)
      return false;
    Log = openLog();
    if (Log == INVALID_HANDLE_VALUE) {
      CloseThreadpoolTimer(New);
      return false;
    }
    Timer = New;
    return true;
  }

private:
  PTP_TIMER Timer = nullptr;
  HANDLE Log = nullptr;
};

class Forgetful {
public:
  bool bad_start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the work object is never closed: nothing closes 'Work', nor hands it on
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }
  ~Forgetful() {
    if (Work)
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
  }

private:
  PTP_WORK Work = nullptr;
};

// Who reads it may close it.
class Lender {
public:
  void good_start() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  PTP_WORK work() const { return Work; }
  ~Lender() {}

private:
  PTP_WORK Work = nullptr;
};

// Its objects end, and each start makes one more.
class Service {
public:
  virtual void bad_start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the work object is never closed: nothing closes 'Work', nor hands it on
    if (!Work)
      ++Count;
  }
  virtual ~Service() {}

private:
  PTP_WORK Work = nullptr;
};

// There may be only one, for good.
class Single {
public:
  void good_start() {
    if (!Work)
      Work = CreateThreadpoolWork(onWork, this, nullptr);
  }
  ~Single() {}

private:
  PTP_WORK Work = nullptr;
};

class Constructed {
public:
  Constructed() { good_start(); }
  ~Constructed() {}

private:
  void good_start() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  PTP_WORK Work = nullptr;
};

class Lasting {
public:
  void good_start() { Work = CreateThreadpoolWork(onWork, this, nullptr); }

private:
  PTP_WORK Work = nullptr;
};

// What it has stopped it forgets, be it for another one.
class Restarted {
public:
  void bad_start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the work object is never closed: nothing closes 'Work', nor hands it on
    SubmitThreadpoolWork(Work);
  }
  void stop() {
    if (Work) {
      WaitForThreadpoolWorkCallbacks(Work, TRUE);
      Work = nullptr;
    }
  }

private:
  PTP_WORK Work = nullptr;
};

class Deleted {
public:
  static Deleted *make() {
    auto *Made = new Deleted;
    Made->Work = CreateThreadpoolWork(onWork, Made, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the work object is never closed: nothing closes 'Work', nor hands it on
    return Made;
  }
  static void destroy(Deleted *Old) {
    WaitForThreadpoolWorkCallbacks(Old->Work, TRUE);
    delete Old;
  }

private:
  PTP_WORK Work = nullptr;
};

struct CloseWork {
  void operator()(PTP_WORK Work) const { CloseThreadpoolWork(Work); }
};
using WorkPtr = std::unique_ptr<TP_WORK, CloseWork>;

bool good_smart_pointer() {
  WorkPtr Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
  if (!Work || !isReady())
    return false;
  SubmitThreadpoolWork(Work.get());
  return true;
}

PTP_WORK good_released() {
  WorkPtr Work(CreateThreadpoolWork(onWork, nullptr, nullptr));
  if (!Work || !isReady())
    return nullptr;
  return Work.release();
}

class Guard {
public:
  explicit Guard(PTP_TIMER T) : Timer(T) {}
  ~Guard() {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  }

private:
  PTP_TIMER Timer;
};

bool good_guard() {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  Guard Closes(Timer);
  if (!Timer || !isReady())
    return false;
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  return true;
}

bool bad_guard_too_late() {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'bad_guard_too_late' can return without having closed the timer or handed it on
  if (!Timer || !isReady())
    return false;
  Guard Closes(Timer);
  SetThreadpoolTimer(Timer, &Due, 0, 0);
  return true;
}

template <typename Fn> class AtExit {
public:
  explicit AtExit(Fn F) : F(F) {}
  ~AtExit() { F(); }

private:
  Fn F;
};

bool good_lambda_by_reference() {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  AtExit Closes([&] {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  });
  return Timer && isReady();
}

bool good_lambda_by_value() {
  PTP_TIMER Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  if (!Timer)
    return false;
  AtExit Closes([Timer] { CloseThreadpoolTimer(Timer); });
  return isReady();
}

// Made where it is known that it will be filled later.
bool good_lambda_before() {
  PTP_TIMER Timer = nullptr;
  AtExit Closes([&Timer] {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  });
  Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
  return Timer && isReady();
}

void good_container(std::vector<PTP_WORK> &All) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  if (Work)
    All.push_back(Work);
}

void good_own_container() {
  std::vector<PTP_WORK> All;
  for (int I = 0; I < 4; ++I)
    if (PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr))
      All.push_back(Work);
  for (PTP_WORK Work : All)
    CloseThreadpoolWork(Work);
}

struct Job {
  PTP_WORK Work;
};

Job good_aggregate() {
  Job J{CreateThreadpoolWork(onWork, nullptr, nullptr)};
  return J;
}

std::shared_ptr<Job> good_shared() {
  auto J = std::make_shared<Job>();
  J->Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  return J;
}

void good_reference(PTP_WORK &Out) {
  Out = CreateThreadpoolWork(onWork, nullptr, nullptr);
}

void good_own_reference() {
  PTP_WORK Work = nullptr;
  PTP_WORK &Alias = Work;
  Alias = CreateThreadpoolWork(onWork, nullptr, nullptr);
  if (Work)
    CloseThreadpoolWork(Work);
}

template <typename T> void bad_template(T *Context) {
  PTP_WORK Work = CreateThreadpoolWork(onWork, Context, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the work object that 'bad_template{{.*}}' makes is never closed
  if (Work)
    SubmitThreadpoolWork(Work);
}
template void bad_template<int>(int *);

void bad_lambda_callback() {
  PTP_WORK Work = CreateThreadpoolWork(
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the work object that 'bad_lambda_callback' makes is never closed
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) { ++Count; }, nullptr,
      nullptr);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_lambda_callback() {
  PTP_WORK Work = CreateThreadpoolWork(
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK Work) {
        ++Count;
        CloseThreadpoolWork(Work);
      },
      nullptr, nullptr);
  if (Work)
    SubmitThreadpoolWork(Work);
}

void good_throws() {
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
  if (!Work)
    throw Count;
  SubmitThreadpoolWork(Work);
  CloseThreadpoolWork(Work);
}

// The member that holds it closes it.
struct Holder {
  ~Holder() {
    if (Timer)
      CloseThreadpoolTimer(Timer);
  }
  PTP_TIMER Timer = nullptr;
};

class good_Holding {
public:
  void start() {
    Held.Timer = CreateThreadpoolTimer(onTimer, nullptr, nullptr);
    SetThreadpoolTimer(Held.Timer, &Due, 0, 0);
  }
  ~good_Holding() { ++Count; }

private:
  Holder Held;
};
