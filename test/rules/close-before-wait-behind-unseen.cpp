// RUN: %check_rule close-before-wait %s
//
// A destructor that only closes is the last step of a stop of which nothing is
// seen, where its caller has an unseen function do something first. One that
// stops by itself is judged.

#include <windows.h>

class Released {
public:
  bool start() {
    Work = CreateThreadpoolWork(&Released::onWork, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }
  void good_release() {
    shutdown();
    delete this;
  }
  void good_release_drained() {
    WaitForThreadpoolWorkCallbacks(get(), TRUE);
    delete this;
  }

private:
  ~Released() { CloseThreadpoolWork(Work); }
  void shutdown();
  PTP_WORK get() const;
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Released *>(Context)->Count;
  }

  PTP_WORK Work = nullptr;
  int Count = 0;
};

class Deleted {
public:
  bool start() {
    Work = CreateThreadpoolWork(&Deleted::onWork, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }
  void bad_release() { delete this; }

private:
  ~Deleted() {
    CloseThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} closes 'Work' while 'Deleted::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: {{^}}    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    // CHECK-FIXES-NEXT: {{^}}    CloseThreadpoolWork(Work);
  }
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Deleted *>(Context)->Count;
  }

  PTP_WORK Work = nullptr;
  int Count = 0;
};
