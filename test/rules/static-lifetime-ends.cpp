// RUN: %check_rule static-lifetime %s
//
// Who may have ended what a variable has, before the variable ends.

#include <windows.h>
#include <memory>

#define EXPORT extern "C" __declspec(dllexport)

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

class Refresher {
public:
  Refresher() = default;
  ~Refresher() { stop(); }
  void start() { reset(CreateThreadpoolWork(onWork, this, nullptr)); }
  void stop() { reset(nullptr); }

private:
  void reset(PTP_WORK Next) {
    PTP_WORK Last = Work;
    Work = Next;
    if (!Last)
      return;
    WaitForThreadpoolWorkCallbacks(Last, TRUE);
    CloseThreadpoolWork(Last);
  }
  PTP_WORK Work = nullptr;
};

void keep(Refresher *R);
Refresher *find(int Name);

//===--- Stopped, but not this one ----------------------------------------===//

static Refresher bad_started;
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'bad_started' has static storage, {{.*}} [threadpool-static-lifetime]
EXPORT void start() { bad_started.start(); }

EXPORT void stopGiven(Refresher *R) { R->stop(); }
EXPORT void stopFound() { find(1)->stop(); }
EXPORT void stopNew() {
  std::unique_ptr<Refresher> R(new Refresher);
  R->start();
  R->stop();
}

//===--- This one may be stopped ------------------------------------------===//

static Refresher good_kept_elsewhere;
EXPORT void startKept() {
  good_kept_elsewhere.start();
  keep(&good_kept_elsewhere);
}

EXPORT Refresher *good_returned() {
  static Refresher good_local;
  return &good_local;
}

static Refresher good_pointed_to;
static Refresher *Current = &good_pointed_to;
EXPORT void stopCurrent() { Current->stop(); }

static Refresher &theOnlyOne() {
  static Refresher good_singleton;
  return good_singleton;
}
EXPORT void stopOnlyOne() { theOnlyOne().stop(); }

static void stopByHelper(Refresher *R) { R->stop(); }
static Refresher good_stopped_by_helper;
EXPORT void stopHelped() { stopByHelper(&good_stopped_by_helper); }

static Refresher good_stopped_by_callback;
static VOID CALLBACK onStop(PTP_CALLBACK_INSTANCE, PVOID R) {
  static_cast<Refresher *>(R)->stop();
}
EXPORT void stopLater() {
  TrySubmitThreadpoolCallback(onStop, &good_stopped_by_callback, nullptr);
}

struct Stopper {
  explicit Stopper(Refresher *R) : R(R) {}
  void stop() { R->stop(); }
  Refresher *R;
};
static Refresher good_known_to_another;
static Stopper StopsAnother(&good_known_to_another);
EXPORT void stopAnother(Stopper *S) { S->stop(); }

struct Session {
  ~Session();
};
static Refresher good_stopped_with_session;
Session::~Session() { good_stopped_with_session.stop(); }

//===--- Owned ------------------------------------------------------------===//

class Listed {
public:
  Listed();
  ~Listed() { stop(); }
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};
void addToList(Listed *L);
Listed::Listed() { addToList(this); }
EXPORT void stopListed(Listed *L) { L->stop(); }
std::unique_ptr<Listed> makeElsewhere();

static std::unique_ptr<Listed> good_in_a_list;
EXPORT void fillListed() { good_in_a_list = std::make_unique<Listed>(); }

static std::unique_ptr<Listed> good_listed_at_start(new Listed);
static Listed good_itself_in_a_list;

static std::unique_ptr<Listed> good_from_elsewhere;
EXPORT void fillFromElsewhere() { good_from_elsewhere = makeElsewhere(); }

//===--- A variable that ends what another one has ------------------------===//

static PTP_WORK Stopped, NotStopped;
static void stopWork(PTP_WORK &Work) {
  if (!Work)
    return;
  WaitForThreadpoolWorkCallbacks(Work, TRUE);
  CloseThreadpoolWork(Work);
  Work = nullptr;
}
struct StopperOfStopped {
  ~StopperOfStopped() { stopWork(Stopped); }
};
static StopperOfStopped good_stopper;
EXPORT void stopBefore() { stopWork(Stopped); }

struct StopperOfOther {
  ~StopperOfOther() { stopWork(NotStopped); }
};
static StopperOfOther bad_stopper;
// CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'bad_stopper' has static storage, {{.*}} [threadpool-static-lifetime]

//===--- Registered waits -------------------------------------------------===//

class Registered {
public:
  ~Registered() {
    if (Wait)
      UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
  }
  void start(HANDLE Event) {
    RegisterWaitForSingleObject(&Wait, Event, onEvent, this, INFINITE, 0);
  }
  void stop() {
    UnregisterWaitEx(Wait, INVALID_HANDLE_VALUE);
    Wait = nullptr;
  }

private:
  static VOID CALLBACK onEvent(PVOID Context, BOOLEAN TimedOut) {
    auto *Self = static_cast<Registered *>(Context);
    if (!TimedOut)
      return;
    UnregisterWaitEx(Self->Wait, nullptr);
    Self->Wait = nullptr;
  }
  HANDLE Wait = nullptr;
};
static Registered good_unregistered;
EXPORT void unregister() { good_unregistered.stop(); }

// What a callback does if something failed does not end it otherwise.
static Registered bad_ended_in_error_alone;
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'bad_ended_in_error_alone' has static storage, {{.*}} [threadpool-static-lifetime]
EXPORT void registerWait(HANDLE Event) {
  bad_ended_in_error_alone.start(Event);
}

class Once {
public:
  ~Once() { stop(); }
  void start() { Work = CreateThreadpoolWork(onOnce, this, nullptr); }
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  static VOID CALLBACK onOnce(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Once *>(Context);
    if (!Self->Work)
      return;
    CloseThreadpoolWork(Self->Work);
    Self->Work = nullptr;
  }
  PTP_WORK Work = nullptr;
};
static Once good_ended_by_its_callback;
EXPORT void startOnce() { good_ended_by_its_callback.start(); }
