// What several files of a DLL share.
#include <windows.h>
extern PTP_WORK SharedWork;
