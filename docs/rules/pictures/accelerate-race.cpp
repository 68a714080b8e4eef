#include <windows.h>

struct AutoSave {
  PTP_TIMER Timer;
  int Saves = 0;

  void saveNow();
};

static VOID CALLBACK onTimer(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_TIMER) {
  ++static_cast<AutoSave *>(Context)->Saves;
}

bool start(AutoSave *Self, FILETIME *Due) {
  Self->Timer = CreateThreadpoolTimer(onTimer, Self, nullptr);
  if (!Self->Timer)
    return false;
  SetThreadpoolTimer(Self->Timer, Due, 0, 0);
  return true;
}

void AutoSave::saveNow() {
  FILETIME Now = {};
  SetThreadpoolTimer(Timer, nullptr, 0, 0);
  SetThreadpoolTimer(Timer, &Now, 0, 0);
}
