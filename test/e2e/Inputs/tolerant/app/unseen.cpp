#include <wil/resource.h>

class Beat {
public:
  void Start(FILETIME *Due) {
    m_timer.reset(CreateThreadpoolTimer(OnTimer, this, nullptr));
    SetThreadpoolTimer(m_timer.get(), Due, 0, 0);
  }
  void Stop() {
    WaitForThreadpoolTimerCallbacks(m_timer.get(), TRUE);
  }

private:
  static void CALLBACK OnTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    auto *Self = static_cast<Beat *>(Context);
    auto Lock = Self->m_lock.lock_exclusive();
    ++Self->m_count;
  }

  wil::srwlock m_lock;
  int m_count = 0;
  wil::unique_threadpool_timer_nowait m_timer;
};
