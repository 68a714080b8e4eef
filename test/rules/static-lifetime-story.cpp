// RUN: %check_rule static-lifetime %s
//
// What is told, through helpers.

#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

BOOL WINAPI DllMain(HINSTANCE, DWORD, LPVOID) { return TRUE; }

class Refresher {
public:
  ~Refresher() { finish(); }

private:
  void finish() {
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    CloseThreadpoolWork(Work);
  }
  PTP_WORK Work = CreateThreadpoolWork(onWork, nullptr, nullptr);
};

static Refresher bad_told;
// CHECK-NOTES: :[[@LINE-1]]:18: warning: 'bad_told' has static storage, and its end waits for callbacks of the thread pool: in a DLL that is under the loader lock [threadpool-static-lifetime]
// CHECK-NOTES: :[[@LINE-8]]:5: note: 'Refresher::finish' waits here, as the variable is destroyed
// CHECK-NOTES: :[[@LINE-17]]:13: note: the code is part of a DLL: it has a DllMain
// CHECK-NOTES: :[[@LINE-4]]:18: note: when the DLL is unloaded, a callback that needs the loader lock, or a thread that the pool starts for it, waits for the end of the DLL: neither goes on; when the process ends, the pool's threads are gone already
// CHECK-NOTES: :[[@LINE-5]]:18: note: to repair: end it in a function that the user of the DLL calls before it is unloaded, and let the variable own nothing after that; or make it with new, and never destroy it
