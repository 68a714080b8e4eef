// RUN: %check_rule "*" %s
//
// Whether a callback re-arms can depend on a setting that is fixed before the
// object exists. Nobody stops the callback with it.

#include <windows.h>

namespace {

struct Settings {
  DWORD Flags;
  HANDLE Event;
  PTP_WAIT Wait;
};

constexpr DWORD Manual = 1;

VOID CALLBACK onSignal(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                       TP_WAIT_RESULT) {
  auto *S = static_cast<Settings *>(Context);
  if ((S->Flags & Manual) == 0)
    SetThreadpoolWait(Wait, S->Event, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} [threadpool-unguarded-rearm]
}

struct Stoppable {
  DWORD Flags;
  HANDLE Event;
  PTP_WAIT Wait;
};

VOID CALLBACK onGuarded(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WAIT Wait,
                        TP_WAIT_RESULT) {
  auto *S = static_cast<Stoppable *>(Context);
  if ((S->Flags & Manual) == 0)
    SetThreadpoolWait(Wait, S->Event, nullptr);
}

} // namespace

Settings *start(HANDLE Event, DWORD Flags) {
  auto *S = new Settings{Flags, Event, nullptr};
  S->Wait = CreateThreadpoolWait(onSignal, S, nullptr);
  SetThreadpoolWait(S->Wait, Event, nullptr);
  return S;
}

void bad_stop(Settings *S) {
  SetThreadpoolWait(S->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  CloseThreadpoolWait(S->Wait);
  delete S;
}

Stoppable *startStoppable(HANDLE Event, DWORD Flags) {
  auto *S = new Stoppable{Flags, Event, nullptr};
  S->Wait = CreateThreadpoolWait(onGuarded, S, nullptr);
  SetThreadpoolWait(S->Wait, Event, nullptr);
  return S;
}

void good_stop(Stoppable *S) {
  S->Flags |= Manual;
  SetThreadpoolWait(S->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  SetThreadpoolWait(S->Wait, nullptr, nullptr);
  WaitForThreadpoolWaitCallbacks(S->Wait, TRUE);
  CloseThreadpoolWait(S->Wait);
  delete S;
}
