#include <wil/resource.h>
#include <wil/result.h>
#include <vector>

class Poller {
public:
  HRESULT Start() {
    m_stop.create(wil::EventOptions::ManualReset);
    m_timer.reset(CreateThreadpoolTimer(OnTimer, this, nullptr));
    RETURN_LAST_ERROR_IF_NULL(m_timer);
    m_eager.reset(CreateThreadpoolWork(OnWork, this, nullptr));
    RETURN_LAST_ERROR_IF(!m_eager);
    m_late.reset(CreateThreadpoolWork(OnWork, this, nullptr));
    RETURN_IF_NULL_ALLOC(m_late);
    Arm();
    SubmitThreadpoolWork(m_eager.get());
    SubmitThreadpoolWork(m_late.get());
    return S_OK;
  }

  void StopTimer() { m_timer.reset(); }
  void StopWork() { m_eager.reset(); }
  void AbandonWork() { m_late.reset(); }

private:
  void Arm() { SetThreadpoolTimer(m_timer.get(), &m_due, 0, 0); }

  static void CALLBACK OnTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    auto *Self = static_cast<Poller *>(Context);
    auto Lock = Self->m_lock.lock_exclusive();
    ++Self->m_count;
    Self->Arm();
  }

  static void CALLBACK OnWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Self = static_cast<Poller *>(Context);
    auto Lock = Self->m_lock.lock_exclusive();
    ++Self->m_count;
  }

  wil::srwlock m_lock;
  wil::unique_event_nothrow m_stop;
  int m_count = 0;
  FILETIME m_due = {};
  wil::unique_threadpool_timer m_timer;
  wil::unique_threadpool_work m_eager;
  wil::unique_threadpool_work_nowait m_late;
};

void poll() {
  Poller P;
  if (FAILED(P.Start()))
    return;
  auto Stop = wil::scope_exit([&] {
    P.StopTimer();
    P.StopWork();
    P.AbandonWork();
  });
  auto Logged = wil::scope_exit_log(WI_DIAGNOSTICS_INFO, [] {});
}

void takeTurns(PTP_WAIT Wait) {
  wil::unique_mutex Turn;
  Turn.create(L"turn");
  SetThreadpoolWait(Wait, Turn.get(), nullptr);
}
