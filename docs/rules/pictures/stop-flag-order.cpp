#include <windows.h>

struct Watcher {
  PTP_WAIT Wait;
  HANDLE Event;
  int Signals = 0;
  volatile LONG Stopping = 0;

  void handle();
  void stop();
};

void Watcher::handle() { ++Signals; }

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT) {
  auto *Self = static_cast<Watcher *>(Context);
  Self->handle();
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
}

bool start(Watcher *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
  if (!Self->Wait)
    return false;
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
  return true;
}

void Watcher::stop() {
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  Stopping = 1;
  SetThreadpoolWait(Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
  delete this;
}
