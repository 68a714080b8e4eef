#include <wil\resource.h>

struct Report {
  int m_pages = 0;
};

static void CALLBACK OnReport(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++static_cast<Report *>(Context)->m_pages;
}

bool PrintLate() {
  Report Own;
  wil::unique_threadpool_work_nowait Work(
      CreateThreadpoolWork(OnReport, &Own, nullptr));
  if (!Work)
    return false;
  SubmitThreadpoolWork(Work.get());
  return true;
}

bool PrintInTime() {
  Report Own;
  wil::unique_threadpool_work Work(
      CreateThreadpoolWork(OnReport, &Own, nullptr));
  if (!Work)
    return false;
  SubmitThreadpoolWork(Work.get());
  return true;
}
