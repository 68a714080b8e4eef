// RUN: %check_rule static-lifetime %s
//
// Statics whose objects are known by what owns them, and the same classes with
// other lives.

#include <windows.h>
#include <memory>
#include <utility>

#define EXPORT extern "C" __declspec(dllexport)

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

class Refresher {
public:
  Refresher() : Work(CreateThreadpoolWork(onWork, this, nullptr)) {}
  ~Refresher() { stop(); }
  void stop() {
    if (!Work)
      return;
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
    Work = nullptr;
  }

private:
  PTP_WORK Work;
};

// Stopping one of them does not stop the other one.
static Refresher bad_not_stopped;
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'bad_not_stopped' has static storage, {{.*}} [threadpool-static-lifetime]
static Refresher good_stopped;
EXPORT void shutDown() { good_stopped.stop(); }

static std::unique_ptr<Refresher> bad_kept(new Refresher);
// CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'bad_kept' has static storage, {{.*}} [threadpool-static-lifetime]

// Filling it again ends what it had, and leaves another one.
static std::unique_ptr<Refresher> bad_filled;
// CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'bad_filled' has static storage, {{.*}} [threadpool-static-lifetime]
EXPORT void start() { bad_filled = std::make_unique<Refresher>(); }

static std::unique_ptr<Refresher> good_filled_and_stopped;
EXPORT void startStoppable() {
  good_filled_and_stopped = std::make_unique<Refresher>();
}
EXPORT void stopStarted() { good_filled_and_stopped->stop(); }

static std::unique_ptr<Refresher> good_reset(new Refresher);
EXPORT void reset() { good_reset.reset(); }

static std::unique_ptr<Refresher> good_null(new Refresher);
EXPORT void clear() { good_null = nullptr; }

static std::unique_ptr<Refresher> good_leaked(new Refresher);
EXPORT void leak() { good_leaked.release(); }

static std::unique_ptr<Refresher> good_moved(new Refresher);
EXPORT void moveOut() {
  std::unique_ptr<Refresher> Last = std::move(good_moved);
}

EXPORT Refresher &instance() {
  static Refresher bad_singleton;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'bad_singleton' has static storage, {{.*}} [threadpool-static-lifetime]
  return bad_singleton;
}
