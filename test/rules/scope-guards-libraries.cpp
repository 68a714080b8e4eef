// RUN: %check_rule "*" %s
//
// The guards of libraries whose headers are the system's: they are followed.

#include <absl/cleanup/cleanup.h>
#include <gsl/util>
#include <wil/resource.h>
#include <windows.h>

class Guarded {
public:
  void start() {
    Work = CreateThreadpoolWork(onWork, this, nullptr);
    SubmitThreadpoolWork(Work);
  }

  void bad_gsl() {
    auto Close = gsl::finally([this] { CloseThreadpoolWork(Work); });
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Guarded::bad_gsl' closes 'Work' while 'Guarded::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: gsl::finally([this] { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); }
    ++Stops;
  }
  void good_gsl() {
    auto Close = gsl::finally([this] { CloseThreadpoolWork(Work); });
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
  }
  void good_gsl_drain() {
    {
      auto Drain =
          gsl::finally([&] { WaitForThreadpoolWorkCallbacks(Work, TRUE); });
      ++Stops;
    }
    CloseThreadpoolWork(Work);
  }

  void bad_wil() {
    auto Close = wil::scope_exit([&] { CloseThreadpoolWork(Work); });
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Guarded::bad_wil' closes 'Work' while 'Guarded::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: wil::scope_exit([&] { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); }
    ++Stops;
  }
  void good_wil() {
    auto Close = wil::scope_exit([&] { CloseThreadpoolWork(Work); });
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
    Close.reset();
  }
  void good_wil_released(bool Keep) {
    auto Stop = wil::scope_exit([&] {
      WaitForThreadpoolWorkCallbacks(Work, TRUE);
      CloseThreadpoolWork(Work);
    });
    if (Keep)
      Stop.release();
  }

  void bad_absl() {
    absl::Cleanup Close = [this] { CloseThreadpoolWork(Work); };
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'Guarded::bad_absl' closes 'Work' while 'Guarded::onWork' may be queued or running [threadpool-close-before-wait]
    // CHECK-FIXES: absl::Cleanup Close = [this] { WaitForThreadpoolWorkCallbacks(Work, TRUE); CloseThreadpoolWork(Work); }
    ++Stops;
  }
  void good_absl() {
    absl::Cleanup Close = [this] { CloseThreadpoolWork(Work); };
    WaitForThreadpoolWorkCallbacks(Work, TRUE);
  }
  void good_absl_cancelled() {
    absl::Cleanup Close = [this] { CloseThreadpoolWork(Work); };
    std::move(Close).Cancel();
  }

private:
  static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    ++static_cast<Guarded *>(Context)->Runs;
  }
  PTP_WORK Work = nullptr;
  int Runs = 0, Stops = 0;
};
