// RUN: %check_rule "*" %s
//
// Objects in a storage class over a policy, and a watcher that is a template
// of its storage, instantiated with two error policies.

#include "Inputs/handles.h"

namespace {

//===--- The destroyer's one drain, and a callback that always re-arms ----===//

struct State {
  HANDLE Event = nullptr;
  handles::UniqueWait Wait;
};

void deleteState(State *S) { delete S; }

struct Silent {};
struct Loud {};

template <class StorageT, class ErrorPolicy> class Watcher : public StorageT {
public:
  bool create(HANDLE Event) {
    State *S = new State;
    S->Event = Event;
    S->Wait.reset(CreateThreadpoolWait(&Watcher::bad_onSignal, S, nullptr));
    if (!S->Wait) {
      delete S;
      return false;
    }
    StorageT::reset(S);
    SetThreadpoolWait(StorageT::get()->Wait.get(), StorageT::get()->Event,
                      nullptr);
    return true;
  }

private:
  static VOID CALLBACK bad_onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                                    PTP_WAIT Wait, TP_WAIT_RESULT) {
    auto *S = static_cast<State *>(Context);
    SetThreadpoolWait(Wait, S->Event, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-unguarded-rearm]
  }
};

using StateStorage = handles::Storage<handles::Policy<State *, &deleteState>>;

} // namespace

using SilentWatcher = Watcher<StateStorage, Silent>;
using LoudWatcher = Watcher<StateStorage, Loud>;

void watch(HANDLE Event) {
  (new SilentWatcher)->create(Event);
  (new LoudWatcher)->create(Event);
}
void bad_forget(void *W) { delete static_cast<SilentWatcher *>(W); }
void bad_forgetLoud(void *W) { delete static_cast<LoudWatcher *>(W); }

//===--- One drain is enough where the callback does not re-arm -----------===//

template <class Handle> class Once {
public:
  explicit Once(HANDLE Event) : Event(Event) {
    Wait.reset(CreateThreadpoolWait(&Once::onSignal, this, nullptr));
    if (Wait)
      SetThreadpoolWait(Wait.get(), Event, nullptr);
  }

private:
  static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Once *>(Context)->Count;
  }

  HANDLE Event;
  int Count = 0;
  Handle Wait;
};

void good_once(Once<handles::UniqueWait> *O) { delete O; }
void good_onceWaiting(Once<handles::UniqueWaitNoCancel> *O) { delete O; }
void start(HANDLE Event) {
  new Once<handles::UniqueWait>(Event);
  new Once<handles::UniqueWaitNoCancel>(Event);
}
