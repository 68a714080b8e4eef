// RUN: %check_rule "unguarded-rearm,stop-flag-order" %s
//
// A callback goes round until the flag is written, and submits its work object
// again behind that: the flag with which it gets there is the one that the stop
// writes, so the stop begins with the flag as it was made.

#include <windows.h>

class Mixer {
public:
  bool open() {
    Active = true;
    Work = CreateThreadpoolWork(onMix, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }

  void close() {
    if (Active) {
      Active = false;
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
      CloseThreadpoolWork(Work);
      Work = nullptr;
    }
  }

private:
  static VOID CALLBACK onMix(PTP_CALLBACK_INSTANCE, PVOID Context,
                             PTP_WORK Work) {
    auto *Self = static_cast<Mixer *>(Context);
    while (Self->Active)
      ++Self->Frames;
    SubmitThreadpoolWork(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mixer::onMix' submits its work object again and reads nothing that 'Mixer::close' writes before it stops: the wait for callbacks may never end [threadpool-unguarded-rearm]
  }

  PTP_WORK Work = nullptr;
  volatile bool Active = false;
  int Frames = 0;
};

class Guarded {
public:
  bool open() {
    Active = true;
    Closing = false;
    Work = CreateThreadpoolWork(onMix, this, nullptr);
    if (!Work)
      return false;
    SubmitThreadpoolWork(Work);
    return true;
  }

  void good_close() {
    if (Active) {
      Closing = true;
      Active = false;
      WaitForThreadpoolWorkCallbacks(Work, FALSE);
      CloseThreadpoolWork(Work);
      Work = nullptr;
    }
  }

private:
  static VOID CALLBACK onMix(PTP_CALLBACK_INSTANCE, PVOID Context,
                             PTP_WORK Work) {
    auto *Self = static_cast<Guarded *>(Context);
    while (Self->Active)
      ++Self->Frames;
    if (!Self->Closing)
      SubmitThreadpoolWork(Work);
  }

  PTP_WORK Work = nullptr;
  volatile bool Active = false, Closing = false;
  int Frames = 0;
};
