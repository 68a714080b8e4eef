#include <SDKDDKVer.h>
#include <Windows.h>

static PTP_WORK Work;

static VOID CALLBACK Count(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
  ++*static_cast<int *>(Context);
}

bool Start(int *Counter) {
  Work = CreateThreadpoolWork(Count, Counter, nullptr);
  if (!Work)
    return false;
  SubmitThreadpoolWork(Work);
  return true;
}

void Stop(int *Counter) {
  CloseThreadpoolWork(Work);
  delete Counter;
}
