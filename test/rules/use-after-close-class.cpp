// RUN: %check_rule "*" %s
//
// Members, destructors and handle classes.

#include <windows.h>

class Watch {
public:
  void start(HANDLE Event) {
    Wait = CreateThreadpoolWait(
        [](PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT, TP_WAIT_RESULT) {
          ++static_cast<Watch *>(Context)->Hits;
        },
        this, nullptr);
    SetThreadpoolWait(Wait, Event, nullptr);
  }

  void bad_stop() {
    SetThreadpoolWait(Wait, nullptr, nullptr);
    WaitForThreadpoolWaitCallbacks(Wait, TRUE);
    CloseThreadpoolWait(Wait);
    SetThreadpoolWait(Wait, nullptr, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Wait' is used after it was closed [threadpool-use-after-close]
    delete this;
  }

private:
  PTP_WAIT Wait = nullptr;
  int Hits = 0;
};

//===--- Closed by hand, and again by the destructor ----------------------===//

class Handle {
public:
  explicit Handle(PTP_WORK Native) : Native(Native) {}
  ~Handle() {
    WaitForThreadpoolWorkCallbacks(Native, FALSE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} is used after it was closed [threadpool-use-after-close]
    CloseThreadpoolWork(Native);
  }
  PTP_WORK get() const { return Native; }
  PTP_WORK release() {
    PTP_WORK Released = Native;
    Native = nullptr;
    return Released;
  }

private:
  PTP_WORK Native;
};

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<int *>(Context);
}

int bad_get_instead_of_release() {
  int Rounds = 0;
  Handle Work(CreateThreadpoolWork(onWork, &Rounds, nullptr));
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  CloseThreadpoolWork(Work.get());
  return Rounds;
}

//===--- Released first ---------------------------------------------------===//

class CarefulHandle {
public:
  explicit CarefulHandle(PTP_WORK Native) : Native(Native) {}
  ~CarefulHandle() {
    if (Native) {
      WaitForThreadpoolWorkCallbacks(Native, FALSE);
      CloseThreadpoolWork(Native);
    }
  }
  PTP_WORK get() const { return Native; }
  PTP_WORK release() {
    PTP_WORK Released = Native;
    Native = nullptr;
    return Released;
  }

private:
  PTP_WORK Native;
};

int good_released() {
  int Rounds = 0;
  CarefulHandle Work(CreateThreadpoolWork(onWork, &Rounds, nullptr));
  SubmitThreadpoolWork(Work.get());
  WaitForThreadpoolWorkCallbacks(Work.get(), FALSE);
  CloseThreadpoolWork(Work.release());
  return Rounds;
}
