// RUN: %check_rule "*" %s
//
// A shared pointer that nobody copies owns alone. Of one that is copied nobody
// knows when it deletes.

#include <memory>
#include <windows.h>

struct Beat {
  int Count = 0;
};

static VOID CALLBACK onBeat(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<Beat *>(Context)->Count;
}

//===--- Never copied -----------------------------------------------------===//

class Heart {
public:
  void start(FILETIME *Due) {
    Timer = std::shared_ptr<TP_TIMER>(
        CreateThreadpoolTimer(onTimer, this, nullptr), CloseThreadpoolTimer);
    SetThreadpoolTimer(Timer.get(), Due, 0, 0);
  }

  void bad_stop() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    Timer.reset();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Heart::bad_stop' closes 'Timer' while 'Heart::onTimer' may be queued or running [threadpool-close-before-wait]
  }

  void good_stop() {
    SetThreadpoolTimer(Timer.get(), nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer.get(), TRUE);
    Timer.reset();
  }

private:
  static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    ++static_cast<Heart *>(Context)->Count;
  }
  int Count = 0;
  std::shared_ptr<TP_TIMER> Timer;
};

//===--- Copied -----------------------------------------------------------===//

class Copied {
public:
  void start(HANDLE Event) {
    Wait.reset(CreateThreadpoolWait(onSignal, this, nullptr),
               [](PTP_WAIT W) { CloseThreadpoolWait(W); });
    SetThreadpoolWait(Wait.get(), Event, nullptr);
  }
  std::shared_ptr<TP_WAIT> share() const { return Wait; }

  void good_one_of_several() {
    SetThreadpoolWait(Wait.get(), nullptr, nullptr);
    Wait.reset();
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Copied *>(Context)->Count;
  }
  int Count = 0;
  std::shared_ptr<TP_WAIT> Wait;
};

//===--- A deleter that waits ---------------------------------------------===//

struct StopWork {
  void operator()(PTP_WORK Work) const {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
};

class Worker {
public:
  Worker()
      : Work(CreateThreadpoolWork(onWork, this, nullptr), StopWork()) {
    SubmitThreadpoolWork(Work.get());
  }
  void good_stop() { Work = nullptr; }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Worker *>(Context)->Count;
  }
  int Count = 0;
  std::shared_ptr<TP_WORK> Work;
};

Worker *make() { return new Worker; }
void drop(Worker *W) { delete W; }
