#include <windows.h>

struct Watcher {
  PTP_WAIT Wait;
  HANDLE Event;
  int Signals = 0;
  volatile LONG Stopping = 0;
  CRITICAL_SECTION Lock;

  void handle();
  void stop();
};

static VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context,
                              PTP_WAIT Wait, TP_WAIT_RESULT) {
  auto *Self = static_cast<Watcher *>(Context);
  EnterCriticalSection(&Self->Lock);
  if (!Self->Stopping)
    SetThreadpoolWait(Wait, Self->Event, nullptr);
  LeaveCriticalSection(&Self->Lock);
}

bool start(Watcher *Self) {
  Self->Wait = CreateThreadpoolWait(onSignal, Self, nullptr);
  if (!Self->Wait)
    return false;
  SetThreadpoolWait(Self->Wait, Self->Event, nullptr);
  return true;
}

void Watcher::stop() {
  EnterCriticalSection(&Lock);
  Stopping = 1;
  SetThreadpoolWait(Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(Wait, TRUE);
  CloseThreadpoolWait(Wait);
  LeaveCriticalSection(&Lock);
}
