// RUN: %check_rule early-arm %s
//
// Classes and templates: what is written behind the arm, and what is not.

#include <mutex>
#include <windows.h>

void use(const char *Path);
void use(int Size);

//===--- Constructors -----------------------------------------------------===//

class Watcher {
public:
  Watcher(const char *Where, FILETIME *Due) {
    Timer = CreateThreadpoolTimer(onTimer, this, nullptr);
    if (Timer)
      bad_start(Where, Due);
  }
  ~Watcher() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  void bad_start(const char *Where, FILETIME *Due) {
    SetThreadpoolTimer(Timer, Due, 0, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Watcher::bad_start' arms the timer before 'Path', which 'Watcher::onTimer' reads, is written [threadpool-early-arm]
    Path = Where;
  }
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE, void *Context,
                               PTP_TIMER) {
    static_cast<Watcher *>(Context)->run();
  }
  void run() { use(Path); }

  PTP_TIMER Timer = nullptr;
  const char *Path = nullptr;
};

void watch(const char *Path) {
  FILETIME Due = {};
  Watcher W(Path, &Due);
}

class Ordered {
public:
  Ordered(const char *Where) : Path(Where) {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    if (Work)
      good_start(Where);
  }
  ~Ordered() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }

private:
  void good_start(const char *Where) {
    SubmitThreadpoolWork(Work);
    Path = Where;
  }
  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
    use(static_cast<Ordered *>(Context)->Path);
  }

  PTP_WORK Work = nullptr;
  const char *Path;
};

void order(const char *Path) { Ordered O(Path); }

//===--- An object of before ----------------------------------------------===//

namespace {

class Queue {
public:
  Queue() : Work(CreateThreadpoolWork(onWork, this, nullptr)) {}
  ~Queue() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
  void bad_post(int NewSize) {
    SubmitThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Queue::bad_post' submits the callback before 'Size', which 'Queue::onWork' reads, is written
    Size = NewSize;
  }

private:
  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
    use(static_cast<Queue *>(Context)->Size);
  }
  PTP_WORK Work;
  int Size;
};

// What it was until then is right as well.
class Settings {
public:
  Settings() : Work(CreateThreadpoolWork(onWork, this, nullptr)) {}
  ~Settings() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
  void good_set(int NewSize) { Size = NewSize; }
  void good_post(int NewSize) {
    SubmitThreadpoolWork(Work);
    Size = NewSize;
  }

private:
  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
    use(static_cast<Settings *>(Context)->Size);
  }
  PTP_WORK Work;
  int Size;
};

// A count of what was posted.
class Counter {
public:
  Counter() : Work(CreateThreadpoolWork(onWork, this, nullptr)) {}
  ~Counter() {
    WaitForThreadpoolWorkCallbacks(Work, FALSE);
    CloseThreadpoolWork(Work);
  }
  void good_post() {
    SubmitThreadpoolWork(Work);
    Size = Size + 1;
  }
  void good_post_once(int Now) {
    if (Now == Size)
      return;
    SubmitThreadpoolWork(Work);
    Size = Now;
  }

private:
  static void CALLBACK onWork(PTP_CALLBACK_INSTANCE, void *Context, PTP_WORK) {
    use(static_cast<Counter *>(Context)->Size);
  }
  PTP_WORK Work;
  int Size = 0;
};

void usePosts() {
  Queue Q;
  Q.bad_post(3);
}
void useSettings() {
  Settings S;
  S.good_set(1);
  S.good_post(3);
}
void useCounters(int Now) {
  Counter C;
  C.good_post();
  C.good_post_once(Now);
}

} // namespace

//===--- What new makes ---------------------------------------------------===//

struct Request {
  const char *Path = nullptr;
  int Size = 4;
  std::mutex Lock;
};

void CALLBACK onRequest(PTP_CALLBACK_INSTANCE, void *Context) {
  Request *Self = static_cast<Request *>(Context);
  use(Self->Path);
  delete Self;
}
void CALLBACK onSize(PTP_CALLBACK_INSTANCE, void *Context) {
  Request *Self = static_cast<Request *>(Context);
  use(Self->Size);
  delete Self;
}
void CALLBACK onLocked(PTP_CALLBACK_INSTANCE, void *Context) {
  Request *Self = static_cast<Request *>(Context);
  std::lock_guard<std::mutex> Guard(Self->Lock);
  use(Self->Path);
}

void bad_new(const char *Path) {
  Request *Self = new Request;
  if (!TrySubmitThreadpoolCallback(onRequest, Self, nullptr)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'bad_new' submits the callback before 'Path', which 'onRequest' reads, is written
    delete Self;
    return;
  }
  Self->Path = Path;
}

// Its class has given it a value.
void good_default(int Size) {
  Request *Self = new Request;
  TrySubmitThreadpoolCallback(onSize, Self, nullptr);
  Self->Size = Size;
}

void good_lock(const char *Path) {
  Request *Self = new Request;
  std::lock_guard<std::mutex> Guard(Self->Lock);
  TrySubmitThreadpoolCallback(onLocked, Self, nullptr);
  Self->Path = Path;
}

//===--- Templates --------------------------------------------------------===//

template <typename T> class Task {
public:
  void bad_start(T NewValue) {
    if (!TrySubmitThreadpoolCallback(&Task::run, this, nullptr))
      // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Task<int>::bad_start' submits the callback before 'Value', which 'Task<int>::run' reads, is written
      return;
    Value = NewValue;
  }

private:
  static void CALLBACK run(PTP_CALLBACK_INSTANCE, void *Context) {
    use(static_cast<Task *>(Context)->Value);
  }
  T Value;
};

void startTask(Task<int> &T, int Value) { T.bad_start(Value); }
