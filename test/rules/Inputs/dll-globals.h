// What several files of a DLL share.
#include <windows.h>
extern PTP_WORK SharedWork;
class WorkHolder {
public:
  ~WorkHolder() { CloseThreadpoolWork(Work); }
  PTP_WORK Work = nullptr;
};
inline PTP_WORK workOf(WorkHolder *Holder) { return Holder->Work; }
