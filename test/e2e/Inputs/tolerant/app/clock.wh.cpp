// A mod for Windhawk, whose compiler includes its header and that of Windows
// before the file.

#include <windhawk_utils.h>

#include <memory>

PTP_TIMER g_timer;

bool StartTimer() {
  ULONGLONG last = 0;
  Wh_GetBinaryValue(L"last", &last, sizeof(last));
  g_timer = CreateThreadpoolTimer(
      [](PTP_CALLBACK_INSTANCE, PVOID, PTP_TIMER) {
        Wh_Log(L"> %s", WH_MOD_ID);
        const WH_URL_CONTENT *content = Wh_GetUrlContent(L"https://", nullptr);
        if (!content)
          return;
        Wh_FreeUrlContent(content);
        WaitForThreadpoolTimerCallbacks(g_timer, TRUE); // waits for itself
      },
      nullptr, nullptr);
  if (!g_timer)
    return false;
  FILETIME due = {};
  SetThreadpoolTimer(g_timer, &due, 1000, 0);
  return true;
}

BOOL Wh_ModInit() {
  auto theme = WindhawkUtils::StringSetting::make(L"theme");
  return *theme.get() ? StartTimer() : TRUE;
}

void Wh_ModUninit() {
  Wh_Log(L">");
  SetThreadpoolTimer(g_timer, nullptr, 0, 0);
  WaitForThreadpoolTimerCallbacks(g_timer, TRUE);
  CloseThreadpoolTimer(g_timer);
}
