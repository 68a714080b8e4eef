// Written for the headers of the user-mode driver framework, and for what the
// trace preprocessor makes of this file.
#include <windows.h>
#include <wdf.h>
#include <gnssdriver.h>

#include "driver.tmh"

class Session {
public:
  NTSTATUS Initialize(WDFQUEUE Parent) {
    Work = CreateThreadpoolWork(OnWork, this, nullptr);
    if (Work == nullptr)
      return STATUS_UNSUCCESSFUL;
    WDF_IO_QUEUE_CONFIG Config;
    WDF_IO_QUEUE_CONFIG_INIT(&Config, WdfIoQueueDispatchManual);
    WDF_OBJECT_ATTRIBUTES Attributes;
    WDF_OBJECT_ATTRIBUTES_INIT(&Attributes);
    Attributes.ExecutionLevel = WdfExecutionLevelPassive;
    return WdfIoQueueCreate(WdfIoQueueGetDevice(Parent), &Config, &Attributes,
                            &Requests);
  }
  void Start(const GNSS_FIXSESSION_PARAM *Wanted) {
    Position.FixSessionID = Wanted->FixSessionID;
    SubmitThreadpoolWork(Work);
  }
  ~Session() {
    CloseThreadpoolWork(Work);
  }

private:
  static void CALLBACK OnWork(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    static_cast<Session *>(Context)->Report();
  }

  void Report() {
    NTSTATUS Status = STATUS_SUCCESS;
    WDFREQUEST Request = nullptr;
    PVOID Buffer = nullptr;
    Status = WdfIoQueueRetrieveNextRequest(Requests, &Request);
    if (NT_SUCCESS(Status))
      Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(GNSS_EVENT),
                                              &Buffer, nullptr);
    if (!NT_SUCCESS(Status)) {
      TraceEvents(TRACE_LEVEL_ERROR, TRACE_SESSION, "No request: %!STATUS!",
                  Status);
      return;
    }
    static_cast<GNSS_EVENT *>(Buffer)->FixData = Position;
    WdfRequestCompleteWithInformation(Request, Status, sizeof(GNSS_EVENT));
  }

  PTP_WORK Work = nullptr;
  WDFQUEUE Requests = nullptr;
  GNSS_FIXDATA Position = {};
};

Session *makeSession() { return new Session; }
