// Written for the native API's headers, which come with no public SDK.
extern "C" {
#include <nt.h>
#include <ntrtl.h>
#include <nturtl.h>
#include <windows.h>
}

class Engine {
public:
  NTSTATUS Start() {
    NT_ASSERT(Timer == nullptr);
    InitializeListHead(&Pending);
    Timer = CreateThreadpoolTimer(OnTimer, this, nullptr);
    if (Timer == nullptr)
      return STATUS_INSUFFICIENT_RESOURCES;
    ULARGE_INTEGER Ticks;
    Ticks.QuadPart = static_cast<ULONGLONG>(-1);
    FILETIME Due = {Ticks.LowPart, Ticks.HighPart};
    SetThreadpoolTimer(Timer, &Due, 0, 0);
    return STATUS_SUCCESS;
  }

  ~Engine() {
    if (NT_SUCCESS(Status)) {
      SetThreadpoolTimer(Timer, nullptr, 0, 0);
      CloseThreadpoolTimer(Timer);
    }
  }

private:
  static void CALLBACK OnTimer(PTP_CALLBACK_INSTANCE, PVOID Context,
                               PTP_TIMER) {
    static_cast<Engine *>(Context)->Status = STATUS_TIMEOUT;
  }

  PTP_TIMER Timer = nullptr;
  NTSTATUS Status = STATUS_SUCCESS;
  LIST_ENTRY Pending;
};

NTSTATUS run() {
  Engine *E = new Engine;
  const NTSTATUS Status = E->Start();
  delete E;
  return Status;
}

// MinGW-w64 has a part of the native API in a public header.
#include <ntdef.h>

EVENT_TYPE KindOfEvent = SynchronizationEvent;
