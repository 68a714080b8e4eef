// RUN: %check_rule "*" %s
//
// Routines with errors that stop the object through a routine which others can
// call too. What is lost behind the stop says nothing of it; what is lost
// before may have done what it lacks.

#include <windows.h>

void report();

PTP_TIMER Timer;
static LONG *Hits;

VOID CALLBACK onTick(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(Hits);
}

PTP_TIMER Late;
static LONG *LateHits;

VOID CALLBACK onLate(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(LateHits);
}

PTP_TIMER Again;
static LONG *AgainHits;

VOID CALLBACK onAgain(PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
  InterlockedIncrement(AgainHits);
}

void start(FILETIME *Due) {
  Hits = new LONG(0);
  Timer = CreateThreadpoolTimer(onTick, nullptr, nullptr);
  if (Timer == nullptr)
    return;
  SetThreadpoolTimer(Timer, Due, 0, 0);
  LateHits = new LONG(0);
  Late = CreateThreadpoolTimer(onLate, nullptr, nullptr);
  if (Late == nullptr)
    return;
  SetThreadpoolTimer(Late, Due, 0, 0);
  AgainHits = new LONG(0);
  Again = CreateThreadpoolTimer(onAgain, nullptr, nullptr);
  if (Again == nullptr)
    return;
  SetThreadpoolTimer(Again, Due, 0, 0);
}

void bad_stop() {
  if (Timer != nullptr) {
    WaitForThreadpoolTimerCallbacks(Timer, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bad_stop' waits for the callbacks of 'Timer' while it is still armed: 'onTick' can be called after the wait [threadpool-missing-cancel]
    CloseThreadpoolTimer(Timer);
    Timer = nullptr;
    delete Hits;
  }
}

void unload() {
  report();
  bad_stop();
  Missing::cleanUp();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Missing'
}

void good_error_may_cancel() {
  if (Late != nullptr) {
    WaitForThreadpoolTimerCallbacks(Late, TRUE);
    CloseThreadpoolTimer(Late);
    Late = nullptr;
    delete LateHits;
  }
}

void unloadLate() {
  report();
  Missing::prepare(Late);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: error: use of undeclared identifier 'Missing'
  good_error_may_cancel();
}

void good_error_of_the_last_round_may_cancel() {
  if (Again != nullptr) {
    WaitForThreadpoolTimerCallbacks(Again, TRUE);
    CloseThreadpoolTimer(Again);
    Again = nullptr;
    delete AgainHits;
  }
}

void unloadAgain(int Rounds) {
  report();
  for (int I = 0; I < Rounds; ++I) {
    good_error_of_the_last_round_may_cancel();
    Missing::prepare(Again);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: error: use of undeclared identifier 'Missing'
  }
}
