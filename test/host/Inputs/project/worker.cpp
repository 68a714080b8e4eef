#include <windows.h>

static VOID CALLBACK onWork(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}

void work() {
  SubmitThreadpoolWork(CreateThreadpoolWork(onWork, nullptr, nullptr));
}
