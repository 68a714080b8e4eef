// RUN: %check_rule "*" %s
//
// Objects in the library's own smart pointers: what is called with the handle
// is the deleter, wherever the pointer is destroyed, reset or replaced.

#include <memory>
#include <utility>
#include <windows.h>

//===--- A class that deletes ---------------------------------------------===//

struct CloseOnly {
  void operator()(PTP_TIMER Timer) const { CloseThreadpoolTimer(Timer); }
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'bad_destroyed' closes 'Timer' while 'Closes::onTimer' may be queued or running [threadpool-close-before-wait]
};

struct Complete {
  void operator()(PTP_TIMER Timer) const {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }
};

class Closes {
public:
  void start(FILETIME *Due) {
    Timer.reset(CreateThreadpoolTimer(onTimer, this, nullptr));
    if (Timer)
      SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }
  ~Closes() { ++Count; }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Closes *>(Context)->Count;
  }
  int Count = 0;
  std::unique_ptr<TP_TIMER, CloseOnly> Timer;
};

void bad_destroyed(Closes *C) { delete C; }

class good_Complete {
public:
  explicit good_Complete(FILETIME *Due)
      : Timer(CreateThreadpoolTimer(onTimer, this, nullptr)) {
    if (Timer != nullptr)
      SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<good_Complete *>(Context)->Count;
  }
  int Count = 0;
  std::unique_ptr<TP_TIMER, Complete> Timer;
};

good_Complete *make(FILETIME *Due) { return new good_Complete(Due); }
void drop(good_Complete *C) { delete C; }

//===--- The function of the API itself -----------------------------------===//

using TimerPointer = std::unique_ptr<TP_TIMER, decltype(&CloseThreadpoolTimer)>;

class Pointed {
public:
  explicit Pointed(FILETIME *Due)
      : Timer(CreateThreadpoolTimer(onTimer, this, nullptr),
              &CloseThreadpoolTimer) {
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }

  void bad_reset() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    Timer.reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Pointed::bad_reset' closes 'Timer' while 'Pointed::onTimer' may be queued or running [threadpool-close-before-wait]
  }

  void bad_nulled() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    Timer = nullptr;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Pointed::bad_nulled' closes 'Timer' while 'Pointed::onTimer' may be queued or running [threadpool-close-before-wait]
  }

  void good_reset() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    Timer.reset();
  }

  void bad_released() {
    PTP_TIMER Taken = Timer.release();
    SetThreadpoolTimer(Taken, nullptr, 0, 0);
    CloseThreadpoolTimer(Taken);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Pointed::bad_released' closes 'Taken' while 'Pointed::onTimer' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolTimerCallbacks(Taken, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolTimer(Taken);
  }

  void good_released() {
    PTP_TIMER Taken = Timer.release();
    SetThreadpoolTimer(Taken, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Taken, TRUE);
    CloseThreadpoolTimer(Taken);
  }

  void bad_moved_out() {
    TimerPointer Taken = std::move(Timer);
    SetThreadpoolTimer(Taken.get(), nullptr, 0, 0);
  }
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Pointed::bad_moved_out' closes 'Timer' while 'Pointed::onTimer' may be queued or running [threadpool-close-before-wait]

  void good_moved_out() {
    TimerPointer Taken = std::move(Timer);
    SetThreadpoolTimer(Taken.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Taken.get(), TRUE);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Pointed *>(Context)->Count;
  }
  int Count = 0;
  TimerPointer Timer;
};

Pointed *makePointed(FILETIME *Due) { return new Pointed(Due); }

//===--- A lambda that deletes --------------------------------------------===//

struct Job {
  int Runs = 0;
};

static VOID CALLBACK runJob(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Job *>(Context)->Runs;
}

void bad_lambda(Job *Context) {
  auto Close = [](PTP_WORK Work) { CloseThreadpoolWork(Work); };
  // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'bad_lambda' closes the work object while 'runJob' may be queued or running [threadpool-close-before-wait]
  std::unique_ptr<TP_WORK, decltype(Close)> Work(
      CreateThreadpoolWork(runJob, Context, nullptr), Close);
  SubmitThreadpoolWork(Work.get());
}

void good_lambda(Job *Context) {
  auto Close = [](PTP_WORK Work) {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  };
  std::unique_ptr<TP_WORK, decltype(Close)> Work(
      CreateThreadpoolWork(runJob, Context, nullptr), Close);
  SubmitThreadpoolWork(Work.get());
}

//===--- Who is given a pointer has it ------------------------------------===//

struct CloseWork {
  void operator()(PTP_WORK Work) const { CloseThreadpoolWork(Work); }
  // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: 'bad_dropped' closes the work object while 'runJob' may be queued or running [threadpool-close-before-wait]
};
using WorkPointer = std::unique_ptr<TP_WORK, CloseWork>;

class Keeper {
public:
  void adopt(WorkPointer Given) { Work = std::move(Given); }
  void good_handed_on() {
    WorkPointer Made(CreateThreadpoolWork(onWork, this, nullptr));
    SubmitThreadpoolWork(Made.get());
    adopt(std::move(Made));
  }
  void good_drained() {
    WaitForThreadpoolWorkCallbacks(Work.get(), TRUE);
    Work = nullptr;
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Keeper *>(Context)->Count;
  }
  int Count = 0;
  WorkPointer Work;
};

WorkPointer good_returned(Job *Context) {
  WorkPointer Made(CreateThreadpoolWork(runJob, Context, nullptr));
  if (Made)
    SubmitThreadpoolWork(Made.get());
  return Made;
}

void bad_dropped(Job *Context) { WorkPointer Work = good_returned(Context); }

//===--- Deleters that differ are not known -------------------------------===//

void stopWait(PTP_WAIT Wait) {
  SetThreadpoolWait(Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
}
using AnyWait = std::unique_ptr<TP_WAIT, void (*)(PTP_WAIT)>;

struct Waiting {
  AnyWait Wait;
  int Count;
};
static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                              TP_WAIT_RESULT) {
  ++static_cast<Waiting *>(Context)->Count;
}

void good_unknown_deleter(HANDLE Event, Waiting *W) {
  AnyWait Quiet(CreateThreadpoolWait(onSignal, nullptr, nullptr),
                CloseThreadpoolWait);
  W->Wait = AnyWait(CreateThreadpoolWait(onSignal, W, nullptr), stopWait);
  SetThreadpoolWait(W->Wait.get(), Event, nullptr);
}
void good_unknown_stop(Waiting *W) { W->Wait.reset(); }

//===--- What the callback uses goes first --------------------------------===//

struct State {
  int Hits = 0;
};

class Late {
public:
  explicit Late(FILETIME *Due) : Data(std::make_unique<State>()) {
    Timer.reset(CreateThreadpoolTimer(onTimer, this, nullptr));
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }

  void bad_order() {
    Data.reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Late::bad_order' frees {{.*}} [threadpool-free-before-drain]
    Timer.reset();
  }

  void good_order() {
    Timer.reset();
    Data.reset();
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Late *>(Context)->Data->Hits;
  }
  std::unique_ptr<TP_TIMER, Complete> Timer;
  std::unique_ptr<State> Data;
};

Late *makeLate(FILETIME *Due) { return new Late(Due); }

// The pointer goes before the timer does.
class bad_Members {
public:
  explicit bad_Members(FILETIME *Due) : Data(std::make_unique<State>()) {
    Timer.reset(CreateThreadpoolTimer(onTimer, this, nullptr));
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }
  ~bad_Members() { ++Count; }
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Data' is destroyed before {{.*}} [threadpool-member-destruction-order]

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<bad_Members *>(Context)->Data->Hits;
  }
  int Count = 0;
  std::unique_ptr<TP_TIMER, Complete> Timer;
  std::unique_ptr<State> Data;
};

bad_Members *makeMembers(FILETIME *Due) { return new bad_Members(Due); }

class good_Members {
public:
  explicit good_Members(FILETIME *Due) : Data(std::make_unique<State>()) {
    Timer.reset(CreateThreadpoolTimer(onTimer, this, nullptr));
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<good_Members *>(Context)->Data->Hits;
  }
  std::unique_ptr<State> Data;
  std::unique_ptr<TP_TIMER, Complete> Timer;
};

good_Members *makeGood(FILETIME *Due) { return new good_Members(Due); }
void destroyGood(good_Members *M) { delete M; }

//===--- The context in a pointer -----------------------------------------===//

struct Task {
  PTP_WORK Work = nullptr;
  int Runs = 0;
  static VOID CALLBACK run(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Task *>(Context)->Runs;
  }
};

bool bad_context() {
  auto T = std::make_unique<Task>();
  T->Work = CreateThreadpoolWork(Task::run, T.get(), nullptr);
  if (!T->Work)
    return false;
  SubmitThreadpoolWork(T->Work);
  CloseThreadpoolWork(T->Work);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'bad_context' closes 'T->Work' while 'Task::run' may be queued or running [threadpool-close-before-wait]
  // CHECK-FIXES: {{^}}  WaitForThreadpoolWorkCallbacks(T->Work, TRUE);
  // CHECK-FIXES-NEXT: {{^}}  CloseThreadpoolWork(T->Work);
  return true;
}

bool good_context() {
  auto T = std::make_unique<Task>();
  T->Work = CreateThreadpoolWork(Task::run, T.get(), nullptr);
  if (!T->Work)
    return false;
  SubmitThreadpoolWork(T->Work);
  WaitForThreadpoolWorkCallbacks(T->Work, FALSE);
  CloseThreadpoolWork(T->Work);
  return true;
}

// The callback takes it over.
VOID CALLBACK runAndForget(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  std::unique_ptr<Task> T(static_cast<Task *>(Context));
  ++T->Runs;
  CloseThreadpoolWork(T->Work);
}

void good_handed_over() {
  auto T = std::make_unique<Task>();
  T->Work = CreateThreadpoolWork(runAndForget, T.get(), nullptr);
  if (!T->Work)
    return;
  SubmitThreadpoolWork(T->Work);
  T.release();
}

bool good_submitted() {
  auto T = std::make_unique<Task>();
  if (!TrySubmitThreadpoolCallback(
          [](PTP_CALLBACK_INSTANCE, PVOID Context) {
            std::unique_ptr<Task> Mine(static_cast<Task *>(Context));
            ++Mine->Runs;
          },
          T.get(), nullptr))
    return false;
  T.release();
  return true;
}
