// RUN: %check_rule "*" %s
//
// Smart pointers around objects that are stopped as they should be, or of which
// too little is known.

#include <memory>
#include <utility>
#include <vector>
#include <windows.h>

struct StopTimer {
  void operator()(PTP_TIMER Timer) const {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }
};
struct CloseTimer {
  void operator()(PTP_TIMER Timer) const { CloseThreadpoolTimer(Timer); }
};

//===--- Moved with its owner ---------------------------------------------===//

struct Target {
  int Hits = 0;
};
static VOID CALLBACK hit(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Target *>(Context)->Hits;
}

class Movable {
public:
  Movable() = default;
  explicit Movable(Target *T) : Timer(CreateThreadpoolTimer(hit, T, nullptr)) {}
  Movable(Movable &&) = default;
  Movable &operator=(Movable &&) = default;
  void start(FILETIME *Due) { SetThreadpoolTimer(Timer.get(), Due, 100, 0); }

private:
  std::unique_ptr<TP_TIMER, StopTimer> Timer;
};

struct Field {
  Target T;
  Movable Timer;
};

void good_moved(Field *F, FILETIME *Due) {
  Movable M(&F->T);
  M.start(Due);
  F->Timer = std::move(M);
}
void good_deleted(Field *F) { delete F; }

//===--- In a container ---------------------------------------------------===//

class Several {
public:
  void good_add(FILETIME *Due) {
    std::unique_ptr<TP_TIMER, CloseTimer> Timer(
        CreateThreadpoolTimer(onTimer, this, nullptr));
    SetThreadpoolTimer(Timer.get(), Due, 100, 0);
    Timers.push_back(std::move(Timer));
  }
  void good_stop() {
    for (auto &Timer : Timers) {
      SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
      WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    }
    Timers.clear();
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Several *>(Context)->Count;
  }
  std::vector<std::unique_ptr<TP_TIMER, CloseTimer>> Timers;
  int Count = 0;
};

//===--- Behind an accessor, or given by reference ------------------------===//

class Accessed {
public:
  std::unique_ptr<TP_WORK, decltype(&CloseThreadpoolWork)> &work() {
    return Work;
  }
  void start() {
    Work.reset(CreateThreadpoolWork(onWork, this, nullptr));
    SubmitThreadpoolWork(Work.get());
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Accessed *>(Context)->Count;
  }
  std::unique_ptr<TP_WORK, decltype(&CloseThreadpoolWork)> Work{
      nullptr, CloseThreadpoolWork};
  int Count = 0;
};

static void
drain(const std::unique_ptr<TP_WORK, decltype(&CloseThreadpoolWork)> &Work) {
  if (Work)
    WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
}

void good_accessor(Accessed *A) {
  drain(A->work());
  A->work().reset();
}
void good_swapped(Accessed *A) {
  std::unique_ptr<TP_WORK, decltype(&CloseThreadpoolWork)> Mine(
      nullptr, CloseThreadpoolWork);
  Mine.swap(A->work());
  drain(Mine);
}
void good_exchanged(Accessed *A) {
  auto Mine = std::move(A->work());
  if (Mine != nullptr)
    WaitForThreadpoolWorkCallbacks(Mine.get(), FALSE);
  Mine = nullptr;
}

//===--- A deleter with a state of its own --------------------------------===//

struct Configured {
  bool Waits = true;
  void operator()(PTP_WAIT Wait) const {
    if (Waits) {
      SetThreadpoolWait(Wait, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    }
    CloseThreadpoolWait(Wait);
  }
};

class Stateful {
public:
  explicit Stateful(HANDLE Event)
      : Wait(CreateThreadpoolWait(onSignal, this, nullptr), Configured{true}) {
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }
  void good_reset() { Wait.reset(); }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Stateful *>(Context)->Count;
  }
  int Count = 0;
  std::unique_ptr<TP_WAIT, Configured> Wait;
};
Stateful *makeStateful(HANDLE Event) { return new Stateful(Event); }

//===--- The implementation of a class ------------------------------------===//

class Facade {
public:
  Facade();
  ~Facade();

private:
  struct Implementation;
  std::unique_ptr<Implementation> Hidden;
};

struct Facade::Implementation {
  Implementation() { Work = CreateThreadpoolWork(onWork, this, nullptr); }
  ~Implementation() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Implementation *>(Context)->Count;
  }
  PTP_WORK Work;
  int Count = 0;
};

Facade::Facade() : Hidden(std::make_unique<Implementation>()) {
  SubmitThreadpoolWork(Hidden->Work);
}
Facade::~Facade() = default;

void good_facade(Facade *F) { delete F; }

//===--- Made anew --------------------------------------------------------===//

class Restarted {
public:
  void good_restart(FILETIME *Due) {
    Timer.reset(CreateThreadpoolTimer(onTimer, this, nullptr));
    if (Timer)
      SetThreadpoolTimer(Timer.get(), Due, 100, 0);
  }
  ~Restarted() { Timer.reset(); }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Restarted *>(Context)->Count;
  }
  std::unique_ptr<TP_TIMER, StopTimer> Timer;
  int Count = 0;
};
void good_restarted(Restarted *R) { delete R; }

//===--- Never armed ------------------------------------------------------===//

class Lazy {
public:
  Lazy() : Timer(CreateThreadpoolTimer(onTimer, this, nullptr)) {}
  bool good_begin(HANDLE Event, FILETIME *Due) {
    std::unique_ptr<TP_TIMER, CloseTimer> Made(
        CreateThreadpoolTimer(onTimer, this, nullptr));
    if (!Made || !Event)
      return false;
    Timer = std::move(Made);
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
    return true;
  }
  void good_end() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    Timer.reset();
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Lazy *>(Context)->Count;
  }
  std::unique_ptr<TP_TIMER, CloseTimer> Timer;
  int Count = 0;
};
Lazy *makeLazy() { return new Lazy; }

//===--- Closed by the callback -------------------------------------------===//

struct Shot {
  std::unique_ptr<TP_TIMER, CloseTimer> Timer;
  int Hits = 0;
};
static VOID CALLBACK good_shot(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
  std::unique_ptr<Shot> S(static_cast<Shot *>(Context));
  ++S->Hits;
}
bool good_shoot(FILETIME *Due) {
  auto S = std::make_unique<Shot>();
  S->Timer.reset(CreateThreadpoolTimer(good_shot, S.get(), nullptr));
  if (!S->Timer)
    return false;
  SetThreadpoolTimer(S->Timer.get(), Due, 0, 0);
  S.release();
  return true;
}

//===--- Buffers ----------------------------------------------------------===//

class Buffers {
public:
  void start(HANDLE Event) {
    Data = std::unique_ptr<int[]>(new int[4]());
    Wait.reset(CreateThreadpoolWait(onSignal, this, nullptr));
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }
  void good_stop() {
    Wait.reset();
    Data.reset();
  }
  void bad_stop() {
    Data.reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Buffers::bad_stop' frees 'Data' before it has waited {{.*}} [threadpool-free-before-drain]
    Wait.reset();
  }

private:
  struct StopWait {
    void operator()(PTP_WAIT W) const {
      SetThreadpoolWait(W, nullptr, nullptr);
      WaitForThreadpoolWaitCallbacks(W, TRUE);
      CloseThreadpoolWait(W);
    }
  };
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Buffers *>(Context)->Data[0];
  }
  std::unique_ptr<TP_WAIT, StopWait> Wait;
  std::unique_ptr<int[]> Data;
};
