#include <atlbase.h>
#include <atlwin.h>
#include <atlapp.h>

class MeterDialog : public CDialogImpl<MeterDialog> {
public:
  BEGIN_MSG_MAP(MeterDialog)
    MESSAGE_HANDLER(WM_INITDIALOG, OnInit)
    MESSAGE_HANDLER(WM_DESTROY, OnDestroy)
  END_MSG_MAP()

private:
  static void CALLBACK Measure(PTP_CALLBACK_INSTANCE, PVOID Context, PTP_WORK) {
    auto *Dialog = static_cast<MeterDialog *>(Context);
    ++Dialog->Count;
    Dialog->PostMessage(WM_APP);
  }

  LRESULT OnInit(UINT, WPARAM, LPARAM, BOOL &) {
    CenterWindow();
    Work = CreateThreadpoolWork(Measure, this, nullptr);
    if (Work)
      SubmitThreadpoolWork(Work);
    return 0;
  }

  LRESULT OnDestroy(UINT, WPARAM, LPARAM, BOOL &) {
    CloseThreadpoolWork(Work);
    return 0;
  }

  PTP_WORK Work = nullptr;
  int Count = 0;
};
