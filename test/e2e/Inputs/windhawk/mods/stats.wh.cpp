// A mod whose timer arms itself again, whatever its owner does. What the host
// says of its settings is no guard.

#include <memory>

template <auto Function> struct calls {
  template <typename T> void operator()(T *argument) const {
    Function(argument);
  }
};
using unique_setting =
    std::unique_ptr<const WCHAR[], calls<Wh_FreeStringSetting>>;

PTP_TIMER g_timer;

bool StartTimer() {
  g_timer = CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER timer) {
        unique_setting name(Wh_GetStringSetting(L"name"));
        if (!*name.get())
          return;
        ULONGLONG last = 0;
        Wh_GetBinaryValue(L"last", &last, sizeof(last));
        FILETIME now;
        GetSystemTimeAsFileTime(&now);
        if ((((ULONGLONG)now.dwHighDateTime << 32) | now.dwLowDateTime) < last)
          return;
        FILETIME due = {1};
        SetThreadpoolTimer(timer, &due, 0, 0); // nobody can stop it
      },
      nullptr, nullptr);
  if (!g_timer)
    return false;
  FILETIME due = {1};
  SetThreadpoolTimer(g_timer, &due, 0, 0);
  return true;
}

BOOL Wh_ModInit() { return StartTimer(); }

void Wh_ModUninit() {
  SetThreadpoolTimer(g_timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(g_timer, TRUE);
  CloseThreadpoolTimer(g_timer);
}
