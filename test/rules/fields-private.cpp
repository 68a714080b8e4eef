// RUN: %check_rule "*" %s
//
// Private members of classes in headers. Where all functions of the class are
// defined here, it is known who sets them.

#include "Inputs/gauges.h"

void Closed::onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T) {
  auto *Self = static_cast<Closed *>(Context);
  ++Self->Level;
  if (!Self->Paused)
    SetThreadpoolTimer(T, Self->Due, 0, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Closed::onTick' arms its timer again and reads nothing that 'Closed::bad_stop' writes before it stops: a callback can come after 'Closed::bad_stop' has closed 'Timer' [threadpool-unguarded-rearm]
}

void Closed::start() {
  Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  SetThreadpoolTimer(Timer, Due, 0, 0);
}

void Closed::bad_stop() {
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

//===--- pause() is defined elsewhere, and may be what stops it -----------===//

void Extended::onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T) {
  auto *Self = static_cast<Extended *>(Context);
  ++Self->Level;
  if (!Self->Paused)
    SetThreadpoolTimer(T, Self->Due, 0, 0);
}

void Extended::start() {
  Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  SetThreadpoolTimer(Timer, Due, 0, 0);
}

void Extended::good_stop() {
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}

//===--- So may a friend --------------------------------------------------===//

void Befriended::onTick(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER T) {
  auto *Self = static_cast<Befriended *>(Context);
  ++Self->Level;
  if (!Self->Paused)
    SetThreadpoolTimer(T, Self->Due, 0, 0);
}

void Befriended::start() {
  Timer = CreateThreadpoolTimer(onTick, this, nullptr);
  SetThreadpoolTimer(Timer, Due, 0, 0);
}

void Befriended::good_stop() {
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(Timer, TRUE);
  CloseThreadpoolTimer(Timer);
}
