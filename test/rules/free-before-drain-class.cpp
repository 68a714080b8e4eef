// RUN: %check_rule free-before-drain %s
//
// Classes: delete, helpers, destructors; `this` of another class.

#include <windows.h>

struct State {
  int Hits = 0;
};

class Watch {
public:
  void start(HANDLE Event) {
    Data = new State;
    Wait = CreateThreadpoolWait(&Watch::onSignal, this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    delete Data;
    // CHECK-NOTES: :[[@LINE-1]]:5: warning: 'Watch::bad_stop' frees 'Data' before it has waited for the callbacks of 'Wait': 'Watch::onSignal' may still use it [threadpool-free-before-drain]
    // CHECK-NOTES: :[[@LINE+26]]:24: note: 1. the handle is signaled; the pool starts callback 1, 'Watch::onSignal'
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 2. 'Watch::bad_stop' cancels the wait; what is queued or running goes on
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 3. 'Watch::bad_stop' frees 'Data'
    // CHECK-NOTES: :[[@LINE+25]]:5: note: 4. callback 1 ('Watch::onSignal') uses 'Data', which is gone
    // CHECK-NOTES: :[[@LINE-6]]:5: note: to repair: free it after the last wait for callbacks: then none is left to use it
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
  }

  void good_stop() {
    drain();
    delete Data;
    CloseThreadpoolWait(Wait);
  }

  void good_otherInstance(Watch &Other) {
    delete Other.Data;
    good_stop();
  }

private:
  void drain() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  }

  static void CALLBACK onSignal(PTP_CALLBACK_INSTANCE, void *Context, PTP_WAIT,
                                TP_WAIT_RESULT) {
    ++static_cast<Watch *>(Context)->Data->Hits;
  }

  PTP_WAIT Wait;
  State *Data;
};

void use(Watch &A, Watch &B, Watch &C, HANDLE Event) {
  A.start(Event);
  A.bad_stop();
  B.start(Event);
  B.good_stop();
  C.start(Event);
  C.good_otherInstance(A);
}

// A request ends itself, and then what served it.
class Server {
public:
  void start() {
    Timer = CreateThreadpoolTimer(&Server::onDue, this, nullptr);
    FILETIME Due = {1, 2};
    SetThreadpoolTimer(Timer, &Due, 0, 0);
  }
  void stop() {
    SetThreadpoolTimer(Timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    CloseThreadpoolTimer(Timer);
  }

private:
  static void CALLBACK onDue(PTP_CALLBACK_INSTANCE, void *Context, PTP_TIMER) {
    ++static_cast<Server *>(Context)->Ticks;
  }

  PTP_TIMER Timer;
  int Ticks = 0;
};

class Request {
public:
  explicit Request(Server *S) : S(S) {}
  void good_finish() {
    Server *Last = S;
    delete this;
    Last->stop();
  }

private:
  Server *S;
};

void serve(Server *S) {
  S->start();
  auto *R = new Request(S);
  R->good_finish();
}
