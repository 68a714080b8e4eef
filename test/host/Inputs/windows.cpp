#include <windows.h>

#include <atomic>

std::atomic<bool> Stopping;

void stop(PTP_WAIT Wait) { Stopping = WaitForSingleObject(nullptr, 0) == 0; }
