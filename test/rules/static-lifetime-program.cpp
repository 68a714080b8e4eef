// RUN: %check_rule static-lifetime %s
// RUN: %check_rule static-lifetime %s --config="{CheckOptions: {threadpool-static-lifetime.IsDll: 'no'}}" -- -D_USRDLL
//
// A program ends its variables while the pool's threads are there, and without
// the loader lock.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

class Refresher {
public:
  ~Refresher() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }

private:
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};

Refresher good_program;
